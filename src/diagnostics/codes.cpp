// The permanent codes of all diagnostics; see codes.hpp.
#include "diagnostics/codes.hpp"

#include <fmt/args.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace jiangbu {

namespace {

struct CodeEntry {
  Code code;
  std::string_view identifier;
  std::string_view text;
  Severity severity;
  std::string_view zh;
  std::string_view en;
};

constexpr CodeEntry table[] = {
#define JIANGBU_CODE(identifier, text, severity, zh, en) \
  {Code::identifier, #identifier, text, Severity::severity, zh, en},
#include "diagnostics/codes.def"
#undef JIANGBU_CODE
};

constexpr auto codes = [] {
  std::array<Code, std::size(table)> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = table[i].code;
  return all;
}();

const CodeEntry& entry(Code code) { return table[static_cast<std::size_t>(code)]; }

}  // namespace

std::span<const Code> all_codes() { return codes; }

std::string_view code_text(Code code) { return entry(code).text; }

std::string_view code_identifier(Code code) { return entry(code).identifier; }

Severity default_severity(Code code) { return entry(code).severity; }

std::optional<Code> find_code(std::string_view text) {
  const auto found = std::ranges::find(table, text, &CodeEntry::text);
  if (found == std::end(table)) return std::nullopt;
  return found->code;
}

std::string_view message_pattern(Code code, Language language) {
  return language == Language::zh ? entry(code).zh : entry(code).en;
}

std::string message(Code code, Language language,
                    std::span<const std::string> arguments) {
  const std::string_view pattern = message_pattern(code, language);
  fmt::dynamic_format_arg_store<fmt::format_context> store;
  for (const std::string& argument : arguments) store.push_back(argument);
  try {
    return fmt::vformat(pattern, store);
  } catch (const fmt::format_error&) {
    // A finding with a bare message is better than none.
    std::string bare(pattern);
    for (const std::string& argument : arguments) bare += " [" + argument + "]";
    return bare;
  }
}

}  // namespace jiangbu
