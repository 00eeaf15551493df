// Whether a program read from an image could have come from compiling: nothing it names
// is missing, every operation has operands of the types it takes, nothing needs itself.
// In: Program. Out: Verdict. Never: repairs, evaluates, throws for what a program is.
//
// The checksum of an image guards against accidents. This guards evaluation, reports,
// facts and populations against what somebody may have put together with intent: they
// index and dereference as the model promises, and this holds the promises. Each part
// relies on those before it.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "image/tree_nodes.hpp"
#include "image/verdict.hpp"
#include "program/program.hpp"

namespace jiangbu {

/// All of the below. `trees` of the model's formulas.
Verdict verify(const Program& program, const TreeNodes& trees);

/// Places, counts, names and values of the model; the formulas as trees.
void verify_model(const PolicyModel& model, const TreeNodes& trees, Verdict& verdict);

/// What a step gives, as evaluation sees it: number, money and durations are numbers,
/// text and regions texts; null may stand anywhere. Error fits everything: null, or what
/// is in an empty list.
using Shape = Type;
Shape shape_of(const Type& type);

/// Operands before their steps, `a` and `b` in place; then the shapes of all steps.
std::vector<Shape> verify_steps(const Program& program, Verdict& verdict);

/// The formulas of the model have the shapes their places ask for.
void verify_formulas(const Program& program, const std::vector<Shape>& shapes,
                     Verdict& verdict);

/// No step needs itself, none is too deep or too much work without a loop.
void verify_depth(const Program& program, const TreeNodes& trees,
                  const std::vector<Shape>& shapes, Verdict& verdict);

/// Steps within steps: evaluation takes about a kilobyte of the stack for each, and the
/// stacks of Java's threads and of browsers are 1 MB.
inline constexpr std::uint32_t deepest_step = 500;
/// Steps that one formula takes at most, each loop counted once.
inline constexpr std::uint64_t most_work = 10'000'000;

/// A formula that goes too deep, or is too much work.
struct Excess {
  FormulaId formula = no_formula;
  bool is_work = false;
};

/// The first such formula of a program that was compiled: verify_depth() would refuse it.
std::optional<Excess> find_excess(const Program& program);

/// The proof plan fits the model.
void verify_proofs(const Program& program, const std::vector<Shape>& shapes,
                   Verdict& verdict);

}  // namespace jiangbu
