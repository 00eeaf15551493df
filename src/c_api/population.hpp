// Populations that callers hold in memory, and how calls over them end early.
// In: tables and options of jiangbu.h. Out: Population. Never: evaluates.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "api/call_control.hpp"
#include "c_api/handles.hpp"
#include "read/read_population.hpp"

namespace jiangbu::c_api {

/// The tables given, by name.
class CallerTables {
 public:
  CallerTables(const jb_table* tables, std::size_t count);

  /// The first of the names that there is.
  std::optional<TableText> find(const std::vector<std::string>& names);

  /// Nothing is dropped without a word.
  void refuse_unused() const;

 private:
  std::map<std::string, const jb_table*> tables_;
  std::set<std::string> used_;
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

/// Reads the tables for the policies. Ends the call where there is no population.
Population read_tables(CallerTables& tables, const std::vector<const Program*>& policies,
                       ReadPopulationOptions options, PopulationControl& control,
                       ReadReport& report);

}  // namespace jiangbu::c_api
