// A population gets what each of its applicants would get alone, to the fen, whatever the
// number of threads and the size of chunks.
#include <atomic>
#include <filesystem>
#include <map>
#include <mutex>

#include "batch/evaluate_population.hpp"
#include "batch/kernels.hpp"
#include "batch/plan.hpp"
#include "evaluate/advice.hpp"
#include "evaluate/case_evaluation.hpp"
#include "evaluate/readings.hpp"
#include "facts/append_case.hpp"
#include "policy_text.hpp"
#include "random_changes.hpp"
#include "read/load_rules.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

std::string text_of_fen(const FenRange& fen) {
  return std::to_string(fen.low) + ".." + std::to_string(fen.high);
}

/// Total, then amounts by clause.
using Amounts = std::vector<FenRange>;

Amounts amounts_of(CaseEvaluation& evaluation) {
  const CaseAmounts of = evaluation.case_amounts();
  if (evaluation.failure() != nullptr) return Amounts(1 + of.clauses.size());
  Amounts amounts{of.total};
  amounts.insert(amounts.end(), of.clauses.begin(), of.clauses.end());
  return amounts;
}

CaseOptions case_options(const PopulationOptions& options) {
  CaseOptions of;
  of.decision_date = options.decision_date;
  of.readings = options.readings;
  of.explain = false;
  return of;
}

/// Each applicant alone, or the set together where it matters.
std::vector<Amounts> one_by_one(const Program& program,
                                const std::vector<CaseFacts>& cases,
                                const PopulationOptions& options) {
  const CaseOptions of = case_options(options);
  std::vector<Amounts> all;
  if (!program.model->across.empty()) {
    for (auto& evaluation : evaluate_set(program, cases, of)) {
      all.push_back(amounts_of(*evaluation));
    }
    return all;
  }
  for (const CaseFacts& facts : cases) {
    CaseEvaluation evaluation(program, facts, of);
    narrow_by_cases(program, facts, of, evaluation);
    all.push_back(amounts_of(evaluation));
  }
  return all;
}

std::vector<Amounts> together(const Program& program, const Population& population,
                              const PopulationOptions& options,
                              PopulationTotals& totals) {
  std::vector<Amounts> all(population.applicants());
  totals = evaluate_population(program, population, options,
                               [&](unsigned, const ChunkAmounts& chunk) {
                                 for (std::uint32_t i = 0; i < chunk.rows; ++i) {
                                   Amounts& amounts = all[chunk.first + i];
                                   amounts.push_back({chunk.low[i], chunk.high[i]});
                                   for (const auto& clause : chunk.clauses) {
                                     amounts.push_back({clause.low[i], clause.high[i]});
                                   }
                                 }
                               });
  return all;
}

std::string text_of_line(const LineAmount& line) {
  return std::to_string(line.applicant) + " " + std::to_string(line.clause) + " " +
         line.item + " " + line.item_label + " " + text_of_fen({line.low, line.high});
}

std::vector<std::string> lines_of(const CaseEvaluation& evaluation,
                                  std::uint32_t applicant) {
  std::vector<std::string> texts;
  if (evaluation.failure() != nullptr) return texts;
  for (const Line& line : evaluation.lines()) {
    if (line.amount.high == 0) continue;
    texts.push_back(text_of_line({applicant, line.clause, line.item, line.item_label,
                                  line.amount.low, line.amount.high}));
  }
  return texts;
}

std::vector<std::string> lines_one_by_one(const Program& program,
                                          const std::vector<CaseFacts>& cases,
                                          const PopulationOptions& options) {
  const CaseOptions of = case_options(options);
  std::vector<std::string> all;
  const auto add = [&](const CaseEvaluation& evaluation, std::size_t applicant) {
    for (std::string& text :
         lines_of(evaluation, static_cast<std::uint32_t>(applicant))) {
      all.push_back(std::move(text));
    }
  };
  if (!program.model->across.empty()) {
    const auto set = evaluate_set(program, cases, of);
    for (std::size_t i = 0; i < set.size(); ++i) add(*set[i], i);
    return all;
  }
  for (std::size_t i = 0; i < cases.size(); ++i) {
    add(CaseEvaluation(program, cases[i], of), i);
  }
  return all;
}

