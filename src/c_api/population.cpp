#include "c_api/population.hpp"

#include <algorithm>

#include "api/problems.hpp"
#include "read/csv_record.hpp"

namespace jiangbu::c_api {

namespace {

void keep_within(std::uint64_t found, std::uint64_t limit, const Bilingual& what) {
  if (limit == 0 || found <= limit) return;
  const std::string most = std::to_string(limit);
  throw Failure{JB_LIMIT,
                {"表共有" + what.zh + " " + std::to_string(found) + "，上限为 " + most,
                 "the tables have " + std::to_string(found) + " " + what.en +
                     ", more than " + most}};
}

}  // namespace

CallerTables::CallerTables(const jb_table* tables, std::size_t count, TableLimits limits)
    : limits_(limits) {
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
    TableText text = arrow_table(name, *table.schema, {table.batches, table.batch_count});
    count(*text.columns());
    used_[name] = text.columns()->columns();
    return text;
  }
  return std::nullopt;
}

void CallerTables::count(const ArrowStructs& table) {
  used_up_.rows += table.rows();
  keep_within(used_up_.rows, limits_.rows, {"行", "rows"});
  if (limits_.bytes == 0) return;
  used_up_.bytes += table.bytes();
  keep_within(used_up_.bytes, limits_.bytes, {"字节", "bytes"});
}

void CallerTables::refuse_unused() const {
  for (const auto& [name, table] : tables_) {
    if (used_.contains(name)) continue;
    refuse("政策不读取表“" + name + "”", "the policy reads no table '" + name + "'");
  }
}

std::vector<RowProblem> CallerTables::problems_of_rows(const Diagnostics& diagnostics,
                                                       const SourceMap& sources) const {
  std::vector<RowProblem> problems;
  CsvRecord record;
  for (const Diagnostic& from : diagnostics.all()) {
    RowProblem& problem = problems.emplace_back();
    problem.code = code_text(from.code);
    problem.message = {message(from.code, Language::zh, from.arguments),
                       message(from.code, Language::en, from.arguments)};
    if (!sources.contains(from.span.file)) continue;
    const SourceFile& row = sources.file(from.span.file);
    problem.table = row.name();
    const auto table = used_.find(row.name());
    if (table == used_.end() || row.first_line() < 2) continue;
    problem.row = row.first_line() - std::uint64_t{2};  // behind the header
    read_record(row.text(), true, record);
    const auto behind = [&](const CsvCell& cell) { return cell.begin > from.span.begin; };
    const auto next = std::ranges::find_if(record.cells, behind);
    const auto cell = static_cast<std::size_t>(next - record.cells.begin());
    const auto& columns = table->second;
    if (cell > 0 && cell <= columns.size()) problem.column = columns[cell - 1];
  }
  return problems;
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

ReadTables read_tables(CallerTables& tables, const std::vector<const Program*>& policies,
                       ReadPopulationOptions options, PopulationControl& control) {
  options.tables = [&](const std::vector<std::string>& names) {
    return tables.find(names);
  };
  options.progress = [&](std::uint64_t done, std::uint64_t all) {
    control.advance(done, all);
  };
  SourceMap sources;
  Diagnostics diagnostics;
  ReadReport report;
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
  diagnostics.sort_and_deduplicate();
  return {std::move(*population), std::move(report),
          tables.problems_of_rows(diagnostics, sources)};
}

}  // namespace jiangbu::c_api
