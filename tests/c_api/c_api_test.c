/* The C interface from C: what it gives, what it refuses, and whose memory is whose. */
#include <stdlib.h>

#include "check.h"

static void a_case_from_json_has_its_amounts(void) {
  jb_rules* rules = rules_of(policy_text);
  jb_facts* facts = NULL;
  jb_evaluation* evaluation = NULL;
  jb_string* json = NULL;
  jb_string* report = NULL;
  jb_evaluate_options options = JB_EVALUATE_OPTIONS;
  jb_applicant applicant;
  jb_clause clause;
  CHECK(jb_facts_from_json(rules,
                           text_of("{\"ok\": true, \"staff\": 11, \"rate\": 0.35, \"marks\": "
                                   "[{\"kind\": \"gi\", \"fee\": 100.01}, {\"kind\": \"tm\", "
                                   "\"fee\": 1}]}"),
                           NULL, &facts, NULL) == JB_OK);
  options.decision_date = text_of("2024-06-01");
  CHECK(jb_evaluate(facts, &options, &evaluation, NULL) == JB_OK);
  CHECK(jb_evaluation_applicant_count(evaluation) == 1);
  applicant.struct_size = sizeof applicant;
  CHECK(jb_evaluation_applicant(evaluation, 0, &applicant) == JB_OK);
  CHECK(applicant.payable.low == 0 && applicant.payable.high == 0);
  CHECK(applicant.indicative.low == 3000000 + 3535 && applicant.indicative.is_bounded);
  CHECK(jb_evaluation_clause_count(evaluation, 0) == 2);
  clause.struct_size = sizeof clause;
  CHECK(jb_evaluation_clause(evaluation, 0, 1, &clause) == JB_OK);
  CHECK(is_text(clause.id, "B") && is_text(clause.title_zh, "乙") && is_text(clause.cite, "2"));
  CHECK(clause.status == JB_DUE && clause.amount.low == 3535 && clause.amount.is_stated);
  CHECK(jb_evaluation_json(evaluation, &json, NULL) == JB_OK);
  CHECK(has_text(jb_string_get(json), "\"30035.35\""));
  CHECK(jb_evaluation_text(evaluation, JB_CHINESE, &report, NULL) == JB_OK);
  CHECK(has_text(jb_string_get(report), "政策"));
  jb_string_free(json);
  jb_string_free(report);
  jb_evaluation_free(evaluation);
  jb_facts_free(facts);
  jb_rules_free(rules);
}

static void handles_are_freed_in_any_order(void) {
  jb_rules* rules = rules_of(policy_text);
  jb_facts* facts = NULL;
  jb_evaluation* evaluation = NULL;
  jb_evaluate_options options = JB_EVALUATE_OPTIONS;
  jb_clause clause;
  CHECK(jb_facts_from_yaml(rules, text_of("ok: true\n"), NULL, &facts, NULL) == JB_OK);
  jb_rules_free(rules);
  options.decision_date = text_of("2024-06-01");
  CHECK(jb_evaluate(facts, &options, &evaluation, NULL) == JB_OK);
  jb_facts_free(facts);
  clause.struct_size = sizeof clause;
  CHECK(jb_evaluation_clause(evaluation, 0, 0, &clause) == JB_OK);
  CHECK(clause.status == JB_POSSIBLE && !clause.amount.is_bounded);
  jb_evaluation_free(evaluation);
}

static void faulty_rules_are_given_with_their_problems(void) {
  jb_named_text named;
  jb_rules* rules = NULL;
  jb_error* error = NULL;
  jb_problem problem;
  named.name = text_of("p.yaml");
  named.text = text_of("policy: p\ntitle: {zh: \"甲\", en: a}\nstatus: drafft\n");
  CHECK(jb_rules_from_memory(&named, 1, &rules, &error) == JB_RULES_FAULTY);
  CHECK(jb_error_status(error) == JB_RULES_FAULTY);
  CHECK(has_text(jb_error_message(error, JB_ENGLISH), "drafft"));
  CHECK(jb_rules_problem_count(rules) > 0);
  problem.struct_size = sizeof problem;
  CHECK(jb_rules_problem(rules, 0, &problem) == JB_OK);
  CHECK(is_text(problem.file, "p.yaml") && problem.line == 3 && problem.column == 9);
  CHECK(problem.severity == JB_SEVERITY_ERROR && problem.code.size == 6);
  CHECK(has_text(problem.rendered_zh, "^~~~~~"));
  CHECK(jb_rules_problem(rules, 1000, &problem) == JB_INVALID_ARGUMENT);
  jb_rules_free(rules);
  /* The error alone tells them too. */
  CHECK(jb_error_problem_count(error) > 0);
  problem.line = 0;
  CHECK(jb_error_problem(error, 0, &problem) == JB_OK);
  CHECK(is_text(problem.file, "p.yaml") && problem.line == 3 && problem.code.size == 6);
  CHECK(jb_error_problem(error, 1000, &problem) == JB_INVALID_ARGUMENT);
  CHECK(jb_error_problem(NULL, 0, &problem) == JB_INVALID_ARGUMENT);
  CHECK(jb_error_problem_count(NULL) == 0);
  jb_error_free(error);
  rules = NULL;
  jb_rules_free(rules);
}

