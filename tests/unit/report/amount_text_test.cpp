#include "report/amount_text.hpp"

#include <doctest/doctest.h>

#include <limits>

#include "result_parts.hpp"

namespace jiangbu {

using namespace report_test;

namespace {

const Wording zh(Language::zh);
const Wording en(Language::en);

}  // namespace

TEST_CASE("amount text: Chinese uses 万元 only where no digit below 100 yuan is lost") {
  CHECK_EQ(amount_text(yuan(30000), zh), "3万元");
  CHECK_EQ(amount_text(yuan(32500), zh), "3.25万元");
  CHECK_EQ(amount_text(yuan(32550), zh), "32,550元");
  CHECK_EQ(amount_text(yuan(9900), zh), "9,900元");
  CHECK_EQ(amount_text(yuan(10000), zh), "1万元");
  CHECK_EQ(amount_text(Money{1234567}, zh), "12,345.67元");
  CHECK_EQ(amount_text(Money{50}, zh), "0.50元");
  CHECK_EQ(amount_text(Money{}, zh), "0元");
  CHECK_EQ(amount_text(yuan(123'456'780'000), zh), "12,345,678万元");
  CHECK_EQ(amount_text(yuan(-30000), zh), "-3万元");
  CHECK_EQ(amount_text(yuan(-123456), zh), "-123,456元");
}

TEST_CASE("amount text: English groups yuan and says CNY") {
  CHECK_EQ(amount_text(yuan(30000), en), "CNY 30,000");
  CHECK_EQ(amount_text(Money{1234567}, en), "CNY 12,345.67");
  CHECK_EQ(amount_text(yuan(999), en), "CNY 999");
  CHECK_EQ(amount_text(yuan(-1000), en), "CNY -1,000");
}

TEST_CASE("amount text: the ends of the 64 bits can be shown") {
  using Limits = std::numeric_limits<std::int64_t>;
  CHECK_EQ(amount_text(Money{Limits::max()}, en), "CNY 92,233,720,368,547,758.07");
  CHECK_EQ(amount_text(Money{Limits::min()}, zh), "-92,233,720,368,547,758.08元");
}

TEST_CASE("amount text: a range names its unit once, unless the units differ") {
  CHECK_EQ(amount_text(between(50000, 100000), zh), "5万–10万元");
  CHECK_EQ(amount_text(between(50000, 100000), en), "CNY 50,000–100,000");
  CHECK_EQ(amount_text(between(0, 100000), zh), "0–10万元");
  CHECK_EQ(amount_text(between(3000, 5000), zh), "3,000–5,000元");
  CHECK_EQ(amount_text(between(5000, 100000), zh), "5,000元–10万元");
  CHECK_EQ(amount_text(between(117345, 150000), zh), "117,345元–15万元");
  CHECK_EQ(amount_text(exactly(50000), zh), "5万元");
}

TEST_CASE("amount text: no upper bound is said in words") {
  CHECK_EQ(amount_text(at_least(5000), zh), "不低于5,000元，无上限");
  CHECK_EQ(amount_text(at_least(5000), en), "CNY 5,000 or more, no upper bound");
  CHECK_EQ(amount_text(at_least(0), zh), "金额不定，无上限");
  CHECK_EQ(amount_text(at_least(0), en), "amount open, no upper bound");
}

TEST_CASE("amount text: a gain has a plus sign, a possible loss has none") {
  CHECK_EQ(gain_text(exactly(20000), zh), "+2万元");
  CHECK_EQ(gain_text(between(20000, 50000), en), "+CNY 20,000–50,000");
  CHECK_EQ(gain_text(between(-10000, 50000), zh), "-1万–5万元");
}

}  // namespace jiangbu
