#include "author/coverage_goals.hpp"

#include "model/resolver.hpp"

namespace jiangbu {

namespace {

class GoalCollector {
 public:
  explicit GoalCollector(const Program& program)
      : program_(program), model_(*program.model) {}

  CoverageMap collect() {
    map_.coverage.policy = model_.id;
    if (model_.eligible) add_condition(*model_.eligible);
    add_exclusions(model_.exclude);
    for (const Clause& clause : model_.clauses) add_clause(clause);
    add_steps(model_.stacking);
    for (const Table& table : model_.tables) add_table(table);
    add_readings();
    for (const Parameter& parameter : model_.parameters) add_parameter(parameter);
    return std::move(map_);
  }

 private:
  std::size_t add(CoverageKind kind, Span place, std::string subject) {
    map_.coverage.goals.push_back({kind, place, std::move(subject)});
    return map_.coverage.goals.size() - 1;
  }

  void add_clause(const Clause& clause) {
    ClauseGoals& goals = map_.clauses[clause.id];
    goals.granted = add(CoverageKind::clause_granted, clause.span, clause.id);
    if (can_be_refused(clause)) {
      goals.refused = add(CoverageKind::clause_refused, clause.span, clause.id);
    }
    add_exclusions(clause.exclude);
    if (clause.when) add_condition(*clause.when);
    add_leaf(clause.already_paid);
    add_leaf(clause.selected);
    add_award(clause.award, clause);
    add_steps(clause.stacking);
    for (const Instalment& instalment : clause.instalments) {
      if (instalment.when) add_condition(*instalment.when);
    }
    for (const Clawback& clawback : clause.clawback) add_condition(clawback.when);
  }

  // A clause without any condition, for everyone, is never refused.
  bool can_be_refused(const Clause& clause) const {
    return model_.eligible || !model_.exclude.empty() || clause.when ||
           !clause.exclude.empty() || !clause.for_each.empty() ||
           clause.window_from != no_formula || clause.window_to != no_formula ||
           clause.already_paid != no_formula || clause.selected != no_formula;
  }

  void add_exclusions(const std::vector<Exclusion>& exclusions) {
    for (const Exclusion& exclusion : exclusions) add_condition(exclusion.when);
  }

  void add_steps(const std::vector<StackingStep>& steps) {
    for (const StackingStep& step : steps) {
      if (step.when) add_condition(*step.when);
    }
  }

  void add_condition(const Condition& condition) {
    if (condition.kind == Condition::Kind::leaf) add_leaf(condition.formula);
    for (const Condition& part : condition.parts) add_condition(part);
  }

  void add_leaf(FormulaId id) {
    if (id == no_formula || map_.conditions.contains(id)) return;
    const Expression& formula = model_.formulas[id];
    if (constant_value(formula, model_)) return;
    ConditionTree tree = tree_of(formula, program_.roots[id]);
    map_.conditions.emplace(id, std::move(tree));
  }

  // The operands as compile() lists them: a and (b and c) has three.
  static void flatten(const Expression& formula, Op outer,
                      std::vector<const Expression*>& operands) {
    for (const Expression& operand : formula.operands) {
      if (operand.op == outer) {
        flatten(operand, outer, operands);
      } else {
        operands.push_back(&operand);
      }
    }
  }

  ConditionTree tree_of(const Expression& formula, StepId id) {
    ConditionTree tree;
    tree.step = id;
    const Step& step = program_.steps[id];
    std::vector<const Expression*> operands;
    const bool logic = formula.op == Op::and_ || formula.op == Op::or_;
    if (logic) flatten(formula, formula.op, operands);
    // `x between a and b` is one condition; its parts have no place of their own.
    for (const Expression* operand : operands) {
      if (operand->span == formula.span) operands.clear();
      if (operands.empty()) break;
    }
    if (!operands.empty() && step.op == formula.op &&
        step.operand_count == operands.size()) {
      tree.op = step.op;
      for (std::uint32_t i = 0; i < step.operand_count; ++i) {
        tree.parts.push_back(tree_of(*operands[i], program_.operand(step, i)));
      }
      return tree;
    }
    tree.first_goal = add(CoverageKind::condition_yes, formula.span, formula.text);
    add(CoverageKind::condition_no, formula.span, formula.text);
    return tree;
  }

  void add_award(const Award& award, const Clause& clause) {
    for (std::size_t i = 0; i < award.conditions.size(); ++i) {
      const FormulaId id = award.conditions[i];
      const Expression& condition = model_.formulas[id];
      map_.if_yes[id] =
          add(CoverageKind::table_row, condition.span, clause.id + ": " + condition.text);
    }
    if (award.kind == Award::Kind::choice && !award.alternatives.empty()) {
      const Award& otherwise = award.alternatives.back();
      if (otherwise.kind == Award::Kind::amount) {
        add_otherwise(otherwise.formula, clause.id);
      }
    }
    for (const Award& alternative : award.alternatives) add_award(alternative, clause);
  }

  void add_otherwise(FormulaId id, const std::string& owner) {
    if (id == no_formula) return;
    const Expression& formula = model_.formulas[id];
    map_.if_asked[id] =
        add(CoverageKind::table_row, formula.span, owner + ": otherwise " + formula.text);
  }

  void add_table(const Table& table) {
    for (const TableRow& row : table.rows) {
      std::string text;
      for (const FormulaId test : row.tests) {
        text += (text.empty() ? "" : ", ") +
                (test == no_formula ? "-" : model_.formulas[test].text);
      }
      const std::string name = table.name.empty() ? "" : table.name + ": ";
      map_.rows[row.outputs.front()] = {
          row.tests, add(CoverageKind::table_row, row.span, name + text)};
    }
    if (!table.otherwise.empty()) add_otherwise(table.otherwise.front(), table.name);
  }

  void add_readings() {
    for (const Reading& reading : model_.readings) {
      std::vector<std::size_t>& goals = map_.options.emplace_back();
      for (const ReadingOption& option : reading.options) {
        goals.push_back(add(CoverageKind::reading_option, reading.span,
                            reading.name + ": " + option.name));
      }
    }
  }

  void add_parameter(const Parameter& parameter) {
    for (const DatedValue& dated : parameter.values) {
      if (dated.value == no_formula) continue;
      const Expression& value = model_.formulas[dated.value];
      std::string subject = parameter.name;
      if (dated.from || dated.to) {
        subject += " " + (dated.from ? dated.from->to_string() : "") + ".." +
                   (dated.to ? dated.to->to_string() : "");
      }
      map_.if_asked[dated.value] =
          add(CoverageKind::parameter_value, value.span, std::move(subject));
    }
  }

  const Program& program_;
  const PolicyModel& model_;
  CoverageMap map_;
};

}  // namespace

CoverageMap coverage_map(const Program& program) {
  return GoalCollector(program).collect();
}

}  // namespace jiangbu
