/* Whichever allocation of a call fails: a status, no crash, and nothing left behind. */
#include "check.h"
#include "counting_malloc.h"

static jb_rules* rules = NULL;

/* Facts, an evaluation, its JSON; the first status that is not JB_OK. */
static jb_status evaluate_once(void) {
  jb_facts* facts = NULL;
  jb_evaluation* evaluation = NULL;
  jb_string* json = NULL;
  jb_error* error = NULL;
  jb_evaluate_options options = JB_EVALUATE_OPTIONS;
  jb_status status = jb_facts_from_json(
      rules, text_of("{\"ok\": true, \"staff\": 11, \"marks\": [{\"kind\": \"gi\"}]}"), NULL,
      &facts, &error);
  options.decision_date = text_of("2024-06-01");
  if (status == JB_OK) status = jb_evaluate(facts, &options, &evaluation, &error);
  if (status == JB_OK) status = jb_evaluation_json(evaluation, &json, &error);
  if (status != JB_OK) CHECK(jb_error_message(error, JB_ENGLISH).size > 0);
  jb_error_free(error);
  jb_string_free(json);
  jb_evaluation_free(evaluation);
  jb_facts_free(facts);
  return status;
}

static jb_status load_once(void) {
  jb_named_text named;
  jb_rules* loaded = NULL;
  jb_error* error = NULL;
  jb_status status;
  named.name = text_of("p.yaml");
  named.text = text_of(policy_text);
  status = jb_rules_from_memory(&named, 1, &loaded, &error);
  jb_error_free(error);
  jb_rules_free(loaded);
  return status;
}

static jb_status describe_once(void) {
  jb_string* json = NULL;
  jb_error* error = NULL;
  const jb_status status = jb_rules_description(rules, &json, &error);
  jb_error_free(error);
  jb_string_free(json);
  return status;
}

static void fail_each(const char* what, jb_status (*call)(void)) {
  long granted = 0;
  long before;
  CHECK(call() == JB_OK); /* what is made once, such as tables of words, is there */
  before = live;
  for (;; ++granted) {
    jb_status status;
    until_failure = granted;
    status = call();
    if (until_failure > 0 || (status == JB_OK && granted > 1000000)) break;
    until_failure = -1;
    if (status != JB_OUT_OF_MEMORY && status != JB_OK) {
      ++failures;
      fprintf(stderr, "%s: status %d where allocation %ld fails\n", what, (int)status, granted);
      break;
    }
    if (live != before) {
      ++failures;
      fprintf(stderr, "%s: %ld allocations left behind where allocation %ld fails\n", what,
              live - before, granted);
      break;
    }
  }
  until_failure = -1;
  printf("%s: %ld allocations, each failed once\n", what, granted);
}

int main(void) {
  rules = rules_of(policy_text);
  fail_each("evaluation", evaluate_once);
  fail_each("loading", load_once);
  fail_each("description", describe_once);
  jb_rules_free(rules);
  return failures == 0 ? 0 : 1;
}
