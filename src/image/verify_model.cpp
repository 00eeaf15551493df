// Places, counts, names and values of a model. Members are taken apart by structured
// bindings, so that one that is added later must be thought of here too.
#include <algorithm>

#include "image/verify.hpp"

namespace jiangbu {

namespace {

class ModelVerifier {
 public:
  ModelVerifier(const PolicyModel& model, const TreeNodes& trees, Verdict& verdict)
      : model_(model), trees_(trees), verdict_(verdict) {}

  void run() {
    const auto& [id, version, title, issuer, document, jurisdiction, status,
                 superseded_by, period_from, period_to, first_department_leads, notes,
                 references, vocabulary, formulas, written_types, slot_count, let,
                 eligible, exclude, readings, parameters, tables, clauses, stacking,
                 across, targets, budgets, figures] = model_;
    require(slot_count <= most_slots, Flaw::value);
    check(vocabulary);
    for (const Type& type : written_types) check(type);
    all(readings);
    if (!verdict_.holds()) return;
    all(parameters);
    all(tables);
    all(trees_.nodes);
    for (const Binding& binding : let) check_name_for_formula(binding);
    if (eligible) check(*eligible);
    all(exclude);
    all(clauses);
    all(stacking);
    all(across);
    all(figures);
  }

 private:
  // As many as there are local names; evaluation keeps a value for each.
  static constexpr Slot most_slots = 65'536;

  void require(bool holds, Flaw flaw) { verdict_.require(holds, flaw); }
  template <typename T>
  void all(const std::vector<T>& list) {
    for (const T& item : list) check(item);
  }

  void formula(FormulaId id) { require(id < model_.formulas.size(), Flaw::place); }
  void formula_or_none(FormulaId id) {
    if (id != no_formula) formula(id);
  }
  void formulas(const std::vector<FormulaId>& ids) {
    for (const FormulaId id : ids) formula(id);
  }
  void slot(Slot slot) { require(slot < model_.slot_count, Flaw::place); }
  void clause_places(const std::vector<std::uint32_t>& of) {
    for (const std::uint32_t c : of) require(c < model_.clauses.size(), Flaw::place);
  }
  /// How many options a question has; 0 if there is none.
  std::size_t options_of(std::uint32_t question) {
    require(question < model_.readings.size(), Flaw::place);
    return verdict_.holds() ? model_.readings[question].options.size() : 0;
  }

  void check(const Type& type) {
    const auto& [base, optional, id, element] = type;
    const bool has_element = base == BaseType::list || base == BaseType::range;
    require(has_element == (element != nullptr), Flaw::type);
    if (base == BaseType::enumeration) {
      require(id < model_.vocabulary.enums.size(), Flaw::place);
    }
    if (base == BaseType::record) {
      require(id < model_.vocabulary.entities.size(), Flaw::place);
    }
    if (base == BaseType::money) {
      for (const char c : currency_code(id)) require(c >= 'A' && c <= 'Z', Flaw::name);
      require(id >> 24 == 0, Flaw::name);
    }
    if (element) check(*element);
  }

  /// A type that facts and their columns can have.
  void check_declared(const Type& type) {
    check(type);
    if (type.element) return check_declared(*type.element);
    require(type.base != BaseType::error && type.base != BaseType::null_, Flaw::type);
  }

  // Paths such as marks[2].kind are taken apart at these signs.
  void check_path_name(const std::string& name) {
    const bool has_sign = std::ranges::any_of(
        name, [](char c) { return c == '.' || c == '[' || c == ']'; });
    require(!name.empty() && !has_sign, Flaw::name);
  }

  void check(const Vocabulary& vocabulary) {
    const auto& [enums, entities, regions, calendar] = vocabulary;
    require(!entities.empty(), Flaw::count);
    for (const Enumeration& enumeration : enums) {
      require(!enumeration.values.empty(), Flaw::count);
    }
    for (const Entity& entity : entities) check(entity);
    for (const auto& region : regions) require(is_region_code(region.first), Flaw::name);
  }

