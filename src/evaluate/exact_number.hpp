// Whether a value is one number: then both ends of its range are there.
// In: Value. Out: an answer. Never: a null, which is exact too but no number.
#pragma once

#include "evaluate/value.hpp"

namespace jiangbu {

inline bool is_exact_number(const Value& value) {
  return value.kind == Value::Kind::number && value.is_exact();
}

}  // namespace jiangbu
