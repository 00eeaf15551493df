#include "report/wording.hpp"

#include <doctest/doctest.h>

#include <set>

#include "evaluate/result.hpp"

namespace jiangbu {

namespace {

std::size_t count_arguments(std::string_view pattern) {
  std::size_t count = 0;
  for (std::size_t at = pattern.find("{}"); at != pattern.npos;
       at = pattern.find("{}", at + 2)) {
    ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("wording: both languages of a phrase exist and take the same arguments") {
  for (std::size_t i = 0; i < word_count(); ++i) {
    const std::string zh = phrase(static_cast<Word>(i), Language::zh);
    const std::string en = phrase(static_cast<Word>(i), Language::en);
    CAPTURE(en);
    CHECK_FALSE(zh.empty());
    CHECK_FALSE(en.empty());
    CHECK_EQ(count_arguments(zh), count_arguments(en));
  }
}

TEST_CASE("wording: known terms are translated, others stay") {
  const Wording zh(Language::zh);
  CHECK_EQ(zh.term("city"), "市级");
  CHECK_EQ(zh.term("township"), "township");
  CHECK_EQ(zh.value("true"), "是");
  CHECK_EQ(zh.value("12"), "12");
}

TEST_CASE("wording: lists and sentences are joined as the language does") {
  CHECK_EQ(Wording(Language::zh).list({"甲", "乙"}), "甲、乙");
  CHECK_EQ(Wording(Language::en).sentence({"a", "", "b"}), "a; b");
  CHECK_EQ(Wording(Language::zh).with_remark("甲", ""), "甲");
  CHECK_EQ(Wording(Language::zh).with_remark("甲", "乙"), "甲（乙）");
}

TEST_CASE("line status: every status has its name in both languages") {
  const std::vector<std::pair<LineStatus, std::pair<std::string, std::string>>> names = {
      {LineStatus::due, {"due", "应付"}},
      {LineStatus::possible, {"possible", "可能"}},
      {LineStatus::not_met, {"not met", "条件不满足"}},
      {LineStatus::excluded, {"excluded", "已排除"}},
      {LineStatus::superseded, {"superseded", "被取代"}},
      {LineStatus::already_paid, {"already paid", "已领取"}},
      {LineStatus::unspecified, {"unspecified", "未规定金额"}},
      {LineStatus::delegated, {"delegated", "见其他办法"}},
      {LineStatus::no_money, {"no money", "不涉及资金"}},
      {LineStatus::not_in_force, {"not in force", "未生效"}},
      {LineStatus::error, {"error", "无法计算"}}};
  for (const auto& [status, texts] : names) {
    CHECK_EQ(std::string(name_of(status, Language::en)), texts.first);
    CHECK_EQ(std::string(name_of(status, Language::zh)), texts.second);
  }
}

}  // namespace jiangbu
