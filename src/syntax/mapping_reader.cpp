#include "syntax/mapping_reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "diagnostics/suggest.hpp"

namespace jiangbu {

namespace {

// What messages call a construct in Chinese. Keys that stand in a file as they are
// (`stacking`, `inputs`) keep their spelling.
constexpr std::array<std::pair<std::string_view, std::string_view>, 27> chinese_names{{
    {"aggregate", "汇总 aggregate"},
    {"award", "金额 award"},
    {"band", "这一档"},
    {"budget", "预算"},
    {"clause", "条款"},
    {"clawback", "追回"},
    {"condition", "条件"},
    {"dated value", "分段取值"},
    {"deadline", "期限"},
    {"entity", "实体"},
    {"enum", "枚举"},
    {"exclude", "排除情形"},
    {"expectation", "期望"},
    {"fact", "事实"},
    {"field", "字段"},
    {"figure", "指标 figure"},
    {"instalment", "分期"},
    {"note", "备注"},
    {"option", "选项"},
    {"parameter", "参数"},
    {"policy", "政策"},
    {"reading", "解读问题"},
    {"reference", "引用文件"},
    {"table", "表格"},
    {"target", "目标"},
    {"test", "测试"},
    {"vocabulary", "词汇表"},
}};

// What officers write for a key of ours.
constexpr std::array<std::pair<std::string_view, std::string_view>, 16> other_words{{
    {"最高", "at most"},
    {"最多", "at most"},
    {"不超过", "at most"},
    {"上限", "at most"},
    {"max", "at most"},
    {"up to", "at most"},
    {"最低", "at least"},
    {"不低于", "at least"},
    {"下限", "at least"},
    {"min", "at least"},
    {"比例", "percent"},
    {"rate", "percent"},
    {"基数", "of"},
    {"条件", "when"},
    {"if", "when"},
    {"金额", "award"},
}};

std::string chinese_name(const std::string& what) {
  for (const auto& [name, chinese] : chinese_names) {
    if (name == what) return std::string(chinese);
  }
  return "“" + what + "”";
}

}  // namespace

void report_shape(Code code, Span span, const std::string& what,
                  Diagnostics& diagnostics) {
  diagnostics.error(code, span, {what, chinese_name(what)});
}

MappingReader::MappingReader(const Node& node, std::string what, Diagnostics& diagnostics)
    : node_(node), place_(node.span), what_(std::move(what)), diagnostics_(diagnostics) {
  is_mapping_ = node.is_mapping();
  if (!is_mapping_) {
    report_shape(Code::syntax_expected_mapping, node.span, what_, diagnostics);
  }
}

MappingReader::MappingReader(const Entry& entry, std::string what,
                             Diagnostics& diagnostics)
    : MappingReader(entry.value, std::move(what), diagnostics) {
  place_ = entry.key.span;
}

const Node* MappingReader::take(std::string_view key) {
  known_.emplace_back(key);
  const Node* value = node_.find(key);
  return value != nullptr && !value->is_null() ? value : nullptr;
}

const Node* MappingReader::require(std::string_view key) {
  const Node* value = take(key);
  if (value == nullptr && is_mapping_) missing_.emplace_back(key);
  return value;
}

void MappingReader::report_missing(const std::string& key) {
  const Entry* empty = node_.find_entry(key);
  Diagnostic& error = diagnostics_.error(Code::syntax_missing_key,
                                         empty != nullptr ? empty->key.span : place_,
                                         {what_, key, chinese_name(what_)});
  if (empty != nullptr) {
    error.help = {"键“" + key + "”后面没有值", "the key '" + key + "' has no value"};
  } else {
    error.help = {"补上一行“" + key + ": …”", "add '" + key + ": …'"};
  }
}

void MappingReader::finish() {
  if (!is_mapping_) return;
  for (const Entry& entry : node_.entries) {
    const std::string& key = entry.key.text;
    if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
    // Already refused as a key without ':'.
    if (const std::size_t colon = key.find("：");
        colon != std::string::npos && entry.value.is_null()) {
      std::erase(missing_, key.substr(0, colon));
      continue;
    }
    Diagnostic& error = diagnostics_.error(Code::syntax_unknown_key, entry.key.span,
                                           {key, what_, chinese_name(what_)});
    suggest(error, key, known_);
    for (const auto& [word, ours] : other_words) {
      const bool is_known = std::find(known_.begin(), known_.end(), ours) != known_.end();
      if (word != key || !is_known) continue;
      error.help = {"写作 " + std::string(ours), "write '" + std::string(ours) + "'"};
    }
    const auto slip = nearest_name(key, missing_);
    if (slip) std::erase(missing_, *slip);
  }
  for (const std::string& key : missing_) report_missing(key);
}

}  // namespace jiangbu
