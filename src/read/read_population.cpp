#include "read/read_population.hpp"

#include <algorithm>
#include <atomic>
#include <set>

#include "model/facts_read.hpp"
#include "read/arrow_rows.hpp"
#include "read/open_tables.hpp"
#include "read/population_join.hpp"
#include "read/read_jsonl.hpp"
#include "read/rejected_rows.hpp"
#include "read/run_parallel.hpp"
#include "read/snapshot.hpp"

namespace jiangbu {

namespace {

namespace fs = std::filesystem;

class PopulationReader {
 public:
  PopulationReader(const std::vector<const Program*>& policies,
                   const ReadPopulationOptions& options, SourceMap& sources,
                   Diagnostics& diagnostics, ReadReport& report)
      : options_(options),
        sources_(sources),
        diagnostics_(diagnostics),
        report_(report),
        layout_(layout_for(policies, diagnostics, options.item_keys)),
        opening_(expected_tables(layout_, vocabularies_of(policies)), layout_, options,
                 sources, diagnostics) {}

  std::optional<Population> run(const fs::path& source) {
    report_.closed_world = options_.closed_world;
    if (diagnostics_.has_errors() || !opening_.open(source)) return std::nullopt;
    tables_.resize(opening_.size());
    for (std::size_t t = 0; t < tables_.size(); ++t)
      tables_[t].plan = opening_.plan_of(t);
    read_all();
    if (!sound_) return std::nullopt;
    if (options_.strict && has_bad_row()) {
      const std::vector<std::vector<MisplacedRow>> none(tables_.size());
      RejectedRows(opening_.texts(), tables_, none).report(true, sources_, diagnostics_);
      return std::nullopt;
    }
    PopulationJoin join(layout_, tables_, options_.closed_world, options_.keep,
                        options_.threads);
    join.join();
    RejectedRows rejected(opening_.texts(), tables_, join.misplaced());
    const bool bad = rejected.any();
    if (bad) rejected.report(options_.strict, sources_, diagnostics_);
    if (bad && options_.strict) return std::nullopt;
    join.set_aside();
    fill_report(join, rejected);
    if (bad && !options_.rejects.empty()) {
      rejected.write(options_.rejects, [&](const std::string& applicant) {
        return join.is_set_aside(applicant);
      });
    }
    Population population = join.take();
    report_.applicants = population.applicants();
    return population;
  }

 private:
  struct Stretch {
    std::size_t table;
    std::size_t number;
    std::size_t from;
    std::size_t to;
  };

  void read_all() {
    std::vector<std::size_t> all(tables_.size());
    for (std::size_t t = 0; t < all.size(); ++t) all[t] = t;
    read_tables(all);
    // Not UTF-8 after all: once more, from the other encoding.
    std::vector<std::size_t> again;
    for (std::size_t t = 0; t < tables_.size(); ++t) {
      const auto& stretches = tables_[t].stretches;
      const bool fine = std::all_of(stretches.begin(), stretches.end(),
                                    [](const TableRows& rows) { return rows.is_utf8; });
      if (fine) continue;
      tables_[t].stretches.clear();
      sound_ = sound_ && opening_.decode(t) && opening_.plan(t);
      if (!sound_) return;
      tables_[t].plan = opening_.plan_of(t);
      again.push_back(t);
    }
    read_tables(again);
  }

  bool has_bad_row() const {
    return std::ranges::any_of(tables_, [](const ReadTable& table) {
      return std::ranges::any_of(table.stretches,
                                 [](const TableRows& rows) { return !rows.bad.empty(); });
    });
  }

  // Where the first bad row ends it, stretches behind one are not read. All before it
  // are, so the first bad row is the same for any number of threads.
  void read_tables(const std::vector<std::size_t>& numbers) {
    if (!read_tables(numbers, options_.strict)) read_tables(numbers, false);
  }

  /// False if reading was ended by a row that is not bad after all.
  bool read_tables(const std::vector<std::size_t>& numbers, bool until_bad) {
    std::vector<Stretch> work;
    std::uint64_t bytes = 0;
    for (const std::size_t t : numbers) {
      if (!tables_[t].plan) continue;
      if (const ArrowStructs* columns = opening_.text(t).columns()) {
        add_batches(t, *columns, work);
        bytes += columns->rows();
        continue;
      }
      const std::size_t size = opening_.text(t).size();
      bytes += size;
      for (std::size_t from = tables_[t].plan->body; from < size; from += stretch_size) {
        work.push_back({t, work.size(), from, std::min(size, from + stretch_size)});
      }
    }
    std::vector<TableRows> rows(work.size());
    std::atomic<std::uint64_t> done{0};
    std::atomic<std::size_t> last{work.size()};  // the first with a bad row
    run_parallel(options_.threads, work.size(), [&](std::size_t i) {
      if (i > last) return;
      const Stretch& part = work[i];
      rows[i] = read_stretch(part);
      if (until_bad && rows[i].is_utf8 && !rows[i].bad.empty()) {
        std::size_t known = last;
        while (i < known && !last.compare_exchange_weak(known, i)) {
        }
      }
      done += part.to - part.from;
      if (options_.progress) options_.progress(done, bytes);
    });
    for (std::size_t i = 0; i < work.size() && i <= last; ++i) {
      ReadTable& table = tables_[work[i].table];
      const bool first = table.stretches.empty();
      // A line end inside quotes was taken for the end of a record.
      if (!first && rows[i].is_utf8 && table.stretches.back().is_utf8 &&
          (!rows[i].begin_known || rows[i].begin != table.stretches.back().end)) {
        rows[i] = read_rows(*table.plan, opening_.text(work[i].table), work[i].from,
                            work[i].to, table.stretches.back().end);
      }
      rows[i].first_line =
          first ? table.plan->header_lines + std::uint64_t{1}
                : table.stretches.back().first_line + table.stretches.back().lines;
      table.stretches.push_back(std::move(rows[i]));
    }
    if (last == work.size() || has_bad_row()) return true;
    for (const std::size_t t : numbers) tables_[t].stretches.clear();
    return false;
  }

