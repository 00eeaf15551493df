// Diagnostics as text for people; see render.hpp.
#include "diagnostics/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <vector>

#include "diagnostics/excerpt.hpp"

namespace jiangbu {

namespace {

std::string visible(std::string_view text) {
  std::string out;
  append_visible(out, text);
  return out;
}

std::string place_text(const SourceMap& sources, Span span) {
  const SourceFile& file = sources.file(span.file);
  const LineColumn place = file.line_column(span.begin);
  return fmt::format("{}:{}:{}", visible(file.name()), place.line, place.column);
}

/// One excerpt to be shown: the place itself, or that of a label.
struct Marked {
  Span span;
  Excerpt excerpt;
  std::string label;
};

std::vector<Marked> collect_excerpts(const Diagnostic& diagnostic,
                                     const SourceMap& sources, Language language) {
  std::vector<Marked> marked;
  if (sources.contains(diagnostic.span.file)) {
    const SourceFile& file = sources.file(diagnostic.span.file);
    marked.push_back(
        {diagnostic.span, make_excerpt(file, diagnostic.span, '^', '~'), {}});
  }
  for (const LabelledSpan& label : diagnostic.labels) {
    const std::string text = visible(label.text.in(language));
    if (!sources.contains(label.span.file)) continue;
    if (!marked.empty() && label.span == diagnostic.span && marked[0].label.empty()) {
      marked[0].label = text;
      continue;
    }
    const SourceFile& file = sources.file(label.span.file);
    marked.push_back({label.span, make_excerpt(file, label.span, '-', '-'), text});
  }
  return marked;
}

/// Width of the gutter: three spaces and the longest line number shown.
std::size_t gutter_width(const std::vector<Marked>& marked) {
  std::uint32_t last_line = 1;
  for (const Marked& one : marked) last_line = std::max(last_line, one.excerpt.line);
  return 3 + fmt::formatted_size("{}", last_line);
}

void append_excerpt(std::string& out, const Marked& marked, std::size_t gutter) {
  const Excerpt& excerpt = marked.excerpt;
  fmt::format_to(std::back_inserter(out), "{:>{}} | {}\n", excerpt.line, gutter,
                 excerpt.text);
  fmt::format_to(std::back_inserter(out), "{:>{}} | {}", "", gutter, excerpt.marker);
  if (!marked.label.empty()) out += ' ' + marked.label;
  out += '\n';
}

void append_note(std::string& out, std::string_view kind, const std::string& text) {
  fmt::format_to(std::back_inserter(out), "   = {}: {}\n", kind, visible(text));
}

/// Notes, help, and the labels whose place cannot be shown.
void append_notes(std::string& out, const Diagnostic& diagnostic,
                  const SourceMap& sources, Language language) {
  const char* note = severity_text(Severity::note, language);
  for (const LabelledSpan& label : diagnostic.labels) {
    if (!sources.contains(label.span.file) && !label.text.empty()) {
      append_note(out, note, label.text.in(language));
    }
  }
  for (const Bilingual& text : diagnostic.notes) {
    append_note(out, note, text.in(language));
  }
  if (!diagnostic.help.empty()) {
    append_note(out, language == Language::zh ? "帮助" : "help",
                diagnostic.help.in(language));
  }
}

}  // namespace

const char* severity_text(Severity severity, Language language) {
  const bool zh = language == Language::zh;
  switch (severity) {
    case Severity::error:
      return zh ? "错误" : "error";
    case Severity::warning:
      return zh ? "警告" : "warning";
    case Severity::note:
      break;
  }
  return zh ? "说明" : "note";
}

std::string render(const Diagnostic& diagnostic, const SourceMap& sources,
                   Language language) {
  std::string out;
  if (sources.contains(diagnostic.span.file)) {
    out += place_text(sources, diagnostic.span) + ": ";
  }
  const std::string text = message(diagnostic.code, language, diagnostic.arguments);
  fmt::format_to(std::back_inserter(out), "{} {}: {}\n",
                 severity_text(diagnostic.severity, language), code_text(diagnostic.code),
                 visible(text));
  const std::vector<Marked> marked = collect_excerpts(diagnostic, sources, language);
  const std::size_t gutter = gutter_width(marked);
  FileId shown = diagnostic.span.file;
  for (const Marked& one : marked) {
    if (one.span.file != shown) out += "   --> " + place_text(sources, one.span) + '\n';
    shown = one.span.file;
    append_excerpt(out, one, gutter);
  }
  append_notes(out, diagnostic, sources, language);
  return out;
}

std::string render(const Diagnostics& diagnostics, const SourceMap& sources,
                   Language language) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    if (!out.empty()) out += '\n';
    out += render(diagnostic, sources, language);
  }
  if (diagnostics.omitted() > 0) {
    out += language == Language::zh
               ? fmt::format("\n…… 另有 {} 条\n", diagnostics.omitted())
               : fmt::format("\n… and {} more\n", diagnostics.omitted());
  }
  return out;
}

}  // namespace jiangbu
