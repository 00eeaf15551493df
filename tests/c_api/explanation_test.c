/* Why: lines, conditions, calculations, missing facts, near misses, readings, by getters. */
#include "check.h"

static const char* const text =
    "policy: p\n"
    "title: {zh: \"政策\", en: policy}\n"
    "status: in force\n"
    "enums: {grade: {title: {zh: \"等级\", en: grade}, values: {first: {zh: \"一等奖\", en: "
    "first}, second: {zh: \"二等奖\", en: second}}}}\n"
    "entities:\n"
    "  prize:\n"
    "    title: {zh: \"奖\", en: prize}\n"
    "    key: name\n"
    "    fields:\n"
    "      name: {type: text, title: {zh: \"名称\", en: name}}\n"
    "      grade: {type: grade, title: {zh: \"等级\", en: grade}}\n"
    "facts:\n"
    "  staff: {type: integer, changeable: true, title: {zh: \"职工\", en: staff}, question: "
    "{zh: \"几名职工？\", en: how many}}\n"
    "  local: {type: boolean, title: {zh: \"本地\", en: local}}\n"
    "  prizes: {type: list of prize, title: {zh: \"奖项\", en: prizes}}\n"
    "readings:\n"
    "  width:\n"
    "    title: {zh: \"宽严\", en: width}\n"
    "    default: narrow\n"
    "    options:\n"
    "      narrow: {title: {zh: \"窄\", en: narrow}, reason: {zh: \"一说\", en: one}}\n"
    "      wide: {title: {zh: \"宽\", en: wide}, reason: {zh: \"另一说\", en: another}}\n"
    "clauses:\n"
    "  A:\n"
    "    title: {zh: \"甲\", en: first}\n"
    "    cite: \"1\"\n"
    "    for each: p in prizes\n"
    "    when: local\n"
    "    award: {by: p.grade, amounts: {first: 5万元, second: 3万元}}\n"
    "    proofs: [{zh: \"证书\", en: certificate}]\n"
    "    stacking:\n"
    "      - cap: {at most: 6万元, cut: last first}\n"
    "  B:\n"
    "    title: {zh: \"乙\", en: second}\n"
    "    when: staff >= 10 and local\n"
    "    award: {by reading: width, narrow: 1万元, wide: 2万元}\n"
    "  C:\n"
    "    title: {zh: \"丙\", en: third}\n"
    "    for each: p in prizes\n"
    "    when: 'p.grade = \"first\"'\n"
    "    award: count(prizes) * 100元\n";

static jb_evaluation* evaluation_of(const char* facts_text, uint32_t all_readings) {
  jb_rules* rules = rules_of(text);
  jb_facts* facts = NULL;
  jb_evaluation* evaluation = NULL;
  jb_evaluate_options options = JB_EVALUATE_OPTIONS;
  options.decision_date = text_of("2024-06-01");
  options.all_readings = all_readings;
  CHECK(jb_facts_from_json(rules, text_of(facts_text), NULL, &facts, NULL) == JB_OK);
  CHECK(jb_evaluate(facts, &options, &evaluation, NULL) == JB_OK);
  jb_facts_free(facts);
  jb_rules_free(rules);
  return evaluation;
}

static const char* const two_prizes =
    "{\"staff\": 9, \"local\": true, \"prizes\": [{\"name\": \"x\", \"grade\": \"first\"}, "
    "{\"name\": \"y\", \"grade\": {\"unknown\": true}}]}";

