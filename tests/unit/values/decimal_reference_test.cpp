// Decimal against Python's decimal module.
// decimal_cases.csv holds pseudo-random pairs with the results of Python 3's
// Context(prec=34, rounding=ROUND_HALF_EVEN, Emax=6144, Emin=-6143, clamp=1): sizes from
// one digit to 34, near cancellations, ties, subnormal numbers, overflow ("invalid").
#include <doctest/doctest.h>

#include <array>
#include <fstream>
#include <sstream>
#include <string>

#include "decimal_literal.hpp"

using namespace jiangbu;

namespace {

Decimal expected_number(const std::string& text) {
  return text == "invalid" ? Decimal::invalid() : Decimal::parse(text).value();
}

bool is_same(const Decimal& actual, const Decimal& expected) {
  if (!actual.is_valid() || !expected.is_valid()) {
    return actual.is_valid() == expected.is_valid();
  }
  return actual == expected;
}

std::array<std::string, 7> split_row(const std::string& line) {
  std::array<std::string, 7> fields;
  std::istringstream stream(line);
  for (std::string& field : fields) std::getline(stream, field, ',');
  return fields;
}

}  // namespace

TEST_CASE("decimal: operations agree with Python's decimal on every recorded pair") {
  std::ifstream file(JIANGBU_SOURCE_FOLDER "/tests/unit/values/decimal_cases.csv");
  REQUIRE(file.is_open());
  std::string line;
  std::getline(file, line);
  REQUIRE(line == "a,b,sum,difference,product,quotient,order");
  int rows = 0;
  for (; std::getline(file, line); ++rows) {
    CAPTURE(line);
    const auto fields = split_row(line);
    const Decimal a = expected_number(fields[0]);
    const Decimal b = expected_number(fields[1]);
    CHECK(is_same(a + b, expected_number(fields[2])));
    CHECK(is_same(a - b, expected_number(fields[3])));
    CHECK(is_same(a * b, expected_number(fields[4])));
    CHECK(is_same(a / b, expected_number(fields[5])));
    CHECK((a <=> b) == (std::stoi(fields[6]) <=> 0));
    CHECK(is_same(Decimal::parse(a.to_string()).value(), a));
  }
  CHECK(rows == 1950);
}
