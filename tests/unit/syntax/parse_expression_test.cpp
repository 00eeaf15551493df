// The parser: tables of characters to the dump of the tree, or to the errors.
#include "syntax/parse_expression.hpp"

#include <random>

#include "expression_reading.hpp"

using namespace jiangbu;

namespace {

void check_cases(ParseFunction parse, std::initializer_list<ReadingCase> cases) {
  for (const ReadingCase& tried : cases) {
    CAPTURE(tried.characters);
    CHECK(read_with(parse, tried.characters) == tried.expected);
  }
}

void check_cases(std::initializer_list<ReadingCase> cases) {
  check_cases(parse_expression, cases);
}

void check_helps(std::initializer_list<ReadingCase> cases) {
  for (const ReadingCase& tried : cases) {
    CAPTURE(tried.characters);
    CHECK(help_of(parse_expression, tried.characters) == tried.expected);
  }
}

ExpressionSyntax tree_of(std::string_view characters) {
  Diagnostics diagnostics;
  auto tree = parse_expression(characters, span_in_text, diagnostics);
  REQUIRE(tree);
  return std::move(*tree);
}

std::string repeated(std::string_view text, int count, std::string_view before = {}) {
  std::string out(before);
  for (int i = 0; i < count; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("parse expression: literals and names") {
  check_cases({
      {"12", "12"},
      {"3万元", "30000元"},
      {"1000 CHF", "1000 CHF"},
      {"70%", "0.7"},
      {"\"a\\\"b\"", "\"a\\\"b\""},
      {"@\"2024-01-01\"", "@\"2024-01-01\""},
      {"true", "true"},
      {"null", "null"},
      {"专利数", "专利数"},
      {"(((a)))", "a"},
  });
}

TEST_CASE("parse expression: operators bind by precedence, equal ones from the left") {
  check_cases({
      {"a + b * c", "(a + (b * c))"},
      {"a - b - c", "((a - b) - c)"},
      {"a - (b - c)", "(a - (b - c))"},
      {"a / b * c", "((a / b) * c)"},
      {"2 ** 3 ** 2", "((2 ** 3) ** 2)"},
      {"-2 ** 2", "((-2) ** 2)"},
      {"2 ** -3", "(2 ** (-3))"},
      {"-a.b", "(-a.b)"},
      {"--a", "(-(-a))"},
      {"-a * b", "((-a) * b)"},
      {"a - -b", "(a - (-b))"},
      {"a or b and c or d", "(a or (b and c) or d)"},
      {"a and b and c", "(a and b and c)"},
      {"(a and b) and c", "((a and b) and c)"},
      {"a + 1 > b and c", "(((a + 1) > b) and c)"},
      {"a = b or c != d", "((a = b) or (c != d))"},
      {"(a = b) = c", "((a = b) = c)"},
      {"not(a) and b", "(not(a) and b)"},
      {"70% * 费用", "(0.7 * 费用)"},
  });
}

TEST_CASE("parse expression: between and in test a value") {
  check_cases({
      {"a between 1 and 2 + 3 and b", "((a between 1 and (2 + 3)) and b)"},
      {"x in (1, 2, 3)", "(x in (1, 2, 3))"},
      {"x in (>= 10)", "(x in (>= 10))"},
      {"x in <= 5 + 1 or y", "((x in (<= (5 + 1))) or y)"},
      {"x in != 5", "(x in (!= 5))"},
      {"x in [1..10]", "(x in ([1..10]))"},
      {"x in (1..10)", "(x in ((1..10)))"},
      {"x in (1..10] and y", "((x in ((1..10])) and y)"},
      {"x in ((1..10), > 20)", "(x in ((1..10), > 20))"},
      {"x in ]1..10[", "(x in ((1..10)))"},
      {"x in [\"a\", \"b\"]", "(x in ([\"a\", \"b\"]))"},
      {"x in 名单", "(x in (名单))"},
      {"x in (a + b)", "(x in ((a + b)))"},
      {"x + 1 in xs[y > 1]", "((x + 1) in (xs[(y > 1)]))"},
      {"x in (< a or b)", "JB2116 <or>"},
  });
}

TEST_CASE("parse expression: brackets are a list, a range or a filter") {
  check_cases({
      {"[]", "[]"},
      {"[1, 2]", "[1, 2]"},
      {"[[1], []]", "[[1], []]"},
      {"[1..10]", "[1..10]"},
      {"[1..10)", "[1..10)"},
      {"[1..10[", "[1..10)"},
      {"(1..10)", "(1..10)"},
      {"]1..10]", "(1..10]"},
      {"]1..10[ = r", "((1..10) = r)"},
      {"[a + 1..b * 2]", "[(a + 1)..(b * 2)]"},
      {"[1..xs[1]]", "[1..xs[1]]"},
      {"[1..xs[-1][", "[1..xs[(-1)])"},
      {"[xs[1]..2]", "[xs[1]..2]"},
      {"[1..(xs[1])[", "[1..xs[1])"},
      {"[[1..2[, ]3..4]]", "[[1..2), (3..4]]"},
      {"[1元..2元)", "[1元..2元)"},
      {"[0.5...6]", "[0.5..0.6]"},
      {"patents[status = \"valid\"]", "patents[(status = \"valid\")]"},
      {"a[1][2].b[c]", "a[1][2].b[c]"},
      {"[1, 2][1]", "[1, 2][1]"},
      {"(a + b).c", "(a + b).c"},
      {"(5).c", "(5).c"},
      {"a.in.if", "a.in.if"},
  });
}

TEST_CASE("parse expression: calls take positional or named arguments") {
  check_cases({
      {"f()", "f()"},
      {"f (a, b + 1)", "f(a, (b + 1))"},
      {"f(x: 1, y: 2)", "f(x: 1, y: 2)"},
      {"substring(string: s, start  position: 2)",
       "substring(string: s, start position: 2)"},
      {"string length(string: x)", "string length(string: x)"},
      {"count(patents[valid]) >= 3", "(count(patents[valid]) >= 3)"},
      {"count distinct (xs.key)", "count distinct(xs.key)"},
      {"date and time(a) and time", "(date and time(a) and time)"},
      {"up to(50万元)", "up to(500000元)"},
      {"f(g(h(1)))", "f(g(h(1)))"},
      {"f((1..2))", "f((1..2))"},
  });
}

TEST_CASE("parse expression: contexts keep their keys") {
  check_cases({
      {"{}", "{}"},
      {"{a: 1, \"b c\": 2}", "{a: 1, \"b c\": 2}"},
      {"{b c: 2, if: 3}", "{\"b c\": 2, if: 3}"},
      {"{a: {b: 1}}.a.b", "{a: {b: 1}}.a.b"},
  });
}

TEST_CASE("parse expression: if, for, some and every reach as far right as they can") {
  check_cases({
      {"if a then b else c + 1", "(if a then b else (c + 1))"},
      {"1 + if a then b else c + 1", "(1 + (if a then b else (c + 1)))"},
      {"if a then b else if c then d else e", "(if a then b else (if c then d else e))"},
      {"if a then if b then c else d else e", "(if a then (if b then c else d) else e)"},
      {"for x in xs return x * 2", "(for x in xs return (x * 2))"},
      {"for x in xs, y in x.ys return x + y", "(for x in xs, y in x.ys return (x + y))"},
      {"for i in 1..n - 1 return i", "(for i in [1..(n - 1)] return i)"},
      {"for i in ]1..3[ return i", "(for i in (1..3) return i)"},
      {"some x in xs satisfies x > 1 and y", "(some x in xs satisfies ((x > 1) and y))"},
      {"every x in xs, y in ys satisfies x = y",
       "(every x in xs, y in ys satisfies (x = y))"},
      {"(some x in xs satisfies x) and y", "((some x in xs satisfies x) and y)"},
      {"not(some x in xs satisfies x)", "not((some x in xs satisfies x))"},
  });
}

TEST_CASE("parse expression: instance of and as of bind tighter than minus") {
  check_cases({
      {"x instance of number and y", "((x instance of number) and y)"},
      {"x instance of years and months duration",
       "(x instance of years and months duration)"},
      {"x instance of date  and time and y", "((x instance of date and time) and y)"},
      {"x instance of date and b", "((x instance of date) and b)"},
      {"-x instance of number", "(-(x instance of number))"},
      {"rate as of d", "(rate as of d)"},
      {"-rate as of a.d * 2", "((-(rate as of a.d)) * 2)"},
      {"rate as of date(\"2024-01-01\")", "(rate as of date(\"2024-01-01\"))"},
      {"rate as of (a + b)", "(rate as of (a + b))"},
      {"as + of", "(as + of)"},
  });
}

TEST_CASE("parse expression: nodes, names and operands have their spans") {
  const std::string_view characters = "  (a + bb).名 > f(x y: 1)  ";
  const ExpressionSyntax tree = tree_of(characters);
  CHECK(covered(characters, tree.span) == "(a + bb).名 > f(x y: 1)");
  REQUIRE(tree.operands.size() == 2);
  const ExpressionSyntax& path = tree.operands[0];
  CHECK(path.kind == ExpressionKind::path);
  CHECK(covered(characters, path.span) == "(a + bb).名");
  CHECK(covered(characters, path.text_span) == "名");
  CHECK(covered(characters, path.operands[0].span) == "a + bb");
  CHECK(covered(characters, path.operands[0].operands[1].span) == "bb");
  const ExpressionSyntax& call = tree.operands[1];
  CHECK(covered(characters, call.text_span) == "f");
  REQUIRE(call.name_spans.size() == 1);
  CHECK(covered(characters, call.name_spans[0]) == "x y");
  CHECK(call.names[0] == "x y");
}

TEST_CASE("parse expression: a name given for spans maps them to the file") {
  Diagnostics diagnostics;
  const SpanOf shifted = [](std::size_t begin, std::size_t end) {
    return span_in_text(begin + 100, end + 100);
  };
  CHECK_FALSE(parse_expression("a + )", shifted, diagnostics));
  REQUIRE(diagnostics.all().size() == 1);
  CHECK(diagnostics.all().front().span == Span{0, 104, 105});
}

TEST_CASE("parse expression: an error covers the characters that are wrong") {
  check_cases({
      {"", "JB2115 <>"},
      {"  ", "JB2115 <  >"},
      {"// nothing", "JB2115 <// nothing>"},
      {"a +", "JB2116 <>"},
      {"a + * b", "JB2116 <*>"},
      {"a b", "JB2116 <b>"},
      {"a 1", "JB2116 <1>"},
      {"+ 5", "JB2116 <+>"},
      {"a..b", "JB2116 <..>"},
      {"f(1..2)", "JB2116 <..>"},
      {"1, 2", "JB2116 <,>"},
      {"a)", "JB2116 <)>"},
      {"[1, ]", "JB2116 <]>"},
      {"f(a b)", "JB2116 <b>"},
      {"a.1", "JB2116 <.1>"},
      {"a.", "JB2116 <>"},
      {"{1: 2}", "JB2116 <1>"},
      {"for 1 in xs return 1", "JB2116 <1>"},
      {"for x of xs return 1", "JB2116 <of>"},
      {"some x in xs return x", "JB2116 <return>"},
      {"if a else b", "JB2116 <else>"},
      {"x between 1 or 2", "JB2116 <or>"},
      {"x instance of", "JB2116 <>"},
      {"x instance of 5", "JB2116 <5>"},
      {"70% of cost", "JB2116 <of>"},
      {"7%3", "JB2116 <3>"},
      {"(a + b", "JB2117 <>"},
      {"[1, 2", "JB2117 <>"},
      {"f(a]", "JB2117 <]>"},
      {"{a: 1", "JB2117 <>"},
      {"xs[a", "JB2117 <>"},
      {"[1..2", "JB2117 <>"},
      {"a < b < c", "JB2118 <<>"},
      {"1 <= 专利数 <= 3", "JB2118 <<=>"},
      {"a = b in c", "JB2118 <in>"},
      {"if a then b", "JB2119 <if>"},
      {"f(if a then b, c)", "JB2119 <if>"},
      {"f(1, x: 2)", "JB2120 <x>"},
      {"f(x: 1, 2)", "JB2120 <2>"},
      {"f(x: 1, x: 2)", "JB2121 <x>"},
      {"{a: 1, \"a\": 2}", "JB2121 <\"a\">"},
      {"for x in a, x in b return x", "JB2121 <x>"},
      {"and b", "JB2122 <and>"},
      {"a + then", "JB2122 <then>"},
      {"for in in xs return 1", "JB2122 <in>"},
      {"not a", "JB2122 <not>"},
      {"a.f(b)", "JB2123 <(>"},
      {"f(a)(b)", "JB2123 <(>"},
      {"3(a)", "JB2123 <(>"},
      {"function(x) x + 1", "JB2124 <function>"},
  });
}

TEST_CASE("parse expression: an error says what to write instead") {
  check_helps({
      {"a < b < c", "write a < b and b < c"},
      {"1 <= n + 1 <= 3", "write 1 <= n + 1 and n + 1 <= 3"},
      {"a = b in c", "put one of them in parentheses, or join them with and"},
      {"a AND b", "write and"},
      {"a 且 b", "write and"},
      {"a 或者 b", "write or"},
      {"a mod b", "the remainder is written modulo(a, b)"},
      {"70% of cost", "write 50% * x, or {percent: 50%, of: x}"},
      {"not a", "write not(…)"},
      {"patent count", "names have no blanks; write patent_count"},
      {"patents 以上 3", "a comparison is written a >= b"},
      {"patents 不满 3", "a comparison is written a < b"},
      {"patents at least 3", "a comparison is written a >= b"},
      {"string lenght(a)", "did you mean string length?"},
      {"a..b", "a range has brackets, as in [1..10]"},
      {"(a", "write ')'"},
      {"if a then b", "say what else: for example else 0元, else false, else null"},
      {"+ 5", "leave out the plus sign"},
      {"[1,, 2]", "write what is missing here"},
      {"{a 1}", "write what is missing here"},
      {"1, 2", "several values stand in a list: [a, b]"},
      {"xs where a", "a filter is written list[condition]"},
      {"a : b", "a comparison is written a = b"},
  });
}

TEST_CASE("parse expression: a missing bracket is shown where it was opened") {
  Diagnostics diagnostics;
  const std::string_view characters = "f(a + (b * c)";
  CHECK_FALSE(parse_expression(characters, span_in_text, diagnostics));
  REQUIRE(diagnostics.all().size() == 1);
  const Diagnostic& found = diagnostics.all().front();
  CHECK(found.span == Span{0, 13, 13});
  REQUIRE(found.labels.size() == 1);
  CHECK(found.labels[0].span == Span{0, 1, 2});
  CHECK(found.labels[0].text.en == "opened here");
}

TEST_CASE("parse expression: every error has a message and help in both languages") {
  for (const char* characters :
       {"",           "a +",           "a b", "(a",     "a < b < c",     "if a then b",
        "f(1, x: 2)", "f(x: 1, x: 2)", "and", "a.f(b)", "function(x) x", "a ; b",
        "a $ b",      "\"a",           "/*",  "1.",     "1e99999",       "5人",
        "1,000",      "'a'",           "（",  "\"\\q\""}) {
    CAPTURE(characters);
    Diagnostics diagnostics;
    CHECK_FALSE(parse_expression(characters, span_in_text, diagnostics));
    REQUIRE_FALSE(diagnostics.empty());
    for (const Diagnostic& found : diagnostics.all()) {
      CHECK_FALSE(found.help.zh.empty());
      CHECK_FALSE(found.help.en.empty());
      for (const Language language : {Language::zh, Language::en}) {
        CHECK(message(found.code, language, found.arguments).find('{') ==
              std::string::npos);
      }
    }
  }
}

TEST_CASE("parse expression: brackets nest up to 100 levels, and no deeper") {
  const auto nested = [](std::string_view open, std::string_view close, int levels) {
    return repeated(open, levels) + "1" + repeated(close, levels);
  };
  CHECK(read(nested("(", ")", 100)) == "1");
  CHECK(read(nested("(", ")", 101)) == "JB2114 <1>");
  struct Brackets {
    std::string_view open;
    std::string_view close;
  };
  const std::initializer_list<Brackets> nesting = {
      {"(", ")"},
      {"[", "]"},
      {"f(", ")"},
      {"x[", "]"},
      {"{a: ", "}"},
      {"-", ""},
      {"if a then ", " else b"},
      {"if a then b else ", ""},
      {"not(", ")"},
      {"1 in (", ")"},
      {"for x in xs return ", ""},
      {"[1..", "]"},
  };
  for (const Brackets& tried : nesting) {
    const auto& open = tried.open;
    const auto& close = tried.close;
    CAPTURE(open);
    CHECK(read(nested(open, close, 100)).find("JB") == std::string::npos);
    CHECK(read(nested(open, close, 101)).starts_with("JB2114 <"));
    CHECK(read(repeated(open, 3000)).starts_with("JB2114 <"));
  }
}

TEST_CASE("parse expression: long chains are bounded, long lists are not") {
  CHECK(read(repeated(" + 1", 400, "1")).starts_with("((((("));
  CHECK(read(repeated(" + 1", 15'000, "1")) == "JB2114 <1>");
  CHECK(read(repeated(".b", 20'000, "a")) == "JB2114 <b>");
  CHECK(read(repeated("[1]", 20'000, "a")) == "JB2114 <1>");
  CHECK(read(repeated(" as of b", 8'000, "a")) == "JB2114 <b>");
  CHECK(read(repeated(", 1", 20'000, "[1") + "]").size() == 60'003);
  CHECK(read(repeated(" and a", 10'000, "a")).size() == 60'003);
}

TEST_CASE("parse expression: whatever the bytes, there is a tree or an error") {
  std::mt19937 random(7);
  const std::string_view pieces[] = {
      "a",         "1",       "..",         "[",
      "]",         "(",       ")",          "{",
      "}",         ",",       ":",          " and ",
      " or ",      " in ",    "if ",        "then",
      " else ",    "for ",    "some ",      "x",
      ">=",        "<",       "-",          "**",
      ".b",        "not(",    "null",       "\"s\"",
      "3万元",     "70%",     " as of ",    " instance of ",
      " between ", "return ", "satisfies ", "5-10万元",
      "最高 "};
  for (int round = 0; round < 30'000; ++round) {
    std::string characters;
    for (auto count = random() % 16; count > 0; --count) {
      characters += random() % 40 == 0
                        ? std::string(1, static_cast<char>(random()))
                        : std::string(pieces[random() % std::size(pieces)]);
    }
    CAPTURE(characters);
    for (const ParseFunction parse :
         {parse_expression, parse_unary_tests, parse_amount}) {
      Diagnostics diagnostics;
      const auto tree = parse(characters, span_in_text, diagnostics);
      REQUIRE(tree.has_value() != diagnostics.has_errors());
      errors_text(characters, diagnostics);
    }
    const std::string dump = read(characters);
    if (!dump.starts_with("JB2")) REQUIRE(read(dump) == dump);
  }
}

TEST_CASE("parse unary tests: a cell is any, not(…), or a list of tests") {
  check_cases(parse_unary_tests, {
                                     {"-", "-"},
                                     {" - ", "-"},
                                     {"5", "[5]"},
                                     {"-5", "[(-5)]"},
                                     {">= 5", "[>= 5]"},
                                     {"< 5, >= 10万元", "[< 5, >= 100000元]"},
                                     {"[1..5), (10..20]", "[[1..5), (10..20]]"},
                                     {"\"a\", \"b\"", "[\"a\", \"b\"]"},
                                     {"= 5", "[= 5]"},
                                     {"not(1, > 5)", "not(1, > 5)"},
                                     {"not(a), b", "[not(a), b]"},
                                     {"not(a) or b", "[(not(a) or b)]"},
                                     {"(a + 1)", "[(a + 1)]"},
                                     {"null", "[null]"},
                                     {"", "JB2115 <>"},
                                     {"5,", "JB2116 <>"},
                                     {"not(1", "JB2117 <>"},
                                     {"> 5 and < 10", "JB2116 <and>"},
                                     {"1..5", "JB2116 <..>"},
                                     {"a b", "JB2116 <b>"},
                                 });
}

TEST_CASE("parse unary tests: the result is the kind it says") {
  const auto kind_of = [](std::string_view characters) {
    Diagnostics diagnostics;
    const auto tree = parse_unary_tests(characters, span_in_text, diagnostics);
    REQUIRE(tree);
    CHECK(covered(characters, tree->span) == characters);
    return tree->kind;
  };
  CHECK(kind_of("-") == ExpressionKind::any);
  CHECK(kind_of("not(5)") == ExpressionKind::not_tests);
  CHECK(kind_of("5") == ExpressionKind::list);
  CHECK(kind_of("not(5), 6") == ExpressionKind::list);
}
