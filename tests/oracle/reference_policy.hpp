// A policy over complete facts: what each clause pays, to the fen.
// In: a Situation. Out: ReferenceResult. Never: an explanation, a range.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "oracle/reference_formulas.hpp"

namespace jiangbu::oracle {

/// What became of a line; the most favourable first.
enum class Outcome : std::uint8_t {
  failed,
  met,
  unspecified,
  delegated,
  no_money,
  lost,  // met, and stacking left nothing of its amount
  already_paid,
  excluded,
  not_met,
  absent,  // a clause that does not exist under the readings
};

const char* name_of(Outcome outcome);

struct ReferenceLine {
  std::uint32_t clause = 0;
  Outcome outcome = Outcome::met;
  bool reason_open = false;   // a test before the one that fails could not be computed
  std::int64_t computed = 0;  // fen, before stacking
  std::int64_t amount = 0;    // fen, after stacking and instalments
  std::vector<std::pair<Slot, ExactValue>> locals;

  /// Has an amount that stacking looks at.
  bool takes_part() const { return outcome == Outcome::met || outcome == Outcome::lost; }
};

struct ReferenceClause {
  Outcome outcome = Outcome::not_met;  ///< the most favourable of its lines
  std::int64_t amount = 0;
  std::vector<ReferenceLine> lines;
};

struct ReferenceResult {
  bool in_force = true;
  std::vector<ReferenceClause> clauses;  ///< of all clauses of the model, in order
  std::int64_t total = 0;
  bool failed = false;  ///< something could not be computed: totals say nothing
  bool authority_was_asked = false;
};

/// The outcome for one applicant. Steps across applicants are left out.
ReferenceResult evaluate_reference(const Situation& situation);

/// Applies the stacking steps to all lines, in the order of the policy. False if a step
/// could not be computed.
bool stack_lines(std::vector<ReferenceLine>& lines, ReferenceFormulas& formulas);

/// Yuan to fen, half up; nothing if that is no amount.
std::optional<std::int64_t> fen_of(const ExactValue& yuan);

}  // namespace jiangbu::oracle
