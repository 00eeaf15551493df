// Upper and lower case.
#include <doctest/doctest.h>

#include "evaluate/letter_case.hpp"

using namespace jiangbu;

TEST_CASE("case: Latin, Greek and Cyrillic letters have counterparts") {
  const std::string small =
      "az àöøþ ā ķ ń ž ÿ ａｚ άέίό ύώ αω я ё ѐ ґ ӏ ԯ";
  const std::string capital =
      "AZ ÀÖØÞ Ā Ķ Ń Ž Ÿ ＡＺ ΆΈΊΌ ΎΏ ΑΩ Я Ё Ѐ Ґ Ӏ Ԯ";
  CHECK(upper_case(small) == capital);
  CHECK(lower_case(capital) == small);
}

TEST_CASE("case: what has no counterpart stays") {
  const std::string others = "×÷ 123 奖补 ŉ ß ĸ 🐎";
  CHECK(upper_case(others) == others);
  CHECK(lower_case(others) == others);
}

TEST_CASE("case: both small sigmas have one capital") {
  CHECK(upper_case("σς") == "ΣΣ");
  CHECK(lower_case("Σ") == "σ");
}
