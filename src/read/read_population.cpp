#include "read/read_population.hpp"

#include <algorithm>
#include <atomic>
#include <set>

#include "diagnostics/display_width.hpp"
#include "model/facts_read.hpp"
#include "read/population_join.hpp"
#include "read/rejected_rows.hpp"
#include "read/run_parallel.hpp"

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
        layout_(layout_for(policies, diagnostics)),
        expected_(expected_tables(layout_, vocabularies_of(policies))) {}

  std::optional<Population> run(const fs::path& source) {
    report_.closed_world = options_.closed_world;
    if (diagnostics_.has_errors() || !open_tables(source)) return std::nullopt;
    for (std::size_t t = 0; t < texts_.size(); ++t) {
      if (texts_[t] && !plan(t)) sound_ = false;
    }
    if (!sound_) return std::nullopt;
    read_all();
    if (!sound_) return std::nullopt;
    PopulationJoin join(layout_, tables_, options_.closed_world, options_.keep,
                        options_.threads);
    join.join();
    RejectedRows rejected(expected_, texts_, tables_, join.misplaced());
    const bool bad = rejected.any();
    if (bad) rejected.report(options_.strict, sources_, diagnostics_);
    if (bad && options_.strict) return std::nullopt;
    join.set_aside();
    fill_report(join);
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
  bool open_tables(const fs::path& source) {
    texts_.resize(expected_.size());
    if (!fs::is_directory(source)) {
      texts_[0] = TableText::open(source);
    } else {
      for (std::size_t t = 0; t < expected_.size(); ++t) {
        for (const std::string& name : file_names(expected_[t])) {
          if (!texts_[t]) texts_[t] = TableText::open(source / name);
        }
      }
      report_unused(source);
    }
    if (!texts_[0]) {
      const fs::path wanted =
          fs::is_directory(source) ? source / file_names(expected_[0]).front() : source;
      diagnostics_.error(Code::facts_no_table, {}, {wanted.string()});
      return false;
    }
    for (std::size_t t = 1; t < expected_.size(); ++t) {
      if (!texts_[t]) report_missing(expected_[t]);
    }
    return true;
  }

  std::vector<std::string> file_names(const ExpectedTable& table) const {
    const auto named = options_.names.files.find(table.name);
    if (named != options_.names.files.end()) return {named->second};
    return {table.name + ".csv", table.title.zh + ".csv", table.title.en + ".csv"};
  }

  void report_missing(const ExpectedTable& table) {
    const Bilingual taken =
        options_.closed_world
            ? Bilingual{"视为没有", "taken to have no rows"}
            : Bilingual{"视为不知道", "taken to be unknown"};
    diagnostics_.warning(
        Code::facts_list_without_table, {},
        {table.name, file_names(table).front(), taken.en, taken.zh});
  }

  void report_unused(const fs::path& folder) {
    std::set<std::string> used;
    for (const auto& text : texts_) {
      if (text) used.insert(fs::path(text->name()).filename().string());
    }
    std::vector<std::string> unused;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
      const std::string name = entry.path().filename().string();
      if (entry.path().extension() == ".csv" && !used.contains(name)) {
        unused.push_back(name);
      }
    }
    std::sort(unused.begin(), unused.end());
    for (const std::string& name : unused) {
      diagnostics_.warning(Code::facts_unused_file, {}, {name});
    }
  }

  bool plan(std::size_t table) {
    tables_.resize(expected_.size());
    std::string head(std::min<std::size_t>(texts_[table]->size(), 4096), '\0');
    texts_[table]->read(0, head.size(), head.data());
    // The header alone: the end of what was read may stand inside a character.
    head.resize(std::min(head.size(), head.find('\n')));
    if (!is_valid_utf8(head) && !decode(table)) return false;
    tables_[table].plan =
        plan_table(expected_[table], layout_, *texts_[table], options_.names,
                   options_.closed_world, sources_, diagnostics_);
    return tables_[table].plan.has_value();
  }

  bool decode(std::size_t table) {
    auto decoded = from_gb18030(texts_[table]->whole());
    if (!decoded) {
      diagnostics_.error(Code::facts_encoding, {}, {texts_[table]->name()});
      return false;
    }
    texts_[table] = TableText::in_memory(texts_[table]->name(), std::move(*decoded));
    return true;
  }

  struct Stretch {
    std::size_t table;
    std::size_t number;
    std::size_t from;
    std::size_t to;
  };

  void read_all() {
    std::vector<std::size_t> all(expected_.size());
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
      if (!decode(t) || !plan(t)) {
        sound_ = false;
        return;
      }
      again.push_back(t);
    }
    read_tables(again);
  }

  void read_tables(const std::vector<std::size_t>& numbers) {
    std::vector<Stretch> work;
    std::uint64_t bytes = 0;
    for (const std::size_t t : numbers) {
      if (!tables_[t].plan) continue;
      const std::size_t size = texts_[t]->size();
      bytes += size;
      for (std::size_t from = tables_[t].plan->body; from < size; from += stretch_size) {
        work.push_back({t, work.size(), from, std::min(size, from + stretch_size)});
      }
    }
    std::vector<TableRows> rows(work.size());
    std::atomic<std::uint64_t> done{0};
    run_parallel(options_.threads, work.size(), [&](std::size_t i) {
      const Stretch& part = work[i];
      const TablePlan& plan = *tables_[part.table].plan;
      const bool first = part.from == plan.body;
      rows[i] = read_rows(plan, *texts_[part.table], part.from, part.to,
                          first ? std::optional(part.from) : std::nullopt);
      done += part.to - part.from;
      if (options_.progress) options_.progress(done, bytes);
    });
    for (std::size_t i = 0; i < work.size(); ++i) {
      ReadTable& table = tables_[work[i].table];
      const bool first = table.stretches.empty();
      // A line end inside quotes was taken for the end of a record.
      if (!first && rows[i].is_utf8 && table.stretches.back().is_utf8 &&
          (!rows[i].begin_known || rows[i].begin != table.stretches.back().end)) {
        rows[i] = read_rows(*table.plan, *texts_[work[i].table], work[i].from,
                            work[i].to, table.stretches.back().end);
      }
      table.stretches.push_back(std::move(rows[i]));
    }
  }

  void fill_report(const PopulationJoin& join) {
    report_.applicants_set_aside = join.applicants_set_aside();
    for (DomainId d = 0; d < tables_.size(); ++d) {
      ReadReport::Table& table = report_.tables.emplace_back();
      table.name = expected_[d].name;
      if (texts_[d]) table.file = texts_[d]->name();
      for (const TableRows& rows : tables_[d].stretches) {
        table.rows += rows.rows + rows.bad.size();
        table.bad += rows.bad.size();
        for (const BadRow& bad : rows.bad) ++report_.reasons[bad.code];
      }
      table.bad += join.misplaced()[d].size();
      for (const MisplacedRow& row : join.misplaced()[d]) ++report_.reasons[row.code];
      table.left = join.rows_left(d);
    }
  }

  const ReadPopulationOptions& options_;
  SourceMap& sources_;
  Diagnostics& diagnostics_;
  ReadReport& report_;
  PopulationLayout layout_;
  std::vector<ExpectedTable> expected_;
  std::vector<std::optional<TableText>> texts_;  // by domain
  std::vector<ReadTable> tables_;                // by domain
  bool sound_ = true;
};

}  // namespace

PopulationLayout layout_for(const std::vector<const Program*>& policies,
                            Diagnostics& diagnostics) {
  PopulationLayout layout;
  std::set<std::string> conflicts;
  for (const Program* policy : policies) {
    const PolicyModel& model = *policy->model;
    for (const std::string& name :
         add_facts(layout, model.vocabulary, facts_read(model))) {
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
  return PopulationReader(policies, options, sources, diagnostics, report).run(source);
}

}  // namespace jiangbu
