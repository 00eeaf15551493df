#include "diagnostics/diagnostic.hpp"

#include <doctest/doctest.h>

using namespace jiangbu;

TEST_CASE("diagnostics: warnings are no errors") {
  Diagnostics diagnostics;
  diagnostics.warning(Code::document_empty, {});
  CHECK_FALSE(diagnostics.has_errors());
  CHECK(diagnostics.all().size() == 1);
  diagnostics.error(Code::document_empty, {});
  CHECK(diagnostics.has_errors());
  CHECK(diagnostics.error_count() == 1);
}

TEST_CASE("diagnostics: add takes the severity of the table") {
  Diagnostics diagnostics;
  diagnostics.add(Code::document_empty, {});
  CHECK(diagnostics.all()[0].severity == Severity::error);
}

TEST_CASE("diagnostics: a reference given out survives later findings") {
  Diagnostics diagnostics;
  Diagnostic& first = diagnostics.error(Code::document_empty, {});
  for (int i = 0; i < 150; ++i) diagnostics.error(Code::document_alias, {}, {"*a"});
  first.help = {"中", "en"};
  CHECK(diagnostics.all()[0].help.en == "en");
}

TEST_CASE("diagnostics: behind 200 errors the rest is counted, not stored") {
  Diagnostics diagnostics;
  for (std::uint32_t i = 0; i < 250; ++i) {
    diagnostics.error(Code::document_alias, {0, i, i + 1}, {"*a"}).notes.push_back({});
  }
  CHECK(diagnostics.all().size() == 200);
  CHECK(diagnostics.omitted() == 50);
  CHECK(diagnostics.error_count() == 250);
}

TEST_CASE("diagnostics: many warnings do not keep an error out") {
  Diagnostics diagnostics;
  for (int i = 0; i < 300; ++i) diagnostics.warning(Code::document_empty, {});
  diagnostics.error(Code::document_alias, {}, {"*a"});
  CHECK(diagnostics.all().back().code == Code::document_alias);
  CHECK(diagnostics.omitted() == 100);
}

TEST_CASE("diagnostics: sorted by file and offset, equals in order, no place first") {
  Diagnostics diagnostics;
  diagnostics.error(Code::document_tag, {1, 0, 1}, {"later file"});
  diagnostics.error(Code::document_tag, {0, 9, 10}, {"b"});
  diagnostics.error(Code::document_tag, {0, 9, 12}, {"c"});
  diagnostics.error(Code::document_tag, {0, 3, 4}, {"a"});
  diagnostics.error(Code::document_tag, {}, {"no place"});
  diagnostics.sort_and_deduplicate();
  std::string order;
  for (const Diagnostic& one : diagnostics.all()) order += one.arguments[0] + "|";
  CHECK(order == "no place|a|b|c|later file|");
}

TEST_CASE("diagnostics: identical findings are kept once, others stay") {
  Diagnostics diagnostics;
  diagnostics.error(Code::document_tag, {0, 3, 4}, {"a"});
  diagnostics.error(Code::document_tag, {0, 3, 4}, {"b"});
  diagnostics.error(Code::document_tag, {0, 3, 4}, {"a"});
  diagnostics.warning(Code::document_tag, {0, 3, 4}, {"a"});
  diagnostics.sort_and_deduplicate();
  CHECK(diagnostics.all().size() == 3);
}

TEST_CASE("bilingual: an empty text gives way to the other language") {
  CHECK(Bilingual{"中", ""}.in(Language::en) == "中");
  CHECK(Bilingual{"中", "en"}.in(Language::en) == "en");
  CHECK(Bilingual{"", "en"}.in(Language::zh) == "en");
}
