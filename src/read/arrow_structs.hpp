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

#include "diagnostics/language.hpp"
#include "read/table_text.hpp"

// The structs as the interface gives them, once in a program whoever declares them.
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

extern "C" {

struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  std::int64_t flags;
  std::int64_t n_children;
  ArrowSchema** children;
  ArrowSchema* dictionary;
  void (*release)(ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  std::int64_t length;
  std::int64_t null_count;
  std::int64_t offset;
  std::int64_t n_buffers;
  std::int64_t n_children;
  const void** buffers;
  ArrowArray** children;
  ArrowArray* dictionary;
  void (*release)(ArrowArray*);
  void* private_data;
};

}  // extern "C"

#endif

namespace jiangbu {

/// Why a table of Arrow cannot be read.
struct ArrowTableError {
  Bilingual text;
};

/// The rows of all batches, in their order. The schema is a struct of columns: integers,
/// floating point (its shortest decimal form), decimals of 128 bits, truths, texts,
/// dates, timestamps, dictionaries of these, all-null columns, and structs of them, whose
/// members become columns "struct.member". A null is an empty cell. Throws
/// ArrowTableError for anything else (lists are tables of their own) and for structs that
/// contradict themselves; sizes of buffers cannot be checked and are the caller's word.
TableText arrow_table(std::string name, const ArrowSchema& schema,
                      std::span<const ArrowArray* const> batches);

}  // namespace jiangbu
