#include "read/table_text.hpp"

#include <fcntl.h>
#include <iconv.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "read/arrow_structs.hpp"

namespace jiangbu {

std::optional<TableText> TableText::open(const std::filesystem::path& path) {
  TableText table;
  table.name_ = path.string();
  table.descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  if (table.descriptor_ < 0 || ::fstat(table.descriptor_, &status) != 0 ||
      !S_ISREG(status.st_mode)) {
    return std::nullopt;
  }
  table.size_ = static_cast<std::size_t>(status.st_size);
  return table;
}

TableText TableText::in_memory(std::string name, std::string text) {
  TableText table;
  table.name_ = std::move(name);
  table.text_ = std::move(text);
  table.size_ = table.text_.size();
  return table;
}

TableText TableText::of_columns(std::string name,
                                std::shared_ptr<const ArrowStructs> columns) {
  TableText table = in_memory(std::move(name), columns->header());
  table.columns_ = std::move(columns);
  return table;
}

TableText::TableText(TableText&& other) noexcept { *this = std::move(other); }

TableText& TableText::operator=(TableText&& other) noexcept {
  std::swap(name_, other.name_);
  std::swap(size_, other.size_);
  std::swap(descriptor_, other.descriptor_);
  std::swap(text_, other.text_);
  std::swap(columns_, other.columns_);
  return *this;
}

TableText::~TableText() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::size_t TableText::read(std::size_t offset, std::size_t count, char* into) const {
  if (offset >= size_) return 0;
  count = std::min(count, size_ - offset);
  if (descriptor_ < 0) {
    std::memcpy(into, text_.data() + offset, count);
    return count;
  }
  std::size_t done = 0;
  while (done < count) {
    const ssize_t got = ::pread(descriptor_, into + done, count - done,
                                static_cast<off_t>(offset + done));
    if (got < 0) throw std::runtime_error("cannot read " + name_);
    if (got == 0) throw std::runtime_error(name_ + " became shorter while it was read");
    done += static_cast<std::size_t>(got);
  }
  return done;
}

std::string TableText::whole() const {
  std::string text(size_, '\0');
  text.resize(read(0, size_, text.data()));
  return text;
}

std::optional<std::string> from_gb18030(const std::string& text) {
  const iconv_t converter = ::iconv_open("UTF-8", "GB18030");
  if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  std::string result(text.size() * 2 + 16, '\0');
  std::string input = text;  // iconv takes writable bytes
  char* in = input.data();
  std::size_t in_left = input.size();
  std::size_t done = 0;
  bool converted = true;
  while (in_left > 0 && converted) {
    char* out = result.data() + done;
    std::size_t out_left = result.size() - done;
    const std::size_t outcome = ::iconv(converter, &in, &in_left, &out, &out_left);
    done = result.size() - out_left;
    if (outcome != static_cast<std::size_t>(-1)) continue;
    converted = errno == E2BIG;
    if (converted) result.resize(result.size() * 2);
  }
  ::iconv_close(converter);
  if (!converted) return std::nullopt;
  result.resize(done);
  return result;
}

}  // namespace jiangbu
