// Which operations look at all fields of the records they are given.
// In: an operation. Out: an answer. Never: the fields.
#pragma once

#include "model/expression.hpp"

namespace jiangbu {

/// Comparing, printing or telling apart; others hand records on, or count them. `a` is
/// the function of a call.
inline bool looks_into_records(Op op, std::uint32_t a) {
  switch (op) {
    case Op::equal:
    case Op::not_equal:
    case Op::in_list:
      return true;
    case Op::call:
      break;
    default:
      return false;
  }
  switch (static_cast<Builtin>(a)) {
    case Builtin::string:
    case Builtin::list_contains:
    case Builtin::union_:
    case Builtin::index_of:
    case Builtin::distinct_values:
    case Builtin::count_distinct:
    case Builtin::mode:
      return true;
    default:
      return false;
  }
}

}  // namespace jiangbu
