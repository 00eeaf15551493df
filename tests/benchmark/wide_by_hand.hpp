// Ten of the example clauses by hand, over plain arrays: the bound for any engine.
// In: a Population, copied into arrays beforehand. Out: amounts in fen. Never: anything
// of the engine while it computes.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "facts/population.hpp"

namespace jiangbu::benchmark {

/// An amount without an upper bound, and anything above it.
inline constexpr std::int64_t no_bound = std::int64_t{1} << 60;

/// The items of a list: where those of each owner begin (one more entry than owners),
/// and whose each of them is.
struct ListByHand {
  std::vector<std::uint32_t> first;
  std::vector<std::uint32_t> owner;
};

/// A population as arrays.
class PopulationArrays {
 public:
  /// The population outlives this.
  explicit PopulationArrays(const Population& population) : population_(population) {}

  std::uint32_t applicants() const { return population_.applicants(); }
  /// Domain of a list; throws if there is none.
  DomainId domain(DomainId parent, const std::string& name) const;
  ListByHand list(DomainId domain) const;
  /// Throws if there is no such fact, or a value that T does not hold.
  template <typename T>
  std::vector<T> values(DomainId domain, const std::string& name) const {
    const PopulationColumn& column = column_of(domain, name, FactPart::whole);
    std::vector<T> values(population_.rows(domain));
    for (std::size_t row = 0; row < values.size(); ++row) {
      values[row] = static_cast<T>(column.value(row));
      if (static_cast<std::int64_t>(values[row]) != column.value(row)) refuse(name);
    }
    return values;
  }
  /// 1 where a value is known, 0 where it is null or unknown.
  std::vector<std::uint8_t> known(DomainId domain, const std::string& name,
                                  FactPart part = FactPart::whole) const;
  /// The number of a text; -1 if nobody has it.
  std::int32_t code_of(const std::string& text) const;

 private:
  const PopulationColumn& column_of(DomainId domain, const std::string& name,
                                    FactPart part) const;
  [[noreturn]] static void refuse(const std::string& name);

  const Population& population_;
};

/// Where the amounts of each applicant go.
struct AmountArrays {
  std::vector<std::int64_t> low;
  std::vector<std::int64_t> high;
};

/// Computes what each applicant gets; holds the arrays it needs.
using EvaluationByHand = std::function<void(AmountArrays&)>;

/// A policy of examples/clauses by hand.
struct PolicyByHand {
  std::string file;  ///< "cap_count"
  std::string what;  ///< what is looked at
  std::function<EvaluationByHand(const PopulationArrays&)> prepare;
};

/// All ten.
std::vector<PolicyByHand> policies_by_hand();

// wide_by_hand_sums.cpp: sums over items, added to their owners.
EvaluationByHand annual_cap_by_hand(const PopulationArrays& arrays);
EvaluationByHand percent_by_hand(const PopulationArrays& arrays);
EvaluationByHand nested_caps_by_hand(const PopulationArrays& arrays);
EvaluationByHand marginal_bands_by_hand(const PopulationArrays& arrays);
EvaluationByHand table_by_hand(const PopulationArrays& arrays);
// wide_by_hand_groups.cpp: items beside the others of their owner; unknown facts.
EvaluationByHand highest_only_by_hand(const PopulationArrays& arrays);
EvaluationByHand distinct_by_hand(const PopulationArrays& arrays);
EvaluationByHand top_up_by_hand(const PopulationArrays& arrays);
EvaluationByHand largest_three_by_hand(const PopulationArrays& arrays);
EvaluationByHand discretion_by_hand(const PopulationArrays& arrays);

}  // namespace jiangbu::benchmark
