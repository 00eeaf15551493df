#include "read/csv_record.hpp"

#include <algorithm>

namespace jiangbu {

namespace {

using Fault = CsvRecord::Fault;

class RecordReader {
 public:
  RecordReader(std::string_view text, bool is_end, CsvRecord& record)
      : text_(text), is_end_(is_end), record_(record) {
    record_.cells.clear();
    record_.unquoted.clear();
    record_.unquoted.reserve(16);
    record_.newlines = 0;
    record_.fault = Fault::none;
  }

  void run() {
    bool more = true;
    while (more) {
      more = at_ < text_.size() && text_[at_] == '"' ? quoted_cell() : plain_cell();
    }
    // Texts may have moved while cells were added.
    for (std::size_t i = 0; i < owned_.size(); ++i) {
      record_.cells[owned_[i]].text = record_.unquoted[i];
    }
    record_.length = static_cast<std::uint32_t>(at_);
  }

 private:
  /// Whether another cell follows.
  bool plain_cell() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n') {
      if (text_[at_] == '"') note(Fault::stray_quote, at_);
      ++at_;
    }
    add_cell(begin, begin, at_ - trailing_return());
    return end_of_cell();
  }

  bool quoted_cell() {
    const std::size_t begin = at_++;
    const std::size_t content = at_;
    bool doubled = false;
    for (;;) {
      const std::size_t quote = text_.find('"', at_);
      if (quote == std::string_view::npos || quote - begin > longest_record) {
        return open_quote(begin);
      }
      at_ = quote + 1;
      if (at_ >= text_.size() || text_[at_] != '"') break;
      doubled = true;
      ++at_;
    }
    const std::string_view inside = text_.substr(content, at_ - 1 - content);
    record_.newlines +=
        static_cast<std::uint32_t>(std::count(inside.begin(), inside.end(), '\n'));
    record_.cells.push_back(
        {inside, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)});
    if (doubled) add_unquoted(inside);
    const std::size_t behind = at_;
    while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n') ++at_;
    if (at_ - trailing_return() > behind) note(Fault::stray_quote, behind);
    return end_of_cell();
  }

  void add_unquoted(std::string_view inside) {
    std::string text;
    for (std::size_t i = 0; i < inside.size(); ++i) {
      text += inside[i];
      if (inside[i] == '"') ++i;
    }
    owned_.push_back(record_.cells.size() - 1);
    record_.unquoted.push_back(std::move(text));
  }

  // The damage ends with the line the quote stands on.
  bool open_quote(std::size_t begin) {
    if (!is_end_ && text_.size() - begin <= longest_record) {
      record_.fault = Fault::incomplete;
      return false;
    }
    note(Fault::open_quote, begin);
    const std::size_t line_end = text_.find('\n', begin);
    at_ = std::min(line_end, text_.size());
    add_cell(begin, begin + 1, std::max(begin + 1, at_ - trailing_return()));
    if (at_ < text_.size()) {
      ++at_;
      ++record_.newlines;
    }
    return false;
  }

  std::size_t trailing_return() const {
    const bool line_end = at_ >= text_.size() || text_[at_] == '\n';
    return line_end && at_ > 0 && text_[at_ - 1] == '\r' &&
                   (record_.cells.empty() || at_ - 1 >= record_.cells.back().end)
               ? 1
               : 0;
  }

  void add_cell(std::size_t begin, std::size_t content, std::size_t end) {
    end = std::max(end, content);
    record_.cells.push_back({text_.substr(content, end - content),
                             static_cast<std::uint32_t>(begin),
                             static_cast<std::uint32_t>(end)});
  }

  bool end_of_cell() {
    if (at_ >= text_.size()) return false;
    if (text_[at_++] == ',') return true;
    ++record_.newlines;
    return false;
  }

  void note(Fault fault, std::size_t at) {
    if (record_.fault != Fault::none) return;
    record_.fault = fault;
    record_.fault_at = static_cast<std::uint32_t>(at);
  }

  std::string_view text_;
  bool is_end_;
  CsvRecord& record_;
  std::size_t at_ = 0;
  std::vector<std::size_t> owned_;  // cells whose text is in record_.unquoted
};

}  // namespace

void read_record(std::string_view text, bool is_end, CsvRecord& record) {
  RecordReader(text, is_end, record).run();
}

void append_cell(std::string& text, std::string_view cell) {
  if (cell.find_first_of(",\"\r\n") == std::string_view::npos) {
    text += cell;
    return;
  }
  text += '"';
  for (const char letter : cell) {
    if (letter == '"') text += '"';
    text += letter;
  }
  text += '"';
}

}  // namespace jiangbu
