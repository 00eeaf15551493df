// Formulas where a model uses them: a condition is a truth, an amount a number.
#include "image/verify.hpp"
#include "image/verify_shapes.hpp"

namespace jiangbu {

namespace {

class FormulaVerifier {
 public:
  FormulaVerifier(const Program& program, const std::vector<Shape>& shapes,
                  Verdict& verdict)
      : program_(program), model_(*program.model), shapes_(shapes), verdict_(verdict) {}

  void run() {
    for (FormulaId id = 0; id < model_.formulas.size(); ++id) {
      require_type(id, model_.formulas.type(id));
    }
    for (const Entity& entity : model_.vocabulary.entities) {
      for (const Field& field : entity.fields) check(field);
    }
    for (const Parameter& parameter : model_.parameters) {
      for (const DatedValue& dated : parameter.values) {
        require_type(dated.value, parameter.type);
      }
    }
    for (const Table& table : model_.tables) check(table);
    if (model_.eligible) check(*model_.eligible);
    for (const Exclusion& exclusion : model_.exclude) check(exclusion.when);
    for (const Clause& clause : model_.clauses) check(clause);
    for (const StackingStep& step : model_.stacking) check(step);
    for (const AcrossStep& step : model_.across) require(step.amount, number_);
  }

 private:
  void require(FormulaId id, const Shape& wanted) {
    if (id == no_formula) return;
    verdict_.require(fits(shapes_[program_.roots[id]], wanted), Flaw::type);
  }
  void require_type(FormulaId id, const Type& wanted) {
    if (id == no_formula) return;
    verdict_.require(fits_type(shapes_[program_.roots[id]], wanted), Flaw::type);
  }
  void require_list(FormulaId id) {
    const Shape& found = shapes_[program_.roots[id]];
    verdict_.require(found.is_error() || found.base == BaseType::list, Flaw::type);
  }
  void require_same(const Shape& a, const Shape& b) {
    verdict_.require(fits(a, b), Flaw::type);
  }

  void check(const Field& field) {
    require_type(field.formula, field.type);
    if (field.aggregate) require(field.aggregate->value, number_);
  }

  void check(const Table& table) {
    const auto require_outputs = [&](const std::vector<FormulaId>& outputs) {
      const bool record = table.output.base == BaseType::record;
      for (std::size_t i = 0; i < outputs.size(); ++i) {
        const Type& type =
            record ? model_.vocabulary.entities[table.output.id].fields[i].type
                   : table.output;
        require_type(outputs[i], type);
      }
    };
    for (const TableRow& row : table.rows) {
      for (const FormulaId test : row.tests) require(test, truth_);
      require_outputs(row.outputs);
    }
    require_outputs(table.otherwise);
    for (const FormulaId id : table.priority) require_type(id, table.output);
    check_result(table);
  }

  void check_result(const Table& table) {
    const Shape output = shape_of(table.output);
    const Shape result = shape_of(table.result);
    switch (table.hit_policy) {
      case HitPolicy::rule_order:
      case HitPolicy::output_order:
      case HitPolicy::collect:
        // With nothing hit a table may also give its `otherwise`, which is no list.
        verdict_.require(table.otherwise.empty(), Flaw::type);
        return require_same(result, list_of(output));
      case HitPolicy::collect_count:
        if (!table.otherwise.empty()) require_same(output, number_);
        return require_same(result, number_);
      case HitPolicy::collect_sum:
      case HitPolicy::collect_min:
      case HitPolicy::collect_max:
        require_same(output, number_);
        return require_same(result, output);
      default:
        return require_same(result, output);
    }
  }

  void check(const Condition& condition) {
    if (condition.kind == Condition::Kind::leaf) require(condition.formula, truth_);
    for (const Condition& part : condition.parts) check(part);
  }

  void check(const Award& award) {
    require(award.formula, number_);
    for (const FormulaId id : award.conditions) require(id, truth_);
    require(award.otherwise_when, truth_);
    require(award.at_most, number_);
    require(award.at_least, number_);
    for (const Award& alternative : award.alternatives) check(alternative);
  }

  void check(const StackingStep& step) {
    require(step.limit, number_);
    require(step.other, number_);
    if (step.when) check(*step.when);
  }

  void check(const Instalment& instalment) {
    require(instalment.share, number_);
    require(instalment.amount, number_);
    require(instalment.due, date_);
    if (instalment.when) check(*instalment.when);
    if (instalment.share == no_formula) return;
    // A share that is fixed is read where populations are planned.
    const Step& share = program_.steps[program_.roots[instalment.share]];
    const bool fixed = share.op == Op::literal;
    verdict_.require(
        !fixed || std::holds_alternative<Decimal>(program_.constants[share.a]),
        Flaw::type);
  }

  void check(const Clause& clause) {
    for (const Binding& binding : clause.for_each) require_list(binding.formula);
    if (clause.when) check(*clause.when);
    for (const Exclusion& exclusion : clause.exclude) check(exclusion.when);
    require(clause.selected, truth_);
    require(clause.already_paid, truth_);
    require(clause.window_of, date_);
    require(clause.window_from, date_);
    require(clause.window_to, date_);
    check(clause.award);
    for (const StackingStep& step : clause.stacking) check(step);
    for (const Instalment& instalment : clause.instalments) check(instalment);
    for (const Deadline& deadline : clause.deadlines) require(deadline.by, date_);
    for (const Clawback& clawback : clause.clawback) {
      check(clawback.when);
      require(clawback.repay, number_);
    }
  }

  const Program& program_;
  const PolicyModel& model_;
  const std::vector<Shape>& shapes_;
  Verdict& verdict_;
  const Shape number_ = simple_type(BaseType::number);
  const Shape truth_ = simple_type(BaseType::boolean);
  const Shape date_ = simple_type(BaseType::date);
};

}  // namespace

void verify_formulas(const Program& program, const std::vector<Shape>& shapes,
                     Verdict& verdict) {
  FormulaVerifier(program, shapes, verdict).run();
}

}  // namespace jiangbu
