/* A million calls leave nothing behind: as many allocations, and as many bytes, as before. */
#include "check.h"
#include "counting_malloc.h"

static jb_rules* rules = NULL;
static jb_facts* facts = NULL;

static void evaluate(uint32_t amounts_only) {
  jb_evaluation* evaluation = NULL;
  jb_evaluate_options options = JB_EVALUATE_OPTIONS;
  jb_applicant applicant;
  options.decision_date = text_of("2024-06-01");
  options.amounts_only = amounts_only;
  CHECK(jb_evaluate(facts, &options, &evaluation, NULL) == JB_OK);
  applicant.struct_size = sizeof applicant;
  CHECK(jb_evaluation_applicant(evaluation, 0, &applicant) == JB_OK);
  CHECK(applicant.indicative.low == 3000000);
  if (!amounts_only) {
    jb_string* json = NULL;
    jb_line line;
    line.struct_size = sizeof line;
    CHECK(jb_evaluation_json(evaluation, &json, NULL) == JB_OK);
    CHECK(jb_evaluation_line(evaluation, 0, 0, 0, &line) == JB_OK);
    jb_string_free(json);
  }
  jb_evaluation_free(evaluation);
}

/* Of every kind: facts read and refused, amounts, explanations, errors. */
static void some_calls(void) {
  jb_facts* others = NULL;
  jb_error* error = NULL;
  int i;
  for (i = 0; i < 96; ++i) evaluate(1);
  evaluate(0);
  CHECK(jb_facts_from_json(rules, text_of("{\"ok\": false}"), NULL, &others, NULL) == JB_OK);
  jb_facts_free(others);
  others = NULL;
  CHECK(jb_facts_from_json(rules, text_of("{\"ok\": 7}"), NULL, &others, &error) ==
        JB_FACTS_FAULTY);
  jb_facts_free(others);
  jb_error_free(error);
}

int main(void) {
  long calls;
  long before;
  long bytes_before;
  rules = rules_of(policy_text);
  CHECK(jb_facts_from_json(
            rules, text_of("{\"ok\": false, \"staff\": 11, \"marks\": [{\"kind\": \"gi\"}]}"),
            NULL, &facts, NULL) == JB_OK);
  some_calls(); /* what is made once is there */
  before = live;
  bytes_before = live_bytes;
  for (calls = 0; calls < 1000000 && failures == 0; calls += 100) {
    some_calls();
    CHECK(live == before && live_bytes == bytes_before);
  }
  jb_facts_free(facts);
  jb_rules_free(rules);
  printf("%ld calls; before and after: %ld allocations, %ld bytes\n", calls, before,
         bytes_before);
  return failures == 0 ? 0 : 1;
}
