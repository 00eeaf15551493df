#include "wide_by_hand.hpp"

#include <stdexcept>

namespace jiangbu::benchmark {

DomainId PopulationArrays::domain(DomainId parent, const std::string& name) const {
  const auto domain = population_.layout().find_list(parent, name);
  if (!domain) refuse(name);
  return *domain;
}

ListByHand PopulationArrays::list(DomainId domain) const {
  ListByHand list;
  const std::uint32_t parents =
      population_.rows(population_.layout().lists[domain].parent);
  for (std::uint32_t owner = 0; owner <= parents; ++owner) {
    list.first.push_back(population_.first_of(domain, owner));
  }
  for (std::uint32_t row = 0; row < population_.rows(domain); ++row) {
    list.owner.push_back(static_cast<std::uint32_t>(population_.owners(domain).at(row)));
  }
  return list;
}

std::vector<std::uint8_t> PopulationArrays::known(DomainId domain,
                                                  const std::string& name,
                                                  FactPart part) const {
  const PopulationColumn& column = column_of(domain, name, part);
  std::vector<std::uint8_t> known(population_.rows(domain));
  for (std::size_t row = 0; row < known.size(); ++row) {
    known[row] = column.state(row) == FactState::known ? 1 : 0;
  }
  return known;
}

std::int32_t PopulationArrays::code_of(const std::string& text) const {
  for (std::size_t code = 0; code < population_.texts().size(); ++code) {
    if (population_.texts().text_of(static_cast<std::int32_t>(code)) == text) {
      return static_cast<std::int32_t>(code);
    }
  }
  return -1;
}

const PopulationColumn& PopulationArrays::column_of(DomainId domain,
                                                    const std::string& name,
                                                    FactPart part) const {
  const auto fact = population_.layout().find(domain, name, part);
  if (!fact) refuse(name);
  const PopulationColumn& column = population_.column(*fact);
  if (!column.exact.empty()) refuse(name);
  return column;
}

void PopulationArrays::refuse(const std::string& name) {
  throw std::runtime_error("not as arrays: " + name);
}

std::vector<PolicyByHand> policies_by_hand() {
  return {
      {"cap_annual_enterprise", "a cap a year, less what was paid", annual_cap_by_hand},
      {"highest_only", "the highest of each product", highest_only_by_hand},
      {"percent_of_cost", "a percentage, two roundings", percent_by_hand},
      {"upto_discretionary", "ranges; unknown facts", discretion_by_hand},
      {"dedup_object", "groups, distinct values", distinct_by_hand},
      {"cap_per_item", "nested lists, caps by item", nested_caps_by_hand},
      {"marginal_bands", "marginal bands", marginal_bands_by_hand},
      {"tier_table", "a table, amounts by value", table_by_hand},
      {"topup_difference", "a top-up by product", top_up_by_hand},
      {"cap_count", "the three largest", largest_three_by_hand},
  };
}

}  // namespace jiangbu::benchmark
