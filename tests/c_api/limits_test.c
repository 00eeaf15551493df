/* Limits, cancellation and progress: a call ends with an error, or gives what it would have
 * given without them. */
#include <stdlib.h>

#include "check.h"

/* Looks at each pair of marks. */
static const char* const slow_policy =
    "policy: slow\n"
    "title: {zh: \"政策\", en: policy}\n"
    "status: in force\n"
    "entities:\n"
    "  mark: {title: {zh: \"商标\", en: mark}, fields: {fee: {type: money, title: {zh: "
    "\"费用\", en: fee}}}}\n"
    "facts:\n"
    "  id: {type: text, title: {zh: \"编号\", en: id}}\n"
    "  marks: {type: list of mark, title: {zh: \"商标\", en: marks}}\n"
    "clauses:\n"
    "  A:\n"
    "    title: {zh: \"甲\", en: first}\n"
    "    when: some a in marks satisfies some b in marks satisfies a.fee > b.fee + 1元\n"
    "    award: 1元\n";

static jb_facts* facts_with_marks(const jb_rules* rules, size_t count) {
  jb_facts* facts = NULL;
  const size_t room = 32 + count * 16;
  char* text = malloc(room);
  size_t used = (size_t)sprintf(text, "{\"marks\": [");
  size_t i;
  jb_text given;
  for (i = 0; i < count; ++i) {
    used += (size_t)sprintf(text + used, "%s{\"fee\": 5}", i == 0 ? "" : ", ");
  }
  used += (size_t)sprintf(text + used, "]}");
  given.data = text;
  given.size = used;
  CHECK(jb_facts_from_json(rules, given, NULL, &facts, NULL) == JB_OK);
  free(text);
  return facts;
}

struct caller {
  int calls;
  int ends_at; /* the call that ends it; 0: none */
  uint32_t phase;
  uint64_t done;
  uint64_t all;
};

static int ask(void* context, const jb_progress* progress) {
  struct caller* caller = context;
  CHECK(progress->struct_size == sizeof *progress);
  CHECK(progress->phase != caller->phase || progress->done >= caller->done);
  caller->phase = progress->phase;
  caller->done = progress->done;
  caller->all = progress->all;
  return ++caller->calls == caller->ends_at;
}

static jb_status status_with(const jb_facts* facts, jb_evaluate_options options) {
  jb_evaluation* evaluation = NULL;
  jb_error* error = NULL;
  jb_status status;
  options.decision_date = text_of("2024-06-01");
  status = jb_evaluate(facts, &options, &evaluation, &error);
  CHECK((status == JB_OK) == (evaluation != NULL));
  CHECK(jb_error_status(error) == status);
  jb_error_free(error);
  jb_evaluation_free(evaluation);
  return status;
}

static jb_string* json_with(const jb_facts* facts, jb_evaluate_options options) {
  jb_evaluation* evaluation = NULL;
  jb_string* json = NULL;
  options.decision_date = text_of("2024-06-01");
  CHECK(jb_evaluate(facts, &options, &evaluation, NULL) == JB_OK);
  CHECK(jb_evaluation_json(evaluation, &json, NULL) == JB_OK);
  jb_evaluation_free(evaluation);
  return json;
}

static int are_same(const jb_string* a, const jb_string* b) {
  const jb_text x = jb_string_get(a);
  const jb_text y = jb_string_get(b);
  return x.size == y.size && memcmp(x.data, y.data, x.size) == 0;
}

static void what_no_limit_ends_is_as_without(const jb_rules* rules) {
  jb_facts* facts = facts_with_marks(rules, 30);
  jb_evaluate_options options = JB_EVALUATE_OPTIONS;
  struct caller caller = {0, 0, 0, 0, 0};
  jb_string* without = json_with(facts, options);
  jb_string* with;
  options.time_limit = UINT64_MAX;
  options.step_limit = UINT64_MAX;
  options.progress = ask;
  options.progress_context = &caller;
  with = json_with(facts, options);
  CHECK(are_same(without, with));
  CHECK(caller.calls >= 1 && caller.phase == JB_COMPUTING && caller.all == 0);
  jb_string_free(without);
  jb_string_free(with);
  jb_facts_free(facts);
}

