// Tables in the structs of Arrow's C data interface, made by hand.
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "jiangbu/jiangbu.h"
#include "read/arrow_structs.hpp"

namespace jiangbu::test {

inline void release_schema(ArrowSchema*) {}
inline void release_array(ArrowArray*) {}

/// A column or table; owns all it points to.
struct Made {
  std::string format;
  std::string name;
  std::vector<Made> children = {};
  std::vector<std::vector<std::uint8_t>> bytes = {};  // of buffers; empty: null
  std::int64_t length = 0;
  std::int64_t offset = 0;
  std::shared_ptr<Made> dictionary = {};

  ArrowSchema schema = {};
  ArrowArray array = {};
  std::vector<ArrowSchema*> schemas = {};
  std::vector<ArrowArray*> arrays = {};
  std::vector<const void*> buffers = {};

  void link() {
    for (Made& child : children) {
      child.link();
      schemas.push_back(&child.schema);
      arrays.push_back(&child.array);
    }
    if (dictionary) dictionary->link();
    for (const auto& one : bytes) buffers.push_back(one.empty() ? nullptr : one.data());
    const auto count = static_cast<std::int64_t>(children.size());
    schema = {format.c_str(),
              name.c_str(),
              nullptr,
              0,
              count,
              schemas.data(),
              dictionary ? &dictionary->schema : nullptr,
              release_schema,
              nullptr};
    array = {length,        -1,
             offset,        static_cast<std::int64_t>(buffers.size()),
             count,         buffers.data(),
             arrays.data(), dictionary ? &dictionary->array : nullptr,
             release_array, nullptr};
  }
};

template <typename Value>
std::vector<std::uint8_t> bytes_of(const std::vector<Value>& values) {
  std::vector<std::uint8_t> bytes(values.size() * sizeof(Value) + 1);
  const auto* from = reinterpret_cast<const std::uint8_t*>(values.data());
  std::copy_n(from, values.size() * sizeof(Value), bytes.begin());
  return bytes;
}

template <typename Value>
Made column(const std::string& name, const std::string& format,
            const std::vector<Value>& values, std::vector<std::uint8_t> validity = {}) {
  return {format,
          name,
          {},
          {std::move(validity), bytes_of(values)},
          static_cast<std::int64_t>(values.size())};
}

inline Made texts(const std::string& name, const std::vector<std::string>& values) {
  std::vector<std::int32_t> offsets = {0};
  std::string all;
  for (const std::string& value : values) {
    all += value;
    offsets.push_back(static_cast<std::int32_t>(all.size()));
  }
  return {"u",
          name,
          {},
          {{}, bytes_of(offsets), std::vector<std::uint8_t>(all.begin(), all.end())},
          static_cast<std::int64_t>(values.size())};
}

inline Made table(std::vector<Made> columns, std::int64_t rows) {
  return {"+s", "", std::move(columns), {{}}, rows};
}

/// The CSV text a table would be exported as.
inline std::string exported_text(const ArrowStructs& structs) {
  std::string all = structs.header();
  CsvRecord record;
  std::string row;
  for (std::uint64_t i = 0; i < structs.rows(); ++i) {
    structs.write_row(i, row, record);
    all += row;
  }
  return all;
}

/// A table as batches.
struct MadeTable {
  std::vector<Made> batches;
  std::vector<const ArrowArray*> arrays;

  void link() {
    for (Made& batch : batches) {
      batch.link();
      arrays.push_back(&batch.array);
    }
  }
  TableText columns(const std::string& name) const {
    return arrow_table(name, batches.front().schema, arrays);
  }
  /// The same as text.
  TableText exported(const std::string& name) const {
    return TableText::in_memory(name, exported_text({batches.front().schema, arrays}));
  }
};

}  // namespace jiangbu::test
