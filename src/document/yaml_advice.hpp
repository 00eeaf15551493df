// What an author probably did when YAML does not parse.
// In: the parser's message, the source, the place. Out: advice in both languages.
// Never: adds diagnostics.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "diagnostics/language.hpp"
#include "diagnostics/source.hpp"

namespace jiangbu {

/// Advice for a YAML syntax error at a byte offset; empty when nothing better is known
/// than the parser's own message.
Bilingual yaml_advice(std::string_view reason, const SourceFile& source,
                      std::size_t offset);

/// For a key that ends with the fullwidth colon of Chinese keyboards.
Bilingual fullwidth_colon_advice();

/// yaml-cpp's reason in Chinese; one not known here stays as it is.
std::string yaml_reason_in_chinese(const std::string& reason);

}  // namespace jiangbu