static void lines_tell_what_they_lost(void) {
  jb_evaluation* evaluation = evaluation_of(two_prizes, 0);
  jb_line line;
  jb_reduction reduction;
  CHECK(jb_evaluation_line_count(evaluation, 0, 0) == 2);
  line.struct_size = sizeof line;
  CHECK(jb_evaluation_line(evaluation, 0, 0, 0, &line) == JB_OK);
  CHECK(is_text(line.item, "prizes[1]") && is_text(line.item_label, "x"));
  CHECK(line.status == JB_DUE && line.amount.low == 5000000 && line.reduction_count == 0);
  CHECK(jb_evaluation_line(evaluation, 0, 0, 1, &line) == JB_OK);
  CHECK(line.status == JB_POSSIBLE && line.computed.low == 3000000 &&
        line.computed.high == 5000000);
  CHECK(line.amount.low == 1000000 && line.amount.high == 1000000);
  CHECK(line.reduction_count == 1);
  reduction.struct_size = sizeof reduction;
  CHECK(jb_evaluation_reduction(evaluation, 0, 0, 1, 0, &reduction) == JB_OK);
  CHECK(is_text(reduction.step, "cap") && reduction.lost == 4000000);
  CHECK(jb_evaluation_reduction(evaluation, 0, 0, 1, 1, &reduction) == JB_INVALID_ARGUMENT);
  CHECK(jb_evaluation_line(evaluation, 0, 0, 2, &line) == JB_INVALID_ARGUMENT);
  CHECK(is_text(jb_evaluation_document(evaluation, 0, 0, 0, JB_CHINESE), "证书"));
  CHECK(jb_evaluation_document(evaluation, 0, 0, 1, JB_CHINESE).size == 0);
  jb_evaluation_free(evaluation);
}

static void conditions_are_a_tree(void) {
  jb_evaluation* evaluation = evaluation_of(two_prizes, 0);
  const jb_step* both = jb_evaluation_condition(evaluation, 0, 1, 0, 0);
  const jb_step* first = jb_step_part(both, 0);
  jb_step_outcome outcome;
  jb_shown_value value;
  outcome.struct_size = sizeof outcome;
  value.struct_size = sizeof value;
  CHECK(jb_step_get(both, &outcome) == JB_OK);
  CHECK(outcome.kind == JB_STEP_ALL && outcome.answer == JB_NO && outcome.part_count == 2);
  CHECK(jb_step_get(first, &outcome) == JB_OK);
  CHECK(outcome.kind == JB_STEP_CONDITION && outcome.answer == JB_NO);
  CHECK(is_text(outcome.text, "staff >= 10") && outcome.value_count == 1);
  CHECK(jb_step_value(first, 0, &value) == JB_OK);
  CHECK(is_text(value.source, "staff") && is_text(value.text, "9"));
  CHECK(jb_step_value(first, 1, &value) == JB_INVALID_ARGUMENT);
  CHECK(jb_step_part(both, 2) == NULL && jb_step_part(first, 0) == NULL);
  CHECK(jb_step_get(jb_step_part(both, 1), &outcome) == JB_OK && outcome.answer == JB_YES);
  CHECK(jb_evaluation_condition(evaluation, 0, 1, 0, 1) == NULL);
  jb_evaluation_free(evaluation);
}

static void values_have_their_sources_and_titles(void) {
  jb_evaluation* evaluation = evaluation_of(two_prizes, 0);
  const jb_step* condition = jb_evaluation_condition(evaluation, 0, 2, 0, 0);
  const jb_step* amount = jb_evaluation_calculation(evaluation, 0, 2, 0, 0);
  jb_step_outcome outcome;
  jb_shown_value value;
  outcome.struct_size = sizeof outcome;
  value.struct_size = sizeof value;
  CHECK(jb_step_get(amount, &outcome) == JB_OK && outcome.kind == JB_STEP_AMOUNT);
  CHECK(is_text(outcome.text, "count(prizes) * 100元") && outcome.value_count == 1);
  CHECK(jb_step_value(amount, 0, &value) == JB_OK);
  CHECK(is_text(value.source, "count(prizes)") && is_text(value.text, "2"));
  CHECK(jb_step_value(condition, 0, &value) == JB_OK);
  CHECK(is_text(value.text, "\"first\"") && is_text(value.title_zh, "一等奖"));
  jb_evaluation_free(evaluation);
}

