// The lexer and its word lists: tables of characters to tokens or errors.
#include "syntax/lexer.hpp"

#include <random>

#include "expression_reading.hpp"
#include "syntax/words.hpp"

using namespace jiangbu;

namespace {

const char* kind_text(TokenKind kind) {
  switch (kind) {
    case TokenKind::number:
      return "number";
    case TokenKind::money:
      return "money";
    case TokenKind::text:
      return "text";
    case TokenKind::at_literal:
      return "at";
    case TokenKind::word:
      return "word";
    case TokenKind::symbol:
      return "symbol";
    case TokenKind::end:
      return "end";
  }
  return "";
}

// "word:a symbol:+ number:1", without the end; or the errors.
std::string lexed(std::string_view characters) {
  Diagnostics diagnostics;
  const auto tokens = lex_expression(characters, span_in_text, diagnostics);
  if (!tokens) return errors_text(characters, diagnostics);
  CHECK(tokens->back().kind == TokenKind::end);
  std::string text;
  for (const Token& token : *tokens) {
    if (token.kind == TokenKind::end) break;
    if (!text.empty()) text += ' ';
    text += std::string(kind_text(token.kind)) + ":";
    const bool is_figure =
        token.kind == TokenKind::number || token.kind == TokenKind::money;
    if (is_figure) text += token.number.to_string();
    text += token.text;
  }
  return text;
}

void check_cases(std::initializer_list<ReadingCase> cases) {
  for (const ReadingCase& tried : cases) {
    CAPTURE(tried.characters);
    CHECK(lexed(tried.characters) == tried.expected);
  }
}

std::string lex_help(std::string_view characters) {
  return help_of(parse_expression, characters);
}

}  // namespace

TEST_CASE("lexer: words, symbols and blanks become tokens") {
  check_cases({
      {"", ""},
      {" \t\r\n ", ""},
      {"a+b", "word:a symbol:+ word:b"},
      {"a**b<=c", "word:a symbol:** word:b symbol:<= word:c"},
      {"[a..b)", "symbol:[ word:a symbol:.. word:b symbol:)"},
      {"专利数 >= 3", "word:专利数 symbol:>= number:3"},
      {"_a1 é β 〇一", "word:_a1 word:é word:β word:〇一"},
      {"a // rest\n+ b", "word:a symbol:+ word:b"},
      {"a /* x\ny */ + b // end", "word:a symbol:+ word:b"},
      {"a != b", "word:a symbol:!= word:b"},
      {"{a: 1}", "symbol:{ word:a symbol:: number:1 symbol:}"},
  });
}

TEST_CASE("lexer: a function name of several words is one word where it is called") {
  check_cases({
      {"date and time(x)", "word:date and time symbol:( word:x symbol:)"},
      {"date  and\n time (x)", "word:date and time symbol:( word:x symbol:)"},
      {"date and time", "word:date word:and word:time"},
      {"years and months duration(a, b)",
       "word:years and months duration symbol:( word:a symbol:, word:b symbol:)"},
      {"round half up(x)", "word:round half up symbol:( word:x symbol:)"},
      {"round half upper(x)", "word:round word:half word:upper symbol:( word:x symbol:)"},
      {"up to", "word:up word:to"},
      {"update and time(x)", "word:update word:and word:time symbol:( word:x symbol:)"},
  });
  for (const std::string_view name : spaced_function_names()) {
    CHECK(lexed(std::string(name) + "(") == "word:" + std::string(name) + " symbol:(");
  }
}

TEST_CASE("lexer: numbers, percentages and number words are exact") {
  check_cases({
      {"12", "number:12"},
      {"0.5 .5", "number:0.5 number:0.5"},
      {"1e6 1E-2 2e+3", "number:1000000 number:0.01 number:2000"},
      {"70%", "number:0.7"},
      {"0.5%", "number:0.005"},
      {"3.8万", "number:38000"},
      {"3 千 2亿", "number:3000 number:200000000"},
      {"1..10", "number:1 symbol:.. number:10"},
      {"1.5..2", "number:1.5 symbol:.. number:2"},
      {"a.b", "word:a symbol:. word:b"},
      {"1234567890123456789012345678901234", "number:1234567890123456789012345678901234"},
      {"5 and", "number:5 word:and"},
      {"5 in", "number:5 word:in"},
      {"1, 000", "number:1 symbol:, number:0"},
      {"1000,2000", "number:1000 symbol:, number:2000"},
  });
}

