// JSON text straight into facts, for whoever has many cases to explain.
// In: the JSON facts of one applicant. Out: CaseFacts. Never: diagnostics.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "read/read_facts.hpp"

namespace jiangbu {

/// Reads what read_facts() reads, to the same facts, without a document in between. What
/// it does not accept is left to read_facts(), which says what is wrong. One thread.
class JsonFactReader {
 public:
  /// The vocabulary outlives the reader.
  JsonFactReader(const Vocabulary& vocabulary, ReadFactsOptions options);
  ~JsonFactReader();
  JsonFactReader(JsonFactReader&&) noexcept;
  JsonFactReader& operator=(JsonFactReader&&) noexcept;

  /// The facts of one applicant; nothing if the text is not of the plain form: then
  /// read_facts() decides.
  std::optional<CaseFacts> read(std::string_view text);

 private:
  class Reading;
  std::unique_ptr<Reading> reading_;
};

}  // namespace jiangbu
