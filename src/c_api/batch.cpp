// Whole populations as Arrow structs in and out.
#include <memory>
#include <vector>

#include "api/problems.hpp"
#include "api/states.hpp"
#include "batch/evaluate_population.hpp"
#include "c_api/population.hpp"
#include "evaluate/readings.hpp"
#include "read/arrow_structs.hpp"
#include "report/population_json.hpp"

using namespace jiangbu;
using namespace jiangbu::c_api;

namespace {

/// The amounts of all applicants; what the arrays given point into.
struct Amounts {
  std::vector<std::int32_t> offsets = {0};  // of ids
  std::string ids;
  std::vector<std::int64_t> low;
  std::vector<std::int64_t> high;
  std::vector<std::uint8_t> low_valid;  // one bit each
  std::vector<std::uint8_t> high_valid;
};

/// What a table given and its columns point into. Each holds a share of it: a column may
/// be moved out of its table and outlive it.
struct OwnedArray {
  Amounts amounts;
  const void* table_buffers[1] = {nullptr};
  const void* id_buffers[3] = {};
  const void* low_buffers[2] = {};
  const void* high_buffers[2] = {};
  ArrowArray columns[3] = {};
  ArrowArray* children[3] = {};
};

struct OwnedSchema {
  ArrowSchema columns[3] = {};
  ArrowSchema* children[3] = {};
};

/// Gives a struct its share, with which it is released.
template <typename Owned, typename Struct>
void hold(Struct& given, const std::shared_ptr<Owned>& owned) {
  given.private_data = new std::shared_ptr<Owned>(owned);
  given.release = [](Struct* released) {
    released->release = nullptr;
    const std::unique_ptr<std::shared_ptr<Owned>> share(
        static_cast<std::shared_ptr<Owned>*>(released->private_data));
    // Columns that were moved out are marked as released.
    for (std::int64_t i = 0; i < released->n_children; ++i) {
      Struct* child = released->children[i];
      if (child->release != nullptr) child->release(child);
    }
  };
}

/// The table and its columns with a share each, or none of them.
template <typename Owned, typename Struct>
void hold_all(Struct& table, const std::shared_ptr<Owned>& owned) {
  try {
    for (Struct& column : owned->columns) hold(column, owned);
    hold(table, owned);
  } catch (...) {
    for (Struct& column : owned->columns) {
      if (column.release != nullptr) column.release(&column);
    }
    throw;
  }
}

ArrowArray column_of(const void** buffers, std::int64_t count, std::int64_t rows,
                     std::int64_t nulls) {
  return {rows, nulls, 0, count, 0, buffers, nullptr, nullptr, nullptr, nullptr};
}

std::int64_t nulls_of(const std::vector<std::uint8_t>& valid, std::size_t rows) {
  std::int64_t nulls = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    nulls += (valid[i / 8] >> (i % 8) & 1U) == 0 ? 1 : 0;
  }
  return nulls;
}

void give_array(Amounts amounts, ArrowArray* array) {
  const auto owned = std::make_shared<OwnedArray>();
  owned->amounts = std::move(amounts);
  const Amounts& kept = owned->amounts;
  const auto rows = static_cast<std::int64_t>(kept.low.size());
  owned->id_buffers[1] = kept.offsets.data();
  owned->id_buffers[2] = kept.ids.data();
  owned->low_buffers[0] = kept.low_valid.data();
  owned->low_buffers[1] = kept.low.data();
  owned->high_buffers[0] = kept.high_valid.data();
  owned->high_buffers[1] = kept.high.data();
  owned->columns[0] = column_of(owned->id_buffers, 3, rows, 0);
  owned->columns[1] =
      column_of(owned->low_buffers, 2, rows, nulls_of(kept.low_valid, kept.low.size()));
  owned->columns[2] =
      column_of(owned->high_buffers, 2, rows, nulls_of(kept.high_valid, kept.low.size()));
  for (std::size_t i = 0; i < 3; ++i) owned->children[i] = &owned->columns[i];
  ArrowArray table = {
      rows, 0, 0, 1, 3, owned->table_buffers, owned->children, nullptr, nullptr, nullptr};
  hold_all(table, owned);
  *array = table;
}

ArrowSchema column_schema(const char* name, const char* format, std::int64_t flags) {
  return {format, name, nullptr, flags, 0, nullptr, nullptr, nullptr, nullptr};
}

void give_schema(ArrowSchema* schema) {
  constexpr std::int64_t nullable = 2;  // ARROW_FLAG_NULLABLE
  const auto owned = std::make_shared<OwnedSchema>();
  owned->columns[0] = column_schema("id", "u", 0);
  owned->columns[1] = column_schema("low", "l", nullable);
  owned->columns[2] = column_schema("high", "l", nullable);
  for (std::size_t i = 0; i < 3; ++i) owned->children[i] = &owned->columns[i];
  ArrowSchema table = {"+s",    "",      nullptr, 0, 3, owned->children,
                       nullptr, nullptr, nullptr};
  hold_all(table, owned);
  *schema = table;
}

