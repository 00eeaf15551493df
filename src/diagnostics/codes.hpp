// The permanent codes of all diagnostics, from the table codes.def.
// In: a Code and its arguments. Out: "JB1001", the message in either language.
// Never: knows places or how a diagnostic looks.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "diagnostics/language.hpp"

namespace jiangbu {

enum class Severity { error, warning, note };

enum class Code {
#define JIANGBU_CODE(identifier, text, severity, zh, en) identifier,
#include "diagnostics/codes.def"
#undef JIANGBU_CODE
};

/// All codes in the order of the table.
std::span<const Code> all_codes();

/// The permanent text of a code, such as "JB1001".
std::string_view code_text(Code code);

/// The identifier of a code in the table, such as "document_invalid_utf8".
std::string_view code_identifier(Code code);

/// The severity the table gives to a code.
Severity default_severity(Code code);

/// The code with that permanent text ("JB1001", in exactly this case), if there is one.
std::optional<Code> find_code(std::string_view text);

/// The message as the table has it, with its {0} {1} … unfilled.
std::string_view message_pattern(Code code, Language language);

/// The message with its arguments filled in. Never throws: when arguments are missing,
/// the bare pattern is returned with the arguments given behind it.
std::string message(Code code, Language language, std::span<const std::string> arguments);

}  // namespace jiangbu
