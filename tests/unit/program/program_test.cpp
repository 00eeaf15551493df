// Formulas as flat steps: folded, shared, listed the same way twice; the fingerprint.
#include "policy_text.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

const std::string facts =
    "facts: {a: {type: boolean}, b: {type: boolean}, "
    "c: {type: boolean}, n: {type: number}}\n";

Program figure_program(const std::string& formula) {
  return program_of(facts + "figures: {f: {value: '" + formula + "'}}\n");
}

size_t count(const Program& program, Op op) {
  size_t number = 0;
  for (const Step& step : program.steps) number += step.op == op ? 1 : 0;
  return number;
}

std::string hash_of(const std::string& text) {
  const CompiledText compiled = compile_text(text);
  if (!compiled.program) FAIL(compiled.rendered());
  return compiled.program->hash;
}

const std::string text = R"(policy: p
title: {zh: 甲, en: a}
status: draft
facts: {n: {type: number}}
clauses:
  A: {when: n > 3, award: 5元}
)";

std::string replaced(const std::string& from, const std::string& to) {
  std::string result = text;
  const size_t at = result.find(from);
  REQUIRE(at != std::string::npos);
  return result.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("folding: a formula of constants becomes its value") {
  const Program program = figure_program("1 + 2 * 3");
  REQUIRE(program.steps.size() == 1);
  CHECK(program.steps[0].op == Op::literal);
  CHECK(std::get<Decimal>(program.constants[program.steps[0].a]) == Decimal(7));
}

TEST_CASE("folding: the constant part of a formula is folded, the rest stays") {
  const Program program = figure_program("n + 2 * 3");
  CHECK(count(program, Op::add) == 1);
  CHECK(count(program, Op::multiply) == 0);
}

TEST_CASE("folding: what would fail is left to the evaluation, which reports it") {
  const Program program = figure_program("1 / 0");
  CHECK(count(program, Op::divide) == 1);
  CHECK(evaluate(program).problems.size() == 1);
}

TEST_CASE("folding: a parameter with one undated value is a constant") {
  const Program program =
      program_of("parameters: {p: {value: 3}}\nfigures: {f: {value: p + 1}}\n");
  CHECK(figure(evaluate(program), "f") == "4");
  CHECK(count(program, Op::add) == 0);
}

TEST_CASE("sharing: equal formulas are one step") {
  const Program program = program_of(
      facts +
      "figures: {f: {value: n * 2 + 1}, g: {value: n * 2 + 1}, h: {value: n * 2}}\n");
  CHECK(count(program, Op::multiply) == 1);
  CHECK(count(program, Op::add) == 1);
  CHECK(program.roots[0] == program.roots[1]);
  CHECK(program.roots[0] != program.roots[2]);
}

TEST_CASE("logic: nested and, or are flattened, but not into each other") {
  const Program flat = figure_program("a and (b and c)");
  REQUIRE(count(flat, Op::and_) == 1);
  CHECK(flat.steps[flat.roots[0]].operand_count == 3);
  const Program mixed = figure_program("a and (b or c)");
  CHECK(mixed.steps[mixed.roots[0]].operand_count == 2);
  CHECK(count(mixed, Op::or_) == 1);
}

TEST_CASE("steps: operands stand before the steps that use them") {
  const Program program = figure_program("if a and n * 2 > 3 then n + 1 else 0");
  for (StepId id = 0; id < program.steps.size(); ++id) {
    for (std::uint32_t i = 0; i < program.steps[id].operand_count; ++i) {
      CHECK(program.operand(program.steps[id], i) < id);
    }
  }
}

TEST_CASE("listing: two compilations of one text are the same, byte by byte") {
  const std::string first = listing(*compile_text(text).program);
  CHECK(first == listing(*compile_text(text).program));
  CHECK(first ==
        "program p \n"
        "s0 applicant : applicant\n"
        "s1 field applicant.n s0 : number\n"
        "s2 literal 3 : number\n"
        "s3 greater s1 s2 : boolean\n"
        "s4 literal 5元 : money\n"
        "f0 = s3\n"
        "f1 = s4\n");
}

TEST_CASE("hash: changes with what a rule means") {
  const std::string hash = hash_of(text);
  CHECK(hash.size() == 16);
  CHECK(hash == hash_of(text));
  CHECK(hash != hash_of(replaced("5元", "6元")));
  CHECK(hash != hash_of(replaced("n > 3", "n >= 3")));
  CHECK(hash != hash_of(replaced("  A:", "  B:")));
  CHECK(hash != hash_of(replaced("status: draft", "status: in force")));
  CHECK(hash != hash_of(text + "stacking: [{cap: {at most: 1元}}]\n"));
}

TEST_CASE("hash: the working calendar is part of it, a holiday on a Sunday is not") {
  const std::string hash = hash_of(text);
  CHECK(hash != hash_of(text + "calendar: {holidays: [2024-10-01]}\n"));
  CHECK(hash != hash_of(text + "calendar: {workdays: [2024-09-29]}\n"));
  CHECK(hash == hash_of(text + "calendar: {holidays: [2024-09-29]}\n"));
}

TEST_CASE("hash: comments, blanks and the way a value is written do not matter") {
  const std::string hash = hash_of(text);
  CHECK(hash == hash_of("# a comment\n" + text));
  CHECK(hash == hash_of(replaced("  A: {when", "  A:   {when")));
  CHECK(hash == hash_of(replaced("award: 5元", "award: '5元'")));
}

TEST_CASE("hash: the tests of a policy do not belong to its meaning") {
  CHECK(hash_of(text) == hash_of(text + R"(tests:
  - {name: one, decision date: 2024-06-01, facts: {n: 4}, expect: {A: 5元}}
)"));
}
