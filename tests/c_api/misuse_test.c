/* What callers get wrong, and what others make them pass on: an error, never a crash. */
#include "check.h"

#include <stddef.h>
#include <stdlib.h>

static jb_status error_of(jb_status status, jb_error** error, const char* message) {
  CHECK(has_text(jb_error_message(*error, JB_ENGLISH), message));
  jb_error_free(*error);
  *error = NULL;
  return status;
}

/* `first`, then `count` times `next`. */
static char* repeated(const char* first, const char* next, size_t count) {
  char* text = malloc(strlen(first) + strlen(next) * count + 1);
  size_t i;
  strcpy(text, first);
  for (i = 0; i < count; ++i) strcat(text + strlen(first) + i * strlen(next), next);
  return text;
}

static void a_path_goes_no_deeper_than_texts_of_facts(void) {
  jb_fact_builder* builder = NULL;
  jb_error* error = NULL;
  char* path = repeated("a", ".a", 100000);
  CHECK(jb_fact_builder_create(&builder, NULL) == JB_OK);
  CHECK(error_of(jb_fact_builder_set_null(builder, text_of(path), &error), &error,
                 "deeper than 64") == JB_INVALID_ARGUMENT);
  free(path);
  path = repeated("a", "[0]", 60);
  CHECK(jb_fact_builder_set_null(builder, text_of(path), NULL) == JB_OK);
  free(path);
  jb_fact_builder_free(builder);
}

static void texts_of_facts_are_utf8(void) {
  jb_fact_builder* builder = NULL;
  jb_error* error = NULL;
  CHECK(jb_fact_builder_create(&builder, NULL) == JB_OK);
  CHECK(error_of(jb_fact_builder_set_text(builder, text_of("id"), text_of("CN\xff"), &error),
                 &error, "no UTF-8") == JB_INVALID_ARGUMENT);
  CHECK(error_of(jb_fact_builder_set_null(builder, text_of("i\xff" "d"), &error), &error,
                 "no UTF-8") == JB_INVALID_ARGUMENT);
  jb_fact_builder_free(builder);
}

static void no_text_is_longer_than_memory(const jb_rules* rules) {
  jb_facts* facts = NULL;
  jb_error* error = NULL;
  jb_text text;
  text.data = "{}";
  text.size = (size_t)-1;
  CHECK(error_of(jb_facts_from_json(rules, text, NULL, &facts, &error), &error,
                 "longer than memory") == JB_INVALID_ARGUMENT);
}

static int go_on(void* context, const jb_progress* progress) {
  (void)context;
  (void)progress;
  return 0;
}

static void a_size_cuts_no_pointer(const jb_rules* rules) {
  jb_evaluate_options options = JB_EVALUATE_OPTIONS;
  jb_evaluation* evaluation = NULL;
  jb_facts* facts = NULL;
  jb_policy policy;
  jb_error* error = NULL;
  CHECK(jb_facts_from_json(rules, text_of("{}"), NULL, &facts, NULL) == JB_OK);
  options.decision_date = text_of("2024-11-30");
  options.progress = go_on;
  options.struct_size = offsetof(jb_evaluate_options, progress) + 4;
  CHECK(error_of(jb_evaluate(facts, &options, &evaluation, &error), &error, "struct_size") ==
        JB_INVALID_ARGUMENT);
  /* A caller who does not know of it has no progress. */
  options.struct_size = offsetof(jb_evaluate_options, progress);
  CHECK(jb_evaluate(facts, &options, &evaluation, NULL) == JB_OK);
  policy.struct_size = sizeof(size_t) + 1;
  CHECK(jb_rules_policy(rules, 0, &policy) == JB_INVALID_ARGUMENT);
  jb_evaluation_free(evaluation);
  jb_facts_free(facts);
}

static void a_name_ends_where_its_length_says(void) {
  static const char name[] = "misuse_test.yaml\0.txt";
  jb_text path;
  jb_rules* rules = NULL;
  jb_error* error = NULL;
  FILE* file = fopen("misuse_test.yaml", "w");
  CHECK(file != NULL);
  fputs(policy_text, file);
  fclose(file);
  path.data = name;
  path.size = sizeof name - 1;
  CHECK(jb_rules_load(&path, 1, &rules, &error) == JB_RULES_FAULTY);
  jb_error_free(error);
  jb_rules_free(rules);
  remove("misuse_test.yaml");
}

