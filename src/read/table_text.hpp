// The bytes of one table, wherever they come from.
// In: a path, a text or columns in memory. Out: pieces of it. Never: knows rows or
// columns.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace jiangbu {

class ArrowStructs;

/// A file, read piece by piece, or a text in memory. Any number of threads may read.
class TableText {
 public:
  /// Nothing if the file cannot be opened.
  static std::optional<TableText> open(const std::filesystem::path& path);
  static TableText in_memory(std::string name, std::string text);
  /// The text is the header; the rows are in the columns.
  static TableText of_columns(std::string name,
                              std::shared_ptr<const ArrowStructs> columns);
  TableText(TableText&&) noexcept;
  TableText& operator=(TableText&&) noexcept;
  ~TableText();

  /// The name for messages.
  const std::string& name() const { return name_; }
  std::size_t size() const { return size_; }
  /// Copies up to `count` bytes from `offset` on; how many there were. Fewer than asked
  /// for only at the end. Throws std::runtime_error if the file cannot be read.
  std::size_t read(std::size_t offset, std::size_t count, char* into) const;
  std::string whole() const;
  /// Where the rows are instead of in the text, or null.
  const ArrowStructs* columns() const { return columns_.get(); }

 private:
  TableText() = default;

  std::string name_;
  std::size_t size_ = 0;
  int descriptor_ = -1;
  std::string text_;
  std::shared_ptr<const ArrowStructs> columns_;
};

/// A text in GB18030, as spreadsheets in China write it, as UTF-8; nothing if it is none.
std::optional<std::string> from_gb18030(const std::string& text);

}  // namespace jiangbu
