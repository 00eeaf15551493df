// One line of a clause while it is being computed.
// In: nothing. Out: Line, Amount, AwardOutcome. Never: leaves evaluate/.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "evaluate/formula_evaluator.hpp"
#include "evaluate/result.hpp"
#include "evaluate/value.hpp"

namespace jiangbu {

/// Fen; `unbounded_fen` stands for "no upper bound" and absorbs.
inline constexpr std::int64_t unbounded_fen =
    std::numeric_limits<std::int64_t>::max() / 4;

struct FenRange {
  std::int64_t low = 0;
  std::int64_t high = 0;
  bool is_exact() const { return low == high; }
};

/// a + b without overflow; anything from unbounded_fen on is unbounded.
std::int64_t add_fen(std::int64_t a, std::int64_t b);

AmountRange amount_of(const FenRange& fen);

/// A bound that changed what an award gives; in yuan, not yet rounded.
struct AwardBound {
  bool upper = true;  // at most
  NumberRange before;
  NumberRange bound;
};

/// What an award gives, as far as it is known.
struct AwardOutcome {
  std::optional<NumberRange> amount;  // yuan, not yet rounded
  bool unspecified = false;
  bool no_money = false;
  bool failed = false;
  std::optional<Bilingual> delegated;
  std::vector<FormulaId> formulas;  // that gave the amount
  std::vector<AwardBound> bounds;   // that changed it
  Truth met = Truth::yes;           // no: no case applies
  Causes causes = 0;
};

/// One line: a clause for the applicant, an item, or a group.
struct Line {
  std::uint32_t clause = 0;
  std::string item;
  std::string item_label;
  std::vector<std::pair<Slot, Value>> locals;  // the clause's variables for this line
  Truth met = Truth::yes;
  Causes met_causes = 0;
  LineStatus status = LineStatus::not_met;
  AwardOutcome award;
  FenRange computed;
  FenRange before_instalments;   // after stacking
  FenRange amount;               // what of it is, or may be, paid
  bool certain_group = true;     // false: a key is unknown, see stacking.hpp
  bool many = false;             // stands for any number of items not known of
  bool stacking_failed = false;  // a step's formula could not be computed
  Truth funded = Truth::no;      // by another measure: no double funding
  Causes causes = 0;
  std::vector<ProofNode> proof;
  std::vector<Calculation> calculations;
  std::vector<Reduction> reductions;

  /// Takes part in stacking: has an amount that may be positive.
  bool has_amount() const {
    return award.amount && met != Truth::no && status != LineStatus::excluded &&
           status != LineStatus::already_paid && status != LineStatus::error;
  }
};

/// Makes the line's variables visible to formulas.
void bind_locals(const Line& line, FormulaEvaluator& evaluator);

}  // namespace jiangbu
