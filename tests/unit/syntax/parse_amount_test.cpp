// Amounts as clauses write them: tables of characters to the dump or the errors.
#include <doctest/doctest.h>

#include "expression_reading.hpp"
#include "syntax/parse_expression.hpp"

using namespace jiangbu;

namespace {

void check_cases(std::initializer_list<ReadingCase> cases) {
  for (const ReadingCase& tried : cases) {
    CAPTURE(tried.characters);
    CHECK(read_with(parse_amount, tried.characters) == tried.expected);
  }
}

}  // namespace

TEST_CASE("parse amount: a range of money leaves the amount to discretion") {
  check_cases({
      {"5-10万元", "discretion(50000元, 100000元)"},
      {"5~10万元", "discretion(50000元, 100000元)"},
      {"5～10万元", "discretion(50000元, 100000元)"},
      {"5—10万元", "discretion(50000元, 100000元)"},
      {"5——10万元", "discretion(50000元, 100000元)"},
      {"5–10万元", "discretion(50000元, 100000元)"},
      {"5至10万元", "discretion(50000元, 100000元)"},
      {"5到10万元", "discretion(50000元, 100000元)"},
      {"5万元-10万元", "discretion(50000元, 100000元)"},
      {"5万元至10万元", "discretion(50000元, 100000元)"},
      {"5万至10万元", "discretion(50000元, 100000元)"},
      {" 5 - 10 万元 ", "discretion(50000元, 100000元)"},
      {"5000元-1万元", "discretion(5000元, 10000元)"},
      {"0.5-1.5亿元", "discretion(50000000元, 150000000元)"},
      {"0-5万元", "discretion(0元, 50000元)"},
      {"5-5万元", "discretion(50000元, 50000元)"},
      {"500-1000 USD", "discretion(500 USD, 1000 USD)"},
      {"5-10元", "discretion(5元, 10元)"},
  });
}

TEST_CASE("parse rate: a range of shares, of which the first may lack its sign") {
  for (const ReadingCase& tried : std::initializer_list<ReadingCase>{
           {"30%-50%", "discretion(0.3, 0.5)"},
           {"30-50%", "discretion(0.3, 0.5)"},
           {"10~20%", "discretion(0.1, 0.2)"},
           {"10%至20%", "discretion(0.1, 0.2)"},
           {"最高50%", "up to(0.5)"},
           {"up to 50%", "up to(0.5)"},
           {"不超过30%", "up to(0.3)"},
           {"(1 - 20%)", "(1 - 0.2)"},
       }) {
    CAPTURE(tried.characters);
    CHECK(read_with(parse_rate, tried.characters) == tried.expected);
  }
}

TEST_CASE("parse amount: an upper bound may be any expression") {
  check_cases({
      {"最高50万元", "up to(500000元)"},
      {"最高 50万元", "up to(500000元)"},
      {"不超过50万元", "up to(500000元)"},
      {"最高不超过50万元", "up to(500000元)"},
      {"up to 50万元", "up to(500000元)"},
      {" up  to 50万元", "up to(500000元)"},
      {"at most 50万元", "up to(500000元)"},
      {"最高 50% * cost", "up to((0.5 * cost))"},
      {"最高(a + b) * c", "up to(((a + b) * c))"},
      {"up to (a + b) * c", "up to(((a + b) * c))"},
      {"up to(a) + b", "(up to(a) + b)"},
      {"up to min(a, b)", "up to(min(a, b))"},
  });
}

TEST_CASE("parse amount: everything else is an expression") {
  check_cases({
      {"3万元", "30000元"},
      {"a - b", "(a - b)"},
      {"10-5", "(10 - 5)"},
      {"(10万元 - 5万元)", "(100000元 - 50000元)"},
      {"10万元 - 5万元 * n", "(100000元 - (50000元 * n))"},
      {"30%-50%", "JB2129 <30%-50%>"},
      {"最高限额 * 2", "(最高限额 * 2)"},
      {"不超过", "不超过"},
      {"min(70% * cost, 30万元)", "min((0.7 * cost), 300000元)"},
      {"if a then 5万元 else 0元", "(if a then 50000元 else 0元)"},
      {"{\"5-10万元\": 1}", "{\"5-10万元\": 1}"},
  });
}

TEST_CASE("parse amount: what is wrong is said under the right characters") {
  check_cases({
      {"", "JB2115 <>"},
      {" 10-5万元", "JB2125 <10-5万元>"},
      {"5000-1万元", "JB2125 <5000-1万元>"},
      {"5元-10 USD", "JB2126 <5元-10 USD>"},
      {"5至10", "JB2127 <5至10>"},
      {"5~10", "JB2127 <5~10>"},
      {"最高 ", "最高"},
      {"最高 +", "JB2116 <+>"},
      {" up to 50万元 b", "JB2116 <b>"},
      {"5-10万元 b", "JB2116 <b>"},
      {"5~b", "JB2102 <~>"},
  });
}

TEST_CASE("parse amount: the call and its operands have their spans") {
  Diagnostics diagnostics;
  const std::string_view characters = " 5 至 10万元 ";
  const auto range = parse_amount(characters, span_in_text, diagnostics);
  REQUIRE(range);
  CHECK(range->kind == ExpressionKind::call);
  CHECK(covered(characters, range->span) == "5 至 10万元");
  CHECK(covered(characters, range->text_span) == "至");
  CHECK(covered(characters, range->operands[0].span) == "5");
  CHECK(covered(characters, range->operands[1].span) == "10万元");
  const std::string_view upper = " 最高 50万元 ";
  const auto bound = parse_amount(upper, span_in_text, diagnostics);
  REQUIRE(bound);
  CHECK(covered(upper, bound->span) == "最高 50万元");
  CHECK(covered(upper, bound->text_span) == "最高");
  CHECK(covered(upper, bound->operands[0].span) == "50万元");
}
