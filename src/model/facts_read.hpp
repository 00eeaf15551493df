// Which facts a policy looks at.
// In: PolicyModel. Out: fields of entities. Never: a fact's value.
#pragma once

#include <set>
#include <utility>

#include "model/policy.hpp"

namespace jiangbu {

/// Fields by (entity, field).
using FieldSet = std::set<std::pair<std::uint32_t, std::uint32_t>>;

/// The given (not derived) fields that eligibility, clauses, steps and figures can read,
/// through derived facts, tables and parameters too; facts that total over all applicants
/// may be given, so they are among them. A list is in it where it is read,
/// its items' fields only where they are.
FieldSet facts_read(const PolicyModel& model);

/// Adds the given keys of the items of lists that are read.
void add_item_keys(FieldSet& fields, const Vocabulary& vocabulary);

}  // namespace jiangbu