static void missing_facts_have_their_worth(void) {
  jb_evaluation* evaluation =
      evaluation_of("{\"local\": true, \"prizes\": [{\"name\": \"y\"}]}", 0);
  jb_missing_fact fact;
  jb_step_outcome outcome;
  jb_line line;
  const jb_step* open;
  fact.struct_size = sizeof fact;
  CHECK(jb_evaluation_missing(evaluation, 0, 0, &fact) == JB_OK);
  CHECK(is_text(fact.path, "prizes[1].grade") && fact.at_stake.high == 2010000);
  CHECK(is_text(jb_evaluation_missing_clause(evaluation, 0, 0, 0), "A"));
  CHECK(jb_evaluation_missing_clause(evaluation, 0, 0, fact.clause_count).size == 0);
  CHECK(jb_evaluation_missing(evaluation, 0, 1, &fact) == JB_OK);
  CHECK(is_text(fact.path, "staff") && is_text(fact.question_zh, "几名职工？"));
  CHECK(fact.at_stake.high == 1000000 && is_text(fact.policy, "p"));
  CHECK(jb_evaluation_missing(evaluation, 0, 2, &fact) == JB_INVALID_ARGUMENT);
  line.struct_size = sizeof line;
  CHECK(jb_evaluation_line(evaluation, 0, 1, 0, &line) == JB_OK && line.missing_count == 1);
  CHECK(is_text(jb_evaluation_line_missing(evaluation, 0, 1, 0, 0), "staff"));
  outcome.struct_size = sizeof outcome;
  open = jb_step_part(jb_evaluation_condition(evaluation, 0, 1, 0, 0), 0);
  CHECK(jb_step_get(open, &outcome) == JB_OK && outcome.answer == JB_UNKNOWN);
  CHECK(outcome.missing_count == 1 && is_text(jb_step_missing(open, 0), "staff"));
  jb_evaluation_free(evaluation);
}

static void near_misses_are_priced(void) {
  jb_evaluation* evaluation = evaluation_of(two_prizes, 0);
  jb_near_miss miss;
  jb_fact_change change;
  size_t index = 0;
  int found = 0;
  miss.struct_size = sizeof miss;
  change.struct_size = sizeof change;
  for (; jb_evaluation_near_miss(evaluation, 0, index, &miss) == JB_OK; ++index) {
    if (!is_text(miss.clause, "B")) continue;
    found = 1;
    CHECK(miss.gain.low == 1000000 && miss.change_count == 1);
    CHECK(jb_evaluation_change(evaluation, 0, index, 0, &change) == JB_OK);
    CHECK(is_text(change.path, "staff") && is_text(change.from, "9") &&
          is_text(change.to, "10"));
  }
  CHECK(found);
  CHECK(jb_evaluation_change(evaluation, 0, index, 0, &change) == JB_INVALID_ARGUMENT);
  jb_evaluation_free(evaluation);
}

static void readings_stand_side_by_side_where_all_are_asked(void) {
  static const char* const facts = "{\"staff\": 10, \"local\": true, \"prizes\": []}";
  jb_evaluation* one = evaluation_of(facts, 0);
  jb_evaluation* all = evaluation_of(facts, 1);
  jb_reading_outcome reading;
  reading.struct_size = sizeof reading;
  CHECK(jb_evaluation_reading(one, 0, 0, &reading) == JB_OK);
  CHECK(is_text(reading.option, "narrow") && reading.is_used && reading.is_default);
  CHECK(!reading.total.is_stated);
  CHECK(jb_evaluation_reading(one, 0, 1, &reading) == JB_INVALID_ARGUMENT);
  CHECK(jb_evaluation_reading(all, 0, 1, &reading) == JB_OK);
  CHECK(is_text(reading.option, "wide") && !reading.is_used);
  CHECK(reading.total.is_stated && reading.total.low == 2000000);
  jb_evaluation_free(one);
  jb_evaluation_free(all);
}

static void nothing_is_nothing(void) {
  jb_line line;
  line.struct_size = sizeof line;
  CHECK(jb_evaluation_line(NULL, 0, 0, 0, &line) == JB_INVALID_ARGUMENT);
  CHECK(jb_evaluation_line_count(NULL, 0, 0) == 0);
  CHECK(jb_evaluation_condition(NULL, 0, 0, 0, 0) == NULL);
  CHECK(jb_step_part(NULL, 0) == NULL && jb_step_missing(NULL, 0).size == 0);
  CHECK(jb_step_get(NULL, NULL) == JB_INVALID_ARGUMENT);
  CHECK(jb_evaluation_reading(NULL, 0, 0, NULL) == JB_INVALID_ARGUMENT);
}

int main(void) {
  lines_tell_what_they_lost();
  conditions_are_a_tree();
  values_have_their_sources_and_titles();
  missing_facts_have_their_worth();
  near_misses_are_priced();
  readings_stand_side_by_side_where_all_are_asked();
  nothing_is_nothing();
  if (failures == 0) puts("c_api explanation: all checks hold");
  return failures == 0 ? 0 : 1;
}
