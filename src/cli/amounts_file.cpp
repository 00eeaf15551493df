#include "cli/amounts_file.hpp"

#include "read/csv_record.hpp"
#include "report/population_json.hpp"

namespace jiangbu {

namespace {

const char* header_of(AmountsBy by) {
  switch (by) {
    case AmountsBy::applicant:
      return "id,low,high,reason\n";
    case AmountsBy::clause:
      return "id,clause,low,high,reason\n";
    case AmountsBy::item:
      break;
  }
  return "id,clause,item,key,low,high,reason\n";
}

/// The rows of a chunk.
class Rows {
 public:
  Rows(const ChunkAmounts& chunk, const Program& program, const Population& population,
       AmountsBy by, Language language)
      : chunk_(chunk),
        program_(program),
        population_(population),
        by_(by),
        language_(language) {}

  std::string write() {
    auto failure = chunk_.failed.begin();
    for (std::uint32_t row = 0; row < chunk_.rows; ++row) {
      const std::uint32_t applicant = chunk_.first + row;
      if (failure != chunk_.failed.end() && failure->first == applicant) {
        write_failure(applicant, failure->second);
        ++failure;
        continue;
      }
      write(row);
    }
    return std::move(text_);
  }

 private:
  // No figure is not 0.
  void write_failure(std::uint32_t applicant, const Bilingual& reason) {
    append_cell(text_, population_.name_of(applicant));
    if (by_ != AmountsBy::applicant) text_ += ",";
    if (by_ == AmountsBy::item) text_ += ",,";
    text_ += ",,,";
    append_cell(text_, reason.in(language_));
    text_ += '\n';
  }

  void write(std::uint32_t row) {
    const std::uint32_t applicant = chunk_.first + row;
    switch (by_) {
      case AmountsBy::applicant:
        append_cell(text_, population_.name_of(applicant));
        return write_amount(chunk_.low[row], chunk_.high[row]);
      case AmountsBy::clause:
        for (std::uint32_t c = 0; c < chunk_.clauses.size(); ++c) {
          const ChunkAmounts::Clause& clause = chunk_.clauses[c];
          if (clause.high[row] == 0) continue;
          write_clause(applicant, c);
          write_amount(clause.low[row], clause.high[row]);
        }
        return;
      case AmountsBy::item:
        break;
    }
    for (; line_ < chunk_.lines.size() && chunk_.lines[line_].applicant == applicant;
         ++line_) {
      const LineAmount& line = chunk_.lines[line_];
      write_clause(applicant, line.clause);
      append_cell(text_ += ",", line.item);
      append_cell(text_ += ",", line.item_label);
      write_amount(line.low, line.high);
    }
  }

  void write_clause(std::uint32_t applicant, std::uint32_t clause) {
    append_cell(text_, population_.name_of(applicant));
    append_cell(text_ += ",", program_.model->clauses[clause].id);
  }

  // Without an upper bound its cell is empty.
  void write_amount(std::int64_t low, std::int64_t high) {
    text_ += "," + fen_text(low) + ",";
    if (high < unbounded_fen) text_ += fen_text(high);
    text_ += ",\n";
  }

  const ChunkAmounts& chunk_;
  const Program& program_;
  const Population& population_;
  AmountsBy by_;
  Language language_;
  std::size_t line_ = 0;  // that comes next
  std::string text_;
};

}  // namespace

AmountsFile::AmountsFile(const std::string& path, AmountsBy by, Language language)
    : file_(path, std::ios::binary), by_(by), language_(language) {
  file_ << header_of(by);
}

PopulationTotals AmountsFile::evaluate(const Program& program,
                                       const Population& population,
                                       const PopulationOptions& options) {
  next_ = 0;
  PopulationOptions into = options;
  into.by_clause = by_ == AmountsBy::clause;
  into.by_line = by_ == AmountsBy::item;
  return evaluate_population(
      program, population, into, [&](unsigned, const ChunkAmounts& chunk) {
        take(chunk.first, chunk.rows,
             Rows(chunk, program, population, by_, language_).write());
      });
}

void AmountsFile::take(std::uint32_t first, std::uint32_t rows, std::string text) {
  const std::lock_guard<std::mutex> guard(lock_);
  waiting_.emplace(first, std::pair(first + rows, std::move(text)));
  for (auto part = waiting_.begin(); part != waiting_.end() && part->first == next_;
       part = waiting_.erase(part)) {
    file_ << part->second.second;
    next_ = part->second.first;
  }
}

}  // namespace jiangbu
