#include "model/facts_read.hpp"

#include <algorithm>

namespace jiangbu {

namespace {

class FactFinder {
 public:
  explicit FactFinder(const PolicyModel& model) : model_(model) {}

  FieldSet run() {
    mark_shared();
    for (FormulaId id = 0; id < model_.formulas.size(); ++id) {
      if (!shared_.contains(id)) look_at(id);
    }
    return std::move(found_);
  }

 private:
  // Formulas that count only where something refers to them.
  void mark_shared() {
    for (const Entity& entity : model_.vocabulary.entities) {
      for (const Field& field : entity.fields) {
        shared_.insert(field.formula);
        if (!field.aggregate) continue;
        shared_.insert(field.aggregate->value);
        shared_.insert(field.aggregate->by);
      }
    }
    for (const Parameter& parameter : model_.parameters) {
      for (const DatedValue& value : parameter.values) shared_.insert(value.value);
    }
    for (const Table& table : model_.tables) {
      for (const FormulaId id : formulas_of(table)) shared_.insert(id);
    }
  }

  static std::vector<FormulaId> formulas_of(const Table& table) {
    std::vector<FormulaId> all = table.otherwise;
    all.insert(all.end(), table.priority.begin(), table.priority.end());
    for (const TableRow& row : table.rows) {
      all.insert(all.end(), row.tests.begin(), row.tests.end());
      all.insert(all.end(), row.outputs.begin(), row.outputs.end());
    }
    return all;
  }

  void look_at(FormulaId id) {
    if (id == no_formula || !seen_.insert(id).second) return;
    look_at(model_.formulas[id]);
  }

  void look_at(const Expression& expression) {
    switch (expression.op) {
      case Op::formula:
        look_at(expression.a);
        break;
      case Op::field:
      case Op::project:
        look_at_field(expression.b, expression.a);
        break;
      case Op::parameter:
      case Op::parameter_as_of:
        for (const DatedValue& value : model_.parameters[expression.a].values) {
          look_at(value.value);
        }
        break;
      case Op::table:
        for (const FormulaId id : formulas_of(model_.tables[expression.a])) look_at(id);
        break;
      default:
        break;
    }
    for (const Expression& operand : expression.operands) {
      if (sees_whole_records(expression)) look_at_records(operand.type);
      look_at(operand);
    }
  }

  // Comparing, printing or telling apart records looks at all their fields.
  static bool sees_whole_records(const Expression& expression) {
    switch (expression.op) {
      case Op::equal:
      case Op::not_equal:
      case Op::in_list:
        return true;
      case Op::call:
        return static_cast<Builtin>(expression.a) != Builtin::count;
      default:
        return false;
    }
  }

  void look_at_records(const Type& type) {
    if (type.element) return look_at_records(*type.element);
    if (type.base != BaseType::record) return;
    const Entity& entity = model_.vocabulary.entities[type.id];
    for (std::uint32_t f = 0; f < entity.fields.size(); ++f) {
      if (look_at_field(type.id, f)) look_at_records(entity.fields[f].type);
    }
  }

  /// Whether the field is new.
  bool look_at_field(std::uint32_t entity, std::uint32_t index) {
    const Field& field = model_.vocabulary.entities[entity].fields[index];
    if (field.aggregate) {
      look_at(field.aggregate->value);
      look_at(field.aggregate->by);
    }
    if (field.is_derived()) {
      look_at(field.formula);
      return false;
    }
    return found_.insert({entity, index}).second;
  }

  const PolicyModel& model_;
  FieldSet found_;
  std::set<FormulaId> seen_;
  std::set<FormulaId> shared_;
};

}  // namespace

FieldSet facts_read(const PolicyModel& model) { return FactFinder(model).run(); }

void add_item_keys(FieldSet& fields, const Vocabulary& vocabulary) {
  const FieldSet read = fields;
  for (const auto& [entity, field] : read) {
    const Type& type = vocabulary.entities[entity].fields[field].type;
    if (!type.is_list() || type.element->base != BaseType::record) continue;
    const Entity& item = vocabulary.entities[type.element->id];
    if (item.key && !item.fields[*item.key].is_derived()) {
      fields.emplace(type.element->id, *item.key);
    }
  }
}

}  // namespace jiangbu
