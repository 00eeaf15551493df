#include "read/rejected_rows.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <stdexcept>

#include "read/row_block.hpp"
#include "read/visit_records.hpp"

namespace jiangbu {

namespace {

namespace fs = std::filesystem;

/// The cell that a message about a misplaced row points at.
std::uint32_t cell_of(const TablePlan& plan, Code code) {
  if (code == Code::facts_no_such_parent) return plan.parents.back();
  if (code == Code::facts_key_twice && plan.key) return *plan.key;
  return plan.applicant;
}

std::string quoted_cell(const std::string& text) {
  std::string result = "\"";
  for (const char letter : text) {
    if (letter == '"') result += '"';
    result += letter;
  }
  return result + '"';
}

std::string reason_text(const Diagnostic& problem) {
  return std::string(code_text(problem.code)) + " " +
         message(problem.code, Language::zh, problem.arguments) + " / " +
         message(problem.code, Language::en, problem.arguments);
}

constexpr const char* with_applicant = "与申请人一并搁置 / set aside with its applicant";

/// What is wrong with one record; its span's file is 0.
Diagnostics problems_of(const TablePlan& plan, const VisitedRecord& visited) {
  TableRows rows;
  RowBlock block(plan, rows);
  block.read_record(*visited.record, visited.text.data(), visited.offset, 0);
  return std::move(rows.problems);
}

}  // namespace

RejectedRows::RejectedRows(const std::vector<std::optional<TableText>>& texts,
                           const std::vector<ReadTable>& tables,
                           const std::vector<std::vector<MisplacedRow>>& misplaced)
    : texts_(texts), tables_(tables), misplaced_(misplaced) {
  for (DomainId d = 0; d < tables.size(); ++d) {
    any_ = any_ || !misplaced[d].empty();
    for (const TableRows& rows : tables[d].stretches) {
      any_ = any_ || !rows.problems.empty() ||
             std::any_of(rows.bad.begin(), rows.bad.end(),
                         [](const BadRow& row) { return !row.dealt_with; });
    }
  }
}

void RejectedRows::report(bool first_only, SourceMap& sources,
                          Diagnostics& diagnostics) const {
  for (DomainId d = 0; d < tables_.size(); ++d) {
    if (!tables_[d].plan) continue;
    std::vector<Finding> findings = findings_of(d);
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding& a, const Finding& b) { return a.line < b.line; });
    for (const Finding& finding : findings) {
      const FileId file = sources.add(texts_[d]->name(), finding.row,
                                      static_cast<std::uint32_t>(finding.line));
      for (const Diagnostic& problem : finding.problems) {
        Diagnostic& added = diagnostics.error(problem.code, {});
        added = problem;
        added.span.file = file;
        if (first_only) return;
      }
    }
    // Those whose texts were not kept are counted at least.
    for (const TableRows& rows : tables_[d].stretches) {
      for (std::size_t i = 0; i < rows.problems.omitted(); ++i) {
        diagnostics.error(rows.bad.back().code, {});
      }
    }
    for (std::size_t i = Diagnostics::capacity; i < misplaced_[d].size(); ++i) {
      diagnostics.error(misplaced_[d][i].code, {});
    }
  }
}

void RejectedRows::count(const PopulationJoin& join, ReadReport& report) const {
  report.applicants_set_aside += join.applicants_set_aside();
  for (DomainId d = 0; d < tables_.size(); ++d) {
    ReadReport::Table& table = report.tables[d];
    for (const TableRows& rows : tables_[d].stretches) {
      table.rows += rows.rows;
      for (const BadRow& bad : rows.bad) {
        if (bad.dealt_with) continue;
        ++table.rows;
        ++table.bad;
        ++report.reasons[bad.code];
      }
    }
    table.bad += misplaced_[d].size();
    for (const MisplacedRow& row : misplaced_[d]) ++report.reasons[row.code];
    table.left += join.rows_left(d);
  }
}

std::vector<RejectedRows::Finding> RejectedRows::findings_of(DomainId domain) const {
  std::vector<Finding> findings;
  const ReadTable& table = tables_[domain];
  std::map<std::pair<std::size_t, std::uint32_t>, const MisplacedRow*> wanted;
  for (const MisplacedRow& row : misplaced_[domain]) {
    if (wanted.size() < Diagnostics::capacity)
      wanted.emplace(std::pair(row.stretch, row.row), &row);
  }
  for (std::size_t s = 0; s < table.stretches.size(); ++s) {
    const TableRows& rows = table.stretches[s];
    const std::size_t before = findings.size();
    for (const RowExcerpt& excerpt : rows.excerpts) {
      findings.push_back({rows.first_line + excerpt.line, excerpt.text, {}});
    }
    for (const Diagnostic& problem : rows.problems.all()) {
      findings[before + problem.span.file].problems.push_back(problem);
    }
    const auto some = wanted.lower_bound({s, 0});
    if (some != wanted.end() && some->first.first == s) {
      visit_records(*texts_[domain], rows, [&](const VisitedRecord& visited) {
        const auto found = wanted.find({s, visited.row});
        if (visited.is_bad || found == wanted.end()) return;
        const MisplacedRow& row = *found->second;
        const CsvCell& cell = visited.record->cells[cell_of(*table.plan, row.code)];
        Diagnostic problem;
        problem.code = row.code;
        problem.span = {0, cell.begin, cell.end};
        problem.arguments = row.arguments;
        findings.push_back(
            {rows.first_line + visited.line, std::string(visited.text), {problem}});
      });
    }
  }
  return findings;
}

void RejectedRows::write(const fs::path& folder,
                         const std::function<bool(const std::string&)>& set_aside) const {
  fs::create_directories(folder);
  for (DomainId d = 0; d < tables_.size(); ++d) {
    if (!tables_[d].plan) continue;
    const TablePlan& plan = *tables_[d].plan;
    std::map<std::pair<std::size_t, std::uint32_t>, const MisplacedRow*> misplaced;
    for (const MisplacedRow& row : misplaced_[d]) {
      misplaced.emplace(std::pair(row.stretch, row.row), &row);
    }
    std::string out;
    for (std::size_t s = 0; s < tables_[d].stretches.size(); ++s) {
      const TableRows& rows = tables_[d].stretches[s];
      visit_records(*texts_[d], rows, [&](const VisitedRecord& visited) {
        std::string reason;
        const auto found = misplaced.find({s, visited.row});
        if (visited.is_bad) {
          reason = reason_text(problems_of(plan, visited).all().front());
        } else if (found != misplaced.end()) {
          Diagnostic problem;
          problem.code = found->second->code;
          problem.arguments = found->second->arguments;
          reason = reason_text(problem);
        } else if (set_aside(std::string(visited.record->cells[plan.applicant].text))) {
          reason = with_applicant;
        } else {
          return;
        }
        out += quoted_cell(reason) + "," +
               std::to_string(rows.first_line + visited.line) + ",";
        out += visited.text;
        if (!visited.text.ends_with('\n')) out += '\n';
      });
    }
    if (out.empty()) continue;
    std::string header(plan.body, '\0');
    texts_[d]->read(0, header.size(), header.data());
    if (header.starts_with("\xEF\xBB\xBF")) header.erase(0, 3);
    if (!header.ends_with('\n')) header += '\n';
    const fs::path path = folder / fs::path(texts_[d]->name()).filename();
    std::ofstream file(path, std::ios::binary);
    file << "reason,line," << header << out;
    if (!file.flush()) throw std::runtime_error("cannot write " + path.string());
  }
}

}  // namespace jiangbu
