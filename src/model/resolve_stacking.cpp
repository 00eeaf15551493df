// Stacking steps and steps across applicants.
#include <algorithm>
#include <array>

#include "model/resolver.hpp"

namespace jiangbu {

namespace {

constexpr std::array<const char*, 11> step_names = {
    "highest only", "first only", "top up",
    "deduct",       "cap",        "aid ceiling",
    "matching",     "limit",      "no double funding",
    "scale",        "round"};

struct StepFormulas {
  const char* limit;
  const char* other;
  BaseType limit_type;
  BaseType other_type;
};

StepFormulas formulas_of(StepKind kind) {
  constexpr BaseType money = BaseType::money;
  constexpr BaseType number = BaseType::number;
  switch (kind) {
    case StepKind::top_up:
      return {"received", nullptr, money, money};
    case StepKind::deduct:
      return {"minus", nullptr, money, money};
    case StepKind::cap:
      return {"at most", "used", money, money};
    case StepKind::aid_ceiling:
      return {"at most", "other aid", money, money};
    case StepKind::matching:
      return {"ratio", "base", number, money};
    case StepKind::limit:
      return {"take", nullptr, number, money};
    case StepKind::scale:
      return {"by", nullptr, number, money};
    case StepKind::round:
      return {"to", nullptr, money, money};
    default:
      return {nullptr, nullptr, money, money};
  }
}

}  // namespace

const char* name_of(StepKind kind) { return step_names[static_cast<size_t>(kind)]; }

std::vector<std::string> Resolver::clause_names() const {
  std::vector<std::string> names;
  for (const auto& [name, index] : clause_ids_) names.push_back(name);
  return names;
}

std::vector<std::uint32_t> Resolver::resolve_clause_ids(const std::vector<Word>& ids) {
  std::vector<std::uint32_t> result;
  for (const Word& id : ids) {
    if (is_hopeless()) break;
    const auto found = clause_ids_.find(id.text);
    if (found == clause_ids_.end()) {
      Diagnostic& error =
          diagnostics_.error(Code::model_unknown_clause, id.span, {id.text});
      suggest_or_list(error, id.text, clause_names());
    } else {
      result.push_back(found->second);
    }
  }
  return result;
}

bool Resolver::resolve_per(StackingStep& step, const StackingStepSyntax& syntax) {
  if (syntax.per.empty()) return true;
  if (syntax.per.size() == 1) {
    const std::string& word = syntax.per.front().text;
    if (word == "applicant") return true;
    if (word == "clause" || word == "item") {
      step.per = word == "clause" ? PerKind::clause : PerKind::item;
      return true;
    }
  }
  step.per = PerKind::keys;
  for (const Word& word : syntax.per) {
    step.keys.push_back(word.text);
    step.key_slots.push_back(new_slot());
    if (!check_key(word, step.of)) return false;
  }
  return true;
}

// Every clause of a step must declare the key the step groups by.
bool Resolver::check_key(const Word& word, const std::vector<std::uint32_t>& clauses) {
  for (const std::uint32_t index : clauses) {
    const Clause& clause = model_.clauses[index];
    std::vector<std::string> names;
    for (const Binding& key : clause.keys) names.push_back(key.name);
    if (std::find(names.begin(), names.end(), word.text) != names.end()) continue;
    Diagnostic& error =
        diagnostics_.error(Code::model_key_missing, word.span, {word.text, clause.id});
    suggest_or_list(error, word.text, names);
    if (names.empty()) {
      const std::string key =
          "keys: {" + word.text + ": " +
          (word.text == "year" ? "decision_date.year" : std::string("…")) + "}";
      error.help = {"在这一条款写 " + key, "write '" + key + "' in that clause"};
    }
    return false;
  }
  return true;
}

void Resolver::resolve_step_formulas(StackingStep& step, const StackingStepSyntax& syntax,
                                     const Scope& scope) {
  Scope inner(&scope);
  step.total_slot = new_slot();
  inner.add_local("total", step.total_slot, money_type(yuan_currency));
  for (size_t i = 0; i < step.keys.size() && !step.of.empty(); ++i) {
    for (const Binding& key : model_.clauses[step.of.front()].keys) {
      if (key.name == step.keys[i] && key.formula != no_formula) {
        inner.add_local(key.name, step.key_slots[i], type_of(key.formula));
      }
    }
  }
  const StepFormulas wanted = formulas_of(step.kind);
  const auto read = [&](const char* name, BaseType base) {
    if (name == nullptr) return no_formula;
    const auto found = syntax.formulas.find(name);
    if (found == syntax.formulas.end()) return no_formula;
    const Type type =
        base == BaseType::money ? money_type(yuan_currency) : simple_type(base);
    return formula(found->second, type, inner);
  };
  step.limit = read(wanted.limit, wanted.limit_type);
  step.other = read(wanted.other, wanted.other_type);
  if (step.kind == StepKind::round) check_above_zero(step.limit);
  if (step.kind == StepKind::scale && step.limit != no_formula) {
    check_rate(model_.formulas[step.limit]);
  }
  if (syntax.when) step.when = resolve_condition(*syntax.when, inner);
}

std::optional<StackingStep> Resolver::resolve_step(const StackingStepSyntax& syntax,
                                                   std::optional<std::uint32_t> owner,
                                                   const Scope& scope) {
  StackingStep step;
  const auto kind = std::find(step_names.begin(), step_names.end(), syntax.kind.text);
  step.kind = static_cast<StepKind>(kind - step_names.begin());
  step.span = syntax.span;
  step.title = syntax.title.text;
  step.only_under = resolve_only_under(syntax.only_under);
  step.of = resolve_clause_ids(syntax.of);
  if (syntax.of.empty() && owner) step.of = {*owner};
  if (syntax.of.empty() && !owner) {
    for (std::uint32_t i = 0; i < model_.clauses.size(); ++i) step.of.push_back(i);
  }
  if (step.kind != StepKind::first_only) {
    // Who is first or last is said by the order of the clauses.
    std::sort(step.of.begin(), step.of.end());
    step.of.erase(std::unique(step.of.begin(), step.of.end()), step.of.end());
  }
  if (!resolve_per(step, syntax)) return std::nullopt;
  step.in_clause_scope = owner.has_value() && step.per == PerKind::item &&
                         step.of.size() == 1 && step.of.front() == *owner;
  // Only a step of one line may use the line's own variables.
  const Scope* outer = &scope;
  while (!step.in_clause_scope && outer->parent() != nullptr) outer = outer->parent();
  resolve_step_formulas(step, syntax, *outer);
  if (syntax.cut.text == "last first") step.cut = CutOrder::last_first;
  if (syntax.cut.text == "smallest first") step.cut = CutOrder::smallest_first;
  if (!syntax.cut.empty() && step.cut == CutOrder::pro_rata &&
      syntax.cut.text != "pro rata") {
    report_word(syntax.cut, "cut", {"pro rata", "last first", "smallest first"});
  }
  step.keep_first = syntax.keep.text == "first";
  if (!syntax.keep.empty() && !step.keep_first && syntax.keep.text != "largest") {
    report_word(syntax.keep, "keep", {"largest", "first"});
  }
  if (!syntax.mode.empty()) {
    const auto mode = rounding_mode_named(syntax.mode.text);
    if (!mode) {
      report_word(syntax.mode, "mode", rounding_mode_names());
    }
    step.rounding = mode.value_or(RoundingMode::half_up);
  }
  return step;
}

void Resolver::resolve_across(const PolicySyntax& policy, const Scope& scope) {
  for (const AcrossSyntax& syntax : policy.across) {
    AcrossStep step;
    step.kind = syntax.kind.text == "rank"   ? AcrossKind::rank
                : syntax.kind.text == "pool" ? AcrossKind::pool
                                             : AcrossKind::group_cap;
    step.title = syntax.title.text;
    step.span = syntax.span;
    step.of = resolve_clause_ids(syntax.of);
    if (syntax.of.empty()) {
      for (std::uint32_t i = 0; i < model_.clauses.size(); ++i) step.of.push_back(i);
    }
    const auto read = [&](const char* name) {
      const auto found = syntax.formulas.find(name);
      return found == syntax.formulas.end() ? Formula{} : found->second;
    };
    for (const Word& word : syntax.per) {
      if (check_key(word, step.of)) step.keys.push_back(word.text);
    }
    const Type money = money_type(yuan_currency);
    step.by = any_formula(read("by"), scope);
    if (step.kind != AcrossKind::group_cap) check_places_by(step.by);
    if (step.kind == AcrossKind::group_cap) {
      step.amount = formula(read("at most"), money, scope);
    } else if (step.kind == AcrossKind::pool) {
      step.amount = formula(read("amount"), money, scope);
      check_one_for_all(step.amount, {"资金池的数额", "amount of a pool"}, syntax.span);
    } else {
      step.amount = formula(read("take"), simple_type(BaseType::number), scope);
      check_one_for_all(step.amount, {"入围的名额", "number of places"}, syntax.span);
    }
    const auto choose = [&](const Word& word, std::initializer_list<const char*> words) {
      int index = 0;
      for (const char* candidate : words) {
        if (word.empty() || word.text == candidate) return word.empty() ? 0 : index;
        ++index;
      }
      report_word(word, syntax.kind.text, {words.begin(), words.end()});
      return 0;
    };
    step.share = static_cast<PoolShare>(
        choose(syntax.share, {"pro rata", "first come", "priority"}));
    step.ties = static_cast<Ties>(choose(syntax.ties, {"all", "none", "first"}));
    step.cut = static_cast<CutOrder>(
        choose(syntax.cut, {"pro rata", "last first", "smallest first"}));
    step.highest_first =
        syntax.order.empty()
            ? step.share != PoolShare::first_come
            : choose(syntax.order, {"highest first", "lowest first"}) == 0;
    if (step.kind == AcrossKind::pool && step.share != PoolShare::pro_rata &&
        step.by == no_formula) {
      diagnostics_.error(Code::model_missing_argument, syntax.span, {"pool", "by"});
    }
    model_.across.push_back(std::move(step));
  }
}

}  // namespace jiangbu
