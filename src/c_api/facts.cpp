// Facts of jiangbu.h, as texts.
#include "c_api/facts.hpp"

using namespace jiangbu;
using namespace jiangbu::c_api;

namespace jiangbu::c_api {

FactOptions fact_options_of(const jb_facts_options* options) {
  const jb_facts_options all = options_of(options);
  FactOptions result;
  result.closed_world = all.closed_world != 0;
  result.allow_unknown_names = all.allow_unknown_names != 0;
  result.max_bytes = all.max_bytes;
  result.max_depth = all.max_depth;
  result.max_values = all.max_values;
  return result;
}

jb_status give_facts(Facts facts, jb_facts** out, jb_error** error) {
  *out = new jb_facts{std::move(facts)};
  const Facts& given = (*out)->facts;
  return status_of(given.ok(), JB_FACTS_FAULTY, given.problems(), error);
}

}  // namespace jiangbu::c_api

namespace {

using Reader = Facts (*)(const Rules&, std::string_view, const FactOptions&);

jb_status read_facts_by(Reader read, const jb_rules* rules, jb_text text,
                        const jb_facts_options* options, jb_facts** facts,
                        jb_error** error) {
  return guarded(error, [&] {
    given(facts, "facts");
    const Rules& known = given(rules, "rules").rules;
    return give_facts(read(known, view_of(text), fact_options_of(options)), facts, error);
  });
}

}  // namespace

jb_status jb_facts_from_json(const jb_rules* rules, jb_text text,
                             const jb_facts_options* options, jb_facts** facts,
                             jb_error** error) {
  return read_facts_by(Facts::from_json, rules, text, options, facts, error);
}

jb_status jb_facts_from_yaml(const jb_rules* rules, jb_text text,
                             const jb_facts_options* options, jb_facts** facts,
                             jb_error** error) {
  return read_facts_by(Facts::from_yaml, rules, text, options, facts, error);
}

void jb_facts_free(jb_facts* facts) { delete facts; }

size_t jb_facts_problem_count(const jb_facts* facts) {
  return facts == nullptr ? 0 : facts->facts.problems().size();
}

jb_status jb_facts_problem(const jb_facts* facts, size_t index, jb_problem* problem) {
  if (facts == nullptr) return JB_INVALID_ARGUMENT;
  return write_problem(facts->facts.problems(), index, problem);
}
