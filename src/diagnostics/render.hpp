// Diagnostics as text for people and as JSON for programs.
// In: diagnostics and the sources they point into. Out: text, JSON text.
// Never: prints, or changes what it shows.
#pragma once

#include <string>

#include "diagnostics/diagnostic.hpp"
#include "diagnostics/language.hpp"
#include "diagnostics/source.hpp"

namespace jiangbu {

/// "file:line:column: error JB1001: message", the line with a caret under the place (by
/// display width), labels, notes and help. Ends with a line end. Never fails: a span
/// outside its file is cut to the file, a span without place gives no excerpt.
std::string render(const Diagnostic& diagnostic, const SourceMap& sources,
                   Language language);

/// All findings one after another with an empty line between, and a last line naming how
/// many were not stored. Empty for no findings.
std::string render(const Diagnostics& diagnostics, const SourceMap& sources,
                   Language language);

/// A JSON array, one object a finding: code, severity, file, line, column, end_line,
/// end_column (1-based, in characters; null without a place), message {zh, en}, labels,
/// notes, help {zh, en} or null. Findings not stored are not in it: see omitted().
std::string render_json(const Diagnostics& diagnostics, const SourceMap& sources);

/// "error", "warning", "note"; in Chinese 错误, 警告, 说明.
const char* severity_text(Severity severity, Language language);

}  // namespace jiangbu