std::vector<std::string> lines_together(const Program& program,
                                        const Population& population,
                                        PopulationOptions options) {
  options.by_line = true;
  std::mutex lock;
  std::map<std::uint32_t, std::vector<std::string>> chunks;
  evaluate_population(program, population, options,
                      [&](unsigned, const ChunkAmounts& chunk) {
                        std::vector<std::string> texts;
                        for (const LineAmount& line : chunk.lines) {
                          texts.push_back(text_of_line(line));
                        }
                        const std::lock_guard<std::mutex> guard(lock);
                        chunks[chunk.first] = std::move(texts);
                      });
  std::vector<std::string> all;
  for (auto& [first, texts] : chunks) all.insert(all.end(), texts.begin(), texts.end());
  return all;
}

/// The cases of a policy's tests, as they are and changed at random.
std::vector<CaseFacts> cases_of(const LoadedPolicy& policy, int rounds,
                                std::optional<Date>& date) {
  const Vocabulary& vocabulary = policy.program->model->vocabulary;
  Diagnostics diagnostics;
  RandomChanges changes(vocabulary, 11);
  std::vector<CaseFacts> cases;
  for (const TestSyntax& test : policy.tests) {
    if (test.applicants.size() != 1 || !test.applicants[0].first.empty()) continue;
    if (!date) date = on(test.decision_date.text).decision_date;
    const CaseFacts given =
        read_facts(test.applicants[0].second, vocabulary, {}, diagnostics);
    cases.push_back(given);
    for (int round = 0; round < rounds; ++round) {
      CaseFacts facts = given;
      close_world(facts.record, vocabulary.applicant(), vocabulary);
      changes.change(facts.record, vocabulary.applicant());
      cases.push_back(std::move(facts));
    }
  }
  return cases;
}

void compare(const LoadedPolicy& policy, int rounds) {
  const Program& program = *policy.program;
  PopulationOptions options;
  std::optional<Date> date;
  const std::vector<CaseFacts> cases = cases_of(policy, rounds, date);
  if (cases.empty()) return;
  options.decision_date = *date;
  options.readings = chosen_readings(*program.model, {});
  FieldSet fields = facts_read(*program.model);
  add_item_keys(fields, program.model->vocabulary);
  const Population population = population_of(cases, program.model->vocabulary, fields);
  const std::vector<Amounts> expected = one_by_one(program, cases, options);
  const std::vector<std::string> lines = lines_one_by_one(program, cases, options);
  for (const auto& [threads, chunk_rows] :
       std::vector<std::pair<unsigned, std::uint32_t>>{{1, 2048}, {2, 3}, {2, 1}}) {
    options.threads = threads;
    options.chunk_rows = chunk_rows;
    PopulationTotals totals;
    const auto found = together(program, population, options, totals);
    for (const auto& [applicant, problem] : totals.failed) MESSAGE(problem.en);
    const PopulationTotals sums = evaluate_population(program, population, options);
    Int128 low = 0;
    for (std::size_t i = 0; i < cases.size(); ++i) {
      low += expected[i][0].low;
      for (std::size_t c = 0; c < expected[i].size(); ++c) {
        REQUIRE_MESSAGE(text_of_fen(found[i][c]) == text_of_fen(expected[i][c]),
                        policy.file, ": case ", i, ", part ", c, ", chunks of ",
                        options.chunk_rows);
      }
    }
    CHECK(lines_together(program, population, options) == lines);
    CHECK(sums.all.low == low);
    CHECK(totals.all.low == low);
    CHECK(sums.all.applicants == totals.all.applicants);
    for (std::size_t c = 0; c < sums.clauses.size(); ++c) {
      CHECK(sums.clauses[c].low == totals.clauses[c].low);
      CHECK(sums.clauses[c].high == totals.clauses[c].high);
      CHECK(sums.clauses[c].applicants == totals.clauses[c].applicants);
    }
  }
}

