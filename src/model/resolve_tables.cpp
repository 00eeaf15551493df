// Decision tables: heads, cells, outputs.
#include <array>

#include "model/kind_named.hpp"
#include "model/resolver.hpp"
#include "syntax/parse_expression.hpp"

namespace jiangbu {

namespace {

struct HitPolicyName {
  const char* letters;
  HitPolicy policy;
};

constexpr std::array<HitPolicyName, 11> hit_policy_letters{{
    {"U", HitPolicy::unique},
    {"A", HitPolicy::any},
    {"F", HitPolicy::first},
    {"P", HitPolicy::priority},
    {"R", HitPolicy::rule_order},
    {"O", HitPolicy::output_order},
    {"C", HitPolicy::collect},
    {"C+", HitPolicy::collect_sum},
    {"C<", HitPolicy::collect_min},
    {"C>", HitPolicy::collect_max},
    {"C#", HitPolicy::collect_count},
}};

SpanOf span_of_node(const Node& node) {
  return [&node](size_t begin, size_t end) { return node.span_of(begin, end); };
}

}  // namespace

void Resolver::resolve_table_head(Table& table, const TableSyntax& syntax) {
  table.name = syntax.name.text;
  table.title = syntax.title.text;
  table.span = syntax.span;
  table.unsound = syntax.unsound;
  if (syntax.hit_policy.empty()) return;
  for (const HitPolicyName& entry : hit_policy_letters) {
    if (syntax.hit_policy.text == entry.letters ||
        syntax.hit_policy.text == name_of(entry.policy)) {
      table.hit_policy = entry.policy;
      return;
    }
  }
  // Without it nothing can be said about overlaps and gaps.
  table.unsound = true;
  report_word(syntax.hit_policy, "hit policy", names_up_to(HitPolicy::collect_count));
}

// Tables are declared one after another; a later one may call an earlier one.
void Resolver::declare_tables(const PolicySyntax& policy) {
  for (const TableSyntax& syntax : policy.tables) {
    declare_name(syntax.name);
    Table table;
    resolve_table_head(table, syntax);
    Scope scope;
    for (const TableInputSyntax& input : syntax.inputs) {
      const Slot slot = new_slot();
      const Type type = read_type(input.type);
      table.inputs.push_back(slot);
      table.input_types.push_back(type);
      table.input_names.push_back(input.name.text);
      scope.add_local(input.name.text, slot, type);
    }
    if (syntax.outputs.size() > 1 || !syntax.outputs.front().first.empty()) {
      Entity record;
      record.name = "outputs of " + table.name;
      for (const auto& [name, type] : syntax.outputs) {
        Field& field = record.fields.emplace_back();
        field.name = name.text;
        field.type = read_type(type);
      }
      table.output =
          record_type(static_cast<std::uint32_t>(model_.vocabulary.entities.size()));
      model_.vocabulary.entities.push_back(std::move(record));
    } else if (!syntax.outputs.front().second.empty()) {
      table.output = read_type(syntax.outputs.front().second);
    }
    for (const TableRowSyntax& row : syntax.rows) resolve_row(table, row, scope);
    resolve_otherwise(table, syntax, scope);
    for (const Formula& value : syntax.priority) {
      const FormulaId id = formula(value, table.output, scope);
      if (id != no_formula) table.priority.push_back(id);
    }
    settle_table_result(table);
    check_table(table, model_, diagnostics_);
    model_.tables.push_back(std::move(table));
  }
}

void Resolver::resolve_row(Table& table, const TableRowSyntax& row, const Scope& scope) {
  TableRow result;
  result.span = row.span;
  for (size_t i = 0; i < table.inputs.size(); ++i) {
    result.tests.push_back(resolve_cell(row.cells[i], table, i, scope));
  }
  std::vector<const Node*> cells;
  for (size_t i = table.inputs.size(); i < row.cells.size(); ++i) {
    cells.push_back(&row.cells[i]);
  }
  result.outputs = resolve_outputs(table, cells.data(), scope);
  if (result.outputs.empty()) {
    table.unsound = true;
  } else {
    table.rows.push_back(std::move(result));
  }
}

namespace {

// In a cell of an enum or text input a bare word is a value.
void quote_bare_words(ExpressionSyntax& test, const Enumeration* enumeration,
                      const Scope& scope) {
  if (test.kind == ExpressionKind::name) {
    const bool is_value =
        enumeration == nullptr ? scope.find_local(test.text) == nullptr : true;
    if (is_value) test.kind = ExpressionKind::text;
    return;
  }
  const bool carries_tests =
      test.kind == ExpressionKind::list || test.kind == ExpressionKind::not_tests ||
      test.kind == ExpressionKind::test || test.kind == ExpressionKind::range;
  if (!carries_tests) return;
  for (ExpressionSyntax& part : test.operands) quote_bare_words(part, enumeration, scope);
}

}  // namespace

FormulaId Resolver::resolve_cell(const Node& cell, Table& table, size_t input,
                                 const Scope& scope) {
  if (!cell.is_scalar()) {
    diagnostics_.error(Code::model_bad_cell, cell.span);
    table.unsound = true;
    return no_formula;
  }
  const Type& type = table.input_types[input];
  Expression value = make_local(table.inputs[input], type, cell.span);
  value.text = table.input_names[input];
  const bool named = type.base == BaseType::enumeration || type.base == BaseType::text ||
                     type.base == BaseType::region;
  const Enumeration* enumeration =
      type.base == BaseType::enumeration ? &model_.vocabulary.enums[type.id] : nullptr;
  std::optional<ExpressionSyntax> tests;
  if (enumeration != nullptr && enumeration->index_of(cell.text)) {
    // A value may be any text, also one that is no name.
    tests.emplace();
    tests->kind = ExpressionKind::text;
    tests->text = cell.text;
    tests->span = cell.span;
  } else {
    tests = parse_unary_tests(cell.text, span_of_node(cell), diagnostics_);
  }
  if (!tests) table.unsound = true;
  if (!tests || tests->kind == ExpressionKind::any) return no_formula;
  if (named) quote_bare_words(*tests, enumeration, scope);
  Expression condition = make_operation(Op::or_, boolean_type(), {}, cell.span);
  if (tests->kind == ExpressionKind::list) {
    for (const ExpressionSyntax& test : tests->operands) {
      condition.operands.push_back(test_of(value, test, scope));
    }
  } else {
    condition.operands.push_back(test_of(value, *tests, scope));
  }
  for (Expression& part : condition.operands) {
    if (part.type.is_error()) {
      table.unsound = true;
      return no_formula;
    }
    part.text = table.input_names[input] + ": " + cell.text;
  }
  if (condition.operands.size() == 1) {
    return add_formula(Expression(condition.operands.front()));
  }
  condition.text = table.input_names[input] + ": " + cell.text;
  return add_formula(std::move(condition));
}

std::vector<FormulaId> Resolver::resolve_outputs(Table& table, const Node* const* cells,
                                                 const Scope& scope) {
  std::vector<FormulaId> outputs;
  const bool record = table.output.base == BaseType::record;
  const size_t count =
      record ? model_.vocabulary.entities[table.output.id].fields.size() : 1;
  for (size_t i = 0; i < count; ++i) {
    const Node& cell = *cells[i];
    const Type type = record ? model_.vocabulary.entities[table.output.id].fields[i].type
                             : table.output;
    std::optional<ExpressionSyntax> syntax;
    if (type.base == BaseType::enumeration &&
        model_.vocabulary.enums[type.id].index_of(cell.text)) {
      syntax.emplace();
      syntax->kind = ExpressionKind::text;
      syntax->text = cell.text;
      syntax->span = cell.span;
    } else if (cell.is_scalar()) {
      syntax = parse_amount(cell.text, span_of_node(cell), diagnostics_);
    } else {
      diagnostics_.error(Code::model_bad_cell, cell.span);
    }
    if (!syntax) return {};
    FormulaId id = no_formula;
    if (type.is_error() && !record) {
      id = any_formula(*syntax, scope);
      table.output = type_of(id);
    } else {
      id = formula(*syntax, type, scope);
    }
    if (id == no_formula) return {};
    outputs.push_back(id);
  }
  return outputs;
}

void Resolver::resolve_otherwise(Table& table, const TableSyntax& syntax,
                                 const Scope& scope) {
  if (!syntax.otherwise) return;
  const Node& node = *syntax.otherwise;
  if (node.is_scalar() && node.text == "none" && table.name.empty()) {
    table.otherwise_none = true;
    return;
  }
  std::vector<const Node*> cells;
  if (node.is_sequence()) {
    for (const Node& item : node.items) cells.push_back(&item);
  } else {
    cells.push_back(&node);
  }
  if (cells.size() != syntax.outputs.size()) {
    diagnostics_.error(Code::model_bad_cell, node.span);
    table.unsound = true;
    return;
  }
  table.otherwise = resolve_outputs(table, cells.data(), scope);
  if (table.otherwise.empty()) table.unsound = true;
}

void Resolver::settle_table_result(Table& table) {
  switch (table.hit_policy) {
    case HitPolicy::rule_order:
    case HitPolicy::output_order:
    case HitPolicy::collect:
      table.result = list_of(table.output);
      break;
    case HitPolicy::collect_count:
      table.result = simple_type(BaseType::number);
      break;
    case HitPolicy::collect_sum:
    case HitPolicy::collect_min:
    case HitPolicy::collect_max:
      table.result = table.output;
      break;
    default:
      table.result = table.output;
  }
  const bool numeric = table.hit_policy == HitPolicy::collect_sum ||
                       table.hit_policy == HitPolicy::collect_min ||
                       table.hit_policy == HitPolicy::collect_max;
  if (numeric && !table.output.is_quantity() && !table.output.is_error()) {
    diagnostics_.error(Code::model_table_not_numeric, table.span);
  }
  const bool ordered = table.hit_policy == HitPolicy::priority ||
                       table.hit_policy == HitPolicy::output_order;
  if (ordered && table.priority.empty()) {
    diagnostics_.error(Code::model_table_priority, table.span);
  }
}

const char* name_of(HitPolicy policy) {
  static const char* const names[] = {"unique",      "any",          "first",
                                      "priority",    "rule order",   "output order",
                                      "collect",     "collect sum",  "collect min",
                                      "collect max", "collect count"};
  return names[static_cast<size_t>(policy)];
}

}  // namespace jiangbu
