#include "batch/evaluate_population.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

#include "batch/chunk_worker.hpp"
#include "evaluate/across.hpp"
#include "evaluate/case_evaluation.hpp"
#include "values/start_threads.hpp"

namespace jiangbu {

namespace {

/// All applicants at once, one after another.
struct Set {
  std::vector<CaseFacts> facts;
  std::vector<std::unique_ptr<CaseEvaluation>> evaluations;
};

Set evaluate_together(const ProgramRun& run, const Population& population,
                      const PopulationOptions& options) {
  const Program& program = *run.program;
  Set set;
  set.facts.reserve(population.applicants());
  for (std::uint32_t i = 0; i < population.applicants(); ++i) {
    if (options.interrupts != nullptr) options.interrupts->count();
    set.facts.push_back(population.facts_of(i, program.model->vocabulary));
  }
  CaseOptions of;
  of.decision_date = options.decision_date;
  of.readings = run.readings;
  of.explain = false;
  of.interrupt = options.interrupts;
  set.evaluations = evaluate_set(program, set.facts, of);
  return set;
}

// What is open for each applicant alone adds up to more than a pool holds.
void fit_pools(PopulationTotals& totals, const PolicyModel& model, const Set& set) {
  if (set.evaluations.empty()) return;
  for (const AcrossStep& step : model.across) {
    const std::int64_t most = most_of_all(step, *set.evaluations.front());
    if (most >= unbounded_fen) continue;
    std::optional<Int128> sum = most;
    for (std::uint32_t c = 0; c < totals.clauses.size(); ++c) {
      std::optional<Int128>& high = totals.clauses[c].high;
      const bool shares = std::ranges::find(step.of, c) != step.of.end();
      if (shares) high = std::min<Int128>(high.value_or(most), most);
      if (!shares) sum = sum && high ? std::optional(*sum + *high) : std::nullopt;
    }
    if (sum) totals.all.high = std::min(totals.all.high.value_or(*sum), *sum);
  }
}

PopulationTotals joined(std::vector<std::unique_ptr<ChunkWorker>>& workers) {
  PopulationTotals totals = std::move(workers.front()->totals());
  for (std::size_t w = 1; w < workers.size(); ++w) {
    const PopulationTotals& part = workers[w]->totals();
    add_to(totals.all, part.all);
    for (std::size_t c = 0; c < totals.clauses.size(); ++c) {
      add_to(totals.clauses[c], part.clauses[c]);
    }
    totals.applicants += part.applicants;
    totals.one_by_one += part.one_by_one;
    totals.completed += part.completed;
    totals.failed.insert(totals.failed.end(), part.failed.begin(), part.failed.end());
  }
  std::sort(totals.failed.begin(), totals.failed.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  return totals;
}

PlanFor asked_of_plan(const ProgramRun& run) {
  if (run.by_line) return PlanFor::lines;
  return run.tells_clauses() ? PlanFor::clauses : PlanFor::totals;
}

/// The programs of one pass with their plans.
class Pass {
 public:
  Pass(std::vector<const ProgramRun*> runs, const Population& population,
       const PopulationOptions& options)
      : runs_(std::move(runs)),
        population_(population),
        options_(options),
        threads_(std::max(1U, options.threads)) {
    for (const ProgramRun* run : runs_) {
      plans_.push_back(build_plan(*run->program, options.decision_date, run->readings,
                                  asked_of_plan(*run)));
    }
  }

  /// Programs whose applicants depend on each other have no other beside them.
  void take_from(const Set& set) { set_ = &set; }

  /// `done` counts evaluations of an applicant, of `all`.
  std::vector<PopulationTotals> run(std::atomic<std::uint64_t>& done, std::uint64_t all) {
    start_workers();
    const std::uint64_t chunk_rows =
        options_.chunk_rows != 0 ? options_.chunk_rows : suitable_rows();
    const std::uint64_t applicants = population_.applicants();
    std::atomic<std::uint64_t> next{0};
    std::exception_ptr failure;  // the first
    std::mutex lock;
    const auto work = [&](unsigned thread) {
      try {
        for (std::uint64_t first = next.fetch_add(chunk_rows); first < applicants;
             first = next.fetch_add(chunk_rows)) {
          const std::uint64_t rows = std::min(chunk_rows, applicants - first);
          evaluate(static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(rows),
                   thread);
          const std::uint64_t more = rows * runs_.size();
          if (options_.progress) options_.progress(done.fetch_add(more) + more, all);
        }
      } catch (...) {
        const std::lock_guard<std::mutex> guard(lock);
        if (!failure) failure = std::current_exception();
        next = applicants;
      }
    };
    {
      std::vector<std::jthread> others;
      start_threads(others, threads_, work);
      work(0);
    }
    if (failure) std::rethrow_exception(failure);
    return totals();
  }

 private:
  // The columns of a chunk should stay in a near cache. Of a narrowed one little is left.
  std::uint32_t suitable_rows() const {
    const bool narrow = std::ranges::all_of(plans_, [](const PlanResult& built) {
      return built.plan && built.plan->narrowing.applicants;
    });
    return narrow ? 8192 : 1024;
  }

  void start_workers() {
    for (unsigned t = 0; t < threads_; ++t) {
      cases_.push_back(std::make_unique<ChunkCases>(population_, runs_.size() > 1));
    }
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      const Plan* plan = plans_[i].plan ? &*plans_[i].plan : nullptr;
      auto& workers = workers_.emplace_back();
      for (unsigned t = 0; t < threads_; ++t) {
        workers.push_back(std::make_unique<ChunkWorker>(
            *runs_[i], plan, population_, options_.decision_date, *cases_[t]));
        if (set_ != nullptr) workers.back()->take_from(set_->evaluations);
        if (options_.interrupts != nullptr) workers.back()->heed(&options_.interrupts[t]);
      }
    }
  }

  // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): a run of rows, and a thread
  void evaluate(std::uint32_t first, std::uint32_t rows, unsigned thread) {
    if (options_.interrupts != nullptr) options_.interrupts[thread].ask();
    cases_[thread]->begin(first, rows);
    for (auto& workers : workers_) workers[thread]->evaluate(first, rows, thread);
    if (options_.chunk_done) options_.chunk_done(thread, first, rows);
  }

  std::vector<PopulationTotals> totals() {
    std::vector<PopulationTotals> result;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      result.push_back(joined(workers_[i]));
      result.back().obstacle = plans_[i].obstacle;
    }
    return result;
  }

