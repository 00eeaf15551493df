// One case: structs and JSON text by hand, typed facts, JSON text to amounts, JSON text
// to explained JSON. Usage: case_speed POLICY.yaml CASES.jsonl [Google Benchmark options]
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <map>

#include "batch/amounts.hpp"
#include "document/read_document.hpp"
#include "evaluate/evaluate.hpp"
#include "evaluate/readings.hpp"
#include "hand_read.hpp"
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

/// JSON texts to amounts by hand, one case at a time.
class AmountsByHand {
 public:
  explicit AmountsByHand(const Workload& workload)
      : texts_(workload.texts.begin(), workload.texts.end()) {}

  Amounts operator()(std::size_t i) {
    reader_.read(texts_[i], enterprise_);
    return evaluate_by_hand(enterprise_);
  }

 private:
  std::vector<simdjson::padded_string> texts_;
  HandReader reader_;
  Enterprise enterprise_;
};

/// JSON texts to amounts, one case at a time.
class AmountsOfTexts {
 public:
  explicit AmountsOfTexts(const Workload& workload)
      : texts_(workload.texts),
        program_(workload.program()),
        amounts_(program_, decision_date, {}),
        reader_(program_.model->vocabulary, amounts_.plan().layout),
        columns_(amounts_.plan().layout) {}

  FenRange operator()(std::size_t i) {
    const std::string& text = texts_[i];
    columns_.clear();
    std::optional<FenRange> result;
    if (reader_.read(text, columns_, amounts_.texts())) {
      result = amounts_.evaluate(columns_);
    }
    return result ? *result : amounts_.evaluate(read_case(program_, text));
  }

 private:
  const std::vector<std::string>& texts_;
  const Program& program_;
  AmountEvaluator amounts_;
  JsonColumnReader reader_;
  Columns columns_;
};

/// JSON texts to explained results as JSON, one case at a time.
class ExplanationsOfTexts {
 public:
  explicit ExplanationsOfTexts(const Workload& workload)
      : texts_(workload.texts),
        program_(workload.program()),
        reader_(program_.model->vocabulary, {}) {
    options_.decision_date = decision_date;
  }

  std::string operator()(std::size_t i) {
    const std::string& text = texts_[i];
    auto facts = reader_.read(text);
    if (!facts) facts = read_case(program_, text);
    CaseResult result;
    result.policies.push_back(evaluate_policy(program_, *facts, options_));
    return to_json(result, false);
  }

 private:
  const std::vector<std::string>& texts_;
  const Program& program_;
  EvaluateOptions options_;
  JsonFactReader reader_;
};

template <typename Evaluation>
void all_texts(::benchmark::State& state, const Workload& workload) {
  Evaluation evaluation(workload);
  std::size_t i = 0;
  for (auto _ : state) {
    ::benchmark::DoNotOptimize(evaluation(i));
    if (++i == workload.texts.size()) i = 0;
  }
}

/// How long single cases take: the median over the cases, each five times, and the 99th
/// percentile. A few large cases raise the mean far above the median.
template <typename Evaluation>
void print_latency(const char* what, const Workload& workload) {
  using Clock = std::chrono::steady_clock;
  Evaluation evaluation(workload);
  std::vector<std::int64_t> nanoseconds;
  for (int pass = 0; pass < 5; ++pass) {
    for (std::size_t i = 0; i < workload.texts.size(); ++i) {
      const auto start = Clock::now();
      ::benchmark::DoNotOptimize(evaluation(i));
      nanoseconds.push_back(
          std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - start)
              .count());
    }
  }
  std::ranges::sort(nanoseconds);
  std::cout << "latency " << what << ": median " << nanoseconds[nanoseconds.size() / 2]
            << " ns p99 " << nanoseconds[nanoseconds.size() * 99 / 100] << " ns\n";
}

/// The sums both ways, weighted so that a mistake in one case shows.
bool same_amounts(const Workload& workload) {
  AmountEvaluator amounts(workload.program(), decision_date, {});
  if (!amounts.has_plan()) {
    std::cerr << "no plan: " << amounts.obstacle() << "\n";
    return false;
  }
  AmountsByHand by_hand(workload);
  std::size_t paid = 0;
  std::int64_t low = 0;
  std::int64_t high = 0;
  std::uint64_t weighted = 0;
  for (std::size_t i = 0; i < workload.facts.size(); ++i) {
    const FenRange ours = amounts.evaluate(workload.facts[i]);
    const Amounts theirs = evaluate_by_hand(workload.enterprises[i]);
    const Amounts read = by_hand(i);
    if (read.low != theirs.low || read.high != theirs.high) {
      std::cerr << "case " << i + 1 << " is read wrongly by hand\n";
      return false;
    }
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
  ::benchmark::RegisterBenchmark("JSON by hand", [&](::benchmark::State& state) {
    all_texts<AmountsByHand>(state, workload);
  });
  ::benchmark::RegisterBenchmark("JSON to amounts", [&](::benchmark::State& state) {
    all_texts<AmountsOfTexts>(state, workload);
  });
  ::benchmark::RegisterBenchmark("JSON to explained JSON",
                                 [&](::benchmark::State& state) {
                                   all_texts<ExplanationsOfTexts>(state, workload);
                                 });
  ::benchmark::RunSpecifiedBenchmarks();
  print_latency<AmountsByHand>("JSON by hand", workload);
  print_latency<AmountsOfTexts>("JSON to amounts", workload);
  print_latency<ExplanationsOfTexts>("JSON to explained JSON", workload);
  return 0;
}

}  // namespace jiangbu::benchmark

int main(int count, char** arguments) {
  return jiangbu::benchmark::run(count, arguments);
}
