// to_text(): reading it again gives the same tree, on random trees.
#include <doctest/doctest.h>

#include <random>

#include "expression_reading.hpp"
#include "syntax/expression.hpp"

using namespace jiangbu;

namespace {

// Whether two trees say the same; spans do not count.
bool same(const ExpressionSyntax& a, const ExpressionSyntax& b) {
  if (a.kind != b.kind || a.op != b.op || a.text != b.text || a.names != b.names ||
      a.open_low != b.open_low || a.open_high != b.open_high || a.number != b.number ||
      a.operands.size() != b.operands.size()) {
    return false;
  }
  for (std::size_t i = 0; i < a.operands.size(); ++i) {
    if (!same(a.operands[i], b.operands[i])) return false;
  }
  return true;
}

// Random trees as the parser can produce them.
class TreeSource {
 public:
  explicit TreeSource(unsigned seed) : random_(seed) {}

  ExpressionSyntax tree(int depth) {
    return depth == 0 || one_of(5) == 0 ? leaf() : inner(depth - 1);
  }

 private:
  unsigned one_of(unsigned count) { return static_cast<unsigned>(random_() % count); }

  template <typename T, std::size_t size>
  T pick(const T (&choices)[size]) {
    return choices[one_of(size)];
  }

  static ExpressionSyntax node(ExpressionKind kind, std::string text = "") {
    ExpressionSyntax result;
    result.kind = kind;
    result.text = std::move(text);
    return result;
  }

  std::string name() { return pick({"a", "专利数", "_x1", "date", "time", "as", "of"}); }

