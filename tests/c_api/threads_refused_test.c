/* Where the system makes no more threads, as under a limit of processes: fewer do the work. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>

#include "arrow_tables.h"

static long until_refused = -1; /* threads made before none is made any more; -1: all */
static long refused = 0;

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*run)(void*),
                   void* argument) {
  static int (*make)(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*);
  if (make == NULL) *(void**)&make = dlsym(RTLD_NEXT, "pthread_create");
  if (until_refused == 0) {
    ++refused;
    return EAGAIN;
  }
  if (until_refused > 0) --until_refused;
  return make(thread, attributes, run, argument);
}

static void run(const jb_rules* rules, int is_budget) {
  struct table applicants;
  struct table marks;
  struct ArrowSchema kind_schema;
  struct ArrowArray kind_array;
  const struct ArrowArray* batches[2];
  jb_table tables[2];
  make_tables(&applicants, &marks, &kind_schema, &kind_array);
  give_tables(&applicants, &marks, batches, tables);
  if (is_budget) {
    jb_budget_options options = JB_BUDGET_OPTIONS;
    jb_string* json = NULL;
    options.decision_date = text_of("2024-06-01");
    options.threads = 4;
    CHECK(jb_budget(rules, tables, 2, &options, &json, NULL) == JB_OK);
    CHECK(has_text(jb_string_get(json), "6000150"));
    jb_string_free(json);
  } else {
    jb_batch_options options = JB_BATCH_OPTIONS;
    struct ArrowSchema schema;
    struct ArrowArray array;
    options.decision_date = text_of("2024-06-01");
    options.threads = 4;
    CHECK(jb_batch(rules, tables, 2, &options, &schema, &array, NULL, NULL) == JB_OK);
    CHECK(((const int64_t*)array.children[1]->buffers[1])[0] == 6000150);
    array.release(&array);
    schema.release(&schema);
  }
}

int main(void) {
  jb_rules* rules = rules_of(policy_text);
  int threads;
  for (threads = 0; threads < 3; ++threads) {
    int is_budget;
    for (is_budget = 0; is_budget < 2; ++is_budget) {
      until_refused = threads;
      refused = 0;
      run(rules, is_budget);
      CHECK(refused > 0);
    }
  }
  jb_rules_free(rules);
  if (failures == 0) printf("c_api threads refused: all checks hold\n");
  return failures == 0 ? 0 : 1;
}
