// Rows of a table of Arrow, as columns of a population.
// In: TablePlan, ArrowStructs. Out: TableRows. Never: joins tables, releases anything.
//
// Values are taken as they are, not by way of texts, wherever what they mean is plain:
// integers, decimals and integral floating point of a number, days of a date, codes of
// texts read before. Everything else is read as the text it would be exported as, so that
// a value means what it means in a file. Where the caller's buffer already holds what the
// column of a population holds, it is borrowed.
#pragma once

#include "read/arrow_structs.hpp"
#include "read/table_rows.hpp"

namespace jiangbu {

/// Rows of one stretch.
inline constexpr std::uint64_t stretch_rows = 65'536;

/// Reads the rows [from, to), which are of one batch. Lines and offsets are rows. Columns
/// may be borrowed from the table's buffers. Throws ArrowTableError. Safe for several
/// threads.
TableRows read_arrow_rows(const TablePlan& plan, const ArrowStructs& table,
                          std::uint64_t from, std::uint64_t to);

}  // namespace jiangbu
