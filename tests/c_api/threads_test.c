/* Ten threads share one set of compiled rules, facts read once, and an evaluation. */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdlib.h>

#include "check.h"

enum { thread_count = 10 };

static jb_rules* rules = NULL;
static jb_facts* shared_facts = NULL;
static jb_evaluation* shared_evaluation = NULL;
static jb_string* expected = NULL;
static long rounds = 0;

/* What went wrong, by thread: checks that count would race. */
static int faults[thread_count];

static jb_evaluation* evaluate(const jb_facts* facts) {
  jb_evaluation* evaluation = NULL;
  jb_evaluate_options options = JB_EVALUATE_OPTIONS;
  options.decision_date = text_of("2024-06-01");
  return jb_evaluate(facts, &options, &evaluation, NULL) == JB_OK ? evaluation : NULL;
}

static int is_as_expected(const jb_evaluation* evaluation) {
  jb_string* json = NULL;
  int same;
  if (jb_evaluation_json(evaluation, &json, NULL) != JB_OK) return 0;
  same = jb_string_get(json).size == jb_string_get(expected).size &&
         memcmp(jb_string_get(json).data, jb_string_get(expected).data,
                jb_string_get(json).size) == 0;
  jb_string_free(json);
  return same;
}

static const char* const facts_text =
    "{\"ok\": true, \"staff\": 11, \"rate\": 0.35, \"marks\": [{\"kind\": \"gi\", \"fee\": "
    "100.01}, {\"kind\": {\"unknown\": true}, \"fee\": 1}]}";

static int one_round(void) {
  jb_facts* facts = NULL;
  jb_evaluation* evaluation;
  jb_line line;
  int fault = 0;
  line.struct_size = sizeof line;
  if (jb_facts_from_json(rules, text_of(facts_text), NULL, &facts, NULL) != JB_OK) return 1;
  evaluation = evaluate(facts);
  fault += evaluation == NULL || !is_as_expected(evaluation);
  jb_evaluation_free(evaluation);
  jb_facts_free(facts);
  evaluation = evaluate(shared_facts);
  fault += evaluation == NULL || !is_as_expected(evaluation);
  fault += !is_as_expected(shared_evaluation);
  /* The first to ask makes what all walk. */
  fault += jb_evaluation_line(shared_evaluation, 0, 0, 0, &line) != JB_OK;
  fault += jb_evaluation_condition(shared_evaluation, 0, 0, 0, 0) == NULL;
  jb_evaluation_free(evaluation);
  return fault;
}

static void* work(void* place) {
  int* fault = place;
  long round;
  for (round = 0; round < rounds; ++round) *fault += one_round();
  return NULL;
}

/* One argument: rounds of each thread, for a checker of threads that knows locks but not
 * std::call_once; what that makes is made before. */
int main(int count, char** words) {
  pthread_t threads[thread_count];
  int i;
  rounds = count > 1 ? atol(words[1]) : 300;
  rules = rules_of(policy_text);
  CHECK(jb_facts_from_json(rules, text_of(facts_text), NULL, &shared_facts, NULL) == JB_OK);
  {
    jb_evaluation* first = evaluate(shared_facts);
    CHECK(jb_evaluation_json(first, &expected, NULL) == JB_OK);
    jb_evaluation_free(first);
  }
  shared_evaluation = evaluate(shared_facts);
  if (count > 1) CHECK(jb_evaluation_condition(shared_evaluation, 0, 0, 0, 0) != NULL);
  for (i = 0; i < thread_count; ++i) {
    CHECK(pthread_create(&threads[i], NULL, work, &faults[i]) == 0);
  }
  for (i = 0; i < thread_count; ++i) {
    CHECK(pthread_join(threads[i], NULL) == 0);
    CHECK(faults[i] == 0);
  }
  jb_string_free(expected);
  jb_evaluation_free(shared_evaluation);
  jb_facts_free(shared_facts);
  jb_rules_free(rules);
  if (failures == 0) printf("%d threads, %ld rounds each: the same bytes\n", thread_count, rounds);
  return failures == 0 ? 0 : 1;
}