  void check(const Entity& entity) {
    const auto& [name, title, key, fields, self] = entity;
    require(!key || *key < fields.size(), Flaw::place);
    if (self != no_slot) slot(self);
    const bool derives =
        std::any_of(fields.begin(), fields.end(),
                    [](const Field& field) { return field.is_derived(); });
    require(!derives || self != no_slot, Flaw::place);
    all(fields);
    for (const Field& field : fields) {
      const bool applicants = &entity == &model_.vocabulary.applicant();
      require(!field.aggregate || applicants, Flaw::place);
    }
    if (key && verdict_.holds()) require(!fields[*key].type.element, Flaw::type);
  }

  void check(const Field& field) {
    const auto& [name, type, integral, title, question, changeable, unit, unit_factor,
                 min, max, assume, assume_empty_list, formula_id, aggregate, span] =
        field;
    check_path_name(name);
    check_declared(type);
    require(unit_factor > Decimal(0), Flaw::value);
    require(!min || !max || *min <= *max, Flaw::value);
    require(!assume_empty_list || type.is_list(), Flaw::type);
    if (assume) check(*assume, type);
    formula_or_none(formula_id);
    if (!aggregate) return;
    formula(aggregate->value);
    formula_or_none(aggregate->by);
    require(type.is_quantity(), Flaw::type);
  }

  /// A constant of a type, null only of an optional one.
  void check(const Constant& constant, const Type& type) {
    if (std::holds_alternative<std::monostate>(constant)) {
      return require(type.optional, Flaw::type);
    }
    const auto* value = std::get_if<EnumValue>(&constant);
    require(fits(constant.index(), value != nullptr ? *value : EnumValue{}, type),
            Flaw::type);
  }

  /// Of the kinds of constants, the one that is T.
  template <typename T, std::size_t kind = 0>
  static constexpr std::size_t kind_of() {
    if constexpr (std::is_same_v<std::variant_alternative_t<kind, Constant>, T>) {
      return kind;
    } else {
      return kind_of<T, kind + 1>();
    }
  }

  /// Whether constants of this kind, not null, have the type; `value`: of enum values.
  bool fits(std::size_t kind, EnumValue value, const Type& type) const {
    switch (type.base) {
      case BaseType::boolean:
        return kind == kind_of<bool>();
      case BaseType::number:
      case BaseType::money:
        return kind == kind_of<Decimal>();
      case BaseType::date:
        return kind == kind_of<Date>();
      case BaseType::months:
        return kind == kind_of<YearsMonths>();
      case BaseType::days:
        return kind == kind_of<DaysDuration>();
      case BaseType::text:
      case BaseType::region:
        return kind == kind_of<std::string>();
      case BaseType::enumeration:
        return kind == kind_of<EnumValue>() && type.id < model_.vocabulary.enums.size() &&
               value.index < model_.vocabulary.enums[type.id].values.size();
      default:
        return false;
    }
  }

  // Only its type and its places: steps are what is evaluated.
  void check(const TreeNode& node) {
    const auto& [op, type, a, b, constant, enum_value] = node;
    check(type);
    if (op == Op::literal && !type.is_error() && type.base != BaseType::null_) {
      require(constant == kind_of<std::monostate>() || fits(constant, enum_value, type),
              Flaw::type);
    }
    check_place(op, a, b);
  }

  void check_place(Op op, std::uint32_t a, std::uint32_t b) {
    switch (op) {
      case Op::field:
      case Op::project: {
        const auto& entities = model_.vocabulary.entities;
        require(b < entities.size() && a < entities[b].fields.size(), Flaw::place);
        return;
      }
      case Op::local:
      case Op::let:
      case Op::for_:
      case Op::some:
      case Op::every:
      case Op::filter:
        return slot(a);
      case Op::formula:
        return formula(a);
      case Op::parameter:
      case Op::parameter_as_of:
        return require(a < model_.parameters.size(), Flaw::place);
      case Op::reading:
      case Op::by_reading:
        return require(a < model_.readings.size(), Flaw::place);
      case Op::awarded:
        return require(a < model_.clauses.size(), Flaw::place);
      case Op::record:
        return require(a < model_.vocabulary.entities.size(), Flaw::place);
      case Op::table:
        return require(a < model_.tables.size(), Flaw::place);
      default:
        return;
    }
  }

