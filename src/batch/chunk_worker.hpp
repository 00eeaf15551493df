// One thread's share of a population under one program.
// In: a run of applicants. Out: their amounts, to the receiver and into arrays; sums.
// Never: starts a thread.
#pragma once

#include <memory>
#include <optional>

#include "batch/chunk_cases.hpp"
#include "batch/evaluate_population.hpp"
#include "batch/narrow_chunk.hpp"
#include "batch/population_chunks.hpp"
#include "batch/run_completed.hpp"
#include "batch/run_plan.hpp"

namespace jiangbu {

class ChunkWorker {
 public:
  /// `plan` may be null: every applicant takes the evaluator of single cases. All outlive
  /// this.
  ChunkWorker(const ProgramRun& of, const Plan* plan, const Population& population,
              Date decision_date, ChunkCases& cases);

  /// The outcomes of all applicants, where they depend on each other.
  void take_from(const std::vector<std::unique_ptr<CaseEvaluation>>& evaluations) {
    evaluations_ = &evaluations;
  }
  /// Null, or outlives this: asked by single cases.
  void heed(Interrupt* interrupt) { interrupt_ = interrupt; }

  /// `cases` stand at the same run of applicants.
  void evaluate(std::uint32_t first, std::uint32_t rows, unsigned thread);

  /// Of all that was evaluated; `obstacle` is not told.
  PopulationTotals& totals() { return totals_; }

 private:
  /// Amounts of one chunk, by applicant and by clause.
  struct WrittenAmounts {
    void clear_totals(std::uint32_t rows);
    void clear_clauses(std::uint32_t rows);

    std::vector<std::int64_t> low;
    std::vector<std::int64_t> high;
    std::vector<std::vector<std::int64_t>> low_of;  // by clause of the model
    std::vector<std::vector<std::int64_t>> high_of;
  };

  bool runs_over_columns(std::uint32_t first, std::uint32_t rows);
  void add_sums();
  template <typename Value>
  void write_rows(Value* to, const Value* from) const;
  void write_out(std::uint32_t first, std::uint32_t rows, const std::int64_t* low,
                 const std::int64_t* high) const;
  void write_totals(std::uint32_t rows);
  void write_clauses(std::uint32_t rows);
  void write_amounts(std::uint32_t first, std::uint32_t rows);
  void write_completed(std::vector<std::uint8_t>& refused);
  void add_lines(std::uint32_t first, const std::vector<std::uint8_t>& refused);
  void add_lines(const CaseEvaluation& evaluation, std::uint32_t applicant);
  void evaluate_one(std::uint32_t first, std::uint32_t row);
  void write(const CaseEvaluation& evaluation, std::uint32_t first, std::uint32_t row);
  void write(const CaseAmounts& amounts, std::uint32_t row);
  void add_written(std::uint32_t rows);
  static void add_up(ClauseTotals& totals, const std::int64_t* low,
                     const std::int64_t* high, std::uint32_t rows);
  void give(std::uint32_t first, std::uint32_t rows, unsigned thread) const;

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
  std::optional<CompletedRun> completed_;
  const Chunk* chunk_ = nullptr;  // at work, where there is a plan
  WrittenAmounts written_;
  const std::vector<std::unique_ptr<CaseEvaluation>>* evaluations_ = nullptr;
  Interrupt* interrupt_ = nullptr;
  std::vector<std::pair<std::uint32_t, Bilingual>> failed_;
  std::optional<LineNames> line_names_;
  std::vector<LineAmount> lines_;  // of the chunk
  PopulationTotals totals_;
};

/// Adds the sums of a part of the applicants.
void add_to(ClauseTotals& totals, const ClauseTotals& part);

}  // namespace jiangbu
