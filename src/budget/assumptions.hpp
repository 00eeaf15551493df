// What a budget assumes about people and money that no rule states.
// In: nothing (read/ builds it). Out: Assumptions, Scenario. Never: a file, a fact.
//
// Plain values. Shares are exact decimals, so that what is scaled by them is exact too.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "diagnostics/language.hpp"
#include "values/decimal.hpp"
#include "values/money.hpp"

namespace jiangbu {

/// A share known up to a triangle: low <= likely <= high.
struct UncertainShare {
  Decimal low = 1;
  Decimal likely = 1;
  Decimal high = 1;

  bool is_certain() const { return low == high; }
  bool operator==(const UncertainShare&) const = default;
};

/// How the authority uses its bounds: where in [least, most] an award ends up.
struct Discretion {
  enum class Shape : std::uint8_t { uniform, triangular, fixed };
  Shape shape = Shape::uniform;
  Decimal share = Decimal::from_parts(false, 5, -1);  ///< fixed: where; triangular: mode

  bool operator==(const Discretion&) const = default;
};

/// An assumption for every clause, and others for some. `place` is where the file says so
/// ("a.yaml:12"), empty for what is assumed unless a file says otherwise.
template <typename Value>
struct ByClause {
  Value otherwise;
  std::string otherwise_place;
  std::map<std::string, Value> clauses;  ///< by clause id
  std::map<std::string, std::string> places;

  const Value& of(const std::string& clause) const {
    const auto own = clauses.find(clause);
    return own == clauses.end() ? otherwise : own->second;
  }
  const std::string& place_of(const std::string& clause) const {
    const auto own = places.find(clause);
    return own == places.end() ? otherwise_place : own->second;
  }
};

/// Money set aside for some clauses, and what happens when the claims exceed it.
struct Appropriation {
  enum class Rule : std::uint8_t { report_only, pro_rata, first_come, priority };
  std::string name;
  Bilingual title;
  Money amount;
  std::vector<std::string> clauses;  ///< ids; empty: all
  Rule rule = Rule::report_only;
  std::string by;             ///< fact of the applicant: of first-come a date
  bool highest_first = true;  ///< of priority
  std::string place;
};
const char* name_of(Appropriation::Rule rule);

/// What one unit of a policy's target costs.
struct TargetPrice {
  std::string target;
  std::string clause;
  std::optional<Money> unit_amount;  ///< else the average award of the clause
  std::optional<Decimal> achieved;   ///< units there are; else the rules' own figure
  std::string place;
};

/// How near to a bound an applicant stands on the brink.
struct CliffDistances {
  Decimal share = Decimal::from_parts(false, 5, -2);  ///< of amounts and numbers
  Decimal items = 1;                                  ///< of whole numbers
  std::int64_t days = 30;                             ///< of dates
  std::string place;
};

struct Assumptions {
  std::string name;
  Bilingual title;
  ByClause<UncertainShare> uptake;
  ByClause<Discretion> discretion;
  ByClause<Decimal> unknown_facts{Decimal::from_parts(false, 5, -1), {}, {}, {}};
  ByClause<Decimal> growth{0, {}, {}, {}};  ///< of holdings, a year: 0.03
  int years_since_facts = 0;                ///< growth until the year of the budget
  int forward_years = 0;                    ///< years after it
  std::map<std::string, std::string> readings;
  std::map<std::string, std::string> reading_places;
  std::vector<std::string> compared_readings;  ///< questions; "all"
  std::vector<Appropriation> appropriations;
  std::vector<TargetPrice> targets;
  std::optional<CliffDistances> cliffs;  ///< absent: not looked for
  std::string region_fact = "region";
  std::string kind_fact = "kind";
  std::uint64_t seed = 1;
  std::uint32_t draws = 2000;
};

/// One thing a scenario changes. Those that change rules have a number of their own with
/// which a program is asked for.
struct Change {
  enum class Kind : std::uint8_t { rules, reading, uptake, discretion, unknown, growth };
  Kind kind = Kind::rules;
  std::string id;  ///< "parameter gi_award", "clause CZ-10d", "uptake CZ-04"
  Bilingual title;
  std::string value;  ///< as written: "5万元"
  std::string place;
  std::string clause;  ///< of uptake, discretion, growth; empty: for all others
  std::string question;
  std::string option;
  UncertainShare share;  ///< of uptake
  Discretion discretion;
  Decimal number;  ///< of growth and unknown facts
};

/// Changes against the base.
struct Scenario {
  std::string name;
  Bilingual title;
  std::vector<Change> changes;
};

/// The assumptions with the changes that are not about rules.
Assumptions with_change(Assumptions base, const Change& change);

}  // namespace jiangbu
