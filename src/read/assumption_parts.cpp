#include "read/assumption_parts.hpp"

#include <algorithm>
#include <charconv>

#include "diagnostics/suggest.hpp"
#include "syntax/read_parts.hpp"

namespace jiangbu {

AssumptionParts::AssumptionParts(const std::vector<LoadedPolicy>& policies,
                                 const SourceMap& sources, Diagnostics& diagnostics)
    : policies_(policies), sources_(sources), diagnostics_(diagnostics) {
  for (const LoadedPolicy& policy : policies) {
    for (const ClauseSyntax& clause : policy.syntax.clauses) {
      clauses_.push_back(clause.id.text);
    }
  }
}

std::string AssumptionParts::place(const Span& span) const {
  if (!span.is_place()) return {};
  const SourceFile& file = sources_.file(span.file);
  return file.name() + ":" + std::to_string(file.line_column(span.begin).line);
}

void AssumptionParts::unknown(const Node& node, const Bilingual& what,
                              const std::vector<std::string>& names) {
  Diagnostic& error = diagnostics_.error(Code::budget_unknown_name, node.span,
                                         {node.text, what.en, what.zh});
  suggest_or_list(error, node.text, names);
}

void AssumptionParts::check_clause(const Node& node) {
  const bool known =
      std::find(clauses_.begin(), clauses_.end(), node.text) != clauses_.end();
  if (!known) unknown(node, {"条款", "clause"}, clauses_);
}

namespace {

std::optional<Decimal> signed_number(const Formula& formula) {
  if (!formula) return std::nullopt;
  if (formula->kind == ExpressionKind::number) return formula->number;
  const bool negative = formula->kind == ExpressionKind::negate &&
                        formula->operands.front().kind == ExpressionKind::number;
  return negative ? std::optional(-formula->operands.front().number) : std::nullopt;
}

bool is_share(const Decimal& value) { return !value.is_negative() && value <= 1; }

}  // namespace

Decimal AssumptionParts::share(const Node& node) {
  const std::size_t before = diagnostics_.error_count();
  const auto value = signed_number(read_rate(&node, diagnostics_));
  if (value && is_share(*value)) return *value;
  if (diagnostics_.error_count() == before) {
    diagnostics_.error(Code::budget_expected_share, node.span);
  }
  return 1;
}

UncertainShare AssumptionParts::uncertain_share(const Node& node) {
  if (node.is_mapping()) {
    MappingReader reader(node, "uptake", diagnostics_);
    UncertainShare result;
    const Node* low = reader.require("low");
    const Node* likely = reader.require("likely");
    const Node* high = reader.require("high");
    if (low != nullptr) result.low = share(*low);
    if (likely != nullptr) result.likely = share(*likely);
    if (high != nullptr) result.high = share(*high);
    reader.finish();
    const bool ordered = result.low <= result.likely && result.likely <= result.high;
    if (!ordered) diagnostics_.error(Code::budget_triangle, node.span);
    return ordered ? result : UncertainShare{};
  }
  const std::size_t before = diagnostics_.error_count();
  const Formula formula = read_rate(&node, diagnostics_);
  if (formula && formula->kind == ExpressionKind::call && formula->operands.size() == 2) {
    const auto low = signed_number(formula->operands[0]);
    const auto high = signed_number(formula->operands[1]);
    if (low && high && is_share(*low) && is_share(*high)) {
      return {*low, (*low + *high) / Decimal(2), *high};
    }
  }
  const auto value = signed_number(formula);
  if (value && is_share(*value)) return {*value, *value, *value};
  if (diagnostics_.error_count() == before) {
    diagnostics_.error(Code::budget_expected_share, node.span);
  }
  return {};
}

Decimal AssumptionParts::rate(const Node& node) {
  const std::size_t before = diagnostics_.error_count();
  const auto value = signed_number(read_formula(&node, diagnostics_));
  if (value && Decimal(-1) < *value && *value <= Decimal(10)) return *value;
  if (diagnostics_.error_count() == before) {
    diagnostics_.error(Code::budget_expected_rate, node.span);
  }
  return 0;
}

Money AssumptionParts::money(const Node& node) {
  const std::size_t before = diagnostics_.error_count();
  const Formula formula = read_formula(&node, diagnostics_);
  if (formula && formula->kind == ExpressionKind::money && formula->text == "CNY") {
    const auto amount = Money::from_yuan(formula->number, RoundingMode::half_up);
    if (amount) return *amount;
  }
  if (diagnostics_.error_count() == before) {
    diagnostics_.error(Code::budget_expected_money, node.span);
  }
  return {};
}

std::optional<Decimal> AssumptionParts::number(const Node* node) {
  if (node == nullptr) return std::nullopt;
  const auto value = signed_number(read_formula(node, diagnostics_));
  if (!value) diagnostics_.error(Code::budget_expected_rate, node->span);
  return value;
}

std::uint64_t AssumptionParts::count(const Node* node, std::uint64_t otherwise,
                                     std::uint64_t from, std::uint64_t to) {
  if (node == nullptr) return otherwise;
  std::uint64_t value = 0;
  const char* end = node->text.data() + node->text.size();
  const auto [stop, error] = std::from_chars(node->text.data(), end, value);
  const bool sound = node->is_scalar() && error == std::errc{} && stop == end &&
                     from <= value && value <= to;
  if (sound) return value;
  diagnostics_.error(Code::budget_expected_count, node->span,
                     {std::to_string(from), std::to_string(to)});
  return otherwise;
}

Discretion AssumptionParts::discretion(const Node& node) {
  if (node.is_scalar() && node.text == "uniform") return {};
  if (node.is_mapping()) {
    MappingReader reader(node, "discretion", diagnostics_);
    const Node* triangular = reader.take("triangular");
    const Node* fixed = reader.take("fixed");
    reader.finish();
    if (triangular != nullptr) return {Discretion::Shape::triangular, share(*triangular)};
    if (fixed != nullptr) return {Discretion::Shape::fixed, share(*fixed)};
    return {};
  }
  Diagnostic& error = diagnostics_.error(Code::budget_wrong_word, node.span, {node.text});
  suggest_or_list(
      error, node.text,
      std::vector<std::string>{"uniform", "{triangular: 50%}", "{fixed: 50%}"});
  return {};
}

void AssumptionParts::readings(const Node* node, std::vector<Change>& changes) {
  for_entries(node, "readings", diagnostics_, [&](const Entry& entry) {
    std::vector<std::string> questions;
    std::vector<std::string> options;
    for (const LoadedPolicy& policy : policies_) {
      for (const ReadingSyntax& reading : policy.syntax.readings) {
        questions.push_back(reading.name.text);
        if (reading.name.text != entry.key.text) continue;
        for (const auto& option : reading.options) options.push_back(option.name.text);
      }
    }
    if (options.empty()) return unknown(entry.key, {"解读", "reading"}, questions);
    if (std::find(options.begin(), options.end(), entry.value.text) == options.end()) {
      return unknown(entry.value, {"选项", "option"}, options);
    }
    Change change;
    change.kind = Change::Kind::reading;
    change.id = "reading " + entry.key.text;
    change.title = {"解读 " + entry.key.text, "reading " + entry.key.text};
    change.value = entry.value.text;
    change.question = entry.key.text;
    change.option = entry.value.text;
    change.place = place(entry.key.span);
    changes.push_back(std::move(change));
  });
}

namespace {

bool has_any(const Node* node, const std::vector<const char*>& keys) {
  return node != nullptr && node->is_mapping() &&
         std::any_of(keys.begin(), keys.end(),
                     [&](const char* key) { return node->find(key) != nullptr; });
}

std::string written(const Node& node, const SourceMap& sources) {
  return std::string(sources.text(node.span));
}

Change change_of(Change::Kind kind, const std::string& id, const Bilingual& title,
                 const std::string& clause, const std::string& place) {
  Change change;
  change.kind = kind;
  change.id = clause.empty() ? id : id + " " + clause;
  change.title = {title.zh + (clause.empty() ? "" : " " + clause),
                  title.en + (clause.empty() ? "" : " " + clause)};
  change.clause = clause;
  change.place = place;
  return change;
}

}  // namespace

void AssumptionParts::by_clause_changes(MappingReader& file,
                                        std::vector<Change>& changes) {
  const auto each = [&](const char* key, Change::Kind kind, const Bilingual& title,
                        const std::vector<const char*>& single, auto set) {
    const Node* node = file.take(key);
    by_clause(
        node, has_any(node, single),
        [&](const std::string& clause, const Node& value, const std::string& where) {
          Change change = change_of(kind, key, title, clause, where);
          change.value = written(value, sources_);
          set(change, value);
          changes.push_back(std::move(change));
        });
  };
  each("uptake", Change::Kind::uptake, {"申领率", "uptake"}, {"low", "likely", "high"},
       [&](Change& change, const Node& value) { change.share = uncertain_share(value); });
  each("discretion", Change::Kind::discretion, {"裁量", "discretion"},
       {"triangular", "fixed"},
       [&](Change& change, const Node& value) { change.discretion = discretion(value); });
  each("unknown facts", Change::Kind::unknown, {"未知事实", "unknown facts"}, {},
       [&](Change& change, const Node& value) { change.number = share(value); });
  each("growth", Change::Kind::growth, {"增长", "growth"}, {},
       [&](Change& change, const Node& value) { change.number = rate(value); });
}

std::vector<RuleChange> AssumptionParts::rules(const Node* node) {
  std::vector<RuleChange> changes;
  for_entries(node, "policies", diagnostics_,
              [&](const Entry& entry) { policy_rules(entry, changes); });
  return changes;
}

void AssumptionParts::policy_rules(const Entry& entry, std::vector<RuleChange>& changes) {
  std::vector<std::string> ids;
  std::optional<std::size_t> policy;
  for (std::size_t p = 0; p < policies_.size(); ++p) {
    ids.push_back(policies_[p].syntax.id.text);
    if (ids.back() == entry.key.text) policy = p;
  }
  if (!policy) return unknown(entry.key, {"政策", "policy"}, ids);
  MappingReader reader(entry, "policy", diagnostics_);
  if (!reader) return;
  for_entries(reader.take("parameters"), "parameters", diagnostics_,
              [&](const Entry& one) { changes.push_back(parameter(*policy, one)); });
  for_entries(reader.take("clauses"), "clauses", diagnostics_,
              [&](const Entry& one) { changes.push_back(clause(*policy, one)); });
  reader.finish();
}

RuleChange AssumptionParts::parameter(std::size_t policy, const Entry& entry) {
  RuleChange change;
  change.policy = policy;
  std::vector<std::string> names;
  for (const ParameterSyntax& syntax : policies_[policy].syntax.parameters) {
    names.push_back(syntax.name.text);
    if (syntax.name.text == entry.key.text) change.parameter = syntax;
  }
  if (!change.parameter) {
    unknown(entry.key, {"参数", "parameter"}, names);
    return change;
  }
  change.parameter->dated = false;
  change.parameter->values = {
      {entry.value.span, {}, {}, read_formula(&entry.value, diagnostics_), {}}};
  change.description.id = "parameter " + entry.key.text;
  change.description.title = change.parameter->title.text;
  change.description.value = written(entry.value, sources_);
  change.description.place = place(entry.key.span);
  return change;
}

RuleChange AssumptionParts::clause(std::size_t policy, const Entry& entry) {
  RuleChange change;
  change.policy = policy;
  change.clause = read_clause(entry, diagnostics_);
  for (const ClauseSyntax& syntax : policies_[policy].syntax.clauses) {
    if (syntax.id.text != entry.key.text) continue;
    diagnostics_.error(Code::budget_clause_exists, entry.key.span,
                       {entry.key.text, policies_[policy].syntax.id.text});
  }
  add_clause_name(entry.key.text);
  change.description.id = "clause " + entry.key.text;
  change.description.title = change.clause->title.text;
  change.description.value = entry.key.text;
  change.description.place = place(entry.key.span);
  return change;
}

}  // namespace jiangbu
