// Truth: Kleene's tables.
#include "values/truth.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace jiangbu;

namespace {

constexpr Truth N = Truth::no;
constexpr Truth U = Truth::unknown;
constexpr Truth Y = Truth::yes;
constexpr std::array all = {N, U, Y};

using Table = std::array<std::array<Truth, 3>, 3>;
constexpr Table and_table = {{{N, N, N}, {N, U, U}, {N, U, Y}}};
constexpr Table or_table = {{{N, U, Y}, {U, U, Y}, {Y, Y, Y}}};

}  // namespace

TEST_CASE("truth: AND and OR follow Kleene's tables and commute") {
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) {
      CHECK(and_(all[i], all[j]) == and_table[i][j]);
      CHECK(or_(all[i], all[j]) == or_table[i][j]);
      CHECK(and_(all[i], all[j]) == and_(all[j], all[i]));
      CHECK(or_(all[i], all[j]) == or_(all[j], all[i]));
      CHECK(not_(and_(all[i], all[j])) == or_(not_(all[i]), not_(all[j])));
    }
  }
}

TEST_CASE("truth: NOT leaves unknown unknown") {
  CHECK(not_(N) == Y);
  CHECK(not_(U) == U);
  CHECK(not_(Y) == N);
}

TEST_CASE("truth: booleans and names") {
  CHECK(truth_from(true) == Y);
  CHECK(truth_from(false) == N);
  for (const Truth truth : all) CHECK(truth_named(name_of(truth)) == truth);
  CHECK(name_of(U) == "unknown");
  CHECK_FALSE(truth_named("maybe").has_value());
}