  void check(const Reading& reading) {
    const auto& [name, title, refs, default_option, options, enumeration, span] = reading;
    require(default_option < options.size(), Flaw::place);
    require(enumeration < model_.vocabulary.enums.size(), Flaw::place);
    if (!verdict_.holds()) return;
    const auto& values = model_.vocabulary.enums[enumeration].values;
    require(values.size() == options.size(), Flaw::count);
  }

  void check(const Parameter& parameter) {
    const auto& [name, title, cite, type, values, refs, span] = parameter;
    check(type);
    require(!values.empty(), Flaw::count);
    for (const DatedValue& dated : values) formula(dated.value);
  }

  void check(const Table& table) {
    const auto& [name, title, hit_policy, inputs, input_types, input_names, output, rows,
                 otherwise, otherwise_none, priority, result, unsound, span] = table;
    require(input_types.size() == inputs.size() && input_names.size() == inputs.size(),
            Flaw::count);
    for (const Slot input : inputs) slot(input);
    for (const Type& type : input_types) check(type);
    check(output);
    check(result);
    if (!verdict_.holds()) return;
    const std::size_t outputs = output.base == BaseType::record
                                    ? model_.vocabulary.entities[output.id].fields.size()
                                    : 1;
    for (const TableRow& row : rows) {
      require(row.tests.size() == inputs.size(), Flaw::count);
      require(row.outputs.size() == outputs, Flaw::count);
      for (const FormulaId test : row.tests) formula_or_none(test);
      formulas(row.outputs);
    }
    require(otherwise.empty() || otherwise.size() == outputs, Flaw::count);
    formulas(otherwise);
    formulas(priority);
  }

  void check(const Condition& condition) {
    const auto& [kind, id, title, cite, parts, question, span] = condition;
    if (kind == Condition::Kind::leaf) {
      formula(id);
      require(parts.empty(), Flaw::count);
    } else if (kind == Condition::Kind::by_reading) {
      require(parts.size() == options_of(question), Flaw::count);
    }
    all(parts);
  }

  void check(const Exclusion& exclusion) {
    const auto& [when, title, cite] = exclusion;
    check(when);
  }

  void check(const Award& award) {
    const auto& [kind, id, delegated, bindings, conditions, alternatives, otherwise_when,
                 question, at_most, at_least, span] = award;
    if (kind == Award::Kind::amount) formula(id);
    formula_or_none(id);
    for (const auto& [bound, value] : bindings) {
      slot(bound);
      formula(value);
    }
    formulas(conditions);
    if (kind == Award::Kind::choice) {
      require(alternatives.size() == conditions.size() + 1, Flaw::count);
    }
    if (kind == Award::Kind::by_reading) {
      require(alternatives.size() == options_of(question), Flaw::count);
    }
    all(alternatives);
    formula_or_none(otherwise_when);
    formula_or_none(at_most);
    formula_or_none(at_least);
  }

  void check(const OnlyUnder& only) {
    const auto& [question, options] = only;
    require(options.size() == options_of(question), Flaw::count);
  }

  void check(const Payers& payers) {
    const auto& [question, alternatives] = payers;
    if (question) {
      require(alternatives.size() == options_of(*question), Flaw::count);
    } else {
      require(alternatives.size() <= 1, Flaw::count);
    }
  }

  void check(const Binding& binding) {
    slot(binding.slot);
    formula(binding.formula);
  }
  // Names of formulas, of keys: they have no slot.
  void check_name_for_formula(const Binding& binding) {
    if (binding.slot != no_slot) slot(binding.slot);
    formula(binding.formula);
  }

