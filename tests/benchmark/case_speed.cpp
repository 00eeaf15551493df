// One case: structs by hand, typed facts, JSON text to amounts, JSON text to explained
// JSON. Usage: case_speed POLICY.yaml CASES.jsonl [Google Benchmark options]
#include <benchmark/benchmark.h>

#include <fstream>
#include <iostream>
#include <map>

#include "batch/amounts.hpp"
#include "document/read_document.hpp"
#include "evaluate/evaluate.hpp"
#include "evaluate/readings.hpp"
#include "hand_written.hpp"
#include "read/json_columns.hpp"
#include "read/json_facts.hpp"
#include "read/load_rules.hpp"
#include "read/read_facts.hpp"
#include "report/json.hpp"

namespace jiangbu::benchmark {

namespace {

const Date decision_date = *Date::parse("2025-06-01");

/// Everything the measurements run over.
struct Workload {
  SourceMap sources;
  Diagnostics diagnostics;
  LoadedRules rules;
  std::vector<std::string> texts;
  std::vector<CaseFacts> facts;
  std::vector<Enterprise> enterprises;
  const Program& program() const { return *rules.policies.front().program; }
};

std::int32_t days(const FactValue& value) { return std::get<Date>(value.scalar).days; }

std::uint32_t code(const FactValue& value) {
  return std::get<EnumValue>(value.scalar).index;
}

std::int32_t whole(const FactValue& value) {
  return static_cast<std::int32_t>(*std::get<Decimal>(value.scalar).to_int64());
}

/// The same enterprise as structs; field numbers as declared in changzhi.yaml.
Enterprise enterprise_of(const CaseFacts& facts) {
  const auto& items = facts.record.items;
  Enterprise result;
  result.id = static_cast<std::uint64_t>(whole(items[0]));
  result.region = std::get<std::string>(items[1].scalar);
  result.serious_dishonesty = std::get<bool>(items[3].items[0].scalar);
  for (const FactValue& mark : items[4].items) {
    result.marks.push_back({code(mark.items[0]) == 1, days(mark.items[1])});
  }
  for (const FactValue& one : items[5].items) {
    result.madrid.push_back({days(one.items[0]), whole(one.items[1])});
  }
  for (const FactValue& prize : items[6].items) {
    result.prizes.push_back(
        {code(prize.items[0]) == 1, whole(prize.items[1]), days(prize.items[2])});
  }
  for (const FactValue& one : items[7].items) {
    result.recognitions.push_back(
        {static_cast<std::uint8_t>(code(one.items[0])), days(one.items[1])});
  }
  for (const FactValue& project : items[8].items) {
    result.projects.push_back({code(project.items[0]) == 0, days(project.items[1])});
  }
  return result;
}

/// The facts of one JSON text; all unknown if it cannot be read.
CaseFacts read_case(const Program& program, const std::string& text) {
  SourceMap sources;
  Diagnostics diagnostics;
  const auto document = read_json(sources, sources.add("case.json", text), diagnostics);
  if (!document) return {"", unknown_record(program.model->vocabulary.applicant())};
  return read_facts(*document, program.model->vocabulary, {}, diagnostics);
}

bool load(const char* policy, const char* cases, Workload& workload) {
  workload.rules = load_rules({policy}, workload.sources, workload.diagnostics);
  if (workload.diagnostics.has_errors() || workload.rules.policies.empty()) return false;
  std::ifstream input(cases);
  for (std::string line; std::getline(input, line);) {
    workload.facts.push_back(read_case(workload.program(), line));
    workload.texts.push_back(std::move(line));
  }
  for (const CaseFacts& facts : workload.facts) {
    workload.enterprises.push_back(enterprise_of(facts));
  }
  return !workload.facts.empty() && !workload.diagnostics.has_errors();
}

void by_hand(::benchmark::State& state, const Workload& workload) {
  std::size_t i = 0;
  for (auto _ : state) {
    ::benchmark::DoNotOptimize(evaluate_by_hand(workload.enterprises[i]));
    if (++i == workload.enterprises.size()) i = 0;
  }
}

void typed_facts(::benchmark::State& state, const Workload& workload) {
  AmountEvaluator amounts(workload.program(), decision_date, {});
  std::vector<Columns> cases;
  for (const CaseFacts& facts : workload.facts) {
    cases.emplace_back(amounts.plan().layout).append(facts, amounts.texts());
  }
  std::size_t i = 0;
  for (auto _ : state) {
    ::benchmark::DoNotOptimize(amounts.evaluate(cases[i]));
    if (++i == cases.size()) i = 0;
  }
}

void json_to_amounts(::benchmark::State& state, const Workload& workload) {
  AmountEvaluator amounts(workload.program(), decision_date, {});
  JsonColumnReader reader(workload.program().model->vocabulary, amounts.plan().layout);
  Columns columns(amounts.plan().layout);
  std::size_t i = 0;
  for (auto _ : state) {
    columns.clear();
    std::optional<FenRange> result;
    if (reader.read(workload.texts[i], columns, amounts.texts())) {
      result = amounts.evaluate(columns);
    }
    if (!result) {
      result = amounts.evaluate(read_case(workload.program(), workload.texts[i]));
    }
    ::benchmark::DoNotOptimize(result);
    if (++i == workload.texts.size()) i = 0;
  }
}

void json_to_explained_json(::benchmark::State& state, const Workload& workload) {
  EvaluateOptions options;
  options.decision_date = decision_date;
  JsonFactReader reader(workload.program().model->vocabulary, {});
  std::size_t i = 0;
  for (auto _ : state) {
    auto facts = reader.read(workload.texts[i]);
    if (!facts) facts = read_case(workload.program(), workload.texts[i]);
    CaseResult result;
    result.policies.push_back(evaluate_policy(workload.program(), *facts, options));
    ::benchmark::DoNotOptimize(to_json(result, false));
    if (++i == workload.texts.size()) i = 0;
  }
}

/// The sums both ways, weighted so that a mistake in one case shows.
bool same_amounts(const Workload& workload) {
  AmountEvaluator amounts(workload.program(), decision_date, {});
  if (!amounts.has_plan()) {
    std::cerr << "no plan: " << amounts.obstacle() << "\n";
    return false;
  }
  std::size_t paid = 0;
  std::int64_t low = 0;
  std::int64_t high = 0;
  std::uint64_t weighted = 0;
  for (std::size_t i = 0; i < workload.facts.size(); ++i) {
    const FenRange ours = amounts.evaluate(workload.facts[i]);
    const Amounts theirs = evaluate_by_hand(workload.enterprises[i]);
    if (ours.low != theirs.low * 100 || ours.high != theirs.high * 100) {
      std::cerr << "case " << i + 1 << " differs\n";
      return false;
    }
    const std::uint64_t id = workload.enterprises[i].id;
    paid += theirs.high > 0;
    low += theirs.low;
    high += theirs.high;
    weighted += static_cast<std::uint64_t>(theirs.low) * (id % 1009) +
                static_cast<std::uint64_t>(theirs.high) * (id % 997);
  }
  std::cout << "check n=" << workload.facts.size() << " pos=" << paid << " min=" << low
            << " max=" << high << " h=" << weighted << "\n";
  return amounts.slower() == 0;
}

}  // namespace

int run(int count, char** arguments) {
  if (count < 3) {
    std::cerr << "usage: case_speed POLICY.yaml CASES.jsonl [options]\n";
    return 2;
  }
  Workload workload;
  if (!load(arguments[1], arguments[2], workload) || !same_amounts(workload)) return 1;
  arguments[2] = arguments[0];
  int rest = count - 2;
  ::benchmark::Initialize(&rest, arguments + 2);
  ::benchmark::RegisterBenchmark(
      "structs by hand", [&](::benchmark::State& state) { by_hand(state, workload); });
  ::benchmark::RegisterBenchmark(
      "typed facts", [&](::benchmark::State& state) { typed_facts(state, workload); });
  ::benchmark::RegisterBenchmark("JSON to amounts", [&](::benchmark::State& state) {
    json_to_amounts(state, workload);
  });
  ::benchmark::RegisterBenchmark(
      "JSON to explained JSON",
      [&](::benchmark::State& state) { json_to_explained_json(state, workload); });
  ::benchmark::RunSpecifiedBenchmarks();
  return 0;
}

}  // namespace jiangbu::benchmark

int main(int count, char** arguments) {
  return jiangbu::benchmark::run(count, arguments);
}
