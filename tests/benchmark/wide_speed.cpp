// All policies of rules/ and examples/clauses over populations of their own, and ten of
// them beside the same rules by hand.
// In: the folder of the project, the number of applicants, perhaps the name of one
// policy. Out: tables of applicants a second. Never: fails by being slow; only if an
// amount differs from that by hand.
#include <fmt/core.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <iostream>

#include "batch/evaluate_population.hpp"
#include "diagnostics/render.hpp"
#include "evaluate/readings.hpp"
#include "read/load_rules.hpp"
#include "wide_by_hand.hpp"
#include "wide_population.hpp"

namespace jiangbu::benchmark {

namespace {

constexpr int repetitions = 9;
/// Applicants with unknown facts, where there are any: one of so many.
constexpr std::uint32_t gap_rate = 20;

struct Workload {
  const LoadedPolicy* policy = nullptr;
  Date date;
  Population population;

  Workload(const LoadedPolicy& of, Date on, std::uint32_t applicants, std::uint32_t gaps)
      : policy(&of), date(on), population(wide_population(of, on, applicants, gaps)) {}

  PopulationTotals evaluate(AmountArrays& amounts) const {
    PopulationOptions options;
    options.decision_date = date;
    options.readings = chosen_readings(*policy->program->model, {});
    options.by_clause = options.clause_totals = false;
    options.low = amounts.low.data();
    options.high = amounts.high.data();
    return evaluate_population(*policy->program, population, options);
  }

