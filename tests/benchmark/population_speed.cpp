// A population in memory under one policy: applicants in a second, on one thread and two.
// In: a policy, a folder of CSV files, the names these have. Out: benchmark figures, and
// the check line of the speed workload. Never: fails by being slow.
#include <benchmark/benchmark.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

#include "batch/evaluate_population.hpp"
#include "diagnostics/render.hpp"
#include "document/read_document.hpp"
#include "evaluate/readings.hpp"
#include "read/load_rules.hpp"
#include "read/read_population.hpp"

namespace jiangbu::benchmark {

namespace {

struct Workload {
  SourceMap sources;
  Diagnostics diagnostics;
  LoadedRules rules;
  std::optional<Population> population;
  Date date = *Date::from_ymd(2025, 6, 1);

  const Program& program() const { return *rules.policies.front().program; }
};

PopulationOptions options_for(const Workload& workload, unsigned threads) {
  PopulationOptions options;
  options.decision_date = workload.date;
  options.readings = chosen_readings(*workload.program().model, {});
  options.threads = threads;
  options.by_clause = false;
  return options;
}

/// What every applicant gets, in fen.
struct Amounts {
  explicit Amounts(std::size_t applicants) : low(applicants), high(applicants) {}

  std::vector<std::int64_t> low;
  std::vector<std::int64_t> high;
};

PopulationTotals evaluate_into(Amounts& amounts, const Workload& workload,
                               unsigned threads) {
  PopulationOptions options = options_for(workload, threads);
  options.low = amounts.low.data();
  options.high = amounts.high.data();
  return evaluate_population(workload.program(), *workload.population, options);
}

void in_memory(::benchmark::State& state, const Workload& workload) {
  Amounts amounts(workload.population->applicants());
  for (auto _ : state) {
    const PopulationTotals totals =
        evaluate_into(amounts, workload, static_cast<unsigned>(state.range(0)));
    ::benchmark::DoNotOptimize(totals.all.low);
  }
  state.counters["applicants/s"] =
      ::benchmark::Counter(static_cast<double>(workload.population->applicants()),
                           ::benchmark::Counter::kIsIterationInvariantRate);
}

void totals_only(::benchmark::State& state, const Workload& workload) {
  for (auto _ : state) {
    const PopulationTotals totals =
        evaluate_population(workload.program(), *workload.population,
                            options_for(workload, static_cast<unsigned>(state.range(0))));
    ::benchmark::DoNotOptimize(totals.all.low);
  }
  state.counters["applicants/s"] =
      ::benchmark::Counter(static_cast<double>(workload.population->applicants()),
                           ::benchmark::Counter::kIsIterationInvariantRate);
}

/// The line that all engines print for one population, in yuan.
void print_check(const Workload& workload) {
  const Population& population = *workload.population;
  Amounts amounts(population.applicants());
  const PopulationTotals totals = evaluate_into(amounts, workload, 1);
  std::uint64_t weighted = 0;
  for (std::uint32_t i = 0; i < population.applicants(); ++i) {
    const std::uint64_t id = std::stoull(population.name_of(i));
    weighted += static_cast<std::uint64_t>(amounts.low[i] / 100) * (id % 1009);
    weighted += static_cast<std::uint64_t>(amounts.high[i] / 100) * (id % 997);
  }
  const auto yuan = [](Int128 fen) { return static_cast<std::int64_t>(fen / 100); };
  std::cout << "check n=" << totals.applicants << " pos=" << totals.all.applicants
            << " min=" << yuan(totals.all.low) << " max=" << yuan(*totals.all.high);
  for (std::size_t c = 0; c < totals.clauses.size(); ++c) {
    const ClauseTotals& clause = totals.clauses[c];
    std::cout << " c" << c + 1 << "=" << yuan(clause.low);
    if (*clause.high != clause.low) std::cout << ".." << yuan(*clause.high);
  }
  std::cout << " h=" << weighted << "\n";
  std::cout << totals.one_by_one << " one by one " << totals.obstacle << "\n";
}

}  // namespace

}  // namespace jiangbu::benchmark

int main(int argc, char** argv) {
  using namespace jiangbu::benchmark;
  ::benchmark::Initialize(&argc, argv);
  if (argc != 4) {
    std::cerr << "population_speed POLICY FOLDER NAMES [--benchmark_…]\n";
    return 2;
  }
  Workload workload;
  workload.rules = jiangbu::load_rules({argv[1]}, workload.sources, workload.diagnostics);
  jiangbu::ReadPopulationOptions options;
  options.threads = 2;
  std::ifstream names(argv[3]);
  const std::string text{std::istreambuf_iterator<char>(names), {}};
  const auto tree = jiangbu::read_yaml(
      workload.sources, workload.sources.add(argv[3], text), workload.diagnostics);
  if (tree) options.names = jiangbu::read_table_names(*tree, workload.diagnostics);
  jiangbu::ReadReport report;
  if (!workload.diagnostics.has_errors()) {
    workload.population =
        jiangbu::read_population(argv[2], {&workload.program()}, options,
                                 workload.sources, workload.diagnostics, report);
  }
  if (!workload.population) {
    std::cerr << render(workload.diagnostics, workload.sources, jiangbu::Language::en);
    return 1;
  }
  print_check(workload);
  for (const auto& [name, function] :
       std::map<std::string, void (*)(::benchmark::State&, const Workload&)>{
           {"in_memory", in_memory}, {"totals_only", totals_only}}) {
    ::benchmark::RegisterBenchmark(name.c_str(), function, std::cref(workload))
        ->Arg(1)
        ->Arg(2)
        ->UseRealTime();
  }
  ::benchmark::RunSpecifiedBenchmarks();
  return 0;
}
