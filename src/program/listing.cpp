// A program as text: one line a step, then the root of every formula.
#include "program/program.hpp"

namespace jiangbu {

namespace {

std::string base_name(const Step& step, const Vocabulary& vocabulary) {
  if (step.base == BaseType::list) return "list";
  if (step.base == BaseType::range) return "range";
  return type_name(type_of(step), vocabulary);
}

// What a and b mean, by name.
std::string detail(const Step& step, const Program& program) {
  const PolicyModel& model = *program.model;
  switch (step.op) {
    case Op::literal:
      return " " +
             constant_text(program.constants[step.a], type_of(step), model.vocabulary);
    case Op::field:
    case Op::project: {
      const Entity& entity = model.vocabulary.entities[step.b];
      return " " + entity.name + "." + entity.fields[step.a].name;
    }
    case Op::parameter:
    case Op::parameter_as_of:
      return " " + model.parameters[step.a].name;
    case Op::reading:
    case Op::by_reading:
      return " " + model.readings[step.a].name;
    case Op::awarded:
      return " " + model.clauses[step.a].id;
    case Op::call:
      return std::string(" ") + name_of(static_cast<Builtin>(step.a));
    case Op::formula:
      return " f" + std::to_string(step.a);
    case Op::table:
      return " t" + std::to_string(step.a);
    case Op::local:
    case Op::let:
    case Op::for_:
    case Op::some:
    case Op::every:
    case Op::filter:
      return " $" + std::to_string(step.a);
    default:
      return step.a == 0 && step.b == 0
                 ? ""
                 : " " + std::to_string(step.a) + "," + std::to_string(step.b);
  }
}

}  // namespace

std::string listing(const Program& program) {
  const PolicyModel& model = *program.model;
  std::string out = "program " + model.id + " " + model.version + "\n";
  for (StepId id = 0; id < program.steps.size(); ++id) {
    const Step& step = program.steps[id];
    out += "s" + std::to_string(id) + " " + name_of(step.op) + detail(step, program);
    for (std::uint32_t i = 0; i < step.operand_count; ++i) {
      out += " s" + std::to_string(program.operand(step, i));
    }
    out += " : " + base_name(step, model.vocabulary) + "\n";
  }
  for (FormulaId id = 0; id < program.roots.size(); ++id) {
    out += "f" + std::to_string(id) + " = s" + std::to_string(program.roots[id]) + "\n";
  }
  return out;
}

}  // namespace jiangbu
