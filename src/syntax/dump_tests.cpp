// Tests as written, to text.
#include "diagnostics/json_text.hpp"
#include "syntax/syntax_dump.hpp"

namespace jiangbu {

void SyntaxDump::run(const TestRunSyntax& run) {
  out_.open(at(run.span, "run"));
  for (const auto& [question, option] : run.readings) {
    out_.line(at(question.span, "reading " + question.text + " = " + option.text));
  }
  for (const auto& [applicant, expectations] : run.expect) {
    word("applicant", applicant);
    for (const ExpectationSyntax& expectation : expectations) {
      std::string text = "expect " + expectation.subject.text;
      if (!expectation.status.empty()) text += " status " + expectation.status.text;
      if (expectation.amount) text += " amount " + to_text(*expectation.amount);
      if (expectation.lines) text += " lines " + std::to_string(*expectation.lines);
      for (const Formula& instalment : expectation.instalments) {
        if (instalment) text += " instalment " + to_text(*instalment);
      }
      if (expectation.repay) text += " repay " + to_text(*expectation.repay);
      if (!expectation.deadline.empty()) text += " deadline " + expectation.deadline.text;
      out_.line(at(expectation.span, text));
    }
  }
  out_.close();
}

void SyntaxDump::test(const TestSyntax& test) {
  out_.open(at(test.name.span, "test " + json_string(test.name.text)));
  title("title", test.title);
  word("decision date", test.decision_date);
  flag("closed", test.closed);
  for (const auto& [name, facts] : test.applicants) {
    const std::string label = name.empty() ? "facts" : "applicant " + name.text;
    node(label.c_str(), facts);
  }
  for (const TestRunSyntax& item : test.runs) run(item);
  out_.close();
}

void SyntaxDump::write(const TestFileSyntax& file) {
  out_.open(at(file.policy_file.span, "tests of " + file.policy_file.text));
  for (const TestSyntax& item : file.tests) test(item);
  out_.close();
}

}  // namespace jiangbu
