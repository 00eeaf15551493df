// The long page of each diagnostic code: what it means, why it is an error, wrong and
// right. In: the texts of the folder pages, compiled in. Out: CodePage, and its text for
// people. Never: tries an example (tests/pages does).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/codes.hpp"
#include "diagnostics/language.hpp"

namespace jiangbu {

/// The page of one code. The examples are the same in both languages; `setting` tells the
/// tests what they are parts of: a clause, a policy, a whole file …
struct CodePage {
  std::string code;
  Bilingual text;
  std::string setting;
  std::string wrong;
  std::string right;
};

/// All pages in the order of their files.
const std::vector<CodePage>& all_pages();

/// The page of a code; null if nobody has written it.
const CodePage* find_page(Code code);

/// The message of a code with "…" for what its arguments tell.
std::string title_of(Code code, Language language);

/// The page as `jiangbu describe` prints it: code, severity and message, text, examples.
std::string page_text(Code code, Language language);

}  // namespace jiangbu
