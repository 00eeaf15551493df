#include "cli/formula_needs.hpp"

#include <set>

namespace jiangbu {

namespace {

class NeedsFinder {
 public:
  explicit NeedsFinder(const PolicyModel& model) : model_(model) {}

  void look_at(FormulaId id) {
    if (id == no_formula || !seen_.insert(id).second) return;
    look_at(model_.formulas[id]);
  }

  FormulaNeeds needs() const { return needs_; }

 private:
  void look_at(const Expression& expression) {
    switch (expression.op) {
      case Op::decision_date:
        needs_.decision_date = true;
        break;
      case Op::awarded:
        needs_ = {true, true};
        break;
      case Op::formula:
        look_at(expression.a);
        break;
      case Op::field:
      case Op::project:
        look_at(model_.vocabulary.entities[expression.b].fields[expression.a].formula);
        break;
      case Op::parameter:
        look_at(model_.parameters[expression.a]);
        break;
      case Op::table:
        look_at(model_.tables[expression.a]);
        break;
      default:
        break;
    }
    for (const Expression& operand : expression.operands) look_at(operand);
  }

  void look_at(const Parameter& parameter) {
    for (const DatedValue& value : parameter.values) {
      if (value.from || value.to) needs_.decision_date = true;
      look_at(value.value);
    }
  }

  void look_at(const Table& table) {
    for (const TableRow& row : table.rows) {
      for (const FormulaId test : row.tests) look_at(test);
      for (const FormulaId output : row.outputs) look_at(output);
    }
    for (const FormulaId output : table.otherwise) look_at(output);
    for (const FormulaId output : table.priority) look_at(output);
  }

  const PolicyModel& model_;
  std::set<FormulaId> seen_;
  FormulaNeeds needs_;
};

}  // namespace

FormulaNeeds needs_of(FormulaId formula, const PolicyModel& model) {
  NeedsFinder finder(model);
  finder.look_at(formula);
  return finder.needs();
}

}  // namespace jiangbu
