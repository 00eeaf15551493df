// Empty tables to fill in.
// In: ExpectedTable. Out: a header and one line of examples as CSV. Never: writes files.
#pragma once

#include <string>
#include <vector>

#include "read/expected_tables.hpp"

namespace jiangbu {

/// What a column holds, in words.
Bilingual column_type(const ExpectedColumn& column);

/// Whether a closed world has nothing to put in its place: neither `assume` nor absence.
bool is_required(const ExpectedColumn& column);

/// The table with one row, which reads without a finding: UTF-8 with byte order mark, so
/// that spreadsheets see Chinese. `tables`: all of them; rows refer to one another.
std::string table_template(const ExpectedTable& table,
                           const std::vector<ExpectedTable>& tables);

}  // namespace jiangbu
