// Formulas, values and paths of facts as people read them; see formula_text.hpp.
#include "report/formula_text.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "report/amount_text.hpp"
#include "values/quantity_text.hpp"

namespace jiangbu {

namespace {

constexpr std::string_view yuan = "元";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Letters, digits, underscores and everything beyond ASCII.
bool in_word(char c) {
  return is_digit(c) || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::optional<Money> money_in(std::string_view text) {
  if (!text.ends_with(yuan)) return std::nullopt;
  const auto amount = parse_money(text, "CNY", 1);
  return amount ? Money::from_yuan(*amount, RoundingMode::half_up) : std::nullopt;
}

/// Rewrites a formula from left to right, one piece at a time.
class FormulaWriter {
 public:
  FormulaWriter(std::string_view rest, const std::vector<Name>& names, const Wording& say)
      : rest_(rest), names_(names), say_(say) {}

  std::string write() {
    while (!rest_.empty()) {
      const bool at_word = !in_word(before_);
      if (at_word && (write_name() || write_number() || write_keyword())) continue;
      if (write_quoted() || write_sign()) continue;
      take(1, std::string(rest_.substr(0, 1)));
    }
    return std::move(out_);
  }

 private:
  void take(std::size_t length, const std::string& written) {
    before_ = rest_[length - 1];
    rest_.remove_prefix(length);
    out_ += written;
  }

  bool ends_at(std::size_t length) const {
    if (length >= rest_.size()) return true;
    const char next = rest_[length];
    return !in_word(next) &&
           !(next == '.' && length + 1 < rest_.size() && in_word(rest_[length + 1]));
  }

  bool write_name() {
    const Name* longest = nullptr;
    for (const Name& name : names_) {
      const bool fits = rest_.starts_with(name.text) && ends_at(name.text.size());
      if (fits && (longest == nullptr || name.text.size() > longest->text.size())) {
        longest = &name;
      }
    }
    if (longest == nullptr) return false;
    take(longest->text.size(), title_of(*longest));
    return true;
  }

  /// Of two things under one title, such as the same field of two items, each is told
  /// apart by whose it is.
  std::string title_of(const Name& name) const {
    const std::string& title = name.title.in(say_.language());
    const std::size_t dot = name.text.find('.');
    const auto is_other = [&](const Name& other) {
      return other.text != name.text && other.title == name.title &&
             other.text.find('[') == std::string::npos;
    };
    if (dot == std::string::npos || std::ranges::none_of(names_, is_other)) return title;
    return say_.with_remark(title, name.text.substr(0, dot));
  }

  bool write_number() {
    if (!is_digit(rest_[0])) return false;
    std::size_t end = 0;
    const auto digits_at = [&](std::size_t i) {
      return i < rest_.size() && is_digit(rest_[i]);
    };
    while (digits_at(end) || (rest_.substr(end, 1) == "." && digits_at(end + 1))) ++end;
    const std::string_view number = rest_.substr(0, end);
    for (const std::string_view unit : {"万", "亿", ""}) {
      const std::string amount =
          std::string(number) + std::string(unit) + std::string(yuan);
      if (!rest_.starts_with(amount)) continue;
      const auto money = money_in(amount);
      if (!money) break;
      take(amount.size(), amount_text(*money, say_));
      return true;
    }
    take(end, std::string(number));
    return true;
  }

  bool write_keyword() {
    const auto found = say_.keyword_at(rest_);
    if (!found || !ends_at(found->first)) return false;
    std::string word = found->second;
    // The `and` of `between a and b` joins bounds, not conditions.
    if (rest_.starts_with("and") && between_) {
      word = say_(Word::between_and);
      between_ = false;
    } else if (rest_.starts_with("between")) {
      between_ = true;
    }
    take(found->first, word);
    return true;
  }

  bool write_quoted() {
    const bool date = rest_.starts_with("@\"");
    if (!date && rest_[0] != '"') return false;
    const std::size_t open = date ? 1 : 0;
    std::size_t end = rest_.find('"', open + 1);
    end = end == rest_.npos ? rest_.size() : end + 1;
    const std::string_view quoted = rest_.substr(0, end);
    take(end, std::string(date && end > 3 ? quoted.substr(2, end - 3) : quoted));
    return true;
  }

  bool write_sign() {
    const std::string_view sign = rest_.substr(0, 2);
    const char* readable = sign == ">="   ? "≥"
                           : sign == "<=" ? "≤"
                           : sign == "!=" ? "≠"
                                          : nullptr;
    if (readable == nullptr) return false;
    take(2, readable);
    return true;
  }

  std::string_view rest_;
  const std::vector<Name>& names_;
  const Wording& say_;
  std::string out_;
  char before_ = '\0';
  bool between_ = false;
};

/// "a..b", "a..", "..b"; nullopt if the value is no range.
std::optional<std::string> range_text(const std::string& value, const Wording& say) {
  const std::size_t dots = value.find("..");
  if (dots == value.npos || value.find('"') != value.npos) return std::nullopt;
  const std::string low = value.substr(0, dots);
  const std::string high = value.substr(dots + 2);
  const auto low_money = money_in(low);
  const auto high_money = money_in(high);
  if (low_money && high_money) {
    return amount_text(AmountRange{*low_money, *high_money}, say);
  }
  const std::string low_text = value_text(low, {}, say);
  const std::string high_text = value_text(high, {}, say);
  if (high.empty()) return say(Word::value_from, low_text);
  if (low.empty()) return say(Word::value_up_to, high_text);
  return low_text + "–" + high_text;
}

/// "[3]" and "[3..]": how many elements a list has.
std::optional<std::string> list_text(const std::string& value, const Wording& say) {
  if (value.size() < 3 || value.front() != '[' || !is_digit(value[1])) {
    return std::nullopt;
  }
  const bool open = value.ends_with("..]");
  const std::string count = value.substr(1, value.size() - (open ? 4 : 2));
  if (open) return say(Word::at_least_items, count);
  return count == "1" ? say(Word::one_item) : say(Word::item_count, count);
}

}  // namespace

std::string formula_text(const std::string& formula, const std::vector<Name>& names,
                         const Wording& say) {
  return FormulaWriter(formula, names, say).write();
}

std::string value_text(const std::string& value, const std::vector<Name>& names,
                       const Wording& say) {
  const auto name = std::ranges::find(names, value, &Name::text);
  if (name != names.end()) return name->title.in(say.language());
  if (value == "?") return say.value("unknown");
  if (const auto money = money_in(value)) return amount_text(*money, say);
  if (const auto list = list_text(value, say)) return *list;
  if (const auto range = range_text(value, say)) return *range;
  return say.value(value);
}

std::string fact_text(const std::string& path, const std::vector<Name>& names,
                      const std::string& own_item, const Wording& say) {
  const auto name = std::ranges::find(names, path, &Name::text);
  if (name == names.end()) return path;
  return say.with_remark(name->title.in(say.language()),
                         name->of == own_item ? std::string() : name->of);
}

std::string facts_text(const std::vector<std::string>& paths,
                       const std::vector<Name>& names, const std::string& own_item,
                       const Wording& say, std::size_t more) {
  std::vector<std::string> texts;
  for (const std::string& path : paths) {
    std::string text = fact_text(path, names, own_item, say);
    if (std::ranges::find(texts, text) == texts.end()) texts.push_back(std::move(text));
  }
  const std::string all = say.list(texts);
  return more == 0 ? all : say(Word::facts_and_more, all, std::to_string(more));
}

}  // namespace jiangbu