  ExpressionSyntax leaf() {
    const auto number = [&](ExpressionKind kind, const char* text) {
      ExpressionSyntax result = node(kind, text);
      result.number =
          Decimal::from_parts(false, one_of(100'000), static_cast<int>(one_of(9)) - 4);
      return result;
    };
    switch (one_of(7)) {
      case 0:
        return number(ExpressionKind::number, "");
      case 1:
        return number(ExpressionKind::money, pick({"CNY", "CHF", "USD"}));
      case 2:
        return node(ExpressionKind::text,
                    pick({"", "有效", "a\"b\\", "\n\t\r\x01", "// x", "“”", "\\u4E2D"}));
      case 3:
        return node(ExpressionKind::boolean, pick({"true", "false"}));
      case 4:
        return node(ExpressionKind::null_);
      case 5:
        return node(ExpressionKind::at_literal, pick({"2024-01-01", "P1Y"}));
      default:
        return node(ExpressionKind::name, name());
    }
  }

  ExpressionSyntax with(ExpressionSyntax parent, unsigned operands, int depth) {
    for (unsigned i = 0; i < operands; ++i) parent.operands.push_back(tree(depth));
    return parent;
  }

  ExpressionSyntax inner(int depth) {
    switch (one_of(6)) {
      case 0:
        return operation(depth);
      case 1:
        return comparison(depth);
      case 2:
        return collection(depth);
      case 3:
        return form(depth);
      case 4:
        return call(depth);
      default:
        return access(depth);
    }
  }

  ExpressionSyntax operation(int depth) {
    switch (one_of(4)) {
      case 0:
        return with(node(ExpressionKind::negate), 1, depth);
      case 1:
        return with(node(ExpressionKind::and_), 2 + one_of(2), depth);
      case 2:
        return with(node(ExpressionKind::or_), 2 + one_of(2), depth);
      default: {
        ExpressionSyntax result = with(node(ExpressionKind::binary), 2, depth);
        result.op = pick({Operator::add, Operator::subtract, Operator::multiply,
                          Operator::divide, Operator::power});
        return result;
      }
    }
  }

  Operator comparison_sign() {
    return pick({Operator::equal, Operator::not_equal, Operator::less,
                 Operator::less_equal, Operator::greater, Operator::greater_equal});
  }

  ExpressionSyntax comparison(int depth) {
    switch (one_of(3)) {
      case 0: {
        ExpressionSyntax result = with(node(ExpressionKind::compare), 2, depth);
        result.op = comparison_sign();
        return result;
      }
      case 1:
        return with(node(ExpressionKind::between), 3, depth);
      default: {
        ExpressionSyntax result = with(node(ExpressionKind::in), 1, depth);
        for (unsigned i = 1 + one_of(3); i > 0; --i) {
          result.operands.push_back(one_of(2) == 0 ? tree(depth) : unary_test(depth));
        }
        return result;
      }
    }
  }

  ExpressionSyntax unary_test(int depth) {
    ExpressionSyntax result = with(node(ExpressionKind::test), 1, depth);
    result.op = comparison_sign();
    return result;
  }

  ExpressionSyntax collection(int depth) {
    switch (one_of(3)) {
      case 0:
        return with(node(ExpressionKind::list), one_of(4), depth);
      case 1: {
        ExpressionSyntax result = with(node(ExpressionKind::range), 2, depth);
        result.open_low = one_of(2) == 0;
        result.open_high = one_of(2) == 0;
        return result;
      }
      default: {
        ExpressionSyntax result = node(ExpressionKind::context);
        for (const char* key : {"a", "b c", "if", "\"", "键"}) {
          if (one_of(2) == 0) continue;
          result.names.emplace_back(key);
          result.operands.push_back(tree(depth));
        }
        return result;
      }
    }
  }

  ExpressionSyntax form(int depth) {
    if (one_of(2) == 0) return with(node(ExpressionKind::if_), 3, depth);
    ExpressionSyntax result =
        node(pick({ExpressionKind::for_, ExpressionKind::some, ExpressionKind::every}));
    result.names = {"x", "年份"};
    result.names.resize(1 + one_of(2));
    const auto operands = static_cast<unsigned>(result.names.size()) + 1;
    return with(std::move(result), operands, depth);
  }

  ExpressionSyntax call(int depth) {
    const unsigned count = one_of(3);
    ExpressionSyntax result = with(
        node(ExpressionKind::call, pick({"f", "not", "up to", "date and time", "求和"})),
        count, depth);
    if (one_of(2) == 0) result.names = {"x", "start position"};
    result.names.resize(result.names.empty() ? 0 : count);
    return result;
  }

  ExpressionSyntax access(int depth) {
    switch (one_of(4)) {
      case 0:
        return with(node(ExpressionKind::path, name()), 1, depth);
      case 1:
        return with(node(ExpressionKind::filter), 2, depth);
      case 2:
        return with(node(ExpressionKind::instance_of,
                         pick({"number", "date", "date and time", "专利",
                               "years and months duration"})),
                    1, depth);
      default:
        return with(node(ExpressionKind::at_date), 2, depth);
    }
  }

  std::mt19937 random_;
};

}  // namespace

TEST_CASE("expression text: parsing the text of a tree gives the same tree") {
  for (unsigned seed = 0; seed < 4000; ++seed) {
    const ExpressionSyntax tree = TreeSource(seed).tree(static_cast<int>(seed % 6));
    const std::string text = to_text(tree);
    if (text.size() > 60'000) continue;
    CAPTURE(text);
    Diagnostics diagnostics;
    const auto again = parse_expression(text, span_in_text, diagnostics);
    REQUIRE(errors_text(text, diagnostics) == "");
    REQUIRE(again);
    REQUIRE(same(tree, *again));
  }
}

TEST_CASE("expression text: spaces and parentheses of the author do not show") {
  CHECK(read(" ( a+b )*c ") == "((a + b) * c)");
  CHECK(read("a + b * c") == read("a+(b*c)"));
  CHECK(read("3万元") == read("30000 元"));
}

TEST_CASE("expression text: control characters in text are escaped") {
  CHECK(read("\"\\u0001\\n\\u007F\"") == "\"\\u0001\\n\\u007F\"");
}

TEST_CASE("expression text: a reading names its question and answers") {
  ExpressionSyntax reading;
  reading.kind = ExpressionKind::reading;
  reading.text = "口径";
  reading.names = {"宽", "严"};
  CHECK(to_text(reading) == "(reading.口径 in (\"宽\", \"严\"))");
}

TEST_CASE("expression text: every operator has its sign") {
  CHECK(std::string(operator_text(Operator::none)).empty());
  CHECK(std::string(operator_text(Operator::power)) == "**");
  CHECK(std::string(operator_text(Operator::greater_equal)) == ">=");
}
