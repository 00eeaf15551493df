// The shape an operation gives for operands of given shapes.
// In: a step, the shapes of its operands. Out: a shape, or that the operands do not fit.
// Never: locals, formulas, literals (verify_steps.cpp).
#pragma once

#include <optional>
#include <span>

#include "image/verify.hpp"

namespace jiangbu {

/// The shape that is both, if there is one.
std::optional<Shape> unified(const Shape& a, const Shape& b);

/// `a` and `b` of the step are in place.
std::optional<Shape> shape_of_operation(const Step& step, std::span<const Shape> operands,
                                        const PolicyModel& model);

/// Of Op::call.
std::optional<Shape> shape_of_call(Builtin builtin, std::span<const Shape> operands);

}  // namespace jiangbu
