// Facts set one by one: each step is a byte that says what is set, a path and a value.
#include "bytes.hpp"
#include "entrances.hpp"
#include "every_type.hpp"
#include "jiangbu/jiangbu.h"

namespace jiangbu::fuzz {

namespace {

jb_text text_of(const std::string& text) { return {text.data(), text.size()}; }

jb_status set_one(jb_fact_builder* builder, Bytes& bytes, jb_error** error) {
  const std::size_t kind = bytes.below(7);
  const std::string path = bytes.text();
  const std::string value = kind == 2 || kind == 4 ? bytes.text() : "";
  const std::int64_t number = kind < 2 || kind == 3 ? bytes.take<std::int64_t>() : 0;
  switch (kind) {
    case 0:
      return jb_fact_builder_set_truth(builder, text_of(path), static_cast<int>(number),
                                       error);
    case 1:
      return jb_fact_builder_set_integer(builder, text_of(path), number, error);
    case 2:
      return jb_fact_builder_set_decimal(builder, text_of(path), text_of(value), error);
    case 3:
      return jb_fact_builder_set_money(builder, text_of(path), number, error);
    case 4:
      return jb_fact_builder_set_text(builder, text_of(path), text_of(value), error);
    case 5:
      return jb_fact_builder_set_null(builder, text_of(path), error);
    default:
      return jb_fact_builder_set_empty_list(builder, text_of(path), error);
  }
}

jb_rules* rules() {
  static jb_rules* const loaded = [] {
    const std::string path = every_type_path;
    const jb_text paths[] = {text_of(path)};
    jb_rules* loading = nullptr;
    require(jb_rules_load(paths, 1, &loading, nullptr) == JB_OK, "policy.yaml loads");
    return loading;
  }();
  return loaded;
}

void evaluate_facts(const jb_facts* facts) {
  jb_evaluate_options options = JB_EVALUATE_OPTIONS;
  options.decision_date = {"2024-11-30", 10};
  jb_evaluation* evaluation = nullptr;
  const jb_status status = jb_evaluate(facts, &options, &evaluation, nullptr);
  require(status == JB_OK || status == JB_NOT_COMPUTED, "sound facts are evaluated");
  jb_string* json = nullptr;
  require(jb_evaluation_json(evaluation, &json, nullptr) == JB_OK, "there is a result");
  jb_string_free(json);
  jb_evaluation_free(evaluation);
}

}  // namespace

void fuzz_fact_builder(std::string_view input) {
  Bytes bytes(input);
  jb_fact_builder* builder = nullptr;
  require(jb_fact_builder_create(&builder, nullptr) == JB_OK, "a builder is made");
  while (!bytes.empty()) {
    jb_error* error = nullptr;
    const jb_status status = set_one(builder, bytes, &error);
    require((status == JB_OK) == (error == nullptr), "a refusal says why");
    require(status == JB_OK || status == JB_INVALID_ARGUMENT, "only the call is wrong");
    jb_error_free(error);
  }
  jb_facts* facts = nullptr;
  const jb_status built =
      jb_fact_builder_build(builder, rules(), nullptr, &facts, nullptr);
  require(built == JB_OK || built == JB_FACTS_FAULTY, "the facts are sound or faulty");
  if (built == JB_OK) evaluate_facts(facts);
  jb_facts_free(facts);
  jb_fact_builder_free(builder);
}

}  // namespace jiangbu::fuzz
