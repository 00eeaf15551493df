// The small parts that files of assumptions and scenarios are made of.
// In: nodes, the policies they speak of. Out: shares, amounts, assumptions by clause.
// Never: the shape of a whole file. Each function records an error and returns what it
// could read.
#pragma once

#include <string>
#include <vector>

#include "read/read_assumptions.hpp"
#include "syntax/mapping_reader.hpp"

namespace jiangbu {

class AssumptionParts {
 public:
  AssumptionParts(const std::vector<LoadedPolicy>& policies, const SourceMap& sources,
                  Diagnostics& diagnostics);

  /// `60%`, `60%-90%` (the middle is likeliest), or `{low, likely, high}`.
  UncertainShare uncertain_share(const Node& node);
  Decimal share(const Node& node);
  /// A yearly rate, above -100%.
  Decimal rate(const Node& node);
  Money money(const Node& node);
  std::optional<Decimal> number(const Node* node);
  std::uint64_t count(const Node* node, std::uint64_t otherwise, std::uint64_t from,
                      std::uint64_t to);
  /// `uniform`, `{triangular: 40%}` or `{fixed: 50%}`.
  Discretion discretion(const Node& node);
  /// A name some policy's clause has, here or in `added`.
  void check_clause(const Node& node);
  void add_clause_name(const std::string& id) { clauses_.push_back(id); }
  void unknown(const Node& node, const Bilingual& what,
               const std::vector<std::string>& names);
  /// "a.yaml:12"
  std::string place(const Span& span) const;

  /// `take(clause id or "", node, place)`: one value for all, or `otherwise` and clauses.
  template <typename Take>
  void by_clause(const Node* node, bool is_single, Take take) {
    if (node == nullptr) return;
    if (is_single || !node->is_mapping()) return take("", *node, place(node->span));
    for (const Entry& entry : node->entries) {
      const bool all = entry.key.text == "otherwise";
      if (!all) check_clause(entry.key);
      take(all ? "" : entry.key.text, entry.value, place(entry.key.span));
    }
  }

  /// `readings: {question: option}`.
  void readings(const Node* node, std::vector<Change>& changes);
  /// uptake, discretion, unknown facts and growth, as changes.
  void by_clause_changes(MappingReader& file, std::vector<Change>& changes);
  /// `policies: {id: {parameters: …, clauses: …}}`.
  std::vector<RuleChange> rules(const Node* node);

 private:
  void policy_rules(const Entry& entry, std::vector<RuleChange>& changes);
  RuleChange parameter(std::size_t policy, const Entry& entry);
  RuleChange clause(std::size_t policy, const Entry& entry);

  const std::vector<LoadedPolicy>& policies_;
  const SourceMap& sources_;
  Diagnostics& diagnostics_;
  std::vector<std::string> clauses_;
};

}  // namespace jiangbu
