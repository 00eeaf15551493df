#include "c_api/population.hpp"

#include "api/problems.hpp"
#include "read/arrow_structs.hpp"

namespace jiangbu::c_api {

CallerTables::CallerTables(const jb_table* tables, std::size_t count) {
  if (count > 0) given(tables, "tables");
  for (std::size_t i = 0; i < count; ++i) {
    const std::string name = string_of(tables[i].name);
    given(tables[i].schema, "schema");
    if (tables[i].batch_count > 0) given(tables[i].batches, "batches");
    for (std::size_t b = 0; b < tables[i].batch_count; ++b) {
      given(tables[i].batches[b], "batch");
    }
    if (!tables_.emplace(name, &tables[i]).second) {
      refuse("表“" + name + "”给了两次", "the table '" + name + "' is given twice");
    }
  }
}

std::optional<TableText> CallerTables::find(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    const auto found = tables_.find(name);
    if (found == tables_.end()) continue;
    const jb_table& table = *found->second;
    used_.insert(name);
    return arrow_table(name, *table.schema, {table.batches, table.batch_count});
  }
  return std::nullopt;
}

void CallerTables::refuse_unused() const {
  for (const auto& [name, table] : tables_) {
    if (used_.contains(name)) continue;
    refuse("政策不读取表“" + name + "”", "the policy reads no table '" + name + "'");
  }
}

PopulationControl::PopulationControl(std::uint64_t time_limit,
                                     jb_progress_function progress, void* context)
    : control_(milliseconds_of(time_limit), [this, tell = progress_to(progress, context)](
                                                std::uint64_t done, std::uint64_t all) {
        return !tell || tell(phase_, done, all);
      }) {}

void PopulationControl::begin(jb_phase phase) {
  phase_ = phase;
  done_ = 0;
  all_ = 0;
  control_.check(0, 0, true);
}

void PopulationControl::advance(std::uint64_t done, std::uint64_t all) {
  done_ = done;
  all_ = all;
  control_.check(done, all);
}

std::vector<Interrupt> PopulationControl::interrupts(unsigned threads) {
  const auto check = [this](std::uint64_t) { control_.check(done_, all_); };
  return std::vector<Interrupt>(threads, Interrupt(check));
}

Population read_tables(CallerTables& tables, const std::vector<const Program*>& policies,
                       ReadPopulationOptions options, PopulationControl& control,
                       ReadReport& report) {
  options.tables = [&](const std::vector<std::string>& names) {
    return tables.find(names);
  };
  options.progress = [&](std::uint64_t done, std::uint64_t all) {
    control.advance(done, all);
  };
  SourceMap sources;
  Diagnostics diagnostics;
  std::optional<Population> population;
  control.begin(JB_READING);
  try {
    population = read_population("", policies, options, sources, diagnostics, report);
  } catch (const ArrowTableError& wrong) {
    refuse(wrong.text.zh, wrong.text.en);
  }
  if (!population) {
    std::vector<Problem> problems;
    add_problems(diagnostics, sources, problems);
    fail_with(problems, JB_FACTS_FAULTY);
  }
  tables.refuse_unused();
  return std::move(*population);
}

}  // namespace jiangbu::c_api
