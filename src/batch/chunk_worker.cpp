#include "batch/chunk_worker.hpp"

#include <algorithm>

#include "evaluate/advice.hpp"

namespace jiangbu {

void ChunkWorker::WrittenAmounts::clear_totals(std::uint32_t rows) {
  low.assign(rows, 0);
  high.assign(rows, 0);
}

void ChunkWorker::WrittenAmounts::clear_clauses(std::uint32_t rows) {
  for (auto& amounts : low_of) amounts.assign(rows, 0);
  for (auto& amounts : high_of) amounts.assign(rows, 0);
}

void add_to(ClauseTotals& totals, const ClauseTotals& part) {
  totals.low += part.low;
  if (!part.high) totals.high.reset();
  if (totals.high) *totals.high += *part.high;
  totals.applicants += part.applicants;
}

ChunkWorker::ChunkWorker(const ProgramRun& of, const Plan* plan,
                         const Population& population, Date decision_date,
                         ChunkCases& cases)
    : of_(of),
      program_(*of.program),
      plan_(plan),
      population_(population),
      decision_date_(decision_date),
      cases_(cases),
      vocabulary_(cases.number_of(program_.model->vocabulary)) {
  const std::size_t clauses = of.tells_clauses() ? program_.model->clauses.size() : 0;
  written_.low_of.resize(clauses);
  written_.high_of.resize(clauses);
  totals_.clauses.resize(clauses);
  if (plan == nullptr) return;
  chunks_.emplace(*plan, population);
  narrower_.emplace(*plan);
  run_.emplace(*plan);
  if (of.by_line) line_names_.emplace(*plan, population);
}

// NOLINTNEXTLINE(bugprone-easily-swappable-parameters): a run of rows, and a thread
void ChunkWorker::evaluate(std::uint32_t first, std::uint32_t rows, unsigned thread) {
  const ChunkReceiver& receiver = of_.receiver;
  failed_.clear();
  lines_.clear();
  totals_.applicants += rows;
  if (run_ && runs_over_columns(first, rows)) {
    add_sums();
    if (of_.by_line) add_lines(first, {});
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
  std::ranges::stable_sort(lines_, {}, &LineAmount::applicant);
  if (receiver) give(first, rows, thread);
  totals_.failed.insert(totals_.failed.end(), failed_.begin(), failed_.end());
}

/// Runs the plan; whether that has decided all applicants of the chunk.
bool ChunkWorker::runs_over_columns(std::uint32_t first, std::uint32_t rows) {
  chunk_ = &chunks_->chunk(first, rows);
  run_->run(narrower_->narrow(*chunk_), population_.texts());
  return chunk_->undecided == nullptr && !run_->any_refused() && !run_->sums_overflow();
}

void ChunkWorker::add_sums() {
  for (std::size_t c = 0; c < plan_->clauses.size() && of_.tells_clauses(); ++c) {
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
void ChunkWorker::write_rows(Value* to, const Value* from) const {
  if (!narrower_->narrows_applicants()) {
    std::copy_n(from, run_->rows(), to);
    return;
  }
  for (const std::uint32_t row : narrower_->applicants()) to[row] = *from++;
}

// NOLINTNEXTLINE(bugprone-easily-swappable-parameters): where the chunk begins, rows
void ChunkWorker::write_out(std::uint32_t first, std::uint32_t rows,
                            const std::int64_t* low, const std::int64_t* high) const {
  if (of_.low != nullptr) kernels().write_out(of_.low + first, low, rows);
  if (of_.high != nullptr) kernels().write_out(of_.high + first, high, rows);
}

void ChunkWorker::write_totals(std::uint32_t rows) {
  written_.clear_totals(rows);
  write_rows(written_.low.data(), run_->low().data());
  write_rows(written_.high.data(), run_->high().data());
}

// Nobody who is not eligible gets anything from a clause.
void ChunkWorker::write_clauses(std::uint32_t rows) {
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

void ChunkWorker::write_amounts(std::uint32_t first, std::uint32_t rows) {
  std::vector<std::uint8_t> refused(rows, run_ ? 0 : 1);
  if (run_) {
    if (of_.tells_clauses()) write_clauses(rows);
    write_totals(rows);
    write_rows(refused.data(), run_->refused().data());
    if (chunk_->undecided != nullptr) {
      for (std::uint32_t i = 0; i < rows; ++i) refused[i] |= chunk_->undecided[i];
      if (!of_.by_line) write_completed(refused);
    }
    if (of_.by_line) add_lines(first, refused);
  } else {
    written_.clear_totals(rows);
    written_.clear_clauses(rows);
  }
  for (std::uint32_t i = 0; i < rows; ++i) {
    if (refused[i] != 0) evaluate_one(first, i);
  }
}

void ChunkWorker::write_completed(std::vector<std::uint8_t>& refused) {
  if (!completed_) completed_.emplace(*plan_);
  completed_->run(*chunk_, population_.texts());
  totals_.completed += completed_->outcomes().size();
  for (const CompletedRun::Outcome& outcome : completed_->outcomes()) {
    const std::uint32_t row = outcome.applicant;
    refused[row] = 0;
    const FenRange total = completed_->total(outcome);
    written_.low[row] = total.low;
    written_.high[row] = total.high;
    for (std::size_t c = 0; c < plan_->clauses.size() && of_.tells_clauses(); ++c) {
      const FenRange of_clause = completed_->clause(outcome, c);
      written_.low_of[plan_->clauses[c].clause][row] = of_clause.low;
      written_.high_of[plan_->clauses[c].clause][row] = of_clause.high;
    }
  }
}

/// Those of applicants who are not refused; none are if `refused` is empty.
void ChunkWorker::add_lines(std::uint32_t first,
                            const std::vector<std::uint8_t>& refused) {
  line_names_->begin(first);
  run_->each_line(
      [&](std::size_t c, std::uint32_t row, std::uint32_t item, const FenRange& fen) {
        if (!refused.empty() && refused[row] != 0) return;
        const ClauseOutput& clause = plan_->clauses[c];
        LineAmount line{first + row, clause.clause, {}, {}, fen.low, fen.high};
        line_names_->name(plan_->lines[clause.lines].domain, item, line);
        lines_.push_back(std::move(line));
      });
}

void ChunkWorker::add_lines(const CaseEvaluation& evaluation, std::uint32_t applicant) {
  for (const Line& line : evaluation.lines()) {
    if (line.amount.high == 0) continue;
    lines_.push_back({applicant, line.clause, line.item, line.item_label, line.amount.low,
                      line.amount.high});
  }
}

// NOLINTNEXTLINE(bugprone-easily-swappable-parameters): where the chunk begins, and a row
void ChunkWorker::evaluate_one(std::uint32_t first, std::uint32_t row) {
  ++totals_.one_by_one;
  if (evaluations_ != nullptr) return write(*(*evaluations_)[first + row], first, row);
  CaseOptions options;
  options.decision_date = decision_date_;
  options.readings = of_.readings;
  options.explain = false;
  options.interrupt = interrupt_;
  const CaseFacts& facts = cases_.of(row, vocabulary_);
  CaseEvaluation evaluation(program_, facts, options);
  narrow_by_cases(program_, facts, options, evaluation);
  write(evaluation, first, row);
}

// NOLINTNEXTLINE(bugprone-easily-swappable-parameters): where the chunk begins, and a row
void ChunkWorker::write(const CaseEvaluation& evaluation, std::uint32_t first,
                        std::uint32_t row) {
  if (const Bilingual* failure = evaluation.failure()) {
    failed_.emplace_back(first + row, *failure);
    return write({{}, std::vector<FenRange>(written_.low_of.size())}, row);
  }
  if (of_.by_line) add_lines(evaluation, first + row);
  write(evaluation.case_amounts(), row);
}

void ChunkWorker::write(const CaseAmounts& amounts, std::uint32_t row) {
  written_.low[row] = amounts.total.low;
  written_.high[row] = amounts.total.high;
  for (std::size_t c = 0; c < written_.low_of.size(); ++c) {
    written_.low_of[c][row] = amounts.clauses[c].low;
    written_.high_of[c][row] = amounts.clauses[c].high;
  }
}

void ChunkWorker::add_written(std::uint32_t rows) {
  add_up(totals_.all, written_.low.data(), written_.high.data(), rows);
  for (std::size_t c = 0; c < written_.low_of.size(); ++c) {
    add_up(totals_.clauses[c], written_.low_of[c].data(), written_.high_of[c].data(),
           rows);
  }
}

// The quick sums hold below a bound; beyond it, or without one, amount by amount.
void ChunkWorker::add_up(ClauseTotals& totals, const std::int64_t* low,
                         const std::int64_t* high, std::uint32_t rows) {
  constexpr std::int64_t quick = std::int64_t{1} << 40;
  const auto add = [&](std::int64_t sum, std::int64_t most) {
    totals.low += sum;
    if (totals.high) *totals.high += most;
  };
  if (rows < quick >> 20 && *std::max_element(high, high + rows) < quick) {
    std::uint64_t ignored = 0;
    const std::int64_t sum = kernels().sum_up(low, rows, ignored);
    return add(sum, kernels().sum_up(high, rows, totals.applicants));
  }
  for (std::uint32_t i = 0; i < rows; ++i) {
    if (high[i] >= unbounded_fen) totals.high.reset();
    add(low[i], high[i]);
    if (high[i] > 0) ++totals.applicants;
  }
}

// NOLINTNEXTLINE(bugprone-easily-swappable-parameters): a run of rows, and a thread
void ChunkWorker::give(std::uint32_t first, std::uint32_t rows, unsigned thread) const {
  ChunkAmounts amounts;
  amounts.first = first;
  amounts.rows = rows;
  amounts.low = written_.low.data();
  amounts.high = written_.high.data();
  if (of_.by_clause) {
    for (std::size_t c = 0; c < written_.low_of.size(); ++c) {
      amounts.clauses.push_back({written_.low_of[c].data(), written_.high_of[c].data()});
    }
  }
  amounts.lines = lines_;
  amounts.failed = failed_;
  of_.receiver(thread, amounts);
}

}  // namespace jiangbu
