#include "author/coverage.hpp"

#include <algorithm>

#include "author/coverage_goals.hpp"
#include "evaluate/formula_evaluator.hpp"
#include "model/resolver.hpp"

namespace jiangbu {

namespace {

/// Marks the goals that evaluations reach.
class CoverageObserver : public EvaluationObserver {
 public:
  explicit CoverageObserver(const Program& program)
      : model_(*program.model),
        map_(coverage_map(program)),
        asked_(model_.formulas.size()),
        last_(model_.formulas.size(), Truth::unknown) {}

  void formula_evaluated(FormulaId id, const Value& value,
                         FormulaEvaluator& evaluator) override {
    if (looking_closer_) return;
    ask(id);
    last_[id] = value.truth;
    if (const auto goal = map_.if_yes.find(id); goal != map_.if_yes.end()) {
      if (value.truth == Truth::yes) reach(goal->second);
    }
    if (const auto row = map_.rows.find(id); row != map_.rows.end()) {
      hit(row->second);
    }
    if (const auto tree = map_.conditions.find(id); tree != map_.conditions.end()) {
      looking_closer_ = true;
      look(tree->second, evaluator);
      looking_closer_ = false;
    }
  }

  void reading_asked(std::uint32_t question, std::uint32_t option) override {
    reach(map_.options[question][option]);
  }

  void see(const PolicyResult& result) {
    for (const ClauseResult& clause : result.clauses) {
      const ClauseGoals& goals = map_.clauses.at(clause.id);
      if (clause.lines.empty() && clause.status == LineStatus::not_met) {
        reach(goals.refused);
      }
      for (const LineResult& line : clause.lines) {
        if (is_granted(line)) reach(goals.granted);
        if (is_refused(line.status)) reach(goals.refused);
      }
    }
  }

  PolicyCoverage take() { return std::move(map_.coverage); }

 private:
  void reach(std::optional<std::size_t> goal) {
    if (goal) map_.coverage.goals[*goal].reached = true;
  }

  static bool is_granted(const LineResult& line) {
    switch (line.status) {
      case LineStatus::due:
      case LineStatus::unspecified:
      case LineStatus::delegated:
      case LineStatus::no_money:
        return true;
      case LineStatus::possible:
        // Only the authority or the other applicants still decide.
        return line.missing.empty();
      default:
        return false;
    }
  }

  static bool is_refused(LineStatus status) {
    return status == LineStatus::not_met || status == LineStatus::excluded ||
           status == LineStatus::superseded || status == LineStatus::already_paid;
  }

  // A parameter with one undated value is folded into the formulas that name it, so it is
  // asked for with them.
  void ask(FormulaId id) {
    if (asked_[id]) return;
    asked_[id] = true;
    if (const auto goal = map_.if_asked.find(id); goal != map_.if_asked.end()) {
      reach(goal->second);
    }
    ask_folded(model_.formulas[id]);
  }

  void ask_folded(const Expression& expression) {
    if (expression.op == Op::parameter && constant_value(expression, model_)) {
      ask(model_.parameters[expression.a].values.front().value);
    }
    for (const Expression& operand : expression.operands) ask_folded(operand);
  }

  void hit(const RowGoal& row) {
    const bool certain = std::all_of(
        row.tests.begin(), row.tests.end(),
        [&](FormulaId test) { return test == no_formula || last_[test] == Truth::yes; });
    if (certain) reach(row.goal);
  }

  // Looks at the parts as the evaluation did: not behind the one that decides.
  Truth look(const ConditionTree& tree, FormulaEvaluator& evaluator) {
    if (tree.parts.empty()) {
      const Truth truth = evaluator.step(tree.step).truth;
      if (truth == Truth::yes) reach(tree.first_goal);
      if (truth == Truth::no) reach(tree.first_goal + 1);
      return truth;
    }
    const bool conjunction = tree.op == Op::and_;
    const Truth decisive = conjunction ? Truth::no : Truth::yes;
    Truth truth = not_(decisive);
    for (const ConditionTree& part : tree.parts) {
      const Truth one = look(part, evaluator);
      if (one == decisive) return decisive;
      truth = conjunction ? and_(truth, one) : or_(truth, one);
    }
    return truth;
  }

  const PolicyModel& model_;
  CoverageMap map_;
  std::vector<bool> asked_;
  std::vector<Truth> last_;  // by formula
  bool looking_closer_ = false;
};

}  // namespace

std::size_t PolicyCoverage::count(std::optional<CoverageKind> kind) const {
  return static_cast<std::size_t>(std::count_if(
      goals.begin(), goals.end(),
      [&](const CoverageGoal& goal) { return !kind || goal.kind == *kind; }));
}

std::size_t PolicyCoverage::reached(std::optional<CoverageKind> kind) const {
  return static_cast<std::size_t>(
      std::count_if(goals.begin(), goals.end(), [&](const CoverageGoal& goal) {
        return goal.reached && (!kind || goal.kind == *kind);
      }));
}

const char* name_of(CoverageKind kind, Language language) {
  static const char* const names[coverage_kinds][2] = {
      {"条款支付", "clause granted"},      {"条款不予支付", "clause refused"},
      {"条件成立", "condition yes"},       {"条件不成立", "condition no"},
      {"表行命中", "table row hit"},       {"解读选项", "reading option asked"},
      {"参数取值", "parameter value used"}};
  return names[static_cast<std::size_t>(kind)][language == Language::zh ? 0 : 1];
}

PolicyCoverage measure_coverage(const Program& program,
                                const std::vector<TestSyntax>& tests,
                                Diagnostics& diagnostics, TestOutcome& outcome) {
  CoverageObserver observer(program);
  TestOptions options;
  options.observer = &observer;
  options.on_result = [&](const PolicyResult& result) { observer.see(result); };
  outcome = run_tests(program, tests, diagnostics, options);
  return observer.take();
}

int coverage_percent(const std::vector<PolicyCoverage>& policies) {
  std::size_t goals = 0;
  std::size_t reached = 0;
  for (const PolicyCoverage& policy : policies) {
    goals += policy.count();
    reached += policy.reached();
  }
  return goals == 0 ? 100 : static_cast<int>(100 * reached / goals);
}

}  // namespace jiangbu