static int read_text(void* context, jb_text name, jb_text* text) {
  int* calls = context;
  ++*calls;
  if (is_text(name, "city/p.yaml")) {
    *text = text_of(
        "policy: p\nuses: [../words.yaml]\ntitle: {zh: \"甲\", en: a}\nstatus: draft\n"
        "clauses: {A: {title: {zh: \"甲\", en: a}, when: x, award: '1元'}}\n");
    return 0;
  }
  if (is_text(name, "words.yaml")) {
    *text = text_of("vocabulary: words\nfacts: {x: {type: boolean, title: {zh: \"甲\", en: a}}}\n");
    return 0;
  }
  return 1;
}

static void names_that_rules_use_are_asked_for(void) {
  const jb_text name = text_of("city/p.yaml");
  const jb_text missing = text_of("nowhere.yaml");
  jb_rules* rules = NULL;
  jb_policy policy;
  int calls = 0;
  CHECK(jb_rules_read(&name, 1, read_text, &calls, &rules, NULL) == JB_OK);
  CHECK(calls >= 2);
  policy.struct_size = sizeof policy;
  CHECK(jb_rules_policy_count(rules) == 1);
  CHECK(jb_rules_policy(rules, 0, &policy) == JB_OK);
  CHECK(is_text(policy.id, "p") && policy.is_draft && policy.hash.size == 16);
  jb_rules_free(rules);
  rules = NULL;
  CHECK(jb_rules_read(&missing, 1, read_text, &calls, &rules, NULL) == JB_RULES_FAULTY);
  jb_rules_free(rules);
}

static void facts_set_one_by_one_are_those_of_a_text(void) {
  jb_rules* rules = rules_of(policy_text);
  jb_fact_builder* builder = NULL;
  jb_facts* facts = NULL;
  jb_evaluation* evaluation = NULL;
  jb_evaluate_options options = JB_EVALUATE_OPTIONS;
  jb_applicant applicant;
  CHECK(jb_fact_builder_create(&builder, NULL) == JB_OK);
  CHECK(jb_fact_builder_set_truth(builder, text_of("ok"), 1, NULL) == JB_OK);
  CHECK(jb_fact_builder_set_integer(builder, text_of("staff"), 9, NULL) == JB_OK);
  CHECK(jb_fact_builder_set_integer(builder, text_of("staff"), 11, NULL) == JB_OK);
  CHECK(jb_fact_builder_set_decimal(builder, text_of("rate"), text_of("0.5"), NULL) == JB_OK);
  CHECK(jb_fact_builder_set_text(builder, text_of("marks[0].kind"), text_of("gi"), NULL) ==
        JB_OK);
  CHECK(jb_fact_builder_set_money(builder, text_of("marks[0].fee"), 301, NULL) == JB_OK);
  CHECK(jb_fact_builder_build(builder, rules, NULL, &facts, NULL) == JB_OK);
  options.decision_date = text_of("2024-06-01");
  CHECK(jb_evaluate(facts, &options, &evaluation, NULL) == JB_OK);
  applicant.struct_size = sizeof applicant;
  CHECK(jb_evaluation_applicant(evaluation, 0, &applicant) == JB_OK);
  CHECK(applicant.indicative.low == 3000000 + 151);
  jb_evaluation_free(evaluation);
  jb_facts_free(facts);
  jb_fact_builder_free(builder);
  jb_rules_free(rules);
}