  std::vector<const ProgramRun*> runs_;
  const Population& population_;
  const PopulationOptions& options_;
  unsigned threads_;
  std::vector<PlanResult> plans_;
  const Set* set_ = nullptr;
  std::vector<std::unique_ptr<ChunkCases>> cases_;                  // by thread
  std::vector<std::vector<std::unique_ptr<ChunkWorker>>> workers_;  // by run, then thread
};

}  // namespace

bool depends_on_others(const PolicyModel& model) {
  return !model.across.empty() ||
         std::ranges::any_of(model.vocabulary.applicant().fields, [](const Field& field) {
           return field.aggregate.has_value();
         });
}

std::vector<PopulationTotals> evaluate_programs(const std::vector<ProgramRun>& runs,
                                                const Population& population,
                                                const PopulationOptions& options) {
  std::vector<PopulationTotals> totals(runs.size());
  const std::uint64_t all = std::uint64_t{population.applicants()} * runs.size();
  std::atomic<std::uint64_t> done{0};
  std::vector<const ProgramRun*> common;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (!depends_on_others(*runs[i].program->model)) {
      common.push_back(&runs[i]);
      places.push_back(i);
      continue;
    }
    PopulationOptions alone = options;
    alone.chunk_done = {};
    Pass pass({&runs[i]}, population, alone);
    const Set set = evaluate_together(runs[i], population, options);
    pass.take_from(set);
    totals[i] = std::move(pass.run(done, all).front());
    fit_pools(totals[i], *runs[i].program->model, set);
  }
  std::vector<PopulationTotals> found =
      Pass(std::move(common), population, options).run(done, all);
  for (std::size_t k = 0; k < places.size(); ++k) totals[places[k]] = std::move(found[k]);
  return totals;
}

PopulationTotals evaluate_population(const Program& program, const Population& population,
                                     const PopulationOptions& options,
                                     const ChunkReceiver& receiver) {
  const std::vector<ProgramRun> runs = {{&program, options.readings, options.by_clause,
                                         receiver, options.low, options.high,
                                         options.clause_totals, options.by_line}};
  return std::move(evaluate_programs(runs, population, options).front());
}

}  // namespace jiangbu