static void a_caller_that_says_so_ends_it(const jb_rules* rules) {
  jb_facts* few = facts_with_marks(rules, 1);
  jb_facts* many = facts_with_marks(rules, 3000);
  jb_evaluate_options options = JB_EVALUATE_OPTIONS;
  struct caller first = {0, 1, 0, 0, 0};
  struct caller second = {0, 2, 0, 0, 0};
  options.progress = ask;
  options.progress_context = &first;
  CHECK(status_with(few, options) == JB_CANCELLED);
  CHECK(first.calls == 1 && first.done == 0);
  options.progress_context = &second; /* in the midst of the one formula */
  CHECK(status_with(many, options) == JB_CANCELLED);
  CHECK(second.calls == 2 && second.done > 1000);
  jb_facts_free(few);
  jb_facts_free(many);
}

static void a_limit_of_time_ends_one_case(const jb_rules* rules) {
  jb_facts* many = facts_with_marks(rules, 3000);
  jb_evaluate_options options = JB_EVALUATE_OPTIONS;
  jb_evaluation* evaluation = NULL;
  jb_error* error = NULL;
  options.decision_date = text_of("2024-06-01");
  options.time_limit = 1;
  CHECK(jb_evaluate(many, &options, &evaluation, &error) == JB_LIMIT);
  CHECK(evaluation == NULL && has_text(jb_error_message(error, JB_ENGLISH), "limit of time"));
  CHECK(has_text(jb_error_message(error, JB_CHINESE), "时间上限"));
  jb_error_free(error);
  jb_facts_free(many);
}

/* The least limit that suffices always does, and one less never. */
static void steps_are_the_same_each_time(const jb_rules* rules) {
  jb_facts* facts = facts_with_marks(rules, 30);
  jb_evaluate_options options = JB_EVALUATE_OPTIONS;
  uint64_t too_few = 0;
  uint64_t enough = 1000000;
  int i;
  while (enough - too_few > 1) {
    options.step_limit = too_few + (enough - too_few) / 2;
    if (status_with(facts, options) == JB_OK) {
      enough = options.step_limit;
    } else {
      too_few = options.step_limit;
    }
  }
  CHECK(enough > 30 * 30); /* each pair is looked at */
  for (i = 0; i < 10; ++i) {
    options.step_limit = enough;
    CHECK(status_with(facts, options) == JB_OK);
    options.step_limit = enough - 1;
    CHECK(status_with(facts, options) == JB_LIMIT);
  }
  jb_facts_free(facts);
}

static void texts_are_read_within_limits(const jb_rules* rules) {
  const jb_text text = text_of("{\"marks\": [{\"fee\": 5}, {\"fee\": 6}]}");
  int which;
  for (which = 0; which < 3; ++which) {
    jb_facts_options options = JB_FACTS_OPTIONS;
    size_t* limit = which == 0   ? &options.max_bytes
                    : which == 1 ? &options.max_depth
                                 : &options.max_values;
    const size_t enough = which == 0 ? text.size : which == 1 ? 3 : 9;
    jb_facts* facts = NULL;
    jb_error* error = NULL;
    jb_problem problem;
    *limit = enough;
    CHECK(jb_facts_from_json(rules, text, &options, &facts, NULL) == JB_OK);
    jb_facts_free(facts);
    facts = NULL;
    *limit = enough - 1;
    CHECK(jb_facts_from_json(rules, text, &options, &facts, &error) == JB_FACTS_FAULTY);
    problem.struct_size = sizeof problem;
    CHECK(jb_error_problem(error, 0, &problem) == JB_OK && problem.code.size == 6);
    jb_facts_free(facts);
    jb_error_free(error);
  }
}

int main(void) {
  jb_rules* rules = rules_of(slow_policy);
  what_no_limit_ends_is_as_without(rules);
  a_caller_that_says_so_ends_it(rules);
  a_limit_of_time_ends_one_case(rules);
  steps_are_the_same_each_time(rules);
  texts_are_read_within_limits(rules);
  jb_rules_free(rules);
  if (failures == 0) puts("c_api limits: all checks hold");
  return failures == 0 ? 0 : 1;
}
