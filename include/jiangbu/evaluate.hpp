// What applicants qualify for, explained.
//
// Example:
//   const auto rules = jiangbu::Rules::load({"rules/changzhi"});
//   const auto facts = jiangbu::Facts::from_json(rules, R"({"kind": "park"})");
//   const auto result = jiangbu::evaluate(facts, {.decision_date = "2024-11-30"});
//   for (const jiangbu::ApplicantOutcome& applicant : result.applicants()) {
//     std::cout << applicant.payable.low << " fen are payable\n";
//     for (const jiangbu::ClauseOutcome& clause : applicant.clauses) {
//       if (clause.status != jiangbu::ClauseStatus::possible) continue;
//       std::cout << clause.id << ' ' << clause.title.zh << '\n';
//     }
//   }
//   std::cout << result.text(jiangbu::TextLanguage::zh);  // or result.json()
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "jiangbu/facts.hpp"

namespace jiangbu {

/// A sum of money in fen, known up to a range. `high` absent: no upper bound.
struct Amount {
  std::int64_t low = 0;
  std::optional<std::int64_t> high = {};

  bool is_exact() const { return high && *high == low; }
  bool operator==(const Amount&) const = default;
};

/// What ends an evaluation before it is done. There is the whole result then, or none: a
/// limit never changes one.
struct EvaluationLimits {
  /// Of a steady clock, from the beginning of the call. 0: none.
  std::chrono::milliseconds time = {};
  /// Of formulas: one for each operation and fact looked at, one more for each item of a
  /// list it gives; those tried for advice too. The same inputs take the same number. It
  /// bounds the work and with it the memory, some hundred bytes a step. 0: none.
  std::uint64_t steps = 0;
  /// Asked at the beginning and then about every 10 ms, from the thread of the call, with
  /// the steps done so far; false ends the evaluation. What it throws passes through.
  std::function<bool(std::uint64_t steps)> proceed = {};
};

/// Why there is no result.
enum class Interruption { none, cancelled, time, steps };

struct EvaluationOptions {
  /// "2024-11-30". Always needed: there is no "today".
  std::string decision_date = {};
  /// Question to option, for ambiguous texts; a question not named takes its default.
  std::map<std::string, std::string> readings = {};
  bool all_readings = false;  ///< text and JSON also show all readings side by side
  bool explain = true;        ///< proofs, missing facts, near misses; slower
  bool near_misses = true;    ///< of these, what is slowest
  EvaluationLimits limits = {};
};

enum class ClauseStatus {
  due,           ///< conditions met, amount exact or within the authority's bounds
  possible,      ///< undecided: unknown facts, the authority's choice, other applicants
  not_met,       ///< a condition is not met
  excluded,      ///< an exclusion applies
  superseded,    ///< another clause is paid instead
  already_paid,  ///< a one-time payment was received before
  unspecified,   ///< met or possible, but the text states no amount
  delegated,     ///< met or possible, the amount stands in another measure
  no_money,      ///< the clause gives no money
  not_in_force,  ///< the policy pays nothing on the decision date
  error,         ///< could not be computed: see Evaluation::problems()
};

/// "due", "not met", …; in Chinese 应付, 条件不满足, …
std::string status_text(ClauseStatus status, TextLanguage language);

struct ClauseOutcome {
  std::string policy;
  std::string id;
  BilingualText title;
  std::string cite;
  ClauseStatus status = ClauseStatus::error;
  std::optional<Amount> amount;  ///< absent: not stated or not computed, which is not 0
};

/// One applicant under all policies of the rules.
struct ApplicantOutcome {
  std::string applicant;  ///< its name in a set, else empty
  Amount payable;
  Amount indicative;  ///< of drafts; never part of `payable`
  std::vector<std::string>
      unspecified;                     ///< clauses beside the totals: no amount is stated
  std::vector<std::string> delegated;  ///< the same: the amount stands elsewhere
  std::vector<ClauseOutcome> clauses;
};

struct ApplicantExplanation;

/// The outcome of evaluate(). Immutable; a copy shares; safe for several threads.
class Evaluation {
 public:
  /// Whether everything could be computed.
  bool ok() const;
  /// What is wrong with rules, facts, options, and what could not be computed.
  const std::vector<Problem>& problems() const;
  /// In the order of the facts. Empty if rules, facts or options have errors. Where
  /// single clauses could not be computed they have the status `error`, and the totals
  /// are without them.
  const std::vector<ApplicantOutcome>& applicants() const;

  /// Why, by applicant as above: proofs, calculations, missing facts, near misses
  /// (explanation.hpp). Made when it is first asked for. Empty parts without `explain`.
  const std::vector<ApplicantExplanation>& explanations() const;

  /// What ended it before there was a result; also told by problems().
  Interruption interruption() const;

  /// Everything, as `jiangbu check --format json` writes it. Empty when applicants() is.
  std::string json() const;
  /// The report for people. Empty when applicants() is.
  std::string text(TextLanguage language) const;

  /// For the library itself.
  struct State;
  explicit Evaluation(std::shared_ptr<const State> state) : state_(std::move(state)) {}

 private:
  std::shared_ptr<const State> state_;
};

/// Evaluates the facts under all policies they were read for. A set of applicants is
/// evaluated together: rankings, pools, caps over groups. Pure: no I/O, no clock; the
/// same inputs give the same bytes. Safe to call from several threads with the same
/// facts.
Evaluation evaluate(const Facts& facts, const EvaluationOptions& options);

}  // namespace jiangbu