TEST_CASE("lexer: a unit of money or a currency makes a number an amount") {
  check_cases({
      {"3万元", "money:30000CNY"},
      {"3 万元", "money:30000CNY"},
      {"1.5亿元", "money:150000000CNY"},
      {"2千元", "money:2000CNY"},
      {"1百万元 1千万元", "money:1000000CNY money:10000000CNY"},
      {"5元 0.01元", "money:5CNY money:0.01CNY"},
      {"5 yuan 5yuan", "money:5CNY money:5CNY"},
      {"1000 CHF", "money:1000CHF"},
      {"1000USD", "money:1000USD"},
      {"3万 USD", "money:30000USD"},
      {"1000 CNY", "money:1000CNY"},
      {"5 USDX", "number:5 word:USDX"},
      {"5 AND", "number:5 word:AND"},
  });
}

TEST_CASE("lexer: text keeps its characters and resolves its escapes") {
  check_cases({
      {R"("")", "text:"},
      {R"("有效，（）“”")", "text:有效，（）“”"},
      {R"("a\"b\\c\td")", "text:a\"b\\c\td"},
      {R"("\u4E2D\u6587")", "text:中文"},
      {R"("\uD83D\uDE00")", "text:😀"},
      {R"("\U0001F600")", "text:😀"},
      {R"("\U01F600 x")", "text:😀 x"},
      {R"(@"2024-01-01")", "at:2024-01-01"},
      {R"(@"P1Y" + "// no comment")", "at:P1Y symbol:+ text:// no comment"},
  });
}

TEST_CASE("lexer: wrong characters are errors under exactly these characters") {
  check_cases({
      {"a == b", "JB2105 <==>"},
      {"a && b || c", "JB2105 <&&> JB2105 <||>"},
      {"!a", "JB2105 <!>"},
      {"a <> b", "JB2105 <<>>"},
      {"a % b", "JB2105 <%>"},
      {"a => b", "JB2105 <=>>"},
      {"2 ^ 3", "JB2105 <^>"},
      {"a = 'x y'", "JB2104 <'x y'>"},
      {"a = “有效”", "JB2104 <“有效”>"},
      {"a = 'x", "JB2104 <'>"},
      {"（a + b）", "JB2103 <（> JB2103 <）>"},
      {"a ＋ １２", "JB2103 <＋> JB2103 <１２>"},
      {"a ≥ b", "JB2103 <≥>"},
      {"5％", "JB2103 <％>"},
      {"a　b", "JB2103 <　>"},
      {"a # b", "JB2102 <#>"},
      {"a 😀", "JB2102 <😀>"},
      {"? > 5", "JB2102 <?>"},
      {"\"abc", "JB2106 <\"abc>"},
      {"\"abc\\\"", "JB2106 <\"abc\\\">"},
      {"\"abc\ndef", "JB2106 <\"abc>"},
      {R"("a\qb")", "JB2107 <\\q>"},
      {R"("a\中b")", "JB2107 <\\中>"},
      {R"("\u12")", "JB2107 <\\u12>"},
      {R"("\uD800")", "JB2107 <\\uD800>"},
      {R"("\U00110000")", "JB2107 <\\U00110000>"},
      {R"("\U0001F60")", "JB2107 <\\U0001F60>"},
      {R"("\u0000")", "JB2107 <\\u0000>"},
      {"\"\\", "JB2107 <\\> JB2106 <\"\\>"},
      {"a /* b", "JB2108 </*>"},
      {"1.x", "JB2109 <1.>"},
      {"12345678901234567890123456789012345",
       "JB2110 <12345678901234567890123456789012345>"},
      {"1e999999", "JB2110 <1e999999>"},
      {"1,000元", "JB2111 <1,000>"},
      {"f(12,500)", "JB2111 <12,500>"},
      {"1,000,000.50", "JB2111 <1,000,000>"},
      {"1_000", "JB2112 <_000>"},
      {"5件", "JB2112 <件>"},
      {"5 万美元", "JB2112 <万美元>"},
      {"3万元以上", "JB2112 <万元以上>"},
      {"a \xFF b", "JB2101 <\xFF>"},
      {"\"\xC3\"", "JB2101 <\xC3>"},
  });
}

