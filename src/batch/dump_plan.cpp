// A plan as text.
#include <fmt/format.h>

#include "batch/plan.hpp"

namespace jiangbu {

const char* name_of(PlanCode code) {
  switch (code) {
#define JIANGBU_PLAN_OP(name, meaning) \
  case PlanCode::name:                 \
    return #name;
#include "batch/operations.def"
#undef JIANGBU_PLAN_OP
  }
  return "?";
}

namespace {

std::string fact_name(const Plan& plan, const ColumnLayout& column) {
  const Vocabulary& vocabulary = plan.program->model->vocabulary;
  const auto domain_name = [&](auto self, DomainId id) -> std::string {
    if (id == 0) return "";
    const DomainLayout& domain = plan.layout.domains[id];
    const DomainLayout& parent = plan.layout.domains[domain.parent];
    const Entity& owner = vocabulary.entities[parent.entity];
    return self(self, domain.parent) + owner.fields[domain.field].name + ".";
  };
  std::string name = domain_name(domain_name, column.domain);
  const DomainLayout& rows = plan.layout.domains[column.domain];
  if (rows.scalar) return name + "value";
  const Entity* owner = &vocabulary.entities[rows.entity];
  if (column.record != no_record) {
    const Field& record = owner->fields[column.record];
    name += record.name + ".";
    owner = &vocabulary.entities[record.type.id];
  }
  return name + owner->fields[column.field].name;
}

std::string selection_text(const Selection& selection) {
  std::string text =
      fmt::format("r{} within {} {}", selection.dated, selection.from, selection.to);
  if (selection.coded == no_register) return text;
  return text + fmt::format(" and r{} within {} {}", selection.coded, selection.code_from,
                            selection.code_to);
}

std::string narrowing_text(const Plan& plan) {
  std::string text;
  for (DomainId d = 1; d < plan.narrowing.selections.size(); ++d) {
    const auto& selections = plan.narrowing.selections[d];
    if (!selections) continue;
    text += fmt::format("rows of {}:", d);
    const char* separator = " ";
    for (const Selection& selection : *selections) {
      text += separator + selection_text(selection);
      separator = ", or ";
    }
    text += selections->empty() ? " none\n" : "\n";
  }
  if (plan.narrowing.applicants) text += "applicants: those with such rows\n";
  return text;
}

/// Missing facts the plan can be run with, at their ends.
std::string missing_text(const Plan& plan) {
  const auto name = [](Corner corner) { return corner == Corner::up ? "up" : "down"; };
  std::string text;
  for (ColumnId c = 0; c < plan.missing_numbers.size(); ++c) {
    const Corner corner = plan.missing_numbers[c].corner;
    if (corner == Corner::none) continue;
    text += fmt::format("missing r{}: {}\n", plan.column_registers[c], name(corner));
  }
  for (DomainId d = 0; d < plan.missing_lists.size(); ++d) {
    if (plan.missing_lists[d] == Corner::none) continue;
    text += fmt::format("missing list {}: {}\n", d, name(plan.missing_lists[d]));
  }
  return text;
}

void add_operand(std::string& text, RegisterId id) {
  if (id != no_register) text += fmt::format(" r{}", id);
}

}  // namespace

std::string listing(const Plan& plan) {
  std::string text;
  for (ColumnId c = 0; c < plan.layout.columns.size(); ++c) {
    const ColumnLayout& column = plan.layout.columns[c];
    text += fmt::format("r{} = fact {}{}{}\n", plan.column_registers[c],
                        fact_name(plan, column), column.is_null ? " is null" : "",
                        column.scale > 0 ? fmt::format(" scale {}", column.scale) : "");
  }
  text += narrowing_text(plan);
  text += missing_text(plan);
  for (const PlanOp& constant : plan.constants) {
    text += fmt::format("r{}:{} = {}\n", constant.d, constant.domain, constant.x);
  }
  for (std::size_t i = 0; i < plan.operations.size(); ++i) {
    if (i == plan.first_after_eligible && plan.eligible != no_register) {
      text += fmt::format("stop unless some r{}\n", plan.eligible);
    }
    const PlanOp& op = plan.operations[i];
    if (op.d != no_register) {
      text += fmt::format("r{}:{} = ", op.d, plan.registers[op.d].domain);
    }
    text += name_of(op.code);
    for (const RegisterId operand : {op.a, op.b, op.c}) add_operand(text, operand);
    if (op.x != 0 || op.y != 0) text += fmt::format(" {} {}", op.x, op.y);
    text += "\n";
  }
  for (const ClauseOutput& clause : plan.clauses) {
    const ClauseLines& lines = plan.lines[clause.lines];
    const std::string& id = plan.program->model->clauses[clause.clause].id;
    if (clause.by_line()) {
      text += fmt::format("{}: lines r{}..r{}", id, lines.low, lines.high);
      add_operand(text += lines.met == no_register ? "" : " where", lines.met);
      text += "\n";
    } else {
      text += fmt::format("{}: r{}..r{}\n", id, clause.low, clause.high);
    }
  }
  for (const PlanStep& step : plan.steps) {
    text += fmt::format("{} over lines of", name_of(step.step->kind));
    for (const StepColumns& of : step.of) {
      text += " " + plan.program->model->clauses[plan.clauses[of.clause].clause].id;
    }
    text += "\n";
  }
  return text;
}

}  // namespace jiangbu
