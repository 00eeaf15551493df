#include "read/read_assumptions.hpp"

#include <algorithm>

#include "diagnostics/suggest.hpp"
#include "read/assumption_parts.hpp"
#include "syntax/read_parts.hpp"

namespace jiangbu {

namespace {

std::string word(const Node* node, const std::string& otherwise,
                 Diagnostics& diagnostics) {
  return node == nullptr ? otherwise : read_word(node, diagnostics).text;
}

class AssumptionReader {
 public:
  AssumptionReader(const std::vector<LoadedPolicy>& policies, const SourceMap& sources,
                   Diagnostics& diagnostics)
      : policies_(policies),
        parts_(policies, sources, diagnostics),
        diagnostics_(diagnostics) {}

  AssumptionFile read(const Node& document) {
    MappingReader file(document, "assumptions", diagnostics_);
    if (!file) return {};
    Assumptions& to = result_.assumptions;
    to.name = word(file.require("assumptions"), "", diagnostics_);
    to.title = read_title(file.take("title"), diagnostics_).text;
    result_.rules = parts_.rules(file.take("policies"));
    std::vector<Change> changes;
    parts_.readings(file.take("readings"), changes);
    parts_.by_clause_changes(file, changes);
    for (const Change& change : changes) to = with_change(std::move(to), change);
    to.years_since_facts =
        static_cast<int>(parts_.count(file.take("years since the facts"), 0, 0, 30));
    to.forward_years =
        static_cast<int>(parts_.count(file.take("forward years"), 0, 0, 30));
    read_compared(file.take("compare readings"));
    for_entries(file.take("appropriations"), "appropriations", diagnostics_,
                [&](const Entry& entry) { read_appropriation(entry); });
    for_entries(file.take("targets"), "targets", diagnostics_,
                [&](const Entry& entry) { read_target(entry); });
    read_facts(file.take("facts"));
    read_simulation(file.take("simulation"));
    read_cliffs(file.take("cliffs"));
    file.finish();
    return std::move(result_);
  }

 private:
  void read_compared(const Node* node) {
    for (const Word& question : read_words(node, diagnostics_)) {
      const bool known =
          question.text == "all" ||
          std::any_of(policies_.begin(), policies_.end(), [&](const auto& policy) {
            const auto& readings = policy.syntax.readings;
            return std::any_of(readings.begin(), readings.end(), [&](const auto& one) {
              return one.name.text == question.text;
            });
          });
      if (known) {
        result_.assumptions.compared_readings.push_back(question.text);
      } else {
        diagnostics_.error(Code::budget_unknown_name, question.span,
                           {question.text, "reading", "解读"});
      }
    }
  }

  void read_appropriation(const Entry& entry) {
    MappingReader reader(entry, "appropriation", diagnostics_);
    if (!reader) return;
    Appropriation result;
    result.name = entry.key.text;
    result.place = parts_.place(entry.key.span);
    result.title = read_title(reader.require("title"), diagnostics_).text;
    if (const Node* amount = reader.require("amount")) {
      result.amount = parts_.money(*amount);
    }
    if (const Node* clauses = reader.take("clauses")) {
      if (clauses->is_sequence()) {
        for (const Node& item : clauses->items) parts_.check_clause(item);
      } else {
        parts_.check_clause(*clauses);
      }
      for (const Word& clause : read_words(clauses, diagnostics_)) {
        result.clauses.push_back(clause.text);
      }
    }
    if (const Node* share = reader.take("share")) result.rule = read_rule(*share);
    result.by = word(reader.take("by"), "", diagnostics_);
    const std::string order = word(reader.take("order"), "highest first", diagnostics_);
    result.highest_first = order != "lowest first";
    reader.finish();
    const bool ordered = result.rule == Appropriation::Rule::first_come ||
                         result.rule == Appropriation::Rule::priority;
    if (ordered && result.by.empty()) {
      diagnostics_.error(Code::budget_order_needed, entry.key.span, {result.name});
    }
    result_.assumptions.appropriations.push_back(std::move(result));
  }