static jb_clause clause_of_built(jb_fact_builder* builder, const jb_facts_options* how,
                                 size_t index) {
  jb_rules* rules = rules_of(policy_text);
  jb_facts* facts = NULL;
  jb_evaluation* evaluation = NULL;
  jb_evaluate_options options = JB_EVALUATE_OPTIONS;
  jb_clause clause;
  memset(&clause, 0, sizeof clause);
  clause.struct_size = sizeof clause;
  options.decision_date = text_of("2024-06-01");
  CHECK(jb_fact_builder_build(builder, rules, how, &facts, NULL) == JB_OK);
  CHECK(jb_evaluate(facts, &options, &evaluation, NULL) == JB_OK);
  CHECK(jb_evaluation_clause(evaluation, 0, index, &clause) == JB_OK);
  jb_evaluation_free(evaluation);
  jb_facts_free(facts);
  jb_rules_free(rules);
  return clause; /* its texts are gone */
}

static void what_is_stated_to_be_unknown_stays_so_in_a_closed_world(void) {
  jb_fact_builder* builder = NULL;
  jb_facts_options closed = JB_FACTS_OPTIONS;
  jb_clause clause;
  closed.closed_world = 1;
  CHECK(jb_fact_builder_create(&builder, NULL) == JB_OK);
  CHECK(jb_fact_builder_set_truth(builder, text_of("ok"), 1, NULL) == JB_OK);
  clause = clause_of_built(builder, &closed, 0);
  CHECK(clause.status == JB_NOT_MET && clause.amount.high == 0);
  CHECK(jb_fact_builder_set_unknown(builder, text_of("marks"), NULL) == JB_OK);
  clause = clause_of_built(builder, &closed, 0);
  CHECK(clause.status == JB_POSSIBLE && !clause.amount.is_bounded);
  jb_fact_builder_free(builder);
}

static void a_record_may_be_there_with_nothing_known_of_it(void) {
  jb_fact_builder* builder = NULL;
  jb_clause clause;
  CHECK(jb_fact_builder_create(&builder, NULL) == JB_OK);
  CHECK(jb_fact_builder_set_record(builder, text_of("marks[0]"), NULL) == JB_OK);
  clause = clause_of_built(builder, NULL, 0);
  CHECK(clause.status == JB_POSSIBLE && clause.amount.is_bounded);
  CHECK(clause.amount.low == 0 && clause.amount.high == 3000000);
  /* It keeps what is set, and takes more. */
  CHECK(jb_fact_builder_set_text(builder, text_of("marks[0].kind"), text_of("gi"), NULL) ==
        JB_OK);
  CHECK(jb_fact_builder_set_record(builder, text_of("marks[0]"), NULL) == JB_OK);
  clause = clause_of_built(builder, NULL, 0);
  CHECK(clause.amount.low == 3000000 && clause.amount.high == 3000000);
  CHECK(jb_fact_builder_set_record(builder, text_of("marks"), NULL) == JB_INVALID_ARGUMENT);
  CHECK(jb_fact_builder_set_record(builder, text_of("marks[1]"), NULL) == JB_OK);
  CHECK(jb_fact_builder_set_truth(builder, text_of("marks[1][0]"), 1, NULL) ==
        JB_INVALID_ARGUMENT);
  CHECK(jb_fact_builder_set_unknown(builder, text_of("marks[1]"), NULL) == JB_OK);
  clause = clause_of_built(builder, NULL, 0);
  CHECK(clause.amount.low == 3000000 && clause.amount.high == 6000000);
  jb_fact_builder_free(builder);
}

static void paths_that_make_no_sense_change_nothing(void) {
  static const char* const wrong[] = {"",       ".",        "a..b",     "a[",  "a[]", "a[x]",
                                      "a[0]b",  "a[1]",     "[0]",      "a.",  "ok.x",
                                      "ok[0]",  "marks",    "marks.x",  "a[99999999999]"};
  jb_fact_builder* builder = NULL;
  jb_facts* facts = NULL;
  jb_rules* rules = rules_of(policy_text);
  size_t i;
  CHECK(jb_fact_builder_create(&builder, NULL) == JB_OK);
  CHECK(jb_fact_builder_set_truth(builder, text_of("ok"), 1, NULL) == JB_OK);
  CHECK(jb_fact_builder_set_money(builder, text_of("marks[0].fee"), 1, NULL) == JB_OK);
  for (i = 0; i < sizeof wrong / sizeof *wrong; ++i) {
    jb_error* error = NULL;
    CHECK(jb_fact_builder_set_integer(builder, text_of(wrong[i]), 1, &error) ==
          JB_INVALID_ARGUMENT);
    CHECK(jb_error_message(error, JB_ENGLISH).size > 0);
    jb_error_free(error);
  }
  CHECK(jb_fact_builder_set_decimal(builder, text_of("rate"), text_of("1x"), NULL) ==
        JB_INVALID_ARGUMENT);
  CHECK(jb_fact_builder_build(builder, rules, NULL, &facts, NULL) == JB_OK);
  jb_facts_free(facts);
  jb_fact_builder_free(builder);
  jb_rules_free(rules);
}