Amounts amounts_of(const Program& program, const Population& population,
                   PopulationOptions options, PopulationTotals& totals) {
  Amounts amounts;
  const std::uint32_t rows = population.applicants();
  amounts.low.resize(rows);
  amounts.high.resize(rows);
  options.low = amounts.low.data();
  options.high = amounts.high.data();
  totals = evaluate_population(program, population, options);
  amounts.low_valid.assign(rows / 8 + 1, 0xFF);
  amounts.high_valid = amounts.low_valid;
  const auto clear = [](std::vector<std::uint8_t>& bits, std::uint32_t row) {
    bits[row / 8] = static_cast<std::uint8_t>(bits[row / 8] & ~(1U << (row % 8)));
  };
  for (const auto& [row, reason] : totals.failed) {
    clear(amounts.low_valid, row);
    clear(amounts.high_valid, row);
  }
  for (std::uint32_t i = 0; i < rows; ++i) {
    if (amounts.high[i] >= unbounded_fen) clear(amounts.high_valid, i);
    amounts.ids += population.name_of(i);
    if (amounts.ids.size() > std::size_t{std::numeric_limits<std::int32_t>::max()}) {
      refuse("编号合计超过 2 GB", "the ids take more than 2 GB");
    }
    amounts.offsets.push_back(static_cast<std::int32_t>(amounts.ids.size()));
  }
  return amounts;
}

const Program& policy_of(const Rules& rules, const std::string& id) {
  if (!rules.ok()) fail_with(rules.problems(), JB_RULES_FAULTY);
  const auto& policies = rules.state()->rules.policies;
  const Program* found = nullptr;
  for (const LoadedPolicy& policy : policies) {
    const bool wanted = id.empty() || policy.program->model->id == id;
    if (!wanted) continue;
    if (found != nullptr) {
      refuse("政策“" + id + "”不止一份", "there are several policies '" + id + "'");
    }
    found = &*policy.program;
  }
  if (found == nullptr) refuse("没有政策“" + id + "”", "there is no policy '" + id + "'");
  return *found;
}

void give(Amounts amounts, ArrowSchema* schema, ArrowArray* array) {
  give_schema(schema);
  try {
    give_array(std::move(amounts), array);
  } catch (...) {
    schema->release(schema);
    throw;
  }
}

/// What the options say of the evaluation.
PopulationOptions evaluation_of(const Program& program, const jb_batch_options& options) {
  const auto readings = readings_of(options.readings, options.reading_count);
  std::vector<Problem> problems;
  const auto date = read_decision_date(string_of(options.decision_date), problems);
  check_readings(readings, {&program}, problems);
  if (has_errors(problems)) fail_with(problems, JB_INVALID_ARGUMENT);
  PopulationOptions evaluation;
  evaluation.decision_date = *date;
  evaluation.readings = chosen_readings(*program.model, readings);
  evaluation.threads = threads_of(options.threads);
  evaluation.by_clause = false;
  return evaluation;
}

}  // namespace

jb_status jb_batch(const jb_rules* rules, const jb_table* tables, size_t table_count,
                   const jb_batch_options* options, struct ArrowSchema* schema,
                   struct ArrowArray* array, jb_string** report, jb_error** error) {
  return guarded(error, [&] {
    given(schema, "schema");
    given(array, "array");
    const jb_batch_options all = options_of(&given(options, "options"));
    const Program& program =
        policy_of(given(rules, "rules").rules, string_of(all.policy));
    PopulationOptions evaluation = evaluation_of(program, all);
    CallerTables given_tables(tables, table_count, {all.max_rows, all.max_bytes});
    PopulationControl control(all.time_limit, all.progress, all.progress_context);
    ReadPopulationOptions reading;
    reading.closed_world = all.open_world == 0;
    reading.threads = evaluation.threads;
    const ReadTables read = read_tables(given_tables, {&program}, reading, control);

    std::vector<Interrupt> interrupts = control.interrupts(evaluation.threads);
    evaluation.interrupts = interrupts.data();
    evaluation.progress = [&](std::uint64_t done, std::uint64_t of) {
      control.advance(done, of);
    };
    control.begin(JB_COMPUTING);
    PopulationTotals totals;
    Amounts amounts = amounts_of(program, read.population, evaluation, totals);
    std::unique_ptr<jb_string> text;
    if (report != nullptr) {
      std::vector<NotComputed> failures;
      add_failures(read.population, totals, failures);
      text = std::make_unique<jb_string>(
          jb_string{population_json(*program.model, totals, string_of(all.decision_date),
                                    read.report, failures, read.problems)});
    }
    give(std::move(amounts), schema, array);
    if (report != nullptr) *report = text.release();
    return JB_OK;
  });
}
