#include "batch/evaluate_population.hpp"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <exception>
#include <mutex>
#include <thread>

#include "batch/chunk_cases.hpp"
#include "batch/narrow_chunk.hpp"
#include "batch/population_chunks.hpp"
#include "batch/run_plan.hpp"
#include "evaluate/across.hpp"
#include "evaluate/advice.hpp"
#include "evaluate/case_evaluation.hpp"

namespace jiangbu {

namespace {

/// Amounts of one chunk, by applicant and by clause.
struct WrittenAmounts {
  explicit WrittenAmounts(std::size_t clauses) : low_of(clauses), high_of(clauses) {}

  void clear_totals(std::uint32_t rows) {
    low.assign(rows, 0);
    high.assign(rows, 0);
  }

  void clear_clauses(std::uint32_t rows) {
    for (auto& amounts : low_of) amounts.assign(rows, 0);
    for (auto& amounts : high_of) amounts.assign(rows, 0);
  }

  std::vector<std::int64_t> low;
  std::vector<std::int64_t> high;
  std::vector<std::vector<std::int64_t>> low_of;  // by clause of the model
  std::vector<std::vector<std::int64_t>> high_of;
};

void add_to(ClauseTotals& totals, std::int64_t low, std::int64_t high) {
  totals.low += low;
  if (high >= unbounded_fen) {
    totals.high.reset();
  } else if (totals.high) {
    *totals.high += high;
  }
  if (high > 0) ++totals.applicants;
}

void add_to(ClauseTotals& totals, const ClauseTotals& part) {
  totals.low += part.low;
  if (!part.high) totals.high.reset();
  if (totals.high) *totals.high += *part.high;
  totals.applicants += part.applicants;
}

/// One thread's share of the work for one program.
class Worker {
 public:
  Worker(const ProgramRun& of, const Plan* plan, const Population& population,
         Date decision_date, ChunkCases& cases)
      : of_(of),
        program_(*of.program),
        plan_(plan),
        population_(population),
        decision_date_(decision_date),
        cases_(cases),
        vocabulary_(cases.number_of(program_.model->vocabulary)),
        written_(program_.model->clauses.size()) {
    totals_.clauses.resize(program_.model->clauses.size());
    if (plan == nullptr) return;
    chunks_.emplace(*plan, population);
    narrower_.emplace(*plan);
    run_.emplace(*plan);
  }

  /// The outcomes of all applicants, where they depend on each other.
  void take_from(const std::vector<std::unique_ptr<CaseEvaluation>>& evaluations) {
    evaluations_ = &evaluations;
  }

  /// Null, or outlives this: asked by single cases.
  void heed(Interrupt* interrupt) { interrupt_ = interrupt; }

  // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): a run of rows, and a thread
  void evaluate(std::uint32_t first, std::uint32_t rows, unsigned thread) {
    const ChunkReceiver& receiver = of_.receiver;
    failed_.clear();
    totals_.applicants += rows;
    if (run_ && runs_over_columns(first, rows)) {
      add_sums();
      if (receiver && of_.by_clause) write_clauses(rows);
      if (!receiver && !narrower_->narrows_applicants()) {
        write_out(first, rows, run_->low().data(), run_->high().data());
      } else if (receiver || of_.low != nullptr || of_.high != nullptr) {
        write_totals(rows);
        write_out(first, rows, written_.low.data(), written_.high.data());
      }
    } else {
      write_amounts(first, rows);
      add_written(rows);
      write_out(first, rows, written_.low.data(), written_.high.data());
    }
    if (receiver) give(first, rows, thread);
    totals_.failed.insert(totals_.failed.end(), failed_.begin(), failed_.end());
  }

  PopulationTotals& totals() { return totals_; }

 private:
  /// Runs the plan; whether that has decided all applicants of the chunk.
  bool runs_over_columns(std::uint32_t first, std::uint32_t rows) {
    const Chunk& whole = chunks_->chunk(first, rows);
    undecided_ = whole.undecided;
    run_->run(narrower_->narrow(whole), population_.texts());
    return undecided_ == nullptr && !run_->any_refused() && !run_->sums_overflow();
  }

