// Tables in Arrow's file format: columns that other programs read, and that need no
// reading here.
// In: columns in memory, or a file. Out: a file, or columns that lie in it.
// Never: knows facts.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/language.hpp"

namespace jiangbu {

/// A column without nulls of its own meaning: `validity` is for other readers.
struct ArrowColumn {
  enum class Kind : std::uint8_t {
    integer,  // `width` bytes, signed or not
    date,     // days since 1970-01-01, 4 bytes
    coded,    // integers that number texts of a dictionary
    text,     // `texts`; values is not used
  };
  std::string name;
  Kind kind = Kind::integer;
  unsigned width = 1;
  bool is_signed = false;
  std::int64_t dictionary = 0;
  const void* values = nullptr;
  std::vector<std::string_view> texts;
  std::vector<std::uint8_t> validity;  // one bit a row, from the lowest; empty: all valid
  std::uint64_t nulls = 0;
  std::map<std::string, std::string> metadata;
};

struct ArrowTable {
  std::uint64_t rows = 0;
  std::vector<ArrowColumn> columns;
  std::map<std::int64_t, std::vector<std::string_view>> dictionaries;
  std::map<std::string, std::string> metadata;

  const ArrowColumn* find(std::string_view name) const;
};

/// Writes a file with one record batch; the rows of a column stand behind one another,
/// each column at a multiple of 64 bytes. Throws std::runtime_error if it cannot.
void write_arrow(const std::filesystem::path& path, const ArrowTable& table);

/// A file mapped into memory.
struct ArrowFile {
  std::shared_ptr<const void> memory;  // what the table's pointers point into
  ArrowTable table;
};

/// Maps a file as write_arrow() makes them: one record batch, integers, dates, texts and
/// dictionaries, little endian, not compressed. Nothing, and why not in `problem`, if it
/// is something else or damaged. 64 bytes behind each column may be read.
std::optional<ArrowFile> open_arrow(const std::filesystem::path& path,
                                    Bilingual& problem);

}  // namespace jiangbu
