#include "read/stream_population.hpp"

#include <algorithm>
#include <optional>

#include "read/open_tables.hpp"
#include "read/population_join.hpp"
#include "read/rejected_rows.hpp"
#include "read/run_parallel.hpp"

namespace jiangbu {

namespace {

constexpr std::uint32_t run_size = 65'536;  // applicants

/// A table is not in the order of the applicants.
struct OutOfOrder {
  std::string table;
  std::string id;
};

/// A table turns out to be in another encoding than UTF-8.
struct WrongEncoding {
  std::string file;
};

/// One table, read from the front.
class TableStream {
 public:
  TableStream(std::shared_ptr<const TablePlan> plan, const TableText& text)
      : plan_(std::move(plan)),
        text_(&text),
        at_(plan_->body),
        line_(plan_->header_lines + std::uint64_t{1}) {}

  const std::shared_ptr<const TablePlan>& plan() const { return plan_; }
  bool is_at_end() const { return at_ >= text_->size() && used_ >= current_.rows; }
  std::size_t position() const { return at_; }

  /// The next stretch as a whole.
  TableRows next() {
    const std::size_t end = std::min(text_->size(), at_ + stretch_size);
    TableRows rows = read_rows(*plan_, *text_, at_, end, at_);
    if (!rows.is_utf8) throw WrongEncoding{text_->name()};
    rows.first_line = line_;
    line_ += rows.lines;
    at_ = rows.end;
    check_order(rows);
    return rows;
  }

  /// The last applicant of a run; none: all that are left are in it.
  using Last = std::optional<Identifier>;

  /// Rows up to the applicant `last`, as parts of stretches that `kept` keeps.
  std::vector<TableRows> rows_to(const Last& last, std::vector<TableRows>& kept) {
    std::vector<TableRows> parts;
    bool more = true;
    while (more) {
      if (used_ >= current_.rows && at_ >= text_->size()) break;
      if (used_ >= current_.rows) {
        kept.push_back(std::exchange(current_, next()));
        used_ = 0;
      }
      const std::uint32_t end = first_behind(last);
      const bool whole = end == current_.rows;
      if (end > used_ || used_ == 0) parts.push_back(part_to(end, last, whole));
      more = whole;
      used_ = end;
    }
    hand_over(last, parts);
    if (last) last_ = last;
    return parts;
  }

 private:
  void check_order(const TableRows& rows) {
    const IdentifierColumn& ids = rows.applicants;
    for (std::uint32_t row = 0; row < rows.rows; ++row) {
      const bool numbers = row > 0 && ids.is_number(row - 1) && ids.is_number(row);
      const bool ascends = numbers ? ids.number(row - 1) <= ids.number(row)
                                   : !seen_ || *seen_ <= ids.at(row);
      if (!ascends) throw OutOfOrder{plan_->name, ids.as_text(row)};
      const bool is_last = row + 1 == rows.rows;
      if (is_last || !ids.is_number(row) || !ids.is_number(row + 1)) seen_ = ids.at(row);
    }
  }

  // Applicants of this run with a bad row in a stretch that was dealt with before.
  void hand_over(const Last& last, std::vector<TableRows>& parts) {
    std::vector<std::string> later;
    std::vector<std::string> now;
    for (std::string& id : carried_) {
      const bool is_later = last && Identifier(id) > *last;
      (is_later ? later : now).push_back(std::move(id));
    }
    carried_ = std::move(later);
    if (now.empty()) return;
    if (parts.empty()) parts.push_back(no_rows());
    parts.front().carried = std::move(now);
  }

  TableRows no_rows() const {
    TableRows rows;
    rows.parents.resize(plan_->parents.size());
    rows.columns.resize(plan_->columns.size());
    rows.presences.resize(plan_->presences.size());
    return rows;
  }

  // A bad row is dealt with where its applicant is; one of a later applicant at the end
  // of the stretch here, and the applicant remembered.
  TableRows part_to(std::uint32_t end, const Last& last, bool whole) {
    return current_.part(used_, end, [&](const BadRow& bad) {
      if (bad.applicant.empty()) return used_ == 0;
      const Identifier id(bad.applicant);
      const bool is_over = last_ && id <= *last_;
      if (is_over && used_ == 0) throw OutOfOrder{plan_->name, bad.applicant};
      const bool is_later = last && id > *last;
      if (is_later && whole) carried_.push_back(bad.applicant);
      return !is_over && (!is_later || whole);
    });
  }

