// Applicants by one of their facts: region, kind, day of application.
// In: Population, a fact's name. Out: Grouping. Never: an amount.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "facts/population.hpp"

namespace jiangbu {

/// The groups that occur, in the order of their keys, and each applicant's one.
/// Applicants whose fact is not known are a group with the key "?".
struct Grouping {
  std::string fact;
  Bilingual title;
  std::vector<std::string> keys;
  std::vector<Bilingual> titles;
  std::vector<std::uint32_t> of_applicant;  ///< place in keys
};

/// Nothing if the layout has no such fact of the applicant, or it is neither an enum, a
/// region nor a text.
std::optional<Grouping> group_by_fact(const Population& population,
                                      const std::string& fact);

/// Where each applicant stands when they are served in the order of a date, a number or
/// an ordered enum; those whose fact is not known come last. Applicants of the same value
/// keep the order of the population.
struct ServingOrder {
  std::vector<std::uint32_t> applicants;  ///< first served first
  std::vector<std::int64_t> values;       ///< by applicant: days, scaled number, index
  bool is_date = false;
};
std::optional<ServingOrder> serving_order(const Population& population,
                                          const std::string& fact, bool highest_first);

/// A region of a code, and its title if the vocabularies have one.
Bilingual region_title(const Population& population, const std::string& code);

/// The codes of 2, 4 and 6 digits a region lies in, the widest first; the code itself
/// last.
std::vector<std::string> regions_around(const std::string& code);

}  // namespace jiangbu
