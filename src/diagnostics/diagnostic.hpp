// One finding about a text, and the list of them a run collects.
// In: codes, spans, arguments from every stage. Out: Diagnostic, Diagnostics.
// Never: prints, throws, or decides whether the run goes on.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <vector>

#include "diagnostics/codes.hpp"
#include "diagnostics/language.hpp"
#include "diagnostics/source.hpp"

namespace jiangbu {

/// A second place that explains a diagnostic, with what is to be seen there.
struct LabelledSpan {
  Span span;
  Bilingual text;

  bool operator==(const LabelledSpan&) const = default;
};

/// One finding. A label whose span equals `span` is written behind the caret.
struct Diagnostic {
  Code code{};
  Severity severity = Severity::error;
  Span span;
  std::vector<std::string> arguments;
  std::vector<LabelledSpan> labels;
  std::vector<Bilingual> notes;
  Bilingual help;

  bool operator==(const Diagnostic&) const = default;
};

/// The findings of one run, in the order they were made. One thread at a time.
///
/// Bounded: of errors, and of the rest, only the first `capacity` each are stored; those
/// behind are counted in omitted(), so that a hostile file cannot fill the memory.
class Diagnostics {
 public:
  static constexpr std::size_t capacity = 200;

  /// Adds an error. The reference stays valid until sort_and_deduplicate(), so labels,
  /// notes and help can be put on it; when the list is full it is a scratch value.
  Diagnostic& error(Code code, Span span, std::vector<std::string> arguments = {});

  /// Adds a warning; as error().
  Diagnostic& warning(Code code, Span span, std::vector<std::string> arguments = {});

  /// Adds a finding with the severity the table of codes gives it; as error().
  Diagnostic& add(Code code, Span span, std::vector<std::string> arguments = {});

  /// Whether any error was added, stored or not.
  bool has_errors() const { return error_count_ > 0; }

  /// Number of errors added, stored or not (duplicates removed later are counted).
  std::size_t error_count() const { return error_count_; }

  /// Number of findings that were counted but not stored.
  std::size_t omitted() const { return omitted_; }

  bool empty() const { return list_.empty(); }
  const std::deque<Diagnostic>& all() const { return list_; }

  /// Orders by file and offset (findings without a place first; equals keep their order)
  /// and removes findings identical to an earlier one. Ends the references given out.
  void sort_and_deduplicate();

 private:
  Diagnostic& store(Diagnostic diagnostic);

  std::deque<Diagnostic> list_;
  Diagnostic scratch_;
  std::size_t error_count_ = 0;
  std::size_t other_count_ = 0;
  std::size_t omitted_ = 0;
};

}  // namespace jiangbu
