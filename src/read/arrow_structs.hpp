// Tables that another program holds in memory, in the structs of Arrow's C data interface
// (https://arrow.apache.org/docs/format/CDataInterface.html).
// In: ArrowSchema, ArrowArray. Out: TableText. Never: releases what it is given, knows
// facts.
//
// What a value means is said by those who read texts, so it is the same from every
// source: a table becomes the CSV text it would be exported as.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "diagnostics/language.hpp"
#include "jiangbu/jiangbu.h"
#include "read/table_text.hpp"

namespace jiangbu {

/// Why a table of Arrow cannot be read.
struct ArrowTableError {
  Bilingual text;
};

/// What leads from the lines of a table's text back to its rows.
struct ArrowRows {
  std::vector<std::string> columns;  ///< names, in the order of the cells
  /// Rows whose texts have line ends, and how many: they take more than one line.
  std::vector<std::pair<std::uint64_t, std::uint64_t>> line_ends;

  /// The row, from 0, that begins in a line, from 1.
  std::uint64_t row_of_line(std::uint64_t line) const;
};

/// The rows of all batches, in their order. The schema is a struct of columns: integers,
/// floating point (its shortest decimal form), decimals of 128 bits, truths, texts (also
/// large ones and views), dates, timestamps, dictionaries of these, all-null columns, and
/// structs of them, whose members become columns "struct.member". A null is an empty
/// cell. Throws ArrowTableError for anything else (lists are tables of their own) and for
/// structs that contradict themselves; sizes of buffers cannot be checked and are the
/// caller's word.
TableText arrow_table(std::string name, const ArrowSchema& schema,
                      std::span<const ArrowArray* const> batches,
                      ArrowRows* rows = nullptr);

}  // namespace jiangbu