  Appropriation::Rule read_rule(const Node& node) {
    std::vector<std::string> names;
    for (const auto rule :
         {Appropriation::Rule::report_only, Appropriation::Rule::pro_rata,
          Appropriation::Rule::first_come, Appropriation::Rule::priority}) {
      if (node.text == name_of(rule)) return rule;
      names.emplace_back(name_of(rule));
    }
    Diagnostic& error =
        diagnostics_.error(Code::budget_wrong_word, node.span, {node.text});
    suggest_or_list(error, node.text, names);
    return Appropriation::Rule::report_only;
  }

  void read_target(const Entry& entry) {
    std::vector<std::string> targets;
    for (const LoadedPolicy& policy : policies_) {
      for (const TargetSyntax& target : policy.syntax.targets) {
        targets.push_back(target.id.text);
      }
    }
    if (std::find(targets.begin(), targets.end(), entry.key.text) == targets.end()) {
      return parts_.unknown(entry.key, {"目标", "target"}, targets);
    }
    MappingReader reader(entry, "target", diagnostics_);
    if (!reader) return;
    TargetPrice price;
    price.target = entry.key.text;
    price.place = parts_.place(entry.key.span);
    if (const Node* clause = reader.require("clause")) {
      parts_.check_clause(*clause);
      price.clause = clause->text;
    }
    if (const Node* amount = reader.take("unit amount")) {
      price.unit_amount = parts_.money(*amount);
    }
    price.achieved = parts_.number(reader.take("achieved"));
    reader.finish();
    result_.assumptions.targets.push_back(std::move(price));
  }

  void read_facts(const Node* node) {
    if (node == nullptr) return;
    MappingReader reader(*node, "facts", diagnostics_);
    if (!reader) return;
    Assumptions& to = result_.assumptions;
    to.region_fact = word(reader.take("region"), to.region_fact, diagnostics_);
    to.kind_fact = word(reader.take("kind"), to.kind_fact, diagnostics_);
    reader.finish();
  }

  void read_simulation(const Node* node) {
    if (node == nullptr) return;
    MappingReader reader(*node, "simulation", diagnostics_);
    if (!reader) return;
    Assumptions& to = result_.assumptions;
    to.seed = parts_.count(reader.take("seed"), to.seed, 0, ~std::uint64_t{0});
    to.draws = static_cast<std::uint32_t>(
        parts_.count(reader.take("draws"), to.draws, 100, 1'000'000));
    reader.finish();
  }

  void read_cliffs(const Node* node) {
    if (node == nullptr) return;
    MappingReader reader(*node, "cliffs", diagnostics_);
    if (!reader) return;
    CliffDistances& to = result_.assumptions.cliffs.emplace();
    to.place = parts_.place(node->span);
    if (const Node* share = reader.take("within")) to.share = parts_.share(*share);
    constexpr std::uint64_t most = 1'000'000;
    to.items = Decimal(
        static_cast<std::int64_t>(parts_.count(reader.take("items"), 1, 1, most)));
    to.days = static_cast<std::int64_t>(parts_.count(reader.take("days"), 30, 1, most));
    reader.finish();
  }

  const std::vector<LoadedPolicy>& policies_;
  AssumptionParts parts_;
  Diagnostics& diagnostics_;
  AssumptionFile result_;
};

}  // namespace

AssumptionFile read_assumptions(const Node& document,
                                const std::vector<LoadedPolicy>& policies,
                                const SourceMap& sources, Diagnostics& diagnostics) {
  return AssumptionReader(policies, sources, diagnostics).read(document);
}

ScenarioFile read_scenario(const Node& document,
                           const std::vector<LoadedPolicy>& policies,
                           const SourceMap& sources, Diagnostics& diagnostics) {
  ScenarioFile result;
  MappingReader file(document, "scenario", diagnostics);
  if (!file) return result;
  AssumptionParts parts(policies, sources, diagnostics);
  result.scenario.name = word(file.require("scenario"), "", diagnostics);
  result.scenario.title = read_title(file.require("title"), diagnostics).text;
  for (RuleChange& change : parts.rules(file.take("policies"))) {
    result.scenario.changes.push_back(change.description);
    result.rules.emplace_back(std::move(change));
  }
  std::vector<Change> changes;
  parts.readings(file.take("readings"), changes);
  parts.by_clause_changes(file, changes);
  for (Change& change : changes) {
    result.scenario.changes.push_back(std::move(change));
    result.rules.emplace_back(std::nullopt);
  }
  file.finish();
  return result;
}

}  // namespace jiangbu
