// Tests as data, as written.
#include <charconv>

#include "syntax/read_parts.hpp"
#include "syntax/read_policy.hpp"

namespace jiangbu {

namespace {

// Words an expectation may consist of; anything else is an amount.
bool is_outcome_word(const std::string& text) {
  static const char* const words[] = {
      "due",          "possible",    "not met",   "excluded",     "superseded",
      "already paid", "unspecified", "delegated", "not in force", "no money",
      "error",        "yes",         "no",        "unknown"};
  for (const char* word : words) {
    if (text == word) return true;
  }
  return false;
}

std::optional<int> read_count(const Node* node, Diagnostics& diagnostics) {
  if (node == nullptr) return std::nullopt;
  int count = 0;
  const std::string& text = node->text;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc{} || end != text.data() + text.size() || count < 0) {
    diagnostics.error(Code::syntax_expected_count, node->span);
    return std::nullopt;
  }
  return count;
}

ExpectationSyntax read_expectation(const Entry& entry, Diagnostics& diagnostics) {
  ExpectationSyntax expectation;
  expectation.subject = read_id(entry.key, diagnostics);
  expectation.span = entry.value.span;
  const Node& value = entry.value;
  if (value.is_scalar() && is_outcome_word(value.text)) {
    expectation.status = {value.text, value.span};
  } else if (value.is_mapping()) {
    MappingReader reader(value, "expectation", diagnostics);
    expectation.status = read_word(reader.take("status"), diagnostics);
    expectation.amount = read_amount(reader.take("amount"), diagnostics);
    expectation.lines = read_count(reader.take("lines"), diagnostics);
    if (const Node* instalments = reader.take("instalments")) {
      for (const Node& item : instalments->items) {
        expectation.instalments.push_back(read_amount(&item, diagnostics));
      }
    }
    expectation.repay = read_amount(reader.take("repay"), diagnostics);
    expectation.deadline = read_word(reader.take("deadline"), diagnostics);
    if (!expectation.status.empty() && !is_outcome_word(expectation.status.text)) {
      diagnostics.error(Code::syntax_unknown_outcome, expectation.status.span,
                        {expectation.status.text});
    }
    reader.finish();
  } else {
    expectation.amount = read_amount(&value, diagnostics);
  }
  return expectation;
}

std::vector<ExpectationSyntax> read_expectations(const Node& node,
                                                 Diagnostics& diagnostics) {
  std::vector<ExpectationSyntax> expectations;
  if (!node.is_mapping() || node.entries.empty()) {
    report_shape(Code::syntax_expected_mapping, node.span, "expect", diagnostics);
    return expectations;
  }
  for (const Entry& entry : node.entries) {
    expectations.push_back(read_expectation(entry, diagnostics));
  }
  return expectations;
}

void read_run(TestRunSyntax& run, MappingReader& reader, bool several,
              Diagnostics& diagnostics) {
  if (const Node* readings = reader.take("readings")) {
    if (!readings->is_mapping()) {
      report_shape(Code::syntax_expected_mapping, readings->span, "readings",
                   diagnostics);
    }
    for (const Entry& entry : readings->entries) {
      run.readings.emplace_back(Word{entry.key.text, entry.key.span},
                                read_word(&entry.value, diagnostics));
    }
  }
  const Node* expect = reader.require("expect");
  if (expect == nullptr) return;
  if (!several) {
    run.expect.emplace_back(Word{}, read_expectations(*expect, diagnostics));
    return;
  }
  if (!expect->is_mapping()) {
    report_shape(Code::syntax_expected_mapping, expect->span, "expect", diagnostics);
    return;
  }
  for (const Entry& entry : expect->entries) {
    run.expect.emplace_back(Word{entry.key.text, entry.key.span},
                            read_expectations(entry.value, diagnostics));
  }
}

void read_applicants(TestSyntax& test, MappingReader& reader, const Node& item,
                     Diagnostics& diagnostics) {
  const Node* facts = reader.take("facts");
  const Node* applicants = reader.take("applicants");
  if (facts != nullptr && applicants != nullptr) {
    diagnostics.error(Code::syntax_test_shape, item.span);
  } else if (applicants != nullptr) {
    for (const Entry& entry : applicants->entries) {
      test.applicants.emplace_back(Word{entry.key.text, entry.key.span}, entry.value);
    }
    if (applicants->entries.empty()) {
      report_shape(Code::syntax_expected_mapping, applicants->span, "applicants",
                   diagnostics);
    }
  } else {
    Node none;
    none.kind = NodeKind::mapping;
    none.span = item.span;
    test.applicants.emplace_back(Word{}, facts != nullptr ? *facts : none);
  }
}

TestSyntax read_test(const Node& item, Diagnostics& diagnostics) {
  TestSyntax test;
  MappingReader reader(item, "test", diagnostics);
  if (!reader) return test;
  test.name = read_word(reader.require("name"), diagnostics);
  test.title = read_title(reader.take("title"), diagnostics);
  test.decision_date = read_word(reader.require("decision date"), diagnostics);
  test.closed = read_flag(reader.take("closed"), false, diagnostics);
  const bool several = reader.has("applicants");
  read_applicants(test, reader, item, diagnostics);
  TestRunSyntax& own = test.runs.emplace_back();
  own.span = item.span;
  read_run(own, reader, several, diagnostics);
  if (const Node* under = reader.take("under")) {
    if (!under->is_sequence()) {
      report_shape(Code::syntax_expected_list, under->span, "under", diagnostics);
    }
    for (const Node& alternative : under->items) {
      TestRunSyntax& run = test.runs.emplace_back();
      run.span = alternative.span;
      MappingReader parts(alternative, "under", diagnostics);
      if (!parts) continue;
      read_run(run, parts, several, diagnostics);
      parts.finish();
    }
  }
  reader.finish();
  return test;
}

}  // namespace

std::vector<TestSyntax> read_tests(const Node* node, Diagnostics& diagnostics) {
  std::vector<TestSyntax> tests;
  if (node == nullptr) return tests;
  if (!node->is_sequence()) {
    report_shape(Code::syntax_expected_list, node->span, "tests", diagnostics);
    return tests;
  }
  for (const Node& item : node->items) tests.push_back(read_test(item, diagnostics));
  return tests;
}

TestFileSyntax read_test_file(const Node& document, Diagnostics& diagnostics) {
  TestFileSyntax file;
  MappingReader reader(document, "tests of", diagnostics);
  if (!reader) return file;
  file.policy_file = read_word(reader.require("tests of"), diagnostics);
  file.tests = read_tests(reader.require("tests"), diagnostics);
  reader.finish();
  return file;
}

}  // namespace jiangbu