TEST_CASE("lexer: an error says what to write instead") {
  const std::initializer_list<ReadingCase> cases = {
      {"a == b", "write ="},
      {"a && b", "write and"},
      {"a || b", "write or"},
      {"!a", "write not(…)"},
      {"a <> b", "write !="},
      {"a = '有效'", "put text in double quotes: \"有效\""},
      {"a = “有效”", "put text in double quotes: \"有效\""},
      {"a ＞＝ b", "write >= in ASCII characters"},
      {"1,000元", "write one number as 1000, several numbers with blanks as 1, 000"},
      {"3万元以上", "write a comparison: >= 3万元"},
      {"3万元以下", "write a comparison: <= 3万元"},
      {"1_000", "a number holds no underscores"},
      {"￥50", "the currency follows the number: 50元, 1000 USD"},
  };
  for (const ReadingCase& tried : cases) {
    CAPTURE(tried.characters);
    CHECK(lex_help(tried.characters) == tried.expected);
  }
  CHECK(lex_help("a % b").starts_with("write modulo(a, b)"));
}

TEST_CASE("lexer: the errors of a hopeless text are bounded") {
  Diagnostics diagnostics;
  CHECK_FALSE(lex_expression(std::string(60'000, '!'), span_in_text, diagnostics));
  CHECK(diagnostics.error_count() == 20);
}

TEST_CASE("lexer: an expression has at most 64 KiB") {
  Diagnostics diagnostics;
  CHECK(lex_expression(std::string(65'536, ' '), span_in_text, diagnostics));
  CHECK_FALSE(lex_expression(std::string(65'537, ' '), span_in_text, diagnostics));
  REQUIRE(diagnostics.all().size() == 1);
  CHECK(diagnostics.all().front().code == Code::syntax_expression_too_long);
}

TEST_CASE("lexer: tokens lie one behind the other, whatever the bytes") {
  std::mt19937 random(20240101);
  const std::string_view pieces[] = {
      "a",   "1",    ".",    "..", "\"",  "\\",   "万元",  "元", "%",   ",",
      "000", "（",   "“",    "/*", "*/",  "//",   "\n",    "@",  "e",   "!",
      "=",   "\xE4", "\xFF", " ",  "\\u", "D800", "up to", "(",  "CHF", "'"};
  for (int round = 0; round < 20'000; ++round) {
    std::string characters;
    for (auto count = random() % 12; count > 0; --count) {
      characters += random() % 8 == 0 ? std::string(1, static_cast<char>(random()))
                                      : std::string(pieces[random() % std::size(pieces)]);
    }
    Diagnostics diagnostics;
    const auto tokens = lex_expression(characters, span_in_text, diagnostics);
    REQUIRE(tokens.has_value() != diagnostics.has_errors());
    errors_text(characters, diagnostics);
    std::size_t end = 0;
    for (const Token& token : tokens.value_or(std::vector<Token>())) {
      REQUIRE(token.begin >= end);
      REQUIRE(token.end >= token.begin);
      end = token.end;
    }
    REQUIRE(end <= characters.size());
  }
}

TEST_CASE("words: names hold letters of all scripts, digits and underscores") {
  for (const char* name : {"a", "_", "a_1", "专利", "ñ", "β2", "々", "〇"}) {
    CAPTURE(name);
    CHECK(is_name(name));
  }
  for (const char* text :
       {"", "1a", "a b", "a-b", "ａ", "a。", "a·b", "（", "😀", "a\xFF", "a\u200B"}) {
    CAPTURE(text);
    CHECK_FALSE(is_name(text));
  }
}

TEST_CASE("words: currency codes are those of ISO 4217") {
  for (const char* code : {"CNY", "CHF", "USD", "AED", "ZWG"})
    CHECK(is_currency_code(code));
  for (const char* code : {"", "RMB", "chf", "AND", "USDX", "ED ", " AF"}) {
    CHECK_FALSE(is_currency_code(code));
  }
}