  void add_sums() {
    for (std::size_t c = 0; c < plan_->clauses.size(); ++c) {
      const ClauseSums& sums = run_->sums()[c];
      ClauseTotals& totals = totals_.clauses[plan_->clauses[c].clause];
      totals.low += sums.low;
      if (totals.high) *totals.high += sums.high;
      totals.applicants += sums.applicants;
    }
    std::uint64_t ignored = 0;
    const std::uint32_t rows = run_->rows();
    totals_.all.low += kernels().sum_up(run_->low().data(), rows, ignored);
    const std::int64_t high =
        kernels().sum_up(run_->high().data(), rows, totals_.all.applicants);
    if (totals_.all.high) *totals_.all.high += high;
  }

  /// Values of the applicants of the run, as values of all of the chunk; those left out
  /// keep what they have.
  template <typename Value>
  void write_rows(Value* to, const Value* from) const {
    if (!narrower_->narrows_applicants()) {
      std::copy_n(from, run_->rows(), to);
      return;
    }
    for (const std::uint32_t row : narrower_->applicants()) to[row] = *from++;
  }

  // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): where the chunk begins, rows
  void write_out(std::uint32_t first, std::uint32_t rows, const std::int64_t* low,
                 const std::int64_t* high) const {
    if (of_.low != nullptr) kernels().write_out(of_.low + first, low, rows);
    if (of_.high != nullptr) kernels().write_out(of_.high + first, high, rows);
  }

  void write_totals(std::uint32_t rows) {
    written_.clear_totals(rows);
    write_rows(written_.low.data(), run_->low().data());
    write_rows(written_.high.data(), run_->high().data());
  }

  // Nobody who is not eligible gets anything from a clause.
  void write_clauses(std::uint32_t rows) {
    const std::uint8_t* eligible = run_->eligible();
    std::vector<std::int64_t> kept(eligible == nullptr ? 0 : run_->rows());
    const auto write = [&](std::vector<std::int64_t>& to, const std::int64_t* from) {
      if (eligible != nullptr) {
        kernels().keep(kept.data(), eligible, from, run_->rows());
        from = kept.data();
      }
      write_rows(to.data(), from);
    };
    written_.clear_clauses(rows);
    for (std::size_t c = 0; c < plan_->clauses.size(); ++c) {
      const std::uint32_t clause = plan_->clauses[c].clause;
      write(written_.low_of[clause], run_->clause_low(c));
      write(written_.high_of[clause], run_->clause_high(c));
    }
  }

  void write_amounts(std::uint32_t first, std::uint32_t rows) {
    std::vector<std::uint8_t> refused(rows, run_ ? 0 : 1);
    if (run_) {
      write_clauses(rows);
      write_totals(rows);
      write_rows(refused.data(), run_->refused().data());
    } else {
      written_.clear_totals(rows);
      written_.clear_clauses(rows);
    }
    for (std::uint32_t i = 0; i < rows; ++i) {
      const bool undecided = run_ && undecided_ != nullptr && undecided_[i] != 0;
      if (undecided || refused[i] != 0) evaluate_one(first, i);
    }
  }

  // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): where the chunk begins, and a
  // row
  void evaluate_one(std::uint32_t first, std::uint32_t row) {
    ++totals_.one_by_one;
    if (evaluations_ != nullptr) {
      CaseEvaluation& known = *(*evaluations_)[first + row];
      return write(known, known.amounts().total(), first, row);
    }
    CaseOptions options;
    options.decision_date = decision_date_;
    options.readings = of_.readings;
    options.explain = false;
    options.interrupt = interrupt_;
    const CaseFacts& facts = cases_.of(row, vocabulary_);
    CaseEvaluation evaluation(program_, facts, options);
    write(evaluation, narrowed_total(program_, facts, options, evaluation), first, row);
  }

  // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): where the chunk begins, and a
  // row
  void write(CaseEvaluation& evaluation, FenRange total, std::uint32_t first,
             std::uint32_t row) {
    const auto& problems = evaluation.evaluator().problems();
    const bool computed = problems.empty();
    if (!computed) failed_.emplace_back(first + row, problems.front());
    if (!computed) total = {};
    written_.low[row] = total.low;
    written_.high[row] = total.high;
    for (std::uint32_t c = 0; c < written_.low_of.size(); ++c) {
      const FenRange part = computed ? evaluation.amount_of_clauses({c}) : FenRange{};
      written_.low_of[c][row] = part.low;
      written_.high_of[c][row] = part.high;
    }
  }

  void add_written(std::uint32_t rows) {
    for (std::uint32_t i = 0; i < rows; ++i) {
      add_to(totals_.all, written_.low[i], written_.high[i]);
    }
    for (std::size_t c = 0; c < written_.low_of.size(); ++c) {
      for (std::uint32_t i = 0; i < rows; ++i) {
        add_to(totals_.clauses[c], written_.low_of[c][i], written_.high_of[c][i]);
      }
    }
  }

  // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): a run of rows, and a thread
  void give(std::uint32_t first, std::uint32_t rows, unsigned thread) const {
    ChunkAmounts amounts;
    amounts.first = first;
    amounts.rows = rows;
    amounts.low = written_.low.data();
    amounts.high = written_.high.data();
    if (of_.by_clause) {
      for (std::size_t c = 0; c < written_.low_of.size(); ++c) {
        amounts.clauses.push_back(
            {written_.low_of[c].data(), written_.high_of[c].data()});
      }
    }
    amounts.failed = failed_;
    of_.receiver(thread, amounts);
  }

  const ProgramRun& of_;
  const Program& program_;
  const Plan* plan_;
  const Population& population_;
  Date decision_date_;
  ChunkCases& cases_;
  std::size_t vocabulary_;
  std::optional<PopulationChunks> chunks_;
  std::optional<ChunkNarrower> narrower_;
  std::optional<PlanRun> run_;
  const std::uint8_t* undecided_ = nullptr;  // of the chunk, by applicant
  WrittenAmounts written_;
  const std::vector<std::unique_ptr<CaseEvaluation>>* evaluations_ = nullptr;
  Interrupt* interrupt_ = nullptr;
  std::vector<std::pair<std::uint32_t, Bilingual>> failed_;
  PopulationTotals totals_;
};

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

PopulationTotals joined(std::vector<std::unique_ptr<Worker>>& workers) {
  PopulationTotals totals = std::move(workers.front()->totals());
  for (std::size_t w = 1; w < workers.size(); ++w) {
    const PopulationTotals& part = workers[w]->totals();
    add_to(totals.all, part.all);
    for (std::size_t c = 0; c < totals.clauses.size(); ++c) {
      add_to(totals.clauses[c], part.clauses[c]);
    }
    totals.applicants += part.applicants;
    totals.one_by_one += part.one_by_one;
    totals.failed.insert(totals.failed.end(), part.failed.begin(), part.failed.end());
  }
  std::sort(totals.failed.begin(), totals.failed.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  return totals;
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
      plans_.push_back(build_plan(*run->program, options.decision_date, run->readings));
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
      for (unsigned t = 1; t < threads_; ++t) others.emplace_back(work, t);
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
        workers.push_back(std::make_unique<Worker>(*runs_[i], plan, population_,
                                                   options_.decision_date, *cases_[t]));
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
  std::vector<std::unique_ptr<ChunkCases>> cases_;             // by thread
  std::vector<std::vector<std::unique_ptr<Worker>>> workers_;  // by run, then thread
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
                                         receiver, options.low, options.high}};
  return std::move(evaluate_programs(runs, population, options).front());
}

}  // namespace jiangbu
