// Diagnostics as the plain values of the public interface.
// In: Diagnostics, sources; wrong arguments of a call. Out: Problem. Never: prints.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "jiangbu/evaluate.hpp"
#include "read/load_rules.hpp"

namespace jiangbu {

Language language_of(TextLanguage language);
BilingualText public_text(const Bilingual& text);

/// Sorts the diagnostics and adds them to the problems; those counted but not stored as
/// one more.
void add_problems(Diagnostics& diagnostics, const SourceMap& sources,
                  std::vector<Problem>& problems);

/// An error without a place; `code` may be empty.
Problem error_without_place(std::string code, const Bilingual& message);

/// The date, or a problem.
std::optional<Date> read_decision_date(const std::string& text,
                                       std::vector<Problem>& problems);

/// Adds a problem for every reading that none of the policies has.
void check_readings(const std::map<std::string, std::string>& readings,
                    const std::vector<const Program*>& programs,
                    std::vector<Problem>& problems);

}  // namespace jiangbu
