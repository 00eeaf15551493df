#include "diagnostics/pages.hpp"

#include <algorithm>

#include "diagnostics/embedded_pages.hpp"
#include "diagnostics/render.hpp"

namespace jiangbu {

namespace {

/// Reads the form that pages/README.md describes. Lines before the first page say
/// nothing.
std::vector<CodePage> read_pages(std::string_view source) {
  std::vector<CodePage> pages;
  std::string ignored;
  std::string* part = &ignored;
  while (!source.empty()) {
    const std::size_t end = std::min(source.find('\n'), source.size());
    const std::string_view line = source.substr(0, end);
    source.remove_prefix(std::min(end + 1, source.size()));
    const auto after = [&](std::string_view word) { return line.substr(word.size()); };
    if (line.starts_with("== ")) {
      pages.push_back({std::string(after("== ")), {}, {}, {}, {}});
      part = &ignored;
    } else if (pages.empty()) {
      continue;
    } else if (line == "zh" || line == "en") {
      part = line == "zh" ? &pages.back().text.zh : &pages.back().text.en;
    } else if (line == "right") {
      part = &pages.back().right;
    } else if (line.starts_with("wrong ")) {
      pages.back().setting = after("wrong ");
      part = &pages.back().wrong;
    } else {
      part->append(line.substr(std::min<std::size_t>(2, line.size()))).append("\n");
    }
  }
  return pages;
}

std::string indented(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) result.append("    ").append(text.substr(0, end));
    result += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

}  // namespace

const std::vector<CodePage>& all_pages() {
  static const std::vector<CodePage> pages = read_pages(embedded_pages);
  return pages;
}

const CodePage* find_page(Code code) {
  const std::vector<CodePage>& pages = all_pages();
  const auto page = std::find_if(pages.begin(), pages.end(), [&](const CodePage& one) {
    return one.code == code_text(code);
  });
  return page == pages.end() ? nullptr : &*page;
}

std::string title_of(Code code, Language language) {
  return message(code, language, std::vector<std::string>(10, "…"));
}

std::string page_text(Code code, Language language) {
  const bool zh = language == Language::zh;
  std::string text(code_text(code));
  text += ' ';
  text += severity_text(default_severity(code), language);
  text += zh ? "：" : ": ";
  text += title_of(code, language);
  text += '\n';
  const CodePage* page = find_page(code);
  if (page == nullptr) return text;
  text += '\n' + (zh ? page->text.zh : page->text.en);
  if (!page->wrong.empty()) {
    text += (zh ? "\n错误的写法：\n\n" : "\nWrong:\n\n") + indented(page->wrong);
  }
  if (!page->right.empty()) {
    text += (zh ? "\n正确的写法：\n\n" : "\nRight:\n\n") + indented(page->right);
  }
  return text;
}

}  // namespace jiangbu
