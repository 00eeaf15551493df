// A whole population under one program, or under several in one pass.
// In: Programs, Population. Out: amounts by applicant and clause, chunk by chunk, and
// their totals. Never: explains, reads files, knows a budget.
//
// What a plan can compute runs over columns; applicants it must leave out (unknown facts,
// numbers that do not fit), and policies without a plan, take the evaluator of single
// cases, one applicant after another. Both give the same figures to the fen.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "batch/line_amounts.hpp"
#include "evaluate/interrupt.hpp"
#include "evaluate/line.hpp"
#include "facts/population.hpp"
#include "program/program.hpp"

namespace jiangbu {

struct PopulationOptions {
  Date decision_date;
  std::vector<std::uint32_t> readings;  ///< an option for each question
  unsigned threads = 1;
  std::uint32_t chunk_rows = 0;  ///< applicants computed at once; 0: as suits the plan
  bool by_clause = true;         ///< whether the receiver looks at single clauses
  /// Whether PopulationTotals::clauses is asked for. Where neither it is nor by_clause,
  /// what a cap leaves of several clauses together need not be shared out among them.
  bool clause_totals = true;
  /// Whether the receiver looks at single lines. Applicants with ranges under steps, or
  /// with missing facts, then take the evaluator of single cases.
  bool by_line = false;
  /// Not null: what each applicant gets is written here, one for each of the population,
  /// fen, as in ChunkAmounts. Not owned.
  std::int64_t* low = nullptr;
  std::int64_t* high = nullptr;
  /// Not null: one for each thread, asked as that thread computes. What they and
  /// `progress` throw ends the evaluation, and is thrown from it. Not owned.
  Interrupt* interrupts = nullptr;
  /// Told, from any thread, how many of all evaluations of an applicant are done.
  std::function<void(std::uint64_t done, std::uint64_t all)> progress = {};
  /// Told when all programs of a pass have given what `rows` applicants from `first` on
  /// get, from the thread that computed it. Programs whose applicants depend on each
  /// other have passes of their own, before.
  std::function<void(unsigned thread, std::uint32_t first, std::uint32_t rows)>
      chunk_done = {};
};

/// What some applicants get: a run of rows of the population. Pointers hold while the
/// receiver runs. Fen; from unbounded_fen on there is no upper bound.
struct ChunkAmounts {
  std::uint32_t first = 0;  ///< applicant
  std::uint32_t rows = 0;
  const std::int64_t* low = nullptr;  ///< by applicant, after all steps
  const std::int64_t* high = nullptr;
  struct Clause {
    const std::int64_t* low = nullptr;  ///< by applicant, after all steps
    const std::int64_t* high = nullptr;
  };
  /// By clause of the model; empty unless PopulationOptions::by_clause.
  std::vector<Clause> clauses;
  /// Lines with a positive upper end, applicant by applicant, clause by clause; empty
  /// unless PopulationOptions::by_line. What is known of lines together may be more than
  /// what is known of each: the range of their sum lies within the sum of their ranges.
  std::span<const LineAmount> lines;
  /// Applicants whose figure could not be computed, with the reason; they count 0 here.
  std::vector<std::pair<std::uint32_t, Bilingual>> failed;
};

/// Called once for each chunk, from the thread that computed it, in any order; `thread`
/// is below PopulationOptions::threads and each thread's calls come one after another.
using ChunkReceiver = std::function<void(unsigned thread, const ChunkAmounts&)>;

/// Sums over all applicants, fen. `high` absent: no upper bound.
struct ClauseTotals {
  Int128 low = 0;
  std::optional<Int128> high = 0;
  std::uint64_t applicants = 0;  ///< with a positive upper end
};

struct PopulationTotals {
  ClauseTotals all;
  std::vector<ClauseTotals> clauses;  ///< by clause of the model; none: not asked for
  std::uint64_t applicants = 0;
  std::uint64_t one_by_one = 0;  ///< of them, computed by the evaluator of single cases
  std::uint64_t completed = 0;   ///< of them, computed with all values of missing facts
  std::string obstacle;          ///< why there is no plan; empty if there is
  /// Applicants without a figure, with the reason; not in the sums.
  std::vector<std::pair<std::uint32_t, Bilingual>> failed;
};

/// The same sums whatever the number of threads and the size of chunks.
PopulationTotals evaluate_population(const Program& program, const Population& population,
                                     const PopulationOptions& options,
                                     const ChunkReceiver& receiver = {});

/// Whether what an applicant gets depends on the other applicants.
bool depends_on_others(const PolicyModel& model);

/// One program of several that are evaluated together.
struct ProgramRun {
  const Program* program = nullptr;
  std::vector<std::uint32_t> readings;  ///< an option for each question
  bool by_clause = true;                ///< whether the receiver looks at single clauses
  ChunkReceiver receiver = {};          ///< may be empty
  std::int64_t* low = nullptr;          ///< as in PopulationOptions
  std::int64_t* high = nullptr;
  bool clause_totals = true;  ///< as in PopulationOptions
  bool by_line = false;       ///< as in PopulationOptions

  bool tells_clauses() const { return by_clause || clause_totals; }
};

/// What evaluate_population() gives for each of them, in one pass: each run of applicants
/// is looked at by all programs before the next one. Of `options` readings, by_clause,
/// low and high do not count. Programs whose applicants depend on each other hold all of
/// them in memory and take their turn before the others, one after another. Plans are
/// built once.
std::vector<PopulationTotals> evaluate_programs(const std::vector<ProgramRun>& runs,
                                                const Population& population,
                                                const PopulationOptions& options);

}  // namespace jiangbu