void compare_folder(const std::string& folder, int rounds) {
  SourceMap sources;
  Diagnostics diagnostics;
  const auto path = std::filesystem::path(JIANGBU_SOURCE_FOLDER) / folder;
  const LoadedRules rules = load_rules({path}, sources, diagnostics);
  REQUIRE(!diagnostics.has_errors());
  for (const LoadedPolicy& policy : rules.policies) compare(policy, rounds);
}

}  // namespace

TEST_CASE("population: applicants of all rules get what they get alone") {
  compare_folder("rules", 20);
}

TEST_CASE("population: applicants of all example clauses get what they get alone") {
  compare_folder("examples/clauses", 20);
}

TEST_CASE("population: applicants of policies of other places get what they get alone") {
  compare_folder("examples/policies", 10);
}

TEST_CASE("kernels: every variant picks the same rows, at any width") {
  for (const auto width : {ColumnWidth::one, ColumnWidth::two, ColumnWidth::four}) {
    IntegerColumn dates;
    dates.widen(width);
    for (int i = 0; i < 5000; ++i) dates.push_back((i * 37) % 251);
    RowTest test;
    test.dated = dates.values();
    test.dated_width = dates.width();
    test.from = 17;
    test.to = 40;
    std::vector<std::uint32_t> expected;
    for (std::uint32_t i = 0; i < 5000; ++i) {
      if (17 <= dates.at(i) && dates.at(i) <= 40) expected.push_back(i);
    }
    for (std::size_t v = 0; v < kernel_variants(); ++v) {
      std::vector<std::uint32_t> rows(5000);
      std::vector<std::uint64_t> words(79);
      kernel_variant(v).test_rows(words.data(), test, false, 5000);
      rows.resize(kernel_variant(v).rows_of_bits(rows.data(), words.data(), 5000));
      CHECK(rows == expected);
    }
  }
}

TEST_CASE("kernels: a bound beyond the width of a column picks all or nothing") {
  IntegerColumn dates;
  for (int i = 0; i < 100; ++i) dates.push_back(i);
  RowTest test;
  test.dated = dates.values();
  test.dated_width = dates.width();
  std::vector<std::uint32_t> rows(100);
  std::vector<std::uint64_t> words(2);
  test.from = -5;
  test.to = 100000;
  kernels().test_rows(words.data(), test, false, 100);
  CHECK(kernels().rows_of_bits(rows.data(), words.data(), 100) == 100);
  test.from = 300;
  kernels().test_rows(words.data(), test, false, 100);
  CHECK(kernels().rows_of_bits(rows.data(), words.data(), 100) == 0);
}

TEST_CASE("kernels: rows of a second test are added to those of the first") {
  IntegerColumn dates;
  for (int i = 0; i < 300; ++i) dates.push_back(i);
  RowTest test;
  test.dated = dates.values();
  test.dated_width = dates.width();
  for (std::size_t v = 0; v < kernel_variants(); ++v) {
    std::vector<std::uint32_t> rows(300);
    std::vector<std::uint64_t> words(5);
    test.from = test.to = 7;
    kernel_variant(v).test_rows(words.data(), test, false, 300);
    test.from = test.to = 299;
    kernel_variant(v).test_rows(words.data(), test, true, 300);
    rows.resize(kernel_variant(v).rows_of_bits(rows.data(), words.data(), 300));
    CHECK(rows == std::vector<std::uint32_t>{7, 299});
  }
}

TEST_CASE("kernels: sums and products that do not fit are told by every variant") {
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  const std::vector<std::int64_t> a{1, 2, 3, most, 5};
  const std::vector<std::int64_t> b{1, 1, 1, 1, 1};
  const std::vector<std::int64_t> c{1, 2, 3, 4, 5};
  std::vector<std::int64_t> d(5);
  for (std::size_t v = 0; v < kernel_variants(); ++v) {
    const Kernels& kernels = kernel_variant(v);
    CHECK(kernels.add(d.data(), a.data(), b.data(), 5));
    CHECK_FALSE(kernels.add(d.data(), c.data(), b.data(), 5));
    CHECK(d == std::vector<std::int64_t>{2, 3, 4, 5, 6});
    CHECK_FALSE(kernels.subtract(d.data(), c.data(), a.data(), 5));
    CHECK(kernels.multiply_constant(d.data(), a.data(), 2, 5));
    CHECK_FALSE(kernels.multiply(d.data(), a.data(), b.data(), 5));
    CHECK(d == a);
  }
}

