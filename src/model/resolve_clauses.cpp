// Clauses.
#include <algorithm>

#include "model/kind_named.hpp"
#include "model/resolver.hpp"
#include "syntax/parse_expression.hpp"

namespace jiangbu {

namespace {

const std::vector<std::string>& forms() {
  static const std::vector<std::string> names = {"cash", "tax relief", "fee reduction",
                                                 "in kind"};
  return names;
}

std::vector<Bilingual> texts_of(const std::vector<TitleSyntax>& titles) {
  std::vector<Bilingual> texts;
  for (const TitleSyntax& title : titles) texts.push_back(title.text);
  return texts;
}

}  // namespace

const char* name_of(ClauseMode mode) {
  static const char* const names[] = {"entitlement", "one-time",    "new-listing",
                                      "matching",    "competitive", "discretionary"};
  return names[static_cast<size_t>(mode)];
}

void Resolver::resolve_clauses(const PolicySyntax& policy, Scope& policy_scope) {
  for (const ClauseSyntax& syntax : policy.clauses) {
    clause_ids_.emplace(syntax.id.text, static_cast<std::uint32_t>(clause_ids_.size()));
  }
  model_.clauses.resize(clause_ids_.size());
  for (const ClauseSyntax& syntax : policy.clauses) {
    const std::uint32_t index = clause_ids_[syntax.id.text];
    clauses_done_ = index;
    model_.clauses[index].id = syntax.id.text;
    resolve_clause(model_.clauses[index], syntax, policy_scope);
  }
  clauses_done_ = static_cast<std::uint32_t>(model_.clauses.size());
}

PayerShares Resolver::resolve_shares(const std::vector<PayerShareSyntax>& syntax) {
  PayerShares shares;
  if (syntax.size() == 1 && !syntax.front().share) {
    shares.emplace_back(syntax.front().payer.text, Decimal(1));
    return shares;
  }
  Decimal total = 0;
  bool sound = true;
  for (const PayerShareSyntax& payer : syntax) {
    const auto share = read_constant(payer.share, BaseType::number);
    if (!share) sound = false;
    if (!share) continue;
    total += *share;
    shares.emplace_back(payer.payer.text, *share);
  }
  // 1/3 + 1/3 + 1/3 lacks 1e-34 of 1.
  const Decimal whole = round_to_scale(total, 30, RoundingMode::half_even);
  if (sound && !syntax.empty() && whole != Decimal(1)) {
    const Formula& last = syntax.back().share;
    const Span place =
        join(syntax.front().payer.span, last ? last->span : syntax.back().payer.span);
    Diagnostic& error = diagnostics_.error(Code::model_payer_shares, place,
                                           {(total * Decimal(100)).to_string() + "%"});
    if (total == Decimal(100)) {
      error.help = {"百分比要带 %：50%", "write the percent sign: 50%"};
    }
  }
  return shares;
}

void Resolver::resolve_payers(Clause& clause, const ClauseSyntax& syntax) {
  const PayersSyntax& payers = syntax.payers;
  if (payers.question.empty()) {
    for (const auto& shares : payers.alternatives) {
      clause.payers.alternatives.push_back(resolve_shares(shares));
    }
    return;
  }
  clause.payers.question = find_question(payers.question.text, payers.question.span);
  if (!clause.payers.question) return;
  for (const size_t i :
       match_options(*clause.payers.question, payers.options, payers.question.span)) {
    clause.payers.alternatives.push_back(resolve_shares(payers.alternatives[i]));
  }
}

void Resolver::resolve_texts(Clause& clause, const ClauseSyntax& syntax) {
  clause.title = syntax.title.text;
  clause.cite = syntax.cite.text;
  clause.span = syntax.id.span;
  for (const Word& word : syntax.departments) clause.departments.push_back(word.text);
  resolve_payers(clause, syntax);
  if (!syntax.mode.empty()) {
    const auto mode = kind_named(syntax.mode.text, ClauseMode::discretionary);
    if (!mode) {
      report_word(syntax.mode, "mode", names_up_to(ClauseMode::discretionary));
    }
    clause.mode = mode.value_or(ClauseMode::entitlement);
  }
  if (!syntax.form.empty()) {
    clause.form = syntax.form.text;
    if (std::find(forms().begin(), forms().end(), clause.form) == forms().end()) {
      report_word(syntax.form, "form", forms());
    }
  }
  clause.automatic = syntax.application.text == "automatic";
  if (!syntax.application.empty() && !clause.automatic &&
      syntax.application.text != "required") {
    report_word(syntax.application, "application", {"automatic", "required"});
  }
  clause.only_under = resolve_only_under(syntax.only_under);
  clause.proofs = texts_of(syntax.proofs);
  clause.obligations = texts_of(syntax.obligations);
  clause.notes = notes_of(syntax.notes);
  for (const Word& ref : syntax.refs) clause.refs.push_back(ref.text);
}

void Resolver::resolve_scope(Clause& clause, const ClauseSyntax& syntax, Scope& scope) {
  const Scope* outer = scope.parent();
  Scope items(outer);
  for (const BindingSyntax& binding : syntax.for_each) {
    Expression list = iterated_list(binding.list, items);
    Binding result{binding.variable.text, new_slot(), no_formula};
    const Type element = list.type.is_list() ? *list.type.element : Type{};
    items.add_local(result.name, result.slot, element);
    if (syntax.group_by == std::nullopt) {
      scope.add_local(result.name, result.slot, element);
    }
    if (!list.type.is_error()) result.formula = add_formula(std::move(list));
    clause.for_each.push_back(std::move(result));
  }
  if (syntax.group_by) {
    if (clause.for_each.empty()) {
      diagnostics_.error(Code::model_group_without_items, syntax.group_by->span);
      return;
    }
    clause.group_by = any_formula(syntax.group_by, items);
    clause.group_slot = new_slot();
    clause.items_slot = new_slot();
    const Scope::Local* last = items.find_local(clause.for_each.back().name);
    scope.add_local("items", clause.items_slot, list_of(last->type));
    scope.add_local("group", clause.group_slot, type_of(clause.group_by));
  }
  for (const auto& [name, value] : syntax.let) {
    in_let_ = true;
    const FormulaId id = any_formula(value, scope);
    in_let_ = false;
    if (id == no_formula) continue;
    const Slot slot = new_slot();
    scope.add_local(name.text, slot, type_of(id));
    clause.let.push_back({name.text, slot, id});
  }
}

// What `once` counts by: `object`, the group, or the item's key; nothing if the clause is
// paid per applicant. False if an item has no key.
bool Resolver::find_object(Formula& object, const Clause& clause,
                           const ClauseSyntax& syntax, const Scope& scope) {
  object = syntax.object;
  if (!object && clause.group_by != no_formula) {
    object.emplace();
    object->kind = ExpressionKind::name;
    object->text = "group";
    object->span = object->text_span = syntax.once.span;
  } else if (!object && !clause.for_each.empty()) {
    const Scope::Local* item = scope.find_local(clause.for_each.back().name);
    const bool record = item != nullptr && item->type.base == BaseType::record;
    const auto key =
        record ? model_.vocabulary.entities[item->type.id].key : std::nullopt;
    if (!key) {
      diagnostics_.error(Code::model_once_needs_object, syntax.once.span);
      return false;
    }
    ExpressionSyntax variable;
    variable.kind = ExpressionKind::name;
    variable.text = clause.for_each.back().name;
    variable.span = variable.text_span = syntax.once.span;
    object.emplace();
    object->kind = ExpressionKind::path;
    object->text = model_.vocabulary.entities[item->type.id].fields[*key].name;
    object->span = object->text_span = syntax.once.span;
    object->operands.push_back(std::move(variable));
  }
  return true;
}

// `once` asks the history: some payment of this clause, for the same object.
void Resolver::resolve_once(Clause& clause, const ClauseSyntax& syntax,
                            const Scope& scope) {
  if (syntax.once.empty()) return;
  const bool yearly = syntax.once.text == "each year";
  if (!yearly && syntax.once.text != "ever") {
    report_word(syntax.once, "once", {"ever", "each year"});
    return;
  }
  const auto payments = model_.vocabulary.applicant().index_of("payments");
  if (!payments) {
    diagnostics_.error(Code::model_once_needs_payments, syntax.once.span);
    return;
  }
  Scope inner(&scope);
  Formula object;
  if (!find_object(object, clause, syntax, scope)) return;
  std::string text = "some payment_ in payments satisfies payment_.policy = \"" +
                     model_.id + "\" and payment_.clause = \"" + clause.id + "\"";
  if (yearly) text += " and payment_.date.year = decision_date.year";
  if (object) {
    Expression value = resolve(*object, scope);
    if (value.type.is_error()) return;
    if (!value.type.without_optional().is(BaseType::text)) {
      Expression as_text =
          make_operation(Op::call, simple_type(BaseType::text), {}, syntax.once.span);
      as_text.a = static_cast<std::uint32_t>(Builtin::string);
      as_text.operands.push_back(std::move(value));
      value = std::move(as_text);
    }
    const Slot slot = new_slot();
    const Type type = value.type;
    clause.let.push_back({"object of " + clause.id, slot, add_formula(std::move(value))});
    inner.add_local("object_", slot, type);
    text += " and payment_.object = object_";
  }
  const Span place = syntax.once.span;
  const auto parsed = parse_expression(
      text, [place](size_t, size_t) { return place; }, diagnostics_);
  clause.already_paid = formula(parsed, boolean_type(), inner);
  if (clause.already_paid != no_formula) {
    model_.formulas[clause.already_paid].text = "once: " + syntax.once.text;
  }
}

void Resolver::resolve_instalments(Clause& clause, const ClauseSyntax& syntax,
                                   Scope& scope) {
  for (const InstalmentSyntax& item : syntax.instalments) {
    Instalment& instalment = clause.instalments.emplace_back();
    Scope inner(&scope);
    instalment.title = item.title.text;
    if (item.when) {
      instalment.when = resolve_condition(*item.when, inner);
      learn_condition(*instalment.when, true, inner);
    }
    instalment.share = formula(item.share, simple_type(BaseType::number), inner);
    if (instalment.share != no_formula) check_rate(model_.formulas[instalment.share]);
    instalment.amount = formula(item.amount, money_type(yuan_currency), inner);
    instalment.due = formula(item.due, simple_type(BaseType::date).as_optional(), inner);
  }
  if (!syntax.instalments.empty()) check_shares(clause, syntax.instalments.front().span);
}

void Resolver::resolve_later(Clause& clause, const ClauseSyntax& syntax, Scope& scope) {
  for (const DeadlineSyntax& item : syntax.deadlines) {
    const Type date = simple_type(BaseType::date).as_optional();
    clause.deadlines.push_back({item.title.text, formula(item.by, date, scope)});
  }
  for (const ClawbackSyntax& item : syntax.clawback) {
    Clawback& clawback = clause.clawback.emplace_back();
    clawback.title = item.title.text;
    Scope inner(&scope);
    if (item.when) {
      clawback.when = resolve_condition(*item.when, inner);
      learn_condition(clawback.when, true, inner);
    }
    clawback.repay = formula(item.repay, money_type(yuan_currency), inner);
  }
}

void Resolver::resolve_clause(Clause& clause, const ClauseSyntax& syntax,
                              const Scope& outer) {
  resolve_texts(clause, syntax);
  Scope scope(&outer);
  resolve_scope(clause, syntax, scope);
  clause.exclude = resolve_exclusions(syntax.exclude, scope);
  const Type date = simple_type(BaseType::date);
  clause.window_of = formula(syntax.window_of, date, scope);
  clause.window_from = formula(syntax.window_from, date, scope);
  clause.window_to = formula(syntax.window_to, date, scope);
  if (syntax.when) {
    clause.when = resolve_condition(*syntax.when, scope);
    learn_condition(*clause.when, true, scope);
  }
  clause.selected = formula(syntax.selected, boolean_type(), scope);
  resolve_once(clause, syntax, scope);
  if (syntax.award) clause.award = resolve_award(*syntax.award, scope);
  if (!syntax.rounding.mode.empty()) {
    const auto mode = rounding_mode_named(syntax.rounding.mode.text);
    if (!mode) {
      report_word(syntax.rounding.mode, "rounding", rounding_mode_names());
    }
    clause.rounding = mode.value_or(RoundingMode::half_up);
  }
  clause.rounding_unit = *Decimal::parse("0.01");
  if (auto unit = read_constant(syntax.rounding.to, BaseType::money)) {
    clause.rounding_unit = *unit;
    if (*unit <= Decimal(0)) {
      const Span span = syntax.rounding.to->span;
      diagnostics_.error(Code::model_not_above_zero, span, {source_text(span)});
    }
  }
  for (const auto& [name, value] : syntax.keys) {
    clause.keys.push_back({name.text, no_slot, any_formula(value, scope)});
  }
  resolve_instalments(clause, syntax, scope);
  resolve_later(clause, syntax, scope);
  const std::uint32_t index = clause_ids_[clause.id];
  for (const StackingStepSyntax& step : syntax.stacking) {
    if (auto resolved = resolve_step(step, index, scope)) {
      clause.stacking.push_back(std::move(*resolved));
    }
  }
}

}  // namespace jiangbu
