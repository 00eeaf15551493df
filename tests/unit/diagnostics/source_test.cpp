#include "diagnostics/source.hpp"

#include <doctest/doctest.h>

using namespace jiangbu;

TEST_CASE("source: columns count characters, lines count from one") {
  const SourceFile file("a.yaml", "甲乙: x\n丙: y");
  CHECK(file.line_column(0) == LineColumn{1, 1});
  CHECK(file.line_column(3) == LineColumn{1, 2});
  CHECK(file.line_column(6) == LineColumn{1, 3});
  CHECK(file.line_column(10) == LineColumn{2, 1});
  CHECK(file.line_column(13) == LineColumn{2, 2});
}

TEST_CASE("source: an offset inside a character has the column of the character") {
  const SourceFile file("a", "甲乙");
  CHECK(file.line_column(4) == LineColumn{1, 2});
  CHECK(file.line_column(5) == LineColumn{1, 2});
}

TEST_CASE("source: a byte that belongs to no character has a column of its own") {
  const SourceFile file("a", "甲\xB9z");
  CHECK(file.line_column(3) == LineColumn{1, 2});
}

TEST_CASE("source: an offset behind the end is the end") {
  const SourceFile file("a", "x\ny");
  CHECK(file.line_column(3) == LineColumn{2, 2});
  CHECK(file.line_column(1'000'000) == LineColumn{2, 2});
}

TEST_CASE("source: lines end with LF or CRLF, and the last needs no end") {
  const SourceFile file("a", "one\r\ntwo\n\nfour");
  CHECK(file.line_count() == 4);
  CHECK(file.line_text(1) == "one");
  CHECK(file.line_text(2) == "two");
  CHECK(file.line_text(3) == "");
  CHECK(file.line_text(4) == "four");
  CHECK(file.line_text(5) == "");
  CHECK(file.line_text(0) == "");
  CHECK(file.line_column(5) == LineColumn{2, 1});
}

TEST_CASE("source: a byte order mark takes no column") {
  const SourceFile file("a", "\xEF\xBB\xBFx: 1");
  CHECK(file.line_text(1) == "x: 1");
  CHECK(file.line_column(3) == LineColumn{1, 1});
  CHECK(file.line_column(4) == LineColumn{1, 2});
  CHECK(file.line_column(0) == LineColumn{1, 1});
}

TEST_CASE("source: an empty text has one empty line") {
  const SourceFile file("a", "");
  CHECK(file.line_count() == 1);
  CHECK(file.line_column(0) == LineColumn{1, 1});
}

TEST_CASE("source map: files keep their addresses while others are added") {
  SourceMap sources;
  const FileId first = sources.add("first", "abc");
  const SourceFile* address = &sources.file(first);
  for (int i = 0; i < 1'000; ++i) sources.add("other", "");
  CHECK(&sources.file(first) == address);
  CHECK(sources.size() == 1'001);
}

TEST_CASE("source map: the text under a span is cut to the file") {
  SourceMap sources;
  const FileId file = sources.add("a", "abc");
  CHECK(sources.text({file, 1, 2}) == "b");
  CHECK(sources.text({file, 1, 99}) == "bc");
  CHECK(sources.text({file, 9, 99}) == "");
  CHECK(sources.text(Span{}) == "");
}

TEST_CASE("span: joining takes in both, and no place adds nothing") {
  CHECK(join({0, 2, 4}, {0, 8, 9}) == Span{0, 2, 9});
  CHECK(join(Span{}, {0, 8, 9}) == Span{0, 8, 9});
  CHECK(join({0, 2, 4}, Span{}) == Span{0, 2, 4});
}