  void check(const Clause& clause) {
    const auto& [id, title, cite, departments, payers, mode, form, automatic, only_under,
                 for_each, group_by, group_slot, items_slot, let, when, selected, exclude,
                 window_of, window_from, window_to, already_paid, award, rounding,
                 rounding_unit, keys, stacking, instalments, proofs, deadlines, clawback,
                 obligations, notes, refs, span] = clause;
    check(payers);
    all(only_under);
    all(for_each);
    formula_or_none(group_by);
    if (group_by != no_formula) {
      slot(group_slot);
      slot(items_slot);
      require(!for_each.empty(), Flaw::count);
    }
    all(let);
    if (when) check(*when);
    all(exclude);
    for (const FormulaId one :
         {selected, window_of, window_from, window_to, already_paid}) {
      formula_or_none(one);
    }
    check(award);
    require(rounding_unit > Decimal(0), Flaw::value);
    for (const Binding& key : keys) check_name_for_formula(key);
    all(stacking);
    all(instalments);
    for (const Deadline& deadline : deadlines) formula(deadline.by);
    all(clawback);
  }

  void check(const Instalment& instalment) {
    const auto& [title, share, amount, when, due] = instalment;
    formula_or_none(share);
    formula_or_none(amount);
    if (when) check(*when);
    formula_or_none(due);
  }

  void check(const Clawback& clawback) {
    const auto& [title, when, repay] = clawback;
    check(when);
    formula_or_none(repay);
  }

  void check(const StackingStep& step) {
    const auto& [kind, of, per, keys, key_slots, total_slot, limit, other, when, title,
                 cut, keep_first, rounding, only_under, in_clause_scope, span] = step;
    clause_places(of);
    require(key_slots.size() == keys.size(), Flaw::count);
    for (const Slot key : key_slots) slot(key);
    slot(total_slot);
    formula_or_none(limit);
    formula_or_none(other);
    if (when) check(*when);
    all(only_under);
    check_terms(step);
    if (verdict_.holds() && per == PerKind::keys) require_keys(keys, of);
  }

  // The formulas that a step of its kind takes.
  void check_terms(const StackingStep& step) {
    switch (step.kind) {
      case StepKind::highest_only:
      case StepKind::first_only:
        return;
      case StepKind::no_double_funding:
        return require(step.when.has_value(), Flaw::count);
      case StepKind::matching:
        require(step.other != no_formula, Flaw::count);
        break;
      default:
        break;
    }
    require(step.limit != no_formula, Flaw::count);
  }

  void require_keys(const std::vector<std::string>& keys,
                    const std::vector<std::uint32_t>& of) {
    for (const std::uint32_t c : of) {
      const auto& declared = model_.clauses[c].keys;
      for (const std::string& key : keys) {
        require(std::ranges::count(declared, key, &Binding::name) == 1, Flaw::name);
      }
    }
  }

  void check(const AcrossStep& step) {
    const auto& [kind, of, keys, by, amount, highest_first, share, ties, cut, title,
                 span] = step;
    clause_places(of);
    formula_or_none(by);
    formula(amount);
    const bool ordered = kind == AcrossKind::rank ||
                         (kind == AcrossKind::pool && share != PoolShare::pro_rata);
    require(!ordered || by != no_formula, Flaw::count);
    require(keys.empty() || kind == AcrossKind::group_cap, Flaw::count);
    if (verdict_.holds()) require_keys(keys, of);
  }

  void check(const Figure& figure) {
    const auto& [id, title, cite, value, refs, notes] = figure;
    formula(value);
  }

  const PolicyModel& model_;
  const TreeNodes& trees_;
  Verdict& verdict_;
};

}  // namespace

void verify_model(const PolicyModel& model, const TreeNodes& trees, Verdict& verdict) {
  ModelVerifier(model, trees, verdict).run();
}

}  // namespace jiangbu
