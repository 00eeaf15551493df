// The list of findings a run collects; see diagnostic.hpp.
#include "diagnostics/diagnostic.hpp"

#include <algorithm>
#include <utility>

namespace jiangbu {

Diagnostic& Diagnostics::error(Code code, Span span, std::vector<std::string> arguments) {
  return store({code, Severity::error, span, std::move(arguments), {}, {}, {}});
}

Diagnostic& Diagnostics::warning(Code code, Span span,
                                 std::vector<std::string> arguments) {
  return store({code, Severity::warning, span, std::move(arguments), {}, {}, {}});
}

Diagnostic& Diagnostics::add(Code code, Span span, std::vector<std::string> arguments) {
  return store({code, default_severity(code), span, std::move(arguments), {}, {}, {}});
}

Diagnostic& Diagnostics::store(Diagnostic diagnostic) {
  // Errors have room of their own: many warnings must not hide one.
  const bool is_error = diagnostic.severity == Severity::error;
  std::size_t& count = is_error ? error_count_ : other_count_;
  if (++count > capacity) {
    ++omitted_;
    return scratch_ = std::move(diagnostic);
  }
  return list_.emplace_back(std::move(diagnostic));
}

void Diagnostics::sort_and_deduplicate() {
  std::ranges::stable_sort(list_, [](const Diagnostic& a, const Diagnostic& b) {
    if (a.span.is_place() != b.span.is_place()) return !a.span.is_place();
    return std::pair(a.span.file, a.span.begin) < std::pair(b.span.file, b.span.begin);
  });
  // The list is bounded, so that comparing each with all before it stays cheap.
  std::deque<Diagnostic> distinct;
  for (Diagnostic& diagnostic : list_) {
    if (std::ranges::find(distinct, diagnostic) == distinct.end()) {
      distinct.push_back(std::move(diagnostic));
    }
  }
  list_ = std::move(distinct);
}

}  // namespace jiangbu
