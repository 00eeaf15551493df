#include "diagnostics/suggest.hpp"

#include <doctest/doctest.h>

using namespace jiangbu;

namespace {

std::string nearest(std::string_view name, const std::vector<std::string>& candidates) {
  return nearest_name(name, candidates).value_or("");
}

}  // namespace

TEST_CASE("suggest: edits are counted in characters, a swap is one") {
  CHECK(edit_distance("patent", "patent") == 0);
  CHECK(edit_distance("patent", "paetnt") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("地理标志", "地里标志") == 1);
  CHECK(edit_distance("标志", "志标") == 1);
  CHECK(edit_distance("", "万元") == 2);
  CHECK(edit_distance("Award", "aWARD") == 0);
}

TEST_CASE("suggest: the nearest name is found, whatever its case") {
  const std::vector<std::string> names = {"applicant", "award", "amount", "Clauses"};
  CHECK(nearest("awrad", names) == "award");
  CHECK(nearest("AMOUNTS", names) == "amount");
  CHECK(nearest("clause", names) == "Clauses");
  CHECK(nearest("zebra", names) == "");
}

TEST_CASE("suggest: short Chinese names allow one wrong character") {
  const std::vector<std::string> names = {"专利", "商标", "地理标志"};
  CHECK(nearest("专力", names) == "专利");
  CHECK(nearest("地理标识", names) == "地理标志");
  CHECK(nearest("版权", names) == "");
  CHECK(nearest("商", names) == "商标");
}

TEST_CASE("suggest: a name of one character is near to no other character") {
  CHECK(nearest("x", {"y", "z"}) == "");
  CHECK(nearest("x", {"X"}) == "X");
}

TEST_CASE("suggest: at most three, nearest first, none twice") {
  const std::vector<std::string> names = {"cost_abcd", "cost_ab", "cost_a",
                                          "cost_a",    "cost_x",  "cost_b"};
  CHECK(nearest_names("cost_a", names) ==
        std::vector<std::string>{"cost_a", "cost_ab", "cost_x"});
  CHECK(nearest_names("cost_a", names, 1) == std::vector<std::string>{"cost_a"});
}

TEST_CASE("suggest: no candidates, no suggestion") {
  CHECK(nearest("a", {}) == "");
  CHECK(nearest("", {"a"}) == "");
  CHECK(nearest_name("ab", std::vector<std::string_view>{"abc"}) == "abc");
}

TEST_CASE("suggest: an enormous name is answered at once, with nothing") {
  const std::string enormous(1'000'000, 'x');
  CHECK(nearest(enormous, {enormous + "y"}) == "");
}
