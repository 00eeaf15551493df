// What a user interface needs of rules, as JSON by the schema description_schema.json.
// In: compiled policies. Out: JSON text. Never: YAML, a case's facts, an amount.
#pragma once

#include <string>
#include <vector>

#include "program/program.hpp"

namespace jiangbu {

/// The value of "format" in every description. It changes only when a reader of the old
/// form could no longer read the new one.
inline constexpr const char* description_format = "jiangbu-description/1";

/// The policies with their clauses and readings, the facts they ask for, and the records,
/// enums and regions these speak of: one line of JSON. The same policies give the same
/// bytes.
std::string to_description(const std::vector<const Program*>& policies);

}  // namespace jiangbu
