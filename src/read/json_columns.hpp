// JSON text straight into columns, for those who want amounts and nothing else.
// In: the JSON facts of one applicant. Out: one row of Columns. Never: diagnostics.
#pragma once

#include <memory>
#include <string_view>

#include "batch/columns.hpp"

namespace jiangbu {

/// Reads the same facts as read_facts(), in the same form, with a closed world or without
/// as far as that makes no difference: every fact the layout asks for must be given.
/// Facts it does not ask for are not looked at, but must be known to the vocabulary. What
/// it does not accept is left to read_facts(), which says what is wrong. One thread.
class JsonColumnReader {
 public:
  /// Both outlive the reader.
  JsonColumnReader(const Vocabulary& vocabulary, const FactLayout& layout);
  ~JsonColumnReader();
  JsonColumnReader(JsonColumnReader&&) noexcept;
  JsonColumnReader& operator=(JsonColumnReader&&) noexcept;

  /// Appends one applicant; false, and nothing is appended, if the text is not of the
  /// plain form: then read_facts() decides.
  bool read(std::string_view text, Columns& columns, TextDictionary& texts);

 private:
  class Reading;
  std::unique_ptr<Reading> reading_;
};

}  // namespace jiangbu