/* Below what 64 bits of fen can say it is as little money as just below 0. */
static void an_amount_far_below_nothing_is_nothing(void) {
  static const char* const rule =
      "policy: p\ntitle: {zh: \"政策\", en: policy}\nstatus: in force\n"
      "facts: {capital: {type: money, title: {zh: \"资本\", en: capital}}}\n"
      "clauses:\n  A: {title: {zh: \"甲\", en: first}, award: 'capital * 0.5'}\n";
  static const char* const capitals[] = {"-1000", "-1000000000000000000",
                                         "-9223372036854775807"};
  jb_rules* rules = rules_of(rule);
  size_t i;
  for (i = 0; i < 3; ++i) {
    jb_evaluate_options options = JB_EVALUATE_OPTIONS;
    jb_facts* facts = NULL;
    jb_evaluation* evaluation = NULL;
    jb_applicant applicant;
    char text[64];
    snprintf(text, sizeof text, "{\"capital\": %s}", capitals[i]);
    CHECK(jb_facts_from_json(rules, text_of(text), NULL, &facts, NULL) == JB_OK);
    options.decision_date = text_of("2024-11-30");
    CHECK(jb_evaluate(facts, &options, &evaluation, NULL) == JB_OK);
    applicant.struct_size = sizeof applicant;
    CHECK(jb_evaluation_applicant(evaluation, 0, &applicant) == JB_OK);
    CHECK(applicant.payable.low == 0 && applicant.payable.high == 0);
    CHECK(applicant.payable.is_bounded);
    jb_evaluation_free(evaluation);
    jb_facts_free(facts);
  }
  jb_rules_free(rules);
}

/* Each line may lose to all others: what they hang on is counted, not listed 2000 times. */
static void many_unknown_items_stay_small(void) {
  static const char* const rule =
      "policy: p\ntitle: {zh: \"政策\", en: policy}\nstatus: in force\n"
      "entities:\n  mark:\n    title: {zh: \"商标\", en: mark}\n    key: id\n"
      "    fields:\n      id: {type: text, title: {zh: \"号\", en: id}}\n"
      "      ok: {type: boolean, title: {zh: \"合格\", en: fit}}\n"
      "facts: {marks: {type: list of mark, title: {zh: \"商标\", en: marks}}}\n"
      "clauses:\n  A: {title: {zh: \"甲\", en: first}, for each: m in marks, when: m.ok, "
      "award: 1万元, stacking: [{cap: {at most: 6万元, cut: last first}}]}\n";
  enum { count = 2000 };
  jb_evaluate_options options = JB_EVALUATE_OPTIONS;
  jb_rules* rules = rules_of(rule);
  jb_facts* facts = NULL;
  jb_evaluation* evaluation = NULL;
  jb_string* json = NULL;
  jb_line line;
  char* text = malloc(count * 48 + 48);
  size_t end = (size_t)sprintf(text, "{\"marks\": [");
  int i;
  for (i = 0; i < count; ++i) {
    end += (size_t)sprintf(text + end, "%s{\"id\": \"%d\"%s}", i == 0 ? "" : ",", i,
                           i % 2 == 0 ? "" : ", \"ok\": true");
  }
  strcpy(text + end, "]}");
  CHECK(jb_facts_from_json(rules, text_of(text), NULL, &facts, NULL) == JB_OK);
  options.decision_date = text_of("2024-11-30");
  CHECK(jb_evaluate(facts, &options, &evaluation, NULL) == JB_OK);
  line.struct_size = sizeof line;
  CHECK(jb_evaluation_line(evaluation, 0, 0, 9, &line) == JB_OK);
  CHECK(line.missing_count == 20);
  CHECK(is_text(jb_evaluation_line_missing(evaluation, 0, 0, 9, 0), "marks[1].ok"));
  CHECK(jb_evaluation_json(evaluation, &json, NULL) == JB_OK);
  CHECK(has_text(jb_string_get(json), "\"missing_more\": 980"));
  CHECK(jb_string_get(json).size < 20000000);
  jb_string_free(json);
  jb_evaluation_free(evaluation);
  jb_facts_free(facts);
  jb_rules_free(rules);
  free(text);
}

int main(void) {
  jb_rules* rules = rules_of(policy_text);
  a_path_goes_no_deeper_than_texts_of_facts();
  texts_of_facts_are_utf8();
  no_text_is_longer_than_memory(rules);
  a_size_cuts_no_pointer(rules);
  a_name_ends_where_its_length_says();
  an_amount_far_below_nothing_is_nothing();
  many_unknown_items_stay_small();
  jb_rules_free(rules);
  if (failures == 0) printf("c_api misuse: all checks hold\n");
  return failures == 0 ? 0 : 1;
}
