// One written value of a fact: the only place that gives texts of facts their meaning.
// In: a text, a field. Out: Constant, or diagnostics JB4005..JB4007.
// Never: guesses a value; knows a file format.
#pragma once

#include <optional>
#include <string>

#include "diagnostics/diagnostic.hpp"
#include "model/vocabulary.hpp"

namespace jiangbu {

/// Which spellings count. Tables of spreadsheets hold what people see: titles of enum
/// values beside their names, 是 and 否 beside true and false.
enum class Spelling : std::uint8_t { facts, table };

/// Reads values of the fields of one vocabulary, which outlives it. Any number of
/// threads.
class ScalarReader {
 public:
  explicit ScalarReader(const Vocabulary& vocabulary, Spelling spelling = Spelling::facts)
      : vocabulary_(vocabulary), spelling_(spelling) {}

  /// The value within the field's bounds, or nothing and an error at `span`. `type` is
  /// the field's, or that of its elements or ends.
  std::optional<Constant> read(const std::string& text, Span span, const Type& type,
                               const Field& field, Diagnostics& diagnostics) const;
  /// The value, bounds aside; nothing if the text does not stand for one.
  std::optional<Constant> parse(const std::string& text, const Type& type,
                                const Field& field) const;
  /// Says that `found` is no value of the type, and how one is written.
  void report_wrong(const std::string& found, Span span, const Type& type,
                    const Field& field, Diagnostics& diagnostics) const;
  /// Whether a number lies within the field's bounds; reports it if not.
  bool check_bounds(const Constant& value, Span span, const Field& field,
                    Diagnostics& diagnostics) const;

 private:
  std::optional<Constant> parse_enum(const std::string& text, std::uint32_t id) const;

  const Vocabulary& vocabulary_;
  Spelling spelling_;
};

/// null for a fact that is not optional.
void report_null_given(const Field& field, Span span, Diagnostics& diagnostics);

}  // namespace jiangbu