static void misuse_is_an_error(void) {
  jb_rules* rules = rules_of(policy_text);
  jb_facts* facts = NULL;
  jb_evaluation* evaluation = NULL;
  jb_error* error = NULL;
  jb_evaluate_options options = JB_EVALUATE_OPTIONS;
  jb_clause clause;
  jb_text odd;
  CHECK(jb_rules_load(NULL, 1, &rules, NULL) == JB_INVALID_ARGUMENT);
  CHECK(jb_rules_load(NULL, 0, NULL, NULL) == JB_INVALID_ARGUMENT);
  CHECK(jb_rules_read(NULL, 0, NULL, NULL, &rules, NULL) == JB_INVALID_ARGUMENT);
  CHECK(jb_facts_from_json(NULL, text_of("{}"), NULL, &facts, &error) == JB_INVALID_ARGUMENT);
  CHECK(is_text(jb_error_message(error, JB_ENGLISH), "rules is NULL"));
  jb_error_free(error);
  error = NULL;
  odd.data = NULL;
  odd.size = 5;
  CHECK(jb_facts_from_json(rules, odd, NULL, &facts, NULL) == JB_INVALID_ARGUMENT);
  CHECK(jb_facts_from_json(rules, text_of("{"), NULL, &facts, NULL) == JB_FACTS_FAULTY);
  CHECK(jb_facts_problem_count(facts) > 0);
  options.decision_date = text_of("2024-06-01");
  CHECK(jb_evaluate(facts, &options, &evaluation, NULL) == JB_FACTS_FAULTY);
  CHECK(evaluation == NULL);
  jb_facts_free(facts);
  CHECK(jb_facts_from_json(rules, text_of("{}"), NULL, &facts, NULL) == JB_OK);
  CHECK(jb_evaluate(facts, NULL, &evaluation, NULL) == JB_INVALID_ARGUMENT);
  options.decision_date = text_of("2024-02-30");
  CHECK(jb_evaluate(facts, &options, &evaluation, &error) == JB_INVALID_ARGUMENT);
  CHECK(has_text(jb_error_message(error, JB_ENGLISH), "2024-02-30"));
  jb_error_free(error);
  options.decision_date = text_of("2024-06-01");
  options.struct_size = 0;
  CHECK(jb_evaluate(facts, &options, &evaluation, NULL) == JB_INVALID_ARGUMENT);
  CHECK(jb_evaluation_clause(NULL, 0, 0, &clause) == JB_INVALID_ARGUMENT);
  CHECK(jb_evaluation_clause_count(NULL, 0) == 0 && jb_rules_policy_count(NULL) == 0);
  CHECK(jb_error_message(NULL, JB_ENGLISH).size == 0 && jb_string_get(NULL).size == 0);
  CHECK(jb_error_status(NULL) == JB_OK);
  CHECK(jb_clause_status_name(99, JB_ENGLISH).size == 0);
  CHECK(is_text(jb_clause_status_name(JB_NOT_MET, JB_ENGLISH), "not met"));
  jb_rules_free(NULL);
  jb_facts_free(NULL);
  jb_fact_builder_free(NULL);
  jb_evaluation_free(NULL);
  jb_error_free(NULL);
  jb_string_free(NULL);
  jb_facts_free(facts);
  jb_rules_free(rules);
}

static void rules_come_back_from_their_image(void) {
  jb_rules* rules = rules_of(policy_text);
  jb_rules* loaded = NULL;
  jb_string* image = NULL;
  jb_facts* facts = NULL;
  jb_policy policy;
  jb_policy same;
  CHECK(jb_has_feature(text_of("rules.image")));
  CHECK(jb_rules_image(rules, &image, NULL) == JB_OK);
  CHECK(jb_rules_from_image(jb_string_get(image), &loaded, NULL) == JB_OK);
  jb_string_free(image);
  CHECK(jb_rules_policy_count(loaded) == 1 && jb_rules_problem_count(loaded) == 0);
  policy.struct_size = same.struct_size = sizeof policy;
  CHECK(jb_rules_policy(rules, 0, &policy) == JB_OK);
  CHECK(jb_rules_policy(loaded, 0, &same) == JB_OK);
  CHECK(is_text(same.id, "p") && is_text(same.file, "p.yaml") && same.is_draft == 1);
  CHECK(same.hash.size == 16 && memcmp(same.hash.data, policy.hash.data, 16) == 0);
  CHECK(jb_facts_from_json(loaded, text_of("{\"staff\": 11}"), NULL, &facts, NULL) == JB_OK);
  jb_facts_free(facts);
  jb_rules_free(loaded);
  jb_rules_free(rules);
}

