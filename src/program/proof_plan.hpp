// What the proofs of a policy's conditions show, as far as the policy fixes it.
// In: a model and its steps. Out: ProofPlan. Never: facts, truths.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/policy.hpp"

namespace jiangbu {

struct Program;

/// One step of a Program; see program.hpp.
using StepId = std::uint32_t;
inline constexpr StepId no_step = std::numeric_limits<StepId>::max();

/// What people call a word of a formula, a value or a fact: "l.date" is 列入日.
struct Name {
  std::string text;  ///< as it stands in formulas, values and paths
  Bilingual title;
  std::string of = {};  ///< of a fact's path: key of the item the fact belongs to

  bool operator==(const Name&) const = default;
};

enum class ProofKind : std::uint8_t {
  all,
  any,
  not_,
  condition,
  exclusion,
  window,
  history,
  amount,  ///< no condition: the formula of an amount
};

/// A value that is shown beside a condition.
struct ProofSource {
  StepId step = no_step;
  std::string text;  ///< as written: "count(marks)"
};

/// One condition as proofs show it: its words, what it looks at, its parts. The truth of
/// a part with parts follows from theirs: any of them, none, or all.
struct ProofPart {
  ProofKind kind = ProofKind::condition;
  Bilingual title;   ///< may be empty: then `text` describes it
  std::string text;  ///< the formula as written
  std::string cite;
  std::vector<ProofSource> sources;
  std::vector<Name> names;  ///< of what stands in `text`; of a part with parts, theirs
  std::vector<ProofPart> parts;
  /// Set: this is no condition itself, but stands for the part of the chosen option.
  std::optional<std::uint32_t> question;
  /// What to evaluate, of a part without parts: several where one test such as `x between
  /// a and b` is compiled to several, all of which must hold, or with `any_step` one.
  std::vector<StepId> steps;
  bool any_step = false;
  std::vector<FormulaId> formulas;  // that have the truth of this part
  std::uint32_t number = 0;         ///< unique within the plan, below its count
};

struct ClauseProofs {
  std::vector<ProofPart> exclude;
  std::optional<ProofPart> window_from;
  std::optional<ProofPart> window_to;
  std::optional<ProofPart> when;
  std::optional<ProofPart> already_paid;
  std::optional<ProofPart> selected;
};

/// Immutable once built. Results point into it.
struct ProofPlan {
  std::optional<ProofPart> eligible;
  std::vector<ProofPart> exclude;
  std::vector<ClauseProofs> clauses;             // in the order of the model's
  std::vector<ProofPart> amounts;                // of awards, and their brackets
  std::vector<std::uint32_t> amount_of_formula;  // place in `amounts`, by FormulaId
  std::uint32_t part_count = 0;
};

/// The plan of a program whose steps are complete.
ProofPlan plan_proofs(const Program& program);

/// A step that compares two values, or tests one against a list or range.
bool tests_values(Op op);

/// Adds a name unless it is there or has no title.
void add_name(std::vector<Name>& names, Name name);

}  // namespace jiangbu