  AmountArrays arrays() const {
    AmountArrays amounts;
    amounts.low.resize(population.applicants());
    amounts.high.resize(population.applicants());
    return amounts;
  }
};

/// Of the processor: on a busy machine the clock on the wall counts others' work.
template <typename Function>
double seconds(Function&& function) {
  const std::clock_t start = std::clock();
  function();
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

double median(std::vector<double> times) {
  std::ranges::sort(times);
  return times[times.size() / 2];
}

std::string name_of(const LoadedPolicy& policy) {
  const std::filesystem::path path = policy.file;
  const std::string stem = path.stem().string();
  return stem == "policy" ? path.parent_path().filename().string() : stem;
}

double million_a_second(const Workload& workload, double time) {
  return workload.population.applicants() / time / 1e6;
}

struct Count {
  std::size_t policies = 0;
  std::size_t clauses = 0;
  std::size_t policies_over_columns = 0;
  std::size_t clauses_over_columns = 0;
};

/// Everything by itself: how fast, and whether over columns.
void measure(const LoadedPolicy& policy, std::uint32_t applicants, Count& count) {
  const std::size_t clauses = policy.program->model->clauses.size();
  const Workload workload(policy, *date_of_tests(policy), applicants, 0);
  AmountArrays amounts = workload.arrays();
  PopulationTotals totals;
  std::vector<double> times;
  const auto run = [&] { totals = workload.evaluate(amounts); };
  times.push_back(seconds(run));
  for (int i = 1; i < repetitions && totals.obstacle.empty(); ++i) {
    times.push_back(seconds(run));
  }
  ++count.policies;
  count.clauses += clauses;
  if (totals.obstacle.empty()) {
    ++count.policies_over_columns;
    count.clauses_over_columns += clauses;
  }
  fmt::print("| {} | {} | {:.3f} | {} % | {} |\n", name_of(policy), clauses,
             million_a_second(workload, median(times)),
             totals.all.applicants * 100 / totals.applicants,
             totals.obstacle.empty() ? fmt::format("{} one by one", totals.one_by_one)
                                     : "one by one: " + totals.obstacle);
}

bool same(std::int64_t by_hand, std::int64_t amount) {
  const bool open = amount >= unbounded_fen;
  return open ? by_hand >= no_bound : by_hand == amount;
}

/// Whether the engine and the hand agree; says where they first do not.
bool agree(const Workload& workload, const EvaluationByHand& by_hand,
           PopulationTotals& totals) {
  AmountArrays ours = workload.arrays();
  AmountArrays theirs = workload.arrays();
  totals = workload.evaluate(ours);
  by_hand(theirs);
  for (std::size_t i = 0; i < ours.low.size(); ++i) {
    if (same(theirs.low[i], ours.low[i]) && same(theirs.high[i], ours.high[i])) continue;
    fmt::print("{}: applicant {} gets {}..{}, by hand {}..{} fen\n",
               name_of(*workload.policy), i + 1, ours.low[i], ours.high[i], theirs.low[i],
               theirs.high[i]);
    return false;
  }
  return true;
}

/// Times of the engine and by hand, in turn.
void measure_beside(const Workload& workload, const EvaluationByHand& by_hand,
                    const std::string& what, const PopulationTotals& totals) {
  AmountArrays ours = workload.arrays();
  AmountArrays theirs = workload.arrays();
  std::vector<double> engine;
  std::vector<double> hand;
  for (int i = 0; i < repetitions; ++i) {
    engine.push_back(seconds([&] { workload.evaluate(ours); }));
    hand.push_back(seconds([&] { by_hand(theirs); }));
  }
  fmt::print("| {} ({}) | {} % | {} | {:.1f} | {:.1f} | {:.1f} |\n",
             name_of(*workload.policy), what,
             totals.all.applicants * 100 / totals.applicants, totals.one_by_one,
             million_a_second(workload, median(engine)),
             million_a_second(workload, median(hand)), median(engine) / median(hand));
}

/// False if an amount differs.
bool beside_hand(const LoadedPolicy& policy, const PolicyByHand& by_hand,
                 std::uint32_t applicants, bool check_only) {
  const bool can_be_open = by_hand.file == "upto_discretionary";
  for (const std::uint32_t gaps : {0U, gap_rate}) {
    if (gaps != 0 && !can_be_open) continue;
    const Workload workload(policy, *date_of_tests(policy), applicants, gaps);
    const EvaluationByHand hand = by_hand.prepare(PopulationArrays(workload.population));
    PopulationTotals totals;
    if (!agree(workload, hand, totals)) return false;
    if (check_only) {
      fmt::print("same: {}, {} applicants, {} paid, {} with unknown facts\n",
                 by_hand.file, totals.applicants, totals.all.applicants,
                 gaps == 0 ? "none" : "some");
      continue;
    }
    const std::string what =
        gaps == 0 ? by_hand.what : fmt::format("facts of 1 in {} unknown", gap_rate);
    measure_beside(workload, hand, what, totals);
  }
  return true;
}

bool all_beside_hand(const LoadedRules& rules, std::uint32_t applicants,
                     const std::string& only, bool check_only) {
  for (const PolicyByHand& by_hand : policies_by_hand()) {
    if (!only.empty() && only != by_hand.file) continue;
    const auto policy = std::ranges::find_if(
        rules.policies,
        [&](const LoadedPolicy& one) { return name_of(one) == by_hand.file; });
    if (policy == rules.policies.end()) {
      fmt::print("there is no {}\n", by_hand.file);
      return false;
    }
    if (!beside_hand(*policy, by_hand, applicants, check_only)) return false;
  }
  return true;
}

void measure_all(const LoadedRules& rules, std::uint32_t applicants,
                 const std::string& only) {
  Count count;
  fmt::print("\n| policy | clauses | million applicants/s | paid | over columns |\n");
  fmt::print("|---|---|---|---|---|\n");
  for (const LoadedPolicy& policy : rules.policies) {
    if (only.empty() || only == name_of(policy)) measure(policy, applicants, count);
  }
  fmt::print("\n{} policies with {} clauses; over columns {} policies with {} clauses\n",
             count.policies, count.clauses, count.policies_over_columns,
             count.clauses_over_columns);
}

int run(const std::filesystem::path& folder, std::uint32_t applicants,
        const std::string& choice) {
  const bool check_only = choice == "check";
  const std::string only = check_only ? "" : choice;
  SourceMap sources;
  Diagnostics diagnostics;
  const LoadedRules rules =
      load_rules({folder / "rules", folder / "examples/clauses"}, sources, diagnostics);
  if (diagnostics.has_errors() || rules.policies.empty()) {
    std::cerr << render(diagnostics, sources, Language::en);
    return 1;
  }
  if (!check_only) {
    fmt::print(
        "| by hand and by the engine | paid | one by one | engine, million/s | by hand, "
        "million/s | ratio |\n|---|---|---|---|---|---|\n");
  }
  if (!all_beside_hand(rules, applicants * 10, only, check_only)) return 1;
  if (!check_only) measure_all(rules, applicants, only);
  return 0;
}

}  // namespace

}  // namespace jiangbu::benchmark

int main(int argc, char** argv) {
  if (argc != 3 && argc != 4) {
    std::cerr << "wide_speed FOLDER APPLICANTS [check | POLICY]\n";
    return 2;
  }
  const auto applicants = static_cast<std::uint32_t>(std::stoul(argv[2]));
  return jiangbu::benchmark::run(argv[1], applicants, argc == 4 ? argv[3] : "");
}
