// The shape an operation gives for operands of given shapes.
// In: a step, the shapes of its operands. Out: a shape, or that the operands do not fit.
// Never: locals, formulas, literals (verify_steps.cpp).
#pragma once

#include <optional>
#include <span>

#include "image/verify.hpp"

namespace jiangbu {

/// Where the operands of a step have their shapes.
using Operands = std::span<const Shape* const>;

/// The shape that is both, if there is one.
std::optional<Shape> unified(const Shape& a, const Shape& b);

/// Whether there is one, of a shape and another, or that of a type.
bool fits(const Shape& shape, const Shape& wanted);
bool fits_type(const Shape& shape, const Type& type);

/// `a` and `b` of the step are in place.
std::optional<Shape> shape_of_operation(const Step& step, Operands operands,
                                        const PolicyModel& model);

/// Of Op::call.
std::optional<Shape> shape_of_call(Builtin builtin, Operands operands);

}  // namespace jiangbu
