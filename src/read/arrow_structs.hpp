// Tables that another program holds in memory, in the structs of Arrow's C data interface
// (https://arrow.apache.org/docs/format/CDataInterface.html).
// In: ArrowSchema, ArrowArray. Out: ArrowStructs, a TableText of it.
// Never: releases or copies what it is given, knows facts.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "read/arrow_format.hpp"
#include "read/csv_record.hpp"
#include "read/table_text.hpp"

namespace jiangbu {

/// The values of one column in one batch, or of its dictionary. Rows count from the
/// first of the batch. Refers to the structs and to ArrowStructs.
class ArrowCells {
 public:
  bool is_null(std::size_t row) const;
  /// Whether nothing can be null.
  bool all_valid() const { return validity_.empty(); }
  /// Null, or an empty text.
  bool is_empty(std::size_t row) const;
  /// Appends what stands for the value in a text; of a null nothing.
  void append_text(std::string& text, std::size_t row) const;

  const ArrowFormat& format() const { return *format_; }
  /// The values of a fixed width, from row 0 on; not for truths, texts, no values.
  const void* values() const {
    return static_cast<const std::byte*>(array_->buffers[1]) + begin_ * format_->width;
  }
  bool truth(std::size_t row) const { return bit_at(array_->buffers[1], begin_ + row); }
  std::string_view text(std::size_t row) const {
    return arrow_text(*format_, *array_, begin_ + row);
  }
  bool is_coded() const { return dictionary_ != nullptr; }
  /// What the codes stand for, by code.
  const ArrowCells& dictionary() const { return *dictionary_; }
  /// How many values there are, and how much memory they take.
  std::size_t size() const { return size_; }
  std::uint64_t bytes() const;
  /// Of a coded column; throws ArrowTableError if the dictionary has none of it.
  std::size_t code(std::size_t row) const;

 private:
  friend class ArrowStructs;

  struct Bits {
    const void* bits;
    std::size_t begin;
  };

  const std::string* column_ = nullptr;
  const ArrowFormat* format_ = nullptr;
  const ArrowArray* array_ = nullptr;
  std::size_t begin_ = 0;  // of row 0 in the buffers
  std::size_t size_ = 0;
  std::vector<Bits> validity_;  // its own, and those of the structs around it
  std::shared_ptr<const ArrowCells> dictionary_;
};

/// A table: a struct of columns, batch by batch. Refers to the structs, which outlive it.
/// Any number of threads may read.
class ArrowStructs {
 public:
  /// Columns are integers, floating point, decimals of 32, 64 and 128 bits, truths, texts
  /// and bytes (also large ones and views), dates, timestamps, dictionaries of these,
  /// all-null columns, and structs of them, whose members become columns
  /// "struct.member". Throws ArrowTableError for anything else (lists are tables of their
  /// own), for more rows than a population has, and for structs that contradict
  /// themselves; sizes of buffers cannot be checked and are the caller's word.
  ArrowStructs(const ArrowSchema& schema, std::span<const ArrowArray* const> batches);
  ArrowStructs(const ArrowStructs&) = delete;  // cells refer to it
  ArrowStructs& operator=(const ArrowStructs&) = delete;

  const std::vector<std::string>& columns() const { return names_; }
  std::size_t batches() const { return batches_.size(); }
  std::uint64_t rows() const { return firsts_.back(); }
  /// Bytes of values, texts and dictionaries of all columns, as far as the rows reach.
  std::uint64_t bytes() const;
  /// The first row of a batch in the table; of that behind the last one, rows().
  std::uint64_t first_row(std::size_t batch) const { return firsts_[batch]; }
  const ArrowCells& cells(std::size_t batch, std::size_t column) const {
    return batches_[batch][column];
  }
  /// The names of the columns as a record of a CSV text.
  std::string header() const;
  /// A row as the record of a CSV text it would be exported as, with its line end. The
  /// record refers to `text` and to itself.
  void write_row(std::uint64_t row, std::string& text, CsvRecord& record) const;

 private:
  /// Where a column lies, and what it holds.
  struct Column {
    std::vector<std::size_t> path;     // children from the struct of the table down
    std::vector<ArrowFormat> formats;  // its own, of its dictionary, of that one's, …
  };

  void add_columns(const ArrowSchema& schema, const std::string& prefix,
                   const std::vector<std::size_t>& path);
  void add_batch(const ArrowArray& batch);
  ArrowCells find_cells(const ArrowArray& batch, std::size_t column) const;

  std::int64_t children_ = 0;  // of the schema
  std::vector<std::string> names_;
  std::vector<Column> columns_;
  std::vector<std::vector<ArrowCells>> batches_;  // by column
  std::vector<std::uint64_t> firsts_ = {0};       // rows of batches, and behind the last
};

/// The table as one of a population, which borrows columns from it where it can: the
/// structs outlive that too.
TableText arrow_table(std::string name, const ArrowSchema& schema,
                      std::span<const ArrowArray* const> batches);

}  // namespace jiangbu