  std::uint32_t first_behind(const Last& last) const {
    if (!last) return current_.rows;
    std::uint32_t low = used_;
    std::uint32_t high = current_.rows;
    while (low < high) {
      const std::uint32_t middle = low + (high - low) / 2;
      if (current_.applicants.at(middle) <= *last) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  std::shared_ptr<const TablePlan> plan_;
  const TableText* text_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
  Last seen_;
  Last last_;  // of the run before
  TableRows current_;
  std::uint32_t used_ = 0;            // rows of it
  std::vector<std::string> carried_;  // later applicants with bad rows
};

class PopulationStream {
 public:
  PopulationStream(const std::vector<const Program*>& policies,
                   const ReadPopulationOptions& options, SourceMap& sources,
                   Diagnostics& diagnostics, ReadReport& report)
      : options_(options),
        sources_(sources),
        diagnostics_(diagnostics),
        report_(report),
        layout_(layout_for(policies, diagnostics, options.item_keys)),
        opening_(expected_tables(layout_, vocabularies_of(policies)), layout_, options,
                 sources, diagnostics) {}

  bool run(const std::string& source, const RunReceiver& receiver) {
    report_.closed_world = options_.closed_world;
    if (diagnostics_.has_errors() || !opening_.open(source)) return false;
    for (std::size_t t = 0; t < opening_.size(); ++t) {
      const auto plan = opening_.plan_of(t);
      streams_.emplace_back();
      if (plan) streams_.back().emplace(plan, opening_.text(t));
      ReadReport::Table& table = report_.tables.emplace_back();
      table.name = opening_.expected()[t].name;
      if (opening_.texts()[t]) {
        table.file = opening_.text(t).name();
        bytes_ += opening_.text(t).size();
      }
    }
    try {
      while (read_run(receiver)) {
      }
    } catch (const OutOfOrder& wrong) {
      diagnostics_.error(Code::facts_not_in_order, {}, {wrong.table, wrong.id});
      return false;
    } catch (const WrongEncoding& wrong) {
      diagnostics_.error(Code::facts_encoding, {}, {wrong.file});
      return false;
    }
    return !stopped_;
  }

 private:
  /// Whether there is another run.
  bool read_run(const RunReceiver& receiver) {
    std::vector<ReadTable> tables(streams_.size());
    std::uint32_t rows = 0;
    TableStream& applicants = *streams_[0];
    while (rows < run_size && !applicants.is_at_end()) {
      tables[0].stretches.push_back(applicants.next());
      rows += tables[0].stretches.back().rows;
    }
    const bool at_end = applicants.is_at_end();
    const TableStream::Last last = at_end ? std::nullopt : last_id(tables[0]);
    std::vector<std::vector<TableRows>> kept(streams_.size());
    run_parallel(options_.threads, streams_.size() - 1, [&](std::size_t i) {
      if (streams_[i + 1]) {
        tables[i + 1].stretches = streams_[i + 1]->rows_to(last, kept[i + 1]);
      }
    });
    for (std::size_t t = 0; t < streams_.size(); ++t) {
      tables[t].plan = opening_.plan_of(t);
    }
    join_run(tables, receiver);
    show_progress();
    return !at_end && !stopped_;
  }

  static TableStream::Last last_id(const ReadTable& applicants) {
    TableStream::Last last;
    for (const TableRows& rows : applicants.stretches) {
      if (rows.rows > 0) last = rows.applicants.at(rows.rows - 1);
    }
    return last;
  }

  void join_run(std::vector<ReadTable>& tables, const RunReceiver& receiver) {
    PopulationJoin join(layout_, tables, options_.closed_world, options_.keep,
                        options_.threads);
    join.join();
    const RejectedRows rejected(opening_.texts(), tables, join.misplaced());
    if (rejected.any()) {
      rejected.report(options_.strict, sources_, diagnostics_);
      stopped_ = options_.strict;
      if (stopped_) return;
    }
    join.set_aside();
    rejected.count(join, report_);
    const Population population = join.take();
    report_.applicants += population.applicants();
    receiver(population);
  }

  void show_progress() const {
    if (!options_.progress) return;
    std::uint64_t done = 0;
    for (const auto& stream : streams_) {
      if (stream) done += stream->position();
    }
    options_.progress(done, bytes_);
  }

  const ReadPopulationOptions& options_;
  SourceMap& sources_;
  Diagnostics& diagnostics_;
  ReadReport& report_;
  PopulationLayout layout_;
  TableOpening opening_;
  std::vector<std::optional<TableStream>> streams_;  // by domain
  std::uint64_t bytes_ = 0;
  bool stopped_ = false;
};

}  // namespace

bool stream_population(const std::string& source,
                       const std::vector<const Program*>& policies,
                       const ReadPopulationOptions& options, SourceMap& sources,
                       Diagnostics& diagnostics, ReadReport& report,
                       const RunReceiver& receiver) {
  return PopulationStream(policies, options, sources, diagnostics, report)
      .run(source, receiver);
}

}  // namespace jiangbu
