// What an author probably did when YAML does not parse; see yaml_advice.hpp.
#include "document/yaml_advice.hpp"

#include <algorithm>
#include <cstdint>

namespace jiangbu {

namespace {

struct Advice {
  std::string_view reason;  // as yaml-cpp words it
  const char* zh;
  const char* en;
};

constexpr Advice advices[] = {
    {"illegal EOF in scalar", "引号没有闭合", "a quotation mark is not closed"},
    {"end of sequence flow not found", "列表缺少“]”或“,”；含 [、{ 或逗号的公式要加引号",
     "the list lacks its ']' or a ','; quote a formula with '[', '{' or a comma"},
    {"end of map flow not found", "映射缺少“}”或“,”；含 [、{ 或逗号的公式要加引号",
     "the mapping lacks its '}' or a ','; quote a formula with '[', '{' or a comma"},
    {"end of map not found", "检查缩进，或引号之后多余的文字",
     "check the indentation, and for text behind a closing quote"},
    {"end of sequence not found", "检查缩进，列表各项的“-”应对齐",
     "check the indentation: the '-' of all items stand in one column"},
    {"illegal map value", "值中含“: ”时要加引号；也请检查缩进和上一行的冒号",
     "quote a value that contains ': '; check the indentation and the ':' of the line "
     "before"},
    {"illegal block entry", "列表的“-”要另起一行", "begin a list's '-' on a new line"},
    {"unknown token", "以 %、@ 或 ` 开头的值要加引号",
     "quote a value that begins with %, @ or `"},
    {"unknown escape character", "双引号中的反斜杠要写成 \\\\，或改用单引号",
     "write \\\\ for a backslash in double quotes, or use single quotes"},
};

struct Reason {
  std::string_view reason;
  const char* zh;
};

constexpr Reason reasons[] = {
    {"illegal EOF in scalar", "文字没有结束"},
    {"end of sequence flow not found", "列表没有结束"},
    {"end of map flow not found", "映射没有结束"},
    {"end of map not found", "映射在此中断"},
    {"end of sequence not found", "列表在此中断"},
    {"illegal map value", "这里不能有键和值"},
    {"illegal map key", "这里不能有键"},
    {"illegal block entry", "这里不能有列表项“-”"},
    {"illegal flow end", "多余的右括号"},
    {"illegal document indicator in scalar", "文字中不能有文档分隔行"},
    {"illegal tab when looking for indentation", "缩进中有制表符"},
    {"unknown token", "不认识的符号"},
    {"unknown escape character", "不认识的转义"},
    {"unexpected character in block scalar", "多行文字的标记有误"},
    {"invalid unicode", "无效的 Unicode 转义"},
    {"bad character found while scanning hex number", "十六进制转义有误"},
};

bool is_indented_by_tab(std::string_view line) {
  return line.substr(0, line.find_first_not_of(" \t")).find('\t') !=
         std::string_view::npos;
}

/// A fullwidth colon where a key should end, the slip of every Chinese keyboard.
bool has_fullwidth_colon(std::string_view line) {
  return line.find("：") != std::string_view::npos &&
         line.find(": ") == std::string_view::npos && !line.ends_with(':');
}

}  // namespace

Bilingual yaml_advice(std::string_view reason, const SourceFile& source,
                      std::size_t offset) {
  const std::uint32_t line = source.line_column(offset).line;
  for (std::uint32_t near = line; near > 0 && near + 1 >= line; --near) {
    const std::string_view text = source.line_text(near);
    if (is_indented_by_tab(text)) {
      return {"缩进只能用空格，不能用制表符", "indent with spaces, not with tabs"};
    }
    if (has_fullwidth_colon(text)) {
      return fullwidth_colon_advice();
    }
  }
  for (const Advice& advice : advices) {
    if (reason.starts_with(advice.reason)) return {advice.zh, advice.en};
  }
  return {};
}

Bilingual fullwidth_colon_advice() {
  return {"键之后要用半角冒号加空格“: ”，而不是全角“：”",
          "end a key with ': ', not with the fullwidth '：'"};
}

std::string yaml_reason_in_chinese(const std::string& reason) {
  for (const Reason& known : reasons) {
    if (reason.starts_with(known.reason)) return known.zh;
  }
  return reason;
}

}  // namespace jiangbu
