// A typed formula as one line of text.
#include "diagnostics/json_text.hpp"
#include "model/date_part.hpp"
#include "model/dump_model.hpp"

namespace jiangbu {

namespace {

class FormulaText {
 public:
  explicit FormulaText(const PolicyModel& model) : model_(model) {}

  std::string write(const Expression& formula) const {
    switch (formula.op) {
      case Op::literal:
        return literal(formula);
      case Op::applicant:
        return "applicant";
      case Op::field:
        return write(formula.operands[0]) + "." + field_name(formula);
      case Op::local:
        return slot(formula);
      case Op::let:
        return "let(" + slot(formula) + " = " + joined(formula) + ")";
      case Op::formula:
        return "f" + std::to_string(formula.a);
      case Op::decision_date:
        return "decision_date";
      case Op::for_:
      case Op::some:
      case Op::every:
      case Op::filter:
        return iteration(formula);
      case Op::range:
        return range(formula);
      case Op::part:
        return write(formula.operands[0]) + "." + part_name(formula.b);
      default:
        return name(formula) + "(" + joined(formula) + ")";
    }
  }

 private:
  std::string literal(const Expression& formula) const {
    const auto* text = std::get_if<std::string>(&formula.constant);
    if (text != nullptr) return json_string(*text);
    return constant_text(formula.constant, formula.type, model_.vocabulary);
  }

  std::string field_name(const Expression& formula) const {
    return model_.vocabulary.entities[formula.b].fields[formula.a].name;
  }

  static std::string slot(const Expression& formula) {
    return "$" + std::to_string(formula.a);
  }

  static std::string part_name(std::uint32_t part) {
    static const char* const names[] = {"year",  "month",  "day", "weekday",
                                        "years", "months", "days"};
    return names[part];
  }

  // What the operation is about, before its operands.
  std::string name(const Expression& formula) const {
    const std::string op = name_of(formula.op);
    switch (formula.op) {
      case Op::project:
        return op + " " + field_name(formula);
      case Op::parameter:
      case Op::parameter_as_of:
        return op + " " + model_.parameters[formula.a].name;
      case Op::reading:
      case Op::by_reading:
        return op + " " + model_.readings[formula.a].name;
      case Op::awarded:
        return op + " " + model_.clauses[formula.a].id;
      case Op::call:
        return name_of(static_cast<Builtin>(formula.a));
      case Op::table:
        return op + " t" + std::to_string(formula.a);
      default:
        return op;
    }
  }

  std::string iteration(const Expression& formula) const {
    std::string op = name_of(formula.op);
    if (op.back() == '_') op.pop_back();
    if (formula.op == Op::for_ && formula.b == 1) op += " joined";
    return op + "(" + slot(formula) + " in " + write(formula.operands[0]) + ": " +
           write(formula.operands[1]) + ")";
  }

  std::string range(const Expression& formula) const {
    return std::string((formula.a & 1U) != 0 ? "(" : "[") + write(formula.operands[0]) +
           ".." + write(formula.operands[1]) + ((formula.a & 2U) != 0 ? ")" : "]");
  }

  std::string joined(const Expression& formula) const {
    std::string text;
    for (const Expression& operand : formula.operands) {
      text += (text.empty() ? "" : ", ") + write(operand);
    }
    return text;
  }

  const PolicyModel& model_;
};

}  // namespace

std::string formula_text(const Expression& formula, const PolicyModel& model) {
  return FormulaText(model).write(formula);
}

}  // namespace jiangbu
