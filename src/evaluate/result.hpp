// What an evaluation says, as data.
// In: nothing (evaluate/ builds it). Out: PolicyResult, CaseResult. Never: computes.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "diagnostics/language.hpp"
#include "program/proof_plan.hpp"
#include "values/date.hpp"
#include "values/money.hpp"
#include "values/truth.hpp"

namespace jiangbu {

/// Why an amount is a range, or may still change.
enum class Cause : std::uint8_t {
  discretion,        ///< the authority decides within bounds
  unknown_fact,      ///< a fact is not given
  reading,           ///< readings of the text differ (only where all are asked for)
  other_applicants,  ///< rankings, pools, group caps: depends on the others
};

/// A sum of money known up to a range. `high` absent: no upper bound.
struct AmountRange {
  Money low;
  std::optional<Money> high;

  bool is_exact() const { return high && *high == low; }
  bool operator==(const AmountRange&) const = default;
};

enum class LineStatus : std::uint8_t {
  due,           ///< conditions met, amount exact or within the authority's bounds
  possible,      ///< undecided: unknown facts, the authority's choice, other applicants
  not_met,       ///< a condition is not met
  excluded,      ///< an exclusion applies
  superseded,    ///< another line is paid instead (stacking)
  already_paid,  ///< a one-time payment was received before
  unspecified,   ///< met or possible, but the text states no amount
  delegated,     ///< met or possible, the amount stands in another measure
  no_money,      ///< the clause gives no money
  not_in_force,  ///< the policy pays nothing on the decision date
  error,         ///< could not be computed; see problems
};

/// "due", "not met", …; in Chinese 应付, 条件不满足, …
const char* name_of(LineStatus status, Language language = Language::en);

/// A value that was looked at, as people read it: "1", "2024-01-31".
struct ProofValue {
  std::string text;                  ///< empty: there was none to show
  const Bilingual* title = nullptr;  ///< of an enum value or region, if it has one
};

/// One node of a proof: how a condition came out, and the values it looked at. What the
/// condition says is the same for every applicant and stands in `part`, which is of the
/// policy: PolicyResult::proofs keeps it.
struct ProofNode {
  const ProofPart* part = nullptr;
  Truth truth = Truth::unknown;
  std::vector<ProofValue> values;  ///< in the order of the part's sources
  /// Paths of unknown facts that keep it open: the first 20, and how many more.
  std::vector<std::string> missing;
  std::size_t missing_more = 0;
  std::vector<Name> names = {};  ///< of these facts, where there are no parts
  std::vector<ProofNode> parts = {};
};

/// All names of a node without parts: of its condition, its values, its missing facts.
std::vector<Name> names_of(const ProofNode& node);

/// What stacking took from a line.
struct Reduction {
  std::string step;  ///< "cap", "highest only", …
  Bilingual title;
  Money lost;                        ///< at the upper end
  std::vector<std::string> winners;  ///< clause ids paid instead
};

/// How an amount came about: the formula as written and the values it used.
struct Calculation {
  struct Used {
    std::string source;  ///< as written: "count(marks)"
    ProofValue value;
  };
  const ProofPart* part = nullptr;  ///< the formula; kept as a ProofNode's
  std::vector<Used> values;
};

/// All names of a calculation: of its formula and its values.
std::vector<Name> names_of(const Calculation& calculation);

/// A bound of an award that changed its amount: `at most` or `at least`.
struct BoundReached {
  bool upper = true;   ///< at most
  AmountRange before;  ///< what the award's formula gives
  AmountRange bound;
};

struct InstalmentResult {
  Bilingual title;
  std::optional<Date> due;  ///< absent: not known
  AmountRange amount;
  Truth condition = Truth::yes;
};

struct DeadlineResult {
  Bilingual title;
  std::optional<Date> by;
};

struct ClawbackResult {
  Bilingual title;
  Truth applies = Truth::unknown;
  AmountRange amount;
};

/// One line: a clause for the applicant, for one item, or for one group.
struct LineResult {
  std::string item;  ///< path of the item ("marks[2]"), group value; empty: the applicant
  std::string item_label;  ///< key of the item, if its entity has one
  LineStatus status = LineStatus::not_met;
  std::optional<AmountRange> computed;  ///< before stacking; absent: no amount
  AmountRange amount;                   ///< after stacking
  std::vector<Cause> causes;
  std::optional<Bilingual> delegated_to;
  std::vector<ProofNode> proof;
  std::vector<Calculation> calculations;  ///< several: which case applies is open
  std::vector<BoundReached> bounds;       ///< those that changed what they gave
  /// Paths of facts that can still decide this line: 20 at most, its own first, and how
  /// many more.
  std::vector<std::string> missing;
  std::size_t missing_more = 0;
  std::vector<Name> names;  ///< of these facts
  std::vector<Reduction> reductions;
  std::vector<InstalmentResult> instalments;
  std::vector<DeadlineResult> deadlines;
  std::vector<ClawbackResult> clawbacks;
};

struct ClauseResult {
  std::string id;
  Bilingual title;
  std::string cite;
  std::vector<std::string> departments;
  std::vector<std::pair<std::string, std::string>> payers;  ///< payer, share ("1", "0.5")
  std::string mode;
  std::string form;
  bool automatic = false;
  LineStatus status = LineStatus::not_met;  ///< of the most favourable line
  AmountRange amount;                       ///< over all lines, after stacking
  std::vector<Cause> causes;
  std::vector<LineResult> lines;
  std::vector<Bilingual> proofs;
  std::vector<Bilingual> obligations;
  std::vector<Bilingual> notes;
  /// When every line fails on the applicant itself, or there is no item at all.
  std::vector<ProofNode> refusal;
};

/// A fact that can still decide money.
struct MissingFact {
  std::string path;  ///< "marks[2].registered"
  Bilingual title;
  Bilingual question;
  AmountRange at_stake;  ///< low is 0; how much of the total hangs on it
  std::vector<std::string> clauses;
  std::vector<std::string> unstated = {};  ///< of these, those that state no amount
  std::string item = {};                   ///< key of the item the fact belongs to
};

struct FactChange {
  std::string path;  ///< "marks[2].registered"; "marks" where items are added
  Bilingual title;
  std::string from;  ///< of a list: how many items it has
  std::string to;
  std::int64_t added = 0;        ///< items added to the list
  std::string item = {};         ///< key of the item the fact belongs to
  std::vector<Name> names = {};  ///< of the values
};

/// A small change that would turn a clause, priced by evaluating the changed case.
struct NearMiss {
  std::string clause;
  std::string item;
  std::vector<FactChange> changes;
  AmountRange gain;             ///< of the policy's total, with caps and stacking
  std::string item_label = {};  ///< key of the item, if its entity has one
};

struct TotalBy {
  std::string key;  ///< payer or year
  AmountRange amount;
};

struct FigureResult {
  std::string id;
  Bilingual title;
  std::string cite;
  std::string value;  ///< "yes", "no", "unknown", a number, an amount, a range
  std::vector<std::string> missing;
  std::vector<Name> names = {};  ///< of the value and the missing facts
};

/// What a policy, or all of them, come to. The parts by payer, year and form each hold
/// whatever the open points turn out to be, and none exceeds the total; where several
/// are ranges, their upper ends need not be reached together.
struct Totals {
  AmountRange payable;
  AmountRange indicative;  ///< of drafts; never part of payable
  std::vector<Cause> causes;
  std::vector<TotalBy> by_payer;
  std::vector<TotalBy> by_year;
  std::vector<TotalBy> by_form;
  std::vector<std::string> unspecified;  ///< clauses that would enter the total
  std::vector<std::string> delegated;
};

/// The outcome under one alternative of one reading, everything else at its default.
struct ReadingOutcome {
  std::string question;
  std::string option;
  bool is_default = false;
  AmountRange total;
  /// Clauses whose amount differs from the default's.
  std::vector<std::pair<std::string, AmountRange>> clauses;
  Bilingual question_title = {};
  Bilingual option_title = {};
};

struct ReadingComparison {
  std::vector<ReadingOutcome> outcomes;
  AmountRange spread;      ///< over all combinations tried
  bool exhaustive = true;  ///< every combination was tried, not one question at a time
};

/// The option that was used for one question.
struct ReadingUsed {
  std::string question;
  std::string option;
  Bilingual question_title = {};
  Bilingual option_title = {};
  bool is_default = true;
};

struct PolicyResult {
  std::string policy;
  std::string version;
  Bilingual title;
  std::string status;  ///< draft, in force, expired, superseded
  bool in_force = false;
  std::string hash;  ///< of the compiled policy
  std::vector<ReadingUsed> readings;
  std::vector<ProofNode> eligibility;
  std::vector<ClauseResult> clauses;
  std::vector<FigureResult> figures;
  Totals totals;
  std::vector<MissingFact> missing;
  std::vector<NearMiss> near_misses;
  std::optional<ReadingComparison> comparison;
  std::vector<Bilingual> problems;
  /// What the proofs and calculations refer to.
  std::shared_ptr<const ProofPlan> proofs;
};

/// One applicant under a set of policies.
struct CaseResult {
  std::string applicant;  ///< as it is called among several
  std::string name = {};  ///< the fact `name`, if it is given
  Date decision_date;
  bool closed_world = false;
  std::vector<PolicyResult> policies;
  Totals totals;
};

}  // namespace jiangbu