static void bytes_that_are_no_image_are_refused_with_their_problem(void) {
  jb_rules* rules = rules_of(policy_text);
  jb_rules* loaded = NULL;
  jb_string* image = NULL;
  jb_error* error = NULL;
  jb_problem problem;
  jb_text cut;
  CHECK(jb_rules_image(rules, &image, NULL) == JB_OK);
  cut = jb_string_get(image);
  cut.size -= 1;
  CHECK(jb_rules_from_image(cut, &loaded, &error) == JB_RULES_FAULTY);
  CHECK(has_text(jb_error_message(error, JB_ENGLISH), "cut off"));
  problem.struct_size = sizeof problem;
  CHECK(jb_rules_problem(loaded, 0, &problem) == JB_OK && is_text(problem.code, "JB9004"));
  CHECK(jb_rules_policy_count(loaded) == 0);
  CHECK(jb_rules_image(loaded, &image, NULL) == JB_RULES_FAULTY);
  CHECK(jb_rules_image(NULL, &image, NULL) == JB_INVALID_ARGUMENT);
  CHECK(jb_rules_image(rules, NULL, NULL) == JB_INVALID_ARGUMENT);
  CHECK(jb_rules_from_image(cut, NULL, NULL) == JB_INVALID_ARGUMENT);
  jb_error_free(error);
  jb_string_free(image);
  jb_rules_free(loaded);
  jb_rules_free(rules);
}

/* A program compiled against an older header gives smaller structs. */
static void structs_of_an_older_header_are_filled_as_far_as_they_go(void) {
  jb_rules* rules = rules_of(policy_text);
  struct {
    jb_policy policy;
    char behind[16];
  } older;
  memset(&older, 0x5A, sizeof older);
  older.policy.struct_size = offsetof(jb_policy, version);
  CHECK(jb_rules_policy(rules, 0, &older.policy) == JB_OK);
  CHECK(is_text(older.policy.id, "p"));
  CHECK(older.policy.struct_size == offsetof(jb_policy, version));
  CHECK(*(const unsigned char*)&older.policy.version == 0x5A);
  older.policy.struct_size = 0;
  CHECK(jb_rules_policy(rules, 0, &older.policy) == JB_INVALID_ARGUMENT);
  jb_rules_free(rules);
}

static void rules_describe_what_they_ask_for(void) {
  jb_rules* rules = rules_of(policy_text);
  jb_string* json = NULL;
  jb_error* error = NULL;
  CHECK(jb_rules_description(rules, &json, NULL) == JB_OK);
  CHECK(has_text(jb_string_get(json), "\"format\":\"jiangbu-description/1\""));
  CHECK(has_text(jb_string_get(json), "{\"name\":\"staff\",\"title\":{\"zh\":\"职工\","
                                      "\"en\":\"staff\"},\"type\":\"integer\"}"));
  jb_string_free(json);
  CHECK(jb_rules_description(rules, NULL, NULL) == JB_INVALID_ARGUMENT);
  CHECK(jb_rules_description(NULL, &json, &error) == JB_INVALID_ARGUMENT);
  CHECK(is_text(jb_error_message(error, JB_ENGLISH), "rules is NULL"));
  jb_error_free(error);
  jb_rules_free(rules);
}

int main(void) {
  a_case_from_json_has_its_amounts();
  handles_are_freed_in_any_order();
  faulty_rules_are_given_with_their_problems();
  names_that_rules_use_are_asked_for();
  rules_describe_what_they_ask_for();
  facts_set_one_by_one_are_those_of_a_text();
  what_is_stated_to_be_unknown_stays_so_in_a_closed_world();
  a_record_may_be_there_with_nothing_known_of_it();
  paths_that_make_no_sense_change_nothing();
  misuse_is_an_error();
  rules_come_back_from_their_image();
  bytes_that_are_no_image_are_refused_with_their_problem();
  structs_of_an_older_header_are_filled_as_far_as_they_go();
  CHECK(jb_has_feature(text_of("batch")) && !jb_has_feature(text_of("telepathy")));
  CHECK(jb_version().size > 0);
  if (failures == 0) puts("c_api: all checks hold");
  return failures == 0 ? 0 : 1;
}
