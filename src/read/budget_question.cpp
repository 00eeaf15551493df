#include "read/budget_question.hpp"

#include <set>

#include "budget/variants.hpp"

namespace jiangbu {

void BudgetQuestion::assume(const Node& document) {
  assumptions_ = read_assumptions(document, policies_, sources_, diagnostics_);
}

void BudgetQuestion::add_scenario(const Node& document) {
  scenarios_.push_back(read_scenario(document, policies_, sources_, diagnostics_));
}

// The changes of a scenario that are about rules, behind those of the assumptions.
std::vector<const RuleChange*> BudgetQuestion::changes_of(
    const ScenarioFile* scenario, const std::vector<bool>& chosen) const {
  std::vector<const RuleChange*> changes;
  for (const RuleChange& change : assumptions_.rules) changes.push_back(&change);
  if (scenario == nullptr) return changes;
  for (std::size_t i = 0; i < scenario->rules.size(); ++i) {
    if (chosen[i] && scenario->rules[i]) changes.push_back(&*scenario->rules[i]);
  }
  return changes;
}

Programs BudgetQuestion::programs_with(const ScenarioFile* scenario,
                                       const std::vector<bool>& chosen) {
  return compile_changed(policies_, loaded_, changes_of(scenario, chosen), sources_,
                         diagnostics_);
}

// Each change must hold alone, for any of them may be made without the others.
void BudgetQuestion::check_alone(const ScenarioFile& scenario) {
  for (std::size_t i = 0; i < scenario.rules.size(); ++i) {
    if (!scenario.rules[i]) continue;
    std::vector<bool> alone(scenario.rules.size(), false);
    alone[i] = true;
    const std::size_t before = diagnostics_.error_count();
    const Programs programs = programs_with(&scenario, alone);
    if (diagnostics_.error_count() == before) continue;
    const RuleChange& change = *scenario.rules[i];
    diagnostics_.error(Code::budget_depends, change.parameter
                                                 ? change.parameter->values[0].span
                                                 : change.clause->id.span);
  }
}

bool BudgetQuestion::prepare() {
  loaded_ = compiled(policies_);
  request_.assumptions = assumptions_.assumptions;
  request_.programs = programs_with(nullptr, {});
  if (diagnostics_.has_errors()) return false;
  for (const ScenarioFile& scenario : scenarios_) {
    const std::vector<bool> everything(scenario.rules.size(), true);
    all_programs_.push_back(programs_with(&scenario, everything));
    if (diagnostics_.has_errors()) return false;
    check_alone(scenario);
    request_.scenarios.push_back(
        {scenario.scenario, [this, &scenario](const std::vector<bool>& chosen) {
           return programs_with(&scenario, chosen);
         }});
  }
  return !diagnostics_.has_errors();
}

std::vector<const Program*> BudgetQuestion::readers() {
  const Assumptions& assumptions = assumptions_.assumptions;
  std::set<std::string> names = {assumptions.region_fact, assumptions.kind_fact};
  for (const Appropriation& one : assumptions.appropriations) names.insert(one.by);
  readers_ = request_.programs;
  for (const Programs& programs : all_programs_) {
    readers_.insert(readers_.end(), programs.begin(), programs.end());
  }
  for (const auto& program : request_.programs) {
    readers_.push_back(
        std::make_shared<const Program>(compile(reading_facts(*program->model, names))));
  }
  std::vector<const Program*> pointers;
  for (const auto& program : readers_) pointers.push_back(program.get());
  return pointers;
}

void BudgetQuestion::add_provenance(const ReadReport& report,
                                    BudgetEstimate& result) const {
  result.title = assumptions_.assumptions.title;
  result.facts.rejected_rows = report.bad_rows();
  result.facts.set_aside = report.applicants_set_aside;
  for (const auto& [code, rows] : report.reasons) {
    result.facts.rejected_by.emplace_back(code_text(code), rows);
  }
  for (const RuleChange& change : assumptions_.rules) {
    const Change& one = change.description;
    result.assumptions.push_back(
        {one.id,
         {one.title.zh + "：" + one.value, one.title.en + ": " + one.value},
         one.place});
  }
  if (!report.closed_world) {
    result.assumptions.push_back(
        {"open world",
         {"没有填写的事实按未知处理", "facts not given are taken to be unknown"},
         "--open"});
    return;
  }
  result.assumptions.push_back(
      {"closed world",
       {"没有填写的事实按词汇表的缺省值、没有或空列表处理",
        "facts not given are taken as the vocabulary assumes, absent or empty"},
       ""});
}

}  // namespace jiangbu
