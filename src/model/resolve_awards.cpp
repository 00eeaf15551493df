// Awards: amounts, grades, bands, tables, alternatives.
#include "model/resolver.hpp"

namespace jiangbu {

namespace {

Expression call_of(Builtin builtin, Type type, std::vector<Expression> arguments,
                   Span span) {
  Expression list = make_operation(Op::list, list_of(type), std::move(arguments), span);
  Expression call = make_operation(Op::call, std::move(type), {std::move(list)}, span);
  call.a = static_cast<std::uint32_t>(builtin);
  return call;
}

}  // namespace

Award Resolver::resolve_award(const AwardSyntax& syntax, const Scope& scope) {
  Award award = resolve_award_form(syntax, scope);
  award.span = syntax.span;
  const Type money = money_type(yuan_currency);
  award.at_most = formula(syntax.at_most, money, scope);
  award.at_least = formula(syntax.at_least, money, scope);
  check_bounds(award);
  return award;
}

Award Resolver::resolve_award_form(const AwardSyntax& syntax, const Scope& scope) {
  using Kind = AwardSyntax::Kind;
  Award award;
  switch (syntax.kind) {
    case Kind::formula:
      award.kind = Award::Kind::amount;
      award.formula = formula(syntax.formula, money_type(yuan_currency), scope);
      check_amount(award.formula, syntax.percent);
      if (syntax.percent) write_product(award.formula);
      return award;
    case Kind::unspecified:
      award.kind = Award::Kind::unspecified;
      return award;
    case Kind::delegated:
      award.kind = Award::Kind::delegated;
      award.delegated = syntax.delegated.text;
      return award;
    case Kind::none:
      return award;
    case Kind::by_value:
      return resolve_by_value(syntax, scope);
    case Kind::table:
      return resolve_table_award(syntax, scope);
    case Kind::marginal:
      return resolve_marginal(syntax, scope);
    case Kind::step:
      return resolve_step(syntax, scope);
    case Kind::by_reading:
      return resolve_award_by_reading(syntax, scope);
  }
  return award;
}

void Resolver::check_amount(FormulaId id, bool percent) {
  if (id == no_formula) return;
  const Expression& amount = model_.formulas[id];
  if (percent && amount.op == Op::multiply) return check_rate(amount.operands.front());
  if (!percent || amount.op != Op::call) return check_multiples(amount);
  for (const Expression& end : amount.operands) {  // of a range of rates
    if (end.op == Op::multiply) check_rate(end.operands.front());
  }
}

// A percentage is written as two keys, and shown as the product they mean.
void Resolver::write_product(FormulaId id) {
  if (id == no_formula) return;
  const auto factor = [](const Expression& part) {
    const bool loose =
        part.op == Op::add || part.op == Op::subtract || part.op == Op::if_;
    return loose ? "(" + part.text + ")" : part.text;
  };
  const auto write = [&](Expression& product) {
    if (product.op != Op::multiply) return;
    product.text = factor(product.operands[0]) + " * " + factor(product.operands[1]);
  };
  Expression& amount = model_.formulas[id];
  write(amount);
  if (amount.op != Op::call || amount.operands.empty()) return;
  for (Expression& end : amount.operands) write(end);  // of a range of rates
  const Expression& end = amount.operands.front();
  if (end.op == Op::multiply) amount.text += " * " + factor(end.operands[1]);
}

// What `otherwise` (or its absence) gives: `none` means that a condition is not met.
static Award otherwise_award(Award given) {
  if (given.kind == Award::Kind::no_money) given.kind = Award::Kind::not_met;
  return given;
}

void Resolver::report_missing_amounts(const AwardSyntax& syntax, const Type& type,
                                      const std::set<std::string>& covered) {
  std::string missing;
  for (const EnumerationValue& value : model_.vocabulary.enums[type.id].values) {
    if (!covered.contains(value.name)) {
      missing += (missing.empty() ? "'" : ", '") + value.name + "'";
    }
  }
  if (missing.empty()) return;
  Diagnostic& error =
      diagnostics_.error(Code::model_amount_missing, syntax.cases_span, {missing});
  error.help = {"在 amounts 里补上，或写 otherwise", "add it to amounts, or 'otherwise'"};
}

Award Resolver::resolve_by_value(const AwardSyntax& syntax, const Scope& scope) {
  Award award;
  award.kind = Award::Kind::choice;
  if (!syntax.formula) return award;
  Expression subject = resolve(*syntax.formula, scope);
  if (subject.type.is_error()) return award;
  const Type type = subject.type;
  const Slot slot = new_slot();
  const std::string text = subject.text;
  award.bindings.emplace_back(slot, add_formula(std::move(subject)));
  std::set<std::string> covered;
  for (size_t i = 0; i < syntax.cases.size(); ++i) {
    const Word& key = syntax.case_names[i];
    const AwardSyntax& amount = syntax.cases[i];
    Expression value = make_literal(key.text, simple_type(BaseType::text), key.span);
    if (auto number = Decimal::parse(key.text); number && type.is(BaseType::number)) {
      value = make_literal(*number, simple_type(BaseType::number), key.span);
    } else if (type.base == BaseType::boolean) {
      value = make_literal(key.text == "true", boolean_type(), key.span);
    }
    value.text = key.text;
    Expression local = make_local(slot, type, syntax.formula->span);
    local.text = text;
    Expression test = compare(Op::equal, std::move(local), std::move(value), key.span);
    covered.insert(key.text);
    if (test.type.is_error()) continue;
    test.text = text + " = " + key.text;
    award.conditions.push_back(add_formula(std::move(test)));
    award.alternatives.push_back(resolve_award(amount, scope));
  }
  Award otherwise;
  otherwise.kind = Award::Kind::not_met;
  if (!syntax.otherwise.empty()) {
    otherwise = otherwise_award(resolve_award(syntax.otherwise.front(), scope));
  } else if (type.base == BaseType::enumeration) {
    report_missing_amounts(syntax, type, covered);
    // Every value has its amount (a null has none).
    if (!type.optional) {
      award.otherwise_when =
          add_formula(make_literal(false, boolean_type(), syntax.span));
    }
  } else {
    Diagnostic& error =
        diagnostics_.error(Code::model_otherwise_needed, syntax.cases_span);
    error.help = {"加 otherwise: 0元，或 otherwise: none（不给）",
                  "add 'otherwise: 0元', or 'otherwise: none' (not granted)"};
  }
  award.alternatives.push_back(std::move(otherwise));
  return award;
}

Award Resolver::resolve_award_by_reading(const AwardSyntax& syntax, const Scope& scope) {
  Award award;
  award.kind = Award::Kind::by_reading;
  const auto question = find_question(syntax.question.text, syntax.question.span);
  if (!question) return award;
  award.question = *question;
  for (const size_t i : match_options(*question, syntax.case_names, syntax.span)) {
    award.alternatives.push_back(resolve_award(syntax.cases[i], scope));
  }
  return award;
}

// "cost <= 500万元"; nothing for an end that is open.
std::string Resolver::band_end_text(const std::optional<BandEndSyntax>& end, bool is_low,
                                    const std::string& of) const {
  if (!end || !end->value) return {};
  return of + (is_low ? " >" : " <") + (end->inclusive ? "= " : " ") +
         source_text(end->value->span);
}

// "cost > 100万元 and cost <= 500万元"; nothing for a band without ends.
std::string Resolver::band_text(const BandSyntax& band, const std::string& of) const {
  const std::string low = band_end_text(band.low, true, of);
  const std::string high = band_end_text(band.high, false, of);
  return low + (low.empty() || high.empty() ? "" : " and ") + high;
}

// rate × (min(max(x, low), high) - low): the part of x inside the band.
Expression Resolver::marginal_part(const BandSyntax& band, const Expression& subject,
                                   const Scope& scope) {
  const Type type = subject.type;
  const auto end = [&](const std::optional<BandEndSyntax>& syntax) -> Expression {
    if (!syntax || !syntax->value) {
      return make_literal(Decimal(0), type, band.span);
    }
    Expression value = resolve(*syntax->value, scope);
    coerce(value, type);
    return value;
  };
  Expression rate = band.rate ? resolve(*band.rate, scope) : failed(band.span);
  const bool money = type.base == BaseType::money;
  if (!coerce(rate, money ? simple_type(BaseType::number) : money_type(yuan_currency))) {
    return failed(band.span);
  }
  if (money) check_rate(rate);
  Expression low = end(band.low);
  Expression inside = call_of(Builtin::max, type, {subject, low}, band.span);
  if (band.high) {
    inside = call_of(Builtin::min, type, {std::move(inside), end(band.high)}, band.span);
  }
  Expression part =
      make_operation(Op::subtract, type, {std::move(inside), std::move(low)}, band.span);
  return make_operation(Op::multiply, money_type(yuan_currency),
                        {std::move(rate), std::move(part)}, band.span);
}

Award Resolver::resolve_marginal(const AwardSyntax& syntax, const Scope& scope) {
  Award award;
  award.kind = Award::Kind::amount;
  if (!syntax.formula || syntax.bands.empty()) return award;
  Expression subject = resolve(*syntax.formula, scope);
  if (subject.type.is_error() || !require_not_null(subject)) return award;
  if (!subject.type.is(BaseType::money) && !subject.type.is(BaseType::number)) {
    report_type(subject, money_type(yuan_currency));
    return award;
  }
  check_bands(syntax.bands, subject, true, false, scope);
  const Slot slot = new_slot();
  Expression local = make_local(slot, subject.type, syntax.span);
  const Type money = money_type(yuan_currency);
  Expression total = marginal_part(syntax.bands.front(), local, scope);
  for (size_t i = 1; i < syntax.bands.size(); ++i) {
    Expression part = marginal_part(syntax.bands[i], local, scope);
    total =
        make_operation(Op::add, money, {std::move(total), std::move(part)}, syntax.span);
  }
  const std::string of = source_text(syntax.formula->span);
  std::string text;
  for (const BandSyntax& band : syntax.bands) {
    if (!band.rate) continue;
    const std::string inside = band_text(band, of);
    text += (text.empty() ? "" : " + ") + source_text(band.rate->span) + " * " +
            (inside.empty() ? of : "(" + inside + ")");
  }
  Expression bound =
      make_operation(Op::let, money, {std::move(subject), std::move(total)}, syntax.span);
  bound.a = slot;
  bound.text = text;
  award.formula = add_formula(std::move(bound));
  return award;
}

Award Resolver::resolve_step(const AwardSyntax& syntax, const Scope& scope) {
  Award award;
  award.kind = Award::Kind::choice;
  if (!syntax.formula || syntax.bands.empty()) return award;
  Expression subject = resolve(*syntax.formula, scope);
  if (subject.type.is_error() || !require_not_null(subject)) return award;
  if (!subject.type.is_ordered()) {
    report_no_order(subject);
    return award;
  }
  const bool contiguous =
      check_bands(syntax.bands, subject, false, !syntax.otherwise.empty(), scope);
  const Slot slot = new_slot();
  const Type type = subject.type;
  const std::string text = subject.text;
  award.bindings.emplace_back(slot, add_formula(std::move(subject)));
  for (const BandSyntax& band : syntax.bands) {
    Expression inside = make_operation(Op::and_, boolean_type(), {}, band.span);
    const auto add_end = [&](const std::optional<BandEndSyntax>& end, Op closed,
                             Op open) {
      if (!end || !end->value) return;
      Expression local = make_local(slot, type, band.span);
      local.text = text;
      Expression test = compare(end->inclusive ? closed : open, std::move(local),
                                resolve(*end->value, scope), end->span);
      test.text = band_end_text(end, &end == &band.low, text);
      inside.operands.push_back(std::move(test));
    };
    add_end(band.low, Op::greater_equal, Op::greater);
    add_end(band.high, Op::less_equal, Op::less);
    if (inside.operands.empty()) {
      inside.operands.push_back(make_literal(true, boolean_type(), band.span));
    }
    inside.text = band_text(band, text);
    award.conditions.push_back(add_formula(std::move(inside)));
    award.alternatives.push_back(
        band.award.empty() ? Award{} : resolve_award(band.award.front(), scope));
  }
  Award otherwise;
  otherwise.kind = Award::Kind::not_met;
  if (!syntax.otherwise.empty()) {
    otherwise = otherwise_award(resolve_award(syntax.otherwise.front(), scope));
  }
  award.alternatives.push_back(std::move(otherwise));
  if (contiguous) award.otherwise_when = outside_bands(award);
  check_falling(syntax.bands, award);
  return award;
}

// An inline table whose first matching row decides is a choice, so that a row may pay
// nothing, or an amount that is not stated.
// A table of which one row decides is a choice between its rows, so that the proof shows
// the row.
void Resolver::choose_rows(Award& award, const Table& table) {
  award.kind = Award::Kind::choice;
  for (const TableRow& row : table.rows) {
    Expression all = make_operation(Op::and_, boolean_type(), {}, row.span);
    for (const FormulaId test : row.tests) {
      if (test != no_formula) all.operands.push_back(model_.formulas[test]);
    }
    if (all.operands.empty()) {
      all.operands.push_back(make_literal(true, boolean_type(), row.span));
    }
    all.text = source_text(row.span);
    award.conditions.push_back(add_formula(std::move(all)));
    Award amount;
    amount.kind = Award::Kind::amount;
    amount.formula = row.outputs.front();
    award.alternatives.push_back(std::move(amount));
  }
  Award otherwise;
  otherwise.kind = Award::Kind::not_met;
  if (!table.otherwise.empty()) {
    otherwise.kind = Award::Kind::amount;
    otherwise.formula = table.otherwise.front();
  }
  award.alternatives.push_back(std::move(otherwise));
}

Award Resolver::resolve_table_award(const AwardSyntax& syntax, const Scope& scope) {
  Award award;
  if (!syntax.table) return award;
  Table table;
  resolve_table_head(table, *syntax.table);
  std::vector<Expression> inputs;
  Scope inner(&scope);
  for (const TableInputSyntax& input : syntax.table->inputs) {
    if (!input.value) return award;
    Expression value = resolve(*input.value, scope);
    if (value.type.is_error()) return award;
    const Slot slot = new_slot();
    table.inputs.push_back(slot);
    table.input_types.push_back(value.type);
    table.input_names.push_back(value.text);
    inputs.push_back(std::move(value));
  }
  if (syntax.table->outputs.size() != 1) {
    diagnostics_.error(Code::model_table_one_output, syntax.table->span);
    return award;
  }
  table.output = money_type(yuan_currency);
  for (const TableRowSyntax& row : syntax.table->rows) resolve_row(table, row, inner);
  resolve_otherwise(table, *syntax.table, inner);
  settle_table_result(table);
  check_table(table, model_, diagnostics_);
  if (!same_base(table.result, table.output)) {
    diagnostics_.error(Code::model_table_list_award, syntax.table->span,
                       {name_of(table.hit_policy)});
    return award;
  }
  const bool first = table.hit_policy == HitPolicy::unique ||
                     table.hit_policy == HitPolicy::any ||
                     table.hit_policy == HitPolicy::first;
  if (!first) {
    award.kind = Award::Kind::amount;
    Expression call =
        make_operation(Op::table, table.result, std::move(inputs), syntax.span);
    call.a = static_cast<std::uint32_t>(model_.tables.size());
    model_.tables.push_back(std::move(table));
    award.formula = add_formula(std::move(call));
    return award;
  }
  for (size_t i = 0; i < inputs.size(); ++i) {
    award.bindings.emplace_back(table.inputs[i], add_formula(std::move(inputs[i])));
  }
  choose_rows(award, table);
  return award;
}

}  // namespace jiangbu
