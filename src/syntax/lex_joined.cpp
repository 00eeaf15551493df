// Figures joined without blanks that mean something else in a clause than in a formula.
// In: all tokens of an expression. Out: an error where 2024-01-01 or 10-20% would be
// computed. Never: touches what is written with blanks: that can only be arithmetic.
#include <algorithm>

#include "syntax/lexer.hpp"

namespace jiangbu {

namespace {

// "2024-1-5" as "2024-01-05"; empty if the parts are not those of a date.
std::string date_text(std::string_view year, std::string_view month,
                      std::string_view day) {
  const auto is_digits = [](std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  };
  if (year.size() != 4 || month.size() > 2 || day.size() > 2) return {};
  if (!is_digits(year) || !is_digits(month) || !is_digits(day)) return {};
  const auto padded = [](std::string_view text) {
    return (text.size() == 1 ? "0" : "") + std::string(text);
  };
  return std::string(year) + "-" + padded(month) + "-" + padded(day);
}

}  // namespace

void Lexer::reject_joined_figures() {
  const auto joined = [&](std::size_t i, std::string_view sign) {
    return i + 2 < tokens_.size() && tokens_[i].kind == TokenKind::number &&
           tokens_[i + 1].is_symbol(sign) && tokens_[i + 2].kind == TokenKind::number &&
           tokens_[i].end == tokens_[i + 1].begin &&
           tokens_[i + 1].end == tokens_[i + 2].begin;
  };
  const auto written = [&](std::size_t i) {
    return slice(tokens_[i].begin, tokens_[i].end);
  };
  for (std::size_t i = 0; i + 2 < tokens_.size() && error_count_ == 0; ++i) {
    for (const std::string_view sign : {"-", "/"}) {
      if (!joined(i, sign) || !joined(i + 2, sign)) continue;
      const std::string date = date_text(written(i), written(i + 2), written(i + 4));
      if (date.empty()) continue;
      error(Code::syntax_joined_date, tokens_[i].begin, tokens_[i + 4].end,
            {std::string(slice(tokens_[i].begin, tokens_[i + 4].end))})
          .help = {"日期写作 date(\"" + date + "\")；确是算式时留空格",
                   "a date is written date(\"" + date +
                       "\"); arithmetic has blanks around its signs"};
      return;
    }
    const bool is_share =
        joined(i, "-") && (written(i).ends_with('%') || written(i + 2).ends_with('%'));
    if (!is_share) continue;
    const auto rate = [&](std::size_t token) {
      return std::string(written(token)) + (written(token).ends_with('%') ? "" : "%");
    };
    const std::string right = "discretion(" + rate(i) + " * x, " + rate(i + 2) + " * x)";
    const std::string percent = "percent: " + rate(i) + "-" + rate(i + 2);
    error(Code::syntax_joined_percent, tokens_[i].begin, tokens_[i + 2].end,
          {std::string(slice(tokens_[i].begin, tokens_[i + 2].end))})
        .help = {
        "幅度写作 " + right + "，或在 award 里写 " + percent + "；相减时在减号两边留空格",
        "a range is written " + right + ", or in an award " + percent +
            "; a difference has blanks around the minus"};
  }
}

}  // namespace jiangbu
