// Populations that callers hold in memory, and how calls over them end early.
// In: tables and options of jiangbu.h. Out: Population. Never: evaluates.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "api/call_control.hpp"
#include "c_api/handles.hpp"
#include "read/arrow_structs.hpp"
#include "read/read_population.hpp"
#include "report/population_json.hpp"

namespace jiangbu::c_api {

/// What tables may have in all; 0: no limit.
struct TableLimits {
  std::uint64_t rows = 0;
  std::uint64_t bytes = 0;
};

/// Of the caller's threads, as many as there may be.
inline unsigned threads_of(std::uint32_t wanted) { return std::clamp(wanted, 1U, 256U); }

/// The tables given, by name.
class CallerTables {
 public:
  CallerTables(const jb_table* tables, std::size_t count, TableLimits limits);

  /// The first of the names that there is. Ends the call with JB_LIMIT if it and those
  /// before have more than they may.
  std::optional<TableText> find(const std::vector<std::string>& names);

  /// Nothing is dropped without a word.
  void refuse_unused() const;

  /// What is wrong with rows, by the caller's tables, rows and columns.
  std::vector<RowProblem> problems_of_rows(const Diagnostics& diagnostics,
                                           const SourceMap& sources) const;

 private:
  void count(const ArrowStructs& table);

  std::map<std::string, const jb_table*> tables_;
  TableLimits limits_;
  TableLimits used_up_;
  std::map<std::string, std::vector<std::string>> used_;  // columns, in their order
};

/// The limit of time and the caller's function over the phases of a call. One call.
class PopulationControl {
 public:
  PopulationControl(std::uint64_t time_limit, jb_progress_function progress,
                    void* context);
  PopulationControl(const PopulationControl&) = delete;
  PopulationControl& operator=(const PopulationControl&) = delete;

  /// Begins a phase; throws Interrupted where the call has to end, as everything below.
  void begin(jb_phase phase);
  /// From any thread.
  void advance(std::uint64_t done, std::uint64_t all);
  /// One for each thread, for the midst of single cases. They refer to this.
  std::vector<Interrupt> interrupts(unsigned threads);

 private:
  jb_phase phase_ = JB_READING;
  CallControl control_;
  std::atomic<std::uint64_t> done_ = 0;
  std::atomic<std::uint64_t> all_ = 0;
};

/// A population, and what became of the rows it was read from.
struct ReadTables {
  Population population;
  ReadReport report;
  std::vector<RowProblem> problems;
};

/// Reads the tables for the policies. Ends the call where there is no population.
ReadTables read_tables(CallerTables& tables, const std::vector<const Program*>& policies,
                       ReadPopulationOptions options, PopulationControl& control);

}  // namespace jiangbu::c_api