TEST_CASE("population: programs of one pass give what each gives alone") {
  const Program first = program_of(
      "facts:\n  n: {type: number, min: 0}\n  m: {type: number, min: 0}\nclauses:\n"
      "  C:\n    award: 100元 * n\n",
      "in force");
  const Program pool = program_of(
      "facts:\n  n: {type: number, min: 0}\n  m: {type: number, min: 0}\nclauses:\n"
      "  C:\n    award: 100元 * m\nacross:\n  - pool: {of: [C], amount: 777元, share: "
      "pro "
      "rata}\n",
      "in force");
  std::vector<CaseFacts> cases;
  for (int i = 0; i < 50; ++i) {
    const std::string n = i % 7 == 0 ? "" : "n: " + std::to_string(i) + ", ";
    cases.push_back(facts_of(first, "{" + n + "m: " + std::to_string(i % 5) + "}"));
  }
  const Population population =
      population_of(cases, first.model->vocabulary, facts_read(*pool.model));
  PopulationOptions options;
  options.decision_date = *Date::parse("2025-06-01");
  options.chunk_rows = 7;
  for (const unsigned threads : {1U, 2U}) {
    options.threads = threads;
    std::atomic<std::uint64_t> most{0};
    std::atomic<std::uint32_t> rows{0};
    options.progress = [&](std::uint64_t done, std::uint64_t all) {
      CHECK(all == 150);
      std::uint64_t known = most;
      while (known < done && !most.compare_exchange_weak(known, done)) {
      }
    };
    options.chunk_done = [&](unsigned, std::uint32_t, std::uint32_t more) {
      rows += more;
    };
    const auto totals = evaluate_programs(
        {{&first, {}, true, {}}, {&pool, {}, true, {}}, {&first, {}, true, {}}},
        population, options);
    CHECK(most == 150);
    CHECK(rows == 50);
    PopulationOptions plain;
    plain.decision_date = options.decision_date;
    for (std::size_t i = 0; i < totals.size(); ++i) {
      const PopulationTotals alone =
          evaluate_population(i == 1 ? pool : first, population, plain);
      CHECK((totals[i].all.low == alone.all.low));
      CHECK((totals[i].all.high == alone.all.high));
      CHECK(totals[i].all.applicants == alone.all.applicants);
    }
    CHECK((totals[1].all.low == 77'700));
  }
}

TEST_CASE("plan: a cap on all lines of one clause needs no lines") {
  const std::string facts = R"(entities:
  mark:
    fields:
      fee: {type: money, min: 0元}
facts:
  marks: {type: list of mark}
  paid: {type: money, min: 0元}
clauses:
  FEES:
    for each: m in marks
    award: {percent: 50%, of: m.fee}
    stacking:
      - cap: {at most: 5万元, used: paid)";
  const auto says = [](const std::string& text) {
    const Program program = program_of(text);
    const PlanResult built = build_plan(program, on("2025-01-01").decision_date, {});
    REQUIRE_MESSAGE(built.plan, built.obstacle);
    return listing(*built.plan);
  };
  CHECK(says(facts + "}\n").find("cap over lines") == std::string::npos);
  // Of two caps the second sees what the first left of each line.
  CHECK(says(facts + "}\n      - cap: {per: item, at most: 1万元}\n")
            .find("cap over lines of FEES\ncap over lines of FEES\n") !=
        std::string::npos);
  // Each line is divided into what is paid and what is not yet.
  CHECK(says(facts + "}\n    instalments:\n      - {share: 60%}\n"
                     "      - {share: 40%, when: paid > 0元}\n")
            .find("cap over lines of FEES\n") != std::string::npos);
}
