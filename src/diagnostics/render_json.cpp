// Diagnostics as JSON for programs; see render.hpp.
#include <algorithm>
#include <string_view>

#include "diagnostics/json_text.hpp"
#include "diagnostics/render.hpp"

namespace jiangbu {

namespace {

void append_key(std::string& out, std::string_view key) {
  if (!out.ends_with('{')) out += ", ";
  append_json_string(out, key);
  out += ": ";
}

void append_bilingual(std::string& out, const std::string& zh, const std::string& en) {
  out += "{";
  append_key(out, "zh");
  append_json_string(out, zh);
  append_key(out, "en");
  append_json_string(out, en);
  out += "}";
}

/// file, line, column, end_line, end_column, as members of the object being written.
void append_place(std::string& out, Span span, const SourceMap& sources) {
  if (!sources.contains(span.file)) {
    for (const char* key : {"file", "line", "column", "end_line", "end_column"}) {
      append_key(out, key);
      out += "null";
    }
    return;
  }
  const SourceFile& file = sources.file(span.file);
  const LineColumn begin = file.line_column(span.begin);
  const LineColumn end = file.line_column(std::max(span.begin, span.end));
  append_key(out, "file");
  append_json_string(out, file.name());
  append_key(out, "line");
  out += std::to_string(begin.line);
  append_key(out, "column");
  out += std::to_string(begin.column);
  append_key(out, "end_line");
  out += std::to_string(end.line);
  append_key(out, "end_column");
  out += std::to_string(end.column);
}

void append_labels(std::string& out, const Diagnostic& diagnostic,
                   const SourceMap& sources) {
  append_key(out, "labels");
  out += "[";
  for (const LabelledSpan& label : diagnostic.labels) {
    if (!out.ends_with('[')) out += ", ";
    out += "{";
    append_place(out, label.span, sources);
    append_key(out, "text");
    append_bilingual(out, label.text.zh, label.text.en);
    out += "}";
  }
  out += "]";
}

void append_notes(std::string& out, const Diagnostic& diagnostic) {
  append_key(out, "notes");
  out += "[";
  for (const Bilingual& note : diagnostic.notes) {
    if (!out.ends_with('[')) out += ", ";
    append_bilingual(out, note.zh, note.en);
  }
  out += "]";
  append_key(out, "help");
  if (diagnostic.help.empty()) {
    out += "null";
  } else {
    append_bilingual(out, diagnostic.help.zh, diagnostic.help.en);
  }
}

void append_diagnostic(std::string& out, const Diagnostic& diagnostic,
                       const SourceMap& sources) {
  out += "{";
  append_key(out, "code");
  append_json_string(out, code_text(diagnostic.code));
  append_key(out, "severity");
  append_json_string(out, severity_text(diagnostic.severity, Language::en));
  append_place(out, diagnostic.span, sources);
  append_key(out, "message");
  append_bilingual(out, message(diagnostic.code, Language::zh, diagnostic.arguments),
                   message(diagnostic.code, Language::en, diagnostic.arguments));
  append_labels(out, diagnostic, sources);
  append_notes(out, diagnostic);
  out += "}";
}

}  // namespace

std::string render_json(const Diagnostics& diagnostics, const SourceMap& sources) {
  std::string out = "[";
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    out += out.ends_with('[') ? "\n  " : ",\n  ";
    append_diagnostic(out, diagnostic, sources);
  }
  out += diagnostics.empty() ? "]\n" : "\n]\n";
  return out;
}

}  // namespace jiangbu
