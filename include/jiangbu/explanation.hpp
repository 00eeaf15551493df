// Why an evaluation came out as it did, as data.
//
// Example:
//   const auto rules = jiangbu::Rules::load({"rules/changzhi"});
//   const auto facts = jiangbu::Facts::from_json(rules, R"({"kind": "park"})");
//   const auto result = jiangbu::evaluate(facts, {.decision_date = "2024-11-30"});
//   for (const jiangbu::ApplicantExplanation& applicant : result.explanations()) {
//     for (const jiangbu::DecidingFact& fact : applicant.missing) {
//       std::cout << fact.path << ' ' << fact.question.zh << '\n';
//     }
//     for (const jiangbu::ClauseExplanation& clause : applicant.clauses) {
//       std::cout << "lines: " << clause.lines.size() << '\n';
//     }
//   }
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "jiangbu/evaluate.hpp"

namespace jiangbu {

/// How a condition came out.
enum class Answer { no, unknown, yes };

enum class ExplanationKind {
  all,        ///< its parts all hold
  any,        ///< one of its parts holds
  not_,       ///< its part does not hold
  condition,  ///< a comparison, a fact
  exclusion,  ///< holds: excluded
  window,     ///< a time within which to apply
  history,    ///< what was received before
  amount,     ///< no condition: the formula of an amount, with the values it used
};

/// A value that was looked at, as people read it.
struct ShownValue {
  std::string source;   ///< as written in the rule: "count(marks)"
  std::string text;     ///< "3", "2024-01-31"; empty: not known
  BilingualText title;  ///< of an enum value or a region; else empty
};

/// One condition, or one calculation, with what it came to. A tree.
struct ExplanationStep {
  ExplanationKind kind = ExplanationKind::condition;
  Answer answer = Answer::unknown;  ///< of a condition; an amount has none: unknown
  BilingualText title;              ///< may be empty: then `text` describes it
  std::string text;                 ///< the formula as written
  std::string cite;                 ///< where the text says so
  std::vector<ShownValue> values;   ///< in the order of the formula
  /// Paths of unknown facts that keep it open: 20 at most.
  std::vector<std::string> missing;
  std::vector<ExplanationStep> parts;
};

/// What another clause, a cap or a share took away.
struct TakenAway {
  std::string step;  ///< "cap", "highest only", …
  BilingualText title;
  std::int64_t lost = 0;             ///< fen, at the upper end
  std::vector<std::string> winners;  ///< ids of clauses paid instead
};

struct InstalmentOutcome {
  BilingualText title;
  std::string due;  ///< "2025-06-30"; empty: not known
  Amount amount;
  Answer condition = Answer::yes;  ///< whether its own condition holds
};

/// A clause for the applicant, for one item, or for one group.
struct LineOutcome {
  std::string item;        ///< path of the item, "marks[2]"; empty: the applicant
  std::string item_label;  ///< its key, if it has one
  ClauseStatus status = ClauseStatus::error;
  std::optional<Amount> computed;           ///< before stacking; absent: no amount
  std::optional<Amount> amount;             ///< after it; absent: not stated
  std::vector<ExplanationStep> conditions;  ///< all must hold
  std::vector<ExplanationStep> calculations;
  std::vector<std::string> missing;  ///< paths of facts that can still decide the line:
                                     ///< 20 at most, its own first
  std::vector<TakenAway> reductions;
  std::vector<InstalmentOutcome> instalments;
};

struct ClauseExplanation {
  std::vector<std::string> departments;
  std::vector<std::pair<std::string, std::string>> payers;  ///< payer, share ("0.5")
  std::vector<LineOutcome> lines;
  std::vector<BilingualText> documents;  ///< proofs to hand in
  std::vector<BilingualText> obligations;
  std::vector<BilingualText> notes;
  /// Why there is no line, or every line fails on the applicant itself.
  std::vector<ExplanationStep> refusal;
};

/// An unknown fact that can still decide money. Those with most at stake come first.
struct DecidingFact {
  std::string policy;
  std::string path;  ///< "marks[2].registered"; items count from 1
  BilingualText title;
  BilingualText question;
  std::string item;  ///< key of the item it belongs to
  Amount at_stake;   ///< `low` is 0
  std::vector<std::string> clauses;
};

struct ChangedFact {
  std::string path;  ///< "marks" where items are added
  BilingualText title;
  std::string from;  ///< of a list: how many items it has
  std::string to;
  std::int64_t added = 0;  ///< items added to the list
};

/// A small change that would turn a clause, priced by evaluating the changed case.
struct NearbyAward {
  std::string policy;
  std::string clause;
  std::string item;
  std::string item_label;
  Amount gain;  ///< of the policy's total
  std::vector<ChangedFact> changes;
};

/// One option of one question on how a text is read.
struct ReadingAlternative {
  std::string policy;
  std::string question;
  std::string option;
  BilingualText question_title;
  BilingualText option_title;
  bool is_default = false;
  bool is_used = false;         ///< the evaluation is under this one
  std::optional<Amount> total;  ///< of the policy; absent unless all readings were asked
};

struct ApplicantExplanation {
  std::vector<ClauseExplanation> clauses;  ///< as in ApplicantOutcome::clauses
  std::vector<DecidingFact> missing;
  std::vector<NearbyAward> near_misses;
  std::vector<ReadingAlternative> readings;
};

}  // namespace jiangbu
