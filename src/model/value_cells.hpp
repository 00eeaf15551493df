// The values of one input cut into cells on which all simple tests of it are constant.
// In: typed tests that compare one value with constants. Out: cells, whether a test
// holds. Never: reports anything.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/policy.hpp"

namespace jiangbu {

/// One cell: the values of an enum, or the points and open intervals between the bounds
/// that tests name. A representative value, and how it is shown.
struct ValueCell {
  Constant value;
  bool between = false;    // all values just above `value`, up to the next cell
  bool below_all = false;  // all values below the bounds, or other than they
  std::string text;
};

/// What a conjunction says of one value.
struct SimpleTests {
  const Expression* subject = nullptr;
  std::vector<Constant> bounds;
};

/// Adds the bounds of `test` to `tests`, whose subject is the value looked at; false if
/// the test is not of a simple form, or looks at another value.
bool collect_bounds(const Expression& test, const PolicyModel& model, SimpleTests& tests);

/// The cells of a value of this type between these bounds, ascending.
std::vector<ValueCell> cells_of(const Type& type, std::vector<Constant> bounds,
                                const PolicyModel& model);

/// Whether a test that collect_bounds() took holds on a cell.
bool holds_on(const Expression& test, const ValueCell& cell, const PolicyModel& model);

}  // namespace jiangbu
