#include "report/page.hpp"

#include <doctest/doctest.h>

#include "diagnostics/display_width.hpp"

namespace jiangbu {

namespace {

using Lines = std::vector<std::string>;

Lines wrap_at(std::string_view text, int width) { return wrap(text, width, width); }

}  // namespace

TEST_CASE("wrap: English breaks at blanks, which the break takes away") {
  CHECK_EQ(wrap_at("one two  three", 8), Lines{"one two", "three"});
}

TEST_CASE("wrap: Chinese breaks anywhere by display cells") {
  CHECK_EQ(wrap_at("地理标志奖励", 8), Lines{"地理标志", "奖励"});
}

TEST_CASE("wrap: no line begins with closing or ends with opening punctuation") {
  CHECK_EQ(wrap_at("地理标志，奖励", 8), Lines{"地理标", "志，奖励"});
  CHECK_EQ(wrap_at("地理标（志）", 8), Lines{"地理标", "（志）"});
}

TEST_CASE("wrap: a number stays with its unit and a comparison with its right side") {
  CHECK_EQ(wrap_at("奖励金额10万元", 12), Lines{"奖励金额", "10万元"});
  CHECK_EQ(wrap_at("count(x) >= 10", 12), Lines{"count(x)", ">= 10"});
  CHECK_EQ(wrap_at("合计5万–10万元", 12), Lines{"合计", "5万–10万元"});
}

TEST_CASE("wrap: the first line has its own width") {
  CHECK_EQ(wrap("aa bb cc", 2, 5), Lines{"aa", "bb cc"});
}

TEST_CASE("wrap: what cannot be broken is cut") {
  CHECK_EQ(wrap_at("abcdefgh", 3), Lines{"abc", "def", "gh"});
  CHECK_EQ(wrap_at("奖", 1), Lines{"奖"});
}

TEST_CASE("wrap: control characters become blanks") {
  CHECK_EQ(wrap_at("a\nb\tc\x1b[31m", 40), Lines{"a b c [31m"});
}

TEST_CASE("wrap: empty text is one empty line") {
  CHECK_EQ(wrap_at("", 10), Lines{""});
  CHECK_EQ(wrap_at("  ", 10), Lines{""});
}

TEST_CASE("page: a blank line is never doubled and never stands first") {
  Page page(40);
  page.blank();
  page.paragraph(0, "a");
  page.blank();
  page.blank();
  page.paragraph(0, "b");
  CHECK_EQ(page.take(), "a\n\nb\n");
}

TEST_CASE("page: cells are right-aligned by display width") {
  Page page(60);
  page.row(2, "3万元", 8, "甲");
  page.row(2, "12.50元", 8, "乙");
  CHECK_EQ(page.take(), "     3万元  甲\n   12.50元  乙\n");
}

TEST_CASE("page: the text of a row wraps under itself") {
  Page page(33);
  page.row(0, "1元", 4, "one two three four five six seven");
  CHECK_EQ(page.take(), " 1元  one two three four five six\n      seven\n");
}

TEST_CASE("page: a row without room for its text puts it below") {
  Page page(24);
  page.row(2, "CNY 1,000", 9, "one two three");
  CHECK_EQ(page.take(), "  CNY 1,000\n    one two three\n");
}

TEST_CASE("page: a table aligns its columns and wraps the last") {
  Page page(40);
  page.table(2, {{"年度", "合计", "备注"}, {"2024年", "1,000元", ""}}, 1);
  CHECK_EQ(page.take(), "  年度       合计  备注\n  2024年  1,000元\n");
}

TEST_CASE("page: no line is wider than the page") {
  const std::string text =
      "长治市知识产权高质量发展若干措施（征求意见稿）, a draft for comments of "
      "2023；12345";
  for (int width = 24; width < 60; ++width) {
    Page page(width);
    page.bullet(4, text);
    page.row(2, "12万元", 8, text);
    std::string all = page.take();
    for (std::size_t end = all.find('\n'); end != all.npos; end = all.find('\n')) {
      CHECK_LE(display_width(std::string_view(all).substr(0, end)), width);
      all.erase(0, end + 1);
    }
  }
}

}  // namespace jiangbu