  TableRows read_stretch(const Stretch& part) const {
    const TablePlan& plan = *tables_[part.table].plan;
    const TableText& text = opening_.text(part.table);
    if (text.columns() != nullptr)
      return read_arrow_rows(plan, *text.columns(), part.from, part.to);
    const bool first = part.from == plan.body;
    return read_rows(plan, text, part.from, part.to,
                     first ? std::optional(part.from) : std::nullopt);
  }

  // A stretch is of one batch.
  static void add_batches(std::size_t table, const ArrowStructs& columns,
                          std::vector<Stretch>& work) {
    for (std::size_t b = 0; b < columns.batches(); ++b) {
      const std::uint64_t end = columns.first_row(b + 1);
      for (std::uint64_t from = columns.first_row(b); from < end; from += stretch_rows) {
        work.push_back({table, work.size(), from, std::min(end, from + stretch_rows)});
      }
    }
  }

  void fill_report(const PopulationJoin& join, const RejectedRows& rejected) {
    for (DomainId d = 0; d < tables_.size(); ++d) {
      ReadReport::Table& table = report_.tables.emplace_back();
      table.name = opening_.expected()[d].name;
      if (opening_.texts()[d]) table.file = opening_.text(d).name();
    }
    rejected.count(join, report_);
  }

  const ReadPopulationOptions& options_;
  SourceMap& sources_;
  Diagnostics& diagnostics_;
  ReadReport& report_;
  PopulationLayout layout_;
  TableOpening opening_;
  std::vector<ReadTable> tables_;  // by domain
  bool sound_ = true;
};

std::optional<Population> map_snapshot(const fs::path& path,
                                       const std::vector<const Program*>& policies,
                                       const ReadPopulationOptions& options,
                                       Diagnostics& diagnostics, ReadReport& report) {
  PopulationLayout layout = layout_for(policies, diagnostics, options.item_keys);
  if (diagnostics.has_errors()) return std::nullopt;
  SnapshotOrigin origin;
  auto population = read_snapshot(path, std::move(layout), vocabularies_of(policies),
                                  options.threads, diagnostics, origin);
  report.closed_world = origin.closed_world;
  if (population) report.applicants = population->applicants();
  return population;
}

}  // namespace

PopulationLayout layout_for(const std::vector<const Program*>& policies,
                            Diagnostics& diagnostics, bool item_keys) {
  PopulationLayout layout;
  std::set<std::string> conflicts;
  for (const Program* policy : policies) {
    const PolicyModel& model = *policy->model;
    FieldSet fields = facts_read(model);
    if (item_keys) add_item_keys(fields, model.vocabulary);
    for (const std::string& name : add_facts(layout, model.vocabulary, fields)) {
      conflicts.insert(name);
    }
  }
  for (const std::string& name : conflicts) {
    diagnostics.error(Code::facts_types_differ, {}, {name});
  }
  return layout;
}

std::vector<const Vocabulary*> vocabularies_of(
    const std::vector<const Program*>& policies) {
  std::vector<const Vocabulary*> vocabularies;
  for (const Program* policy : policies) {
    vocabularies.push_back(&policy->model->vocabulary);
  }
  return vocabularies;
}

std::optional<Population> read_population(const std::string& source,
                                          const std::vector<const Program*>& policies,
                                          const ReadPopulationOptions& options,
                                          SourceMap& sources, Diagnostics& diagnostics,
                                          ReadReport& report) {
  const std::filesystem::path path = source;
  if (options.tables) {
    return PopulationReader(policies, options, sources, diagnostics, report).run(path);
  }
  if (is_snapshot(path)) {
    return map_snapshot(path, policies, options, diagnostics, report);
  }
  if (path.extension() == ".jsonl" || path.extension() == ".ndjson") {
    PopulationLayout layout = layout_for(policies, diagnostics, options.item_keys);
    if (diagnostics.has_errors()) return std::nullopt;
    report.closed_world = options.closed_world;
    return read_jsonl(path, std::move(layout), vocabularies_of(policies), options,
                      sources, diagnostics, report);
  }
  return PopulationReader(policies, options, sources, diagnostics, report).run(source);
}

}  // namespace jiangbu
