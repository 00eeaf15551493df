// Applicants of whom facts are missing, over columns.
// In: Plan, Chunk. Out: what each of them gets whatever the facts are. Never: a meaning
// of its own: narrow.cpp of evaluate gives the same for single cases.
#pragma once

#include "batch/complete_chunk.hpp"
#include "batch/run_plan.hpp"
#include "evaluate/case_evaluation.hpp"

namespace jiangbu {

/// Working memory of one plan on one thread.
class CompletedRun {
 public:
  explicit CompletedRun(const Plan& plan) : completer_(plan), run_(plan) {}

  /// Computes those of the chunk's undecided applicants that can be completed.
  void run(const Chunk& chunk, const TextDictionary& texts);

  /// Of the last run: those it has computed.
  using Outcome = ChunkCompleter::Completions;
  const std::vector<Outcome>& outcomes() const { return outcomes_; }
  FenRange total(const Outcome& outcome) const;
  /// Of a clause of Plan::clauses.
  FenRange clause(const Outcome& outcome, std::size_t index) const;

 private:
  ChunkCompleter completer_;
  PlanRun run_;
  std::vector<Outcome> outcomes_;
};

}  // namespace jiangbu
