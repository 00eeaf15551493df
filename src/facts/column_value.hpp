// Constants as columns hold them.
// In: Constant. Out: ColumnValue. Never: keeps a text or a number.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "facts/population.hpp"

namespace jiangbu {

/// A value of a column. `exact`: a number that is no integer of the column's scale, to be
/// kept beside it.
struct ColumnValue {
  FactState state = FactState::known;
  std::int64_t value = 0;
};

/// The number times ten to the `scale`, if that is a whole number of 64 bits.
std::optional<std::int64_t> scaled(const Decimal& number, int scale);

/// What a column of that scale holds for a constant; `code_of` numbers texts.
ColumnValue column_value(const Constant& constant, int scale,
                         const std::function<std::int32_t(const std::string&)>& code_of);

}  // namespace jiangbu
