// What a set of policies costs a budget, as data.
// In: nothing (estimate_budget.cpp builds it). Out: BudgetEstimate. Never: words a
// report.
//
// Money in fen: Int128 where it is exact, double where it is a statistic over totals.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "budget/assumptions.hpp"
#include "values/date.hpp"

namespace jiangbu {

/// Low and high are exact, the expectation is a statistic. `entitled`: if everybody who
/// may claim does; the others under the assumptions.
struct AmountEstimate {
  Int128 entitled_low = 0;
  std::optional<Int128> entitled_high = 0;  ///< absent: no upper bound
  Int128 low = 0;
  double expected = 0;
  double expected_error = 0;  ///< standard error where it is drawn; at most, of sums
  std::optional<Int128> high = 0;
  std::uint64_t claims = 0;  ///< applicants who may claim, counted for each clause
  double expected_claims = 0;
  std::optional<std::uint64_t> applicants;  ///< each counted once; absent: not counted
};

/// A clause without a figure that would enter a total.
struct UnstatedClause {
  std::string policy;
  std::string clause;
  bool delegated = false;
  Bilingual delegated_to;
  Int128 cases_low = 0;  ///< lines that meet its conditions
  std::optional<Int128> cases_high = 0;
};

/// One line of a table: a department, a payer, a region.
struct EstimateRow {
  std::string key;
  Bilingual title;
  int depth = 0;       ///< of regions: 0 the widest
  std::string parent;  ///< of regions: key of the one around it
  AmountEstimate amount;
  std::vector<std::string> assumptions;  ///< ids
  std::vector<std::string> unstated;     ///< "policy clause" that would enter it
};

struct ClauseEstimate {
  std::string policy;
  std::string id;
  Bilingual title;
  std::string cite;
  std::vector<std::string> departments;
  std::vector<std::pair<std::string, std::string>> payers;  ///< payer, share
  AmountEstimate amount;
  Int128 awards_low = 0;  ///< lines: one for each applicant, item or group
  std::optional<Int128> awards_high = 0;
  Int128 by_discretion = 0;  ///< parts of entitled high - low
  Int128 by_unknown_facts = 0;
  std::vector<std::string> assumptions;
};

/// The whole under one option of a question, the others as chosen.
struct ReadingSpread {
  std::string policy;
  std::string question;
  std::string option;
  Bilingual question_title;
  Bilingual option_title;
  bool chosen = false;
  AmountEstimate amount;
};

/// How the total is distributed under the assumptions.
struct Distribution {
  enum class Method : std::uint8_t { exact, simulated };
  Method method = Method::exact;
  double mean = 0;
  double deviation = 0;
  /// Share in percent of a hundred, and the amount not exceeded with that chance.
  std::vector<std::pair<double, double>> quantiles;
  double tail_from = 95;  ///< percent
  double tail_mean = 0;   ///< mean of the part beyond that quantile
  std::vector<std::pair<double, double>> histogram;  ///< upper end of a bin, its chance
  double step = 0;                                   ///< of the grid; 0: simulated
  double amount_error = 0;  ///< no amount is further off, but with `error_chance`
  double chance_error = 0;  ///< no chance is further off, but with `error_chance`
  double error_chance = 0;
  std::uint64_t seed = 0;
  std::uint32_t draws = 0;
  std::string reason;  ///< why simulated: "uptake", "ceiling"; empty if exact
};

/// What an appropriation leaves of the claims if all of them come to one end.
struct CutOutcome {
  std::string claims;  ///< "low", "high"
  Int128 claimed = 0;
  Int128 paid = 0;
  std::uint64_t in_full = 0;  ///< applicants
  std::uint64_t in_part = 0;
  std::uint64_t unpaid = 0;
  std::string exhausted_on;  ///< of first-come; empty: never, or order unknown
};

struct AppropriationOutcome {
  Appropriation appropriation;
  std::string rule;
  std::vector<std::string> clauses;
  std::vector<CutOutcome> outcomes;
  double expected_claimed = 0;
  double expected_paid = 0;
  double chance_exceeded = 0;
  std::string exhausted_median;  ///< of the draws in which it is exhausted
  std::string exhausted_early;   ///< the day that one draw in twenty does not reach
  std::vector<std::string> assumptions;
  std::vector<std::string> problems;
  std::vector<std::string> unstated;
};

/// How far one assumption moves the expected total, the others as they are.
struct Swing {
  std::string assumption;
  Bilingual title;
  std::string low_value;
  std::string high_value;
  double at_low = 0;
  double at_high = 0;
};

/// Applicants for whom a bound decides, each clause by itself: who would cross it were it
/// a little lower or higher, and what that would change. All claim, middle of ranges.
struct Cliff {
  std::string policy;
  std::string clause;
  Bilingual title;
  std::string subject;   ///< what is compared, as written
  std::string bound;     ///< of whole numbers the first on its upper side
  std::string distance;  ///< "5%", "1", "30 d"
  struct Side {
    std::uint64_t applicants = 0;
    Int128 change = 0;  ///< halves of low + high, of them all, if the bound is moved
  };
  Side below;  ///< just below it: the bound moved down
  Side above;  ///< just above, or at it: the bound moved up
};

/// One standing: policies in force (payable), or drafts (indicative).
struct Book {
  bool indicative = false;
  std::vector<std::string> policies;
  AmountEstimate total;
  Int128 by_discretion = 0;
  Int128 by_unknown_facts = 0;
  bool ranges_overlap = false;  ///< clauses' ranges together are wider than the total
  std::vector<ClauseEstimate> clauses;
  std::vector<EstimateRow> by_department;
  std::vector<EstimateRow> by_payer;
  std::vector<EstimateRow> by_region;
  std::vector<EstimateRow> by_kind;
  std::vector<EstimateRow> by_year;
  std::vector<UnstatedClause> unstated;
  std::vector<ReadingSpread> readings;
  std::vector<AppropriationOutcome> appropriations;
  std::optional<Distribution> distribution;       ///< of the claims
  std::optional<Distribution> paid_distribution;  ///< after ceilings; absent: none cuts
  std::vector<Swing> swings;
  std::vector<Cliff> cliffs;     ///< the largest change first
  std::size_t quiet_bounds = 0;  ///< bounds near which nobody's amount changes
  std::vector<std::string> assumptions;
};

/// An applicant's change between base and scenario.
struct ChangedApplicant {
  std::string name;
  std::string kind;
  std::string region;
  Int128 base_low = 0;
  std::optional<Int128> base_high;
  Int128 low = 0;
  std::optional<Int128> high;
};

/// What one change contributes to one clause's expected amount.
struct Contribution {
  std::string change;
  double amount = 0;
  double error = 0;  ///< standard error; 0 where exact
};

struct ClauseChange {
  std::string policy;
  std::string clause;
  Bilingual title;
  double base = 0;
  double scenario = 0;
  std::vector<Contribution> by_change;
};

struct ScenarioBook {
  bool indicative = false;
  AmountEstimate base;
  AmountEstimate total;
  std::vector<ClauseChange> clauses;  ///< those that change
  std::vector<Contribution> by_change;
  std::uint64_t winners = 0;
  std::uint64_t losers = 0;
  Int128 gained = 0;  ///< halves of low + high
  Int128 lost = 0;
  std::vector<ChangedApplicant> top_winners;
  std::vector<ChangedApplicant> top_losers;
};

struct ScenarioEstimate {
  Scenario scenario;
  bool exact_attribution = true;
  std::uint32_t orders = 0;  ///< sampled, if not exact
  std::vector<ScenarioBook> books;
};

struct YearExposure {
  int year = 0;
  double low = 0;
  double expected = 0;
  double high = 0;
};

struct TargetExposure {
  std::string policy;
  std::string target;
  Bilingual title;
  std::string unit;
  std::string clause;
  bool indicative = false;
  double value = 0;
  double achieved = 0;
  int year = 0;
  double unit_amount = 0;  ///< fen
  double cost = 0;         ///< of what is still to be reached
  std::vector<std::pair<int, double>> by_year;
  std::vector<std::string> assumptions;
  std::string problem;  ///< why there is no price
};

struct UsedAssumption {
  std::string id;
  Bilingual text;
  std::string place;  ///< empty: built in
};

struct PolicyUsed {
  std::string id;
  std::string version;
  Bilingual title;
  std::string hash;
  bool indicative = false;
  bool applies = true;  ///< on the decision date
  std::vector<std::pair<std::string, std::string>> readings;
  std::string obstacle;
};

/// What could not be used of the facts.
struct FactQuality {
  std::uint64_t applicants = 0;
  std::uint64_t rejected_rows = 0;
  std::vector<std::pair<std::string, std::uint64_t>> rejected_by;  ///< reason, rows
  std::uint64_t set_aside = 0;                                     ///< applicants
  std::string rejects_folder;
  std::uint64_t one_by_one = 0;
  std::uint64_t failed = 0;
  std::vector<std::pair<std::string, Bilingual>> failures;  ///< applicant, reason
};

struct BudgetEstimate {
  Date decision_date;
  Bilingual title;
  std::vector<PolicyUsed> policies;
  std::vector<UsedAssumption> assumptions;
  std::vector<Book> books;
  std::vector<ScenarioEstimate> scenarios;
  std::vector<std::pair<bool, std::vector<YearExposure>>> forward;  ///< indicative, years
  std::vector<TargetExposure> targets;
  FactQuality facts;
  std::string facts_name;
  std::string facts_hash;
};

}  // namespace jiangbu
