// What tells the values of keys apart: equal values have equal texts, different ones
// different texts.
// In: an exact value and its type. Out: a text, for lookup or for people. Never: an
// amount.
#pragma once

#include <string>

#include "evaluate/value.hpp"
#include "model/policy.hpp"

namespace jiangbu {

/// For lookup. Records made by formulas and lists are told apart by what is in them,
/// items among the facts by their place. `value` is exact.
std::string identity_of(const Value& value, const Type& type, const PolicyModel& model);

/// For people: a text without quotes, the parts of a list or record in their order.
std::string label_of_key(const Value& value, const Type& type, const PolicyModel& model);

}  // namespace jiangbu
