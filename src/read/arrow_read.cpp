// Mapping of Arrow files; see arrow_file.hpp.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>

#include "read/arrow_file.hpp"
#include "read/arrow_ipc_generated.h"

namespace jiangbu {

namespace {

using Kind = ArrowColumn::Kind;

constexpr std::size_t head_size = 8;   // "ARROW1" padded
constexpr std::size_t tail_size = 10;  // size of the footer, "ARROW1"
constexpr std::size_t slack = 64;      // readable behind every column

struct Mapping {
  const char* bytes = nullptr;
  std::size_t size = 0;
  ~Mapping() {
    if (bytes != nullptr) ::munmap(const_cast<char*>(bytes), size);
  }
};

std::shared_ptr<const Mapping> map_file(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return nullptr;
  auto mapping = std::make_shared<Mapping>();
  struct stat status {};
  void* bytes = MAP_FAILED;
  if (::fstat(descriptor, &status) == 0 && status.st_size > 0) {
    mapping->size = static_cast<std::size_t>(status.st_size);
    bytes = ::mmap(nullptr, mapping->size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  }
  ::close(descriptor);
  if (bytes == MAP_FAILED) return nullptr;
  mapping->bytes = static_cast<const char*>(bytes);
  return mapping;
}

/// What is wrong with a file.
struct Damage {
  Bilingual text;
};

/// The verifier of flatbuffers looks at where a vector of structs begins, not at where
/// its structs do.
template <typename Struct>
void require_aligned(const flatbuffers::Vector<const Struct*>& structs) {
  const auto place = reinterpret_cast<std::uintptr_t>(structs.Data());
  if (structs.size() > 0 && place % alignof(Struct) != 0) {
    throw Damage{{"有清单没有对齐", "a list is not aligned"}};
  }
}

class ArrowReader {
 public:
  explicit ArrowReader(const Mapping& mapping) : mapping_(mapping) {}

  ArrowTable run() {
    const arrow::Footer& footer = find_footer();
    if (footer.schema() == nullptr || footer.schema()->fields() == nullptr) {
      throw Damage{{"没有结构说明", "it has no schema"}};
    }
    if (footer.schema()->endianness() != arrow::Endianness::Little) {
      throw Damage{{"字节顺序是大端", "it is big-endian"}};
    }
    read_pairs(footer.schema()->custom_metadata(), table_.metadata);
    if (footer.dictionaries() != nullptr) {
      require_aligned(*footer.dictionaries());
      for (const arrow::Block* block : *footer.dictionaries()) read_dictionary(*block);
    }
    const auto* batches = footer.record_batches();
    if (batches == nullptr || batches->size() != 1) {
      throw Damage{{"不是恰好一个记录批", "it does not have exactly one record batch"}};
    }
    require_aligned(*batches);
    read_batch(*batches->Get(0), *footer.schema()->fields());
    return std::move(table_);
  }

 private:
  /// A message and where its body lies.
  struct Found {
    const arrow::Message* message;
    std::size_t body;
    std::size_t size;
  };

  std::string_view bytes(std::size_t offset, std::size_t size) const {
    if (offset > mapping_.size || size > mapping_.size - offset) {
      throw Damage{{"文件不完整", "it is cut off"}};
    }
    return {mapping_.bytes + offset, size};
  }

  const arrow::Footer& find_footer() const {
    if (mapping_.size < head_size + tail_size ||
        std::memcmp(mapping_.bytes, "ARROW1", 6) != 0 ||
        std::memcmp(mapping_.bytes + mapping_.size - 6, "ARROW1", 6) != 0) {
      throw Damage{{"不是 Arrow 文件，或者不完整", "it is no Arrow file, or cut off"}};
    }
    std::int32_t size = 0;
    std::memcpy(&size, mapping_.bytes + mapping_.size - tail_size, sizeof size);
    const std::size_t most = mapping_.size - head_size - tail_size;
    if (size <= 0 || static_cast<std::size_t>(size) > most) {
      throw Damage{{"文件尾已损坏", "its footer is damaged"}};
    }
    const auto length = static_cast<std::size_t>(size);
    const char* at = mapping_.bytes + mapping_.size - tail_size - length;
    footer_.assign(at, at + length);  // aligned
    flatbuffers::Verifier verifier(footer_.data(), length);
    if (!verifier.VerifyBuffer<arrow::Footer>(nullptr)) {
      throw Damage{{"文件尾已损坏", "its footer is damaged"}};
    }
    return *flatbuffers::GetRoot<arrow::Footer>(footer_.data());
  }

  Found find_message(const arrow::Block& block) {
    if (block.offset() < 0 || block.metadata_length() < 8 || block.body_length() < 0 ||
        block.offset() % 8 != 0) {
      throw Damage{{"有块已损坏", "a block is damaged"}};
    }
    const auto offset = static_cast<std::size_t>(block.offset());
    const auto length = static_cast<std::size_t>(block.metadata_length());
    const std::string_view head = bytes(offset, length);
    std::uint32_t prefix[2] = {};
    std::memcpy(prefix, head.data(), sizeof prefix);
    if (prefix[0] != 0xFFFFFFFFU || prefix[1] + std::size_t{8} > length) {
      throw Damage{{"有消息已损坏", "a message is damaged"}};
    }
    const auto* message = reinterpret_cast<const std::uint8_t*>(head.data() + 8);
    flatbuffers::Verifier verifier(message, prefix[1]);
    if (!verifier.VerifyBuffer<arrow::Message>(nullptr)) {
      throw Damage{{"有消息已损坏", "a message is damaged"}};
    }
    const auto size = static_cast<std::size_t>(block.body_length());
    bytes(offset + length, size);
    return {flatbuffers::GetRoot<arrow::Message>(message), offset + length, size};
  }

  const char* buffer(const Found& found, const arrow::RecordBatch& batch,
                     std::size_t number, std::size_t size) const {
    if (batch.buffers() == nullptr || number >= batch.buffers()->size()) {
      throw Damage{{"缺少缓冲区", "a buffer is missing"}};
    }
    require_aligned(*batch.buffers());
    const arrow::Buffer& of = *batch.buffers()->Get(static_cast<unsigned>(number));
    const bool within = of.offset() >= 0 && of.length() >= 0 &&
                        static_cast<std::size_t>(of.offset()) <= found.size &&
                        static_cast<std::size_t>(of.length()) <=
                            found.size - static_cast<std::size_t>(of.offset());
    if (!within || static_cast<std::size_t>(of.length()) < size) {
      throw Damage{{"缓冲区太短", "a buffer is too short"}};
    }
    return mapping_.bytes + found.body + of.offset();
  }

  std::vector<std::string_view> texts(const Found& found, const arrow::RecordBatch& batch,
                                      std::size_t first, std::size_t rows) const {
    const char* at = buffer(found, batch, first, (rows + 1) * sizeof(std::int32_t));
    std::vector<std::int32_t> offsets(rows + 1);
    std::memcpy(offsets.data(), at, offsets.size() * sizeof(std::int32_t));
    if (offsets[0] < 0) throw Damage{{"有文字已损坏", "a text is damaged"}};
    for (std::size_t i = 0; i < rows; ++i) {
      if (offsets[i] > offsets[i + 1])
        throw Damage{{"有文字已损坏", "a text is damaged"}};
    }
    const char* all =
        buffer(found, batch, first + 1, static_cast<std::size_t>(offsets[rows]));
    std::vector<std::string_view> result;
    result.reserve(rows);
    for (std::size_t i = 0; i < rows; ++i) {
      result.emplace_back(all + offsets[i],
                          static_cast<std::size_t>(offsets[i + 1] - offsets[i]));
    }
    return result;
  }

  static std::size_t rows_of(const arrow::RecordBatch* batch) {
    if (batch == nullptr || batch->compression() != nullptr || batch->length() < 0) {
      throw Damage{{"经过压缩，或已损坏", "it is compressed or damaged"}};
    }
    return static_cast<std::size_t>(batch->length());
  }

  void read_dictionary(const arrow::Block& block) {
    const Found found = find_message(block);
    const arrow::DictionaryBatch* of = found.message->header_as_DictionaryBatch();
    if (of == nullptr || of->is_delta())
      throw Damage{{"有字典已损坏", "a dictionary is damaged"}};
    const std::size_t rows = rows_of(of->data());
    if (rows > found.size) throw Damage{{"有字典已损坏", "a dictionary is damaged"}};
    table_.dictionaries[of->id()] = texts(found, *of->data(), 1, rows);
  }

  void read_batch(const arrow::Block& block,
                  const flatbuffers::Vector<flatbuffers::Offset<arrow::Field>>& fields) {
    const Found found = find_message(block);
    const arrow::RecordBatch* batch = found.message->header_as_RecordBatch();
    table_.rows = rows_of(batch);
    if (table_.rows > mapping_.size)
      throw Damage{{"行数不对", "its number of rows is wrong"}};
    std::size_t number = 0;
    for (const arrow::Field* field : fields) {
      ArrowColumn column = column_of(*field);
      if (column.kind == Kind::text) {
        column.texts = texts(found, *batch, number + 1, table_.rows);
        number += 3;
      } else {
        column.values = values(found, *batch, number + 1, column.width);
        number += 2;
      }
      table_.columns.push_back(std::move(column));
    }
  }

  const void* values(const Found& found, const arrow::RecordBatch& batch,
                     std::size_t number, unsigned width) const {
    const char* at = buffer(found, batch, number, table_.rows * width);
    const auto end = static_cast<std::size_t>(at - mapping_.bytes) + table_.rows * width;
    if (end + slack > mapping_.size) throw Damage{{"文件不完整", "it is cut off"}};
    if (reinterpret_cast<std::uintptr_t>(at) % width != 0) {
      throw Damage{{"缓冲区没有对齐", "a buffer is not aligned"}};
    }
    return at;
  }

  ArrowColumn column_of(const arrow::Field& field) const {
    ArrowColumn column;
    if (field.name() != nullptr) column.name = field.name()->str();
    read_pairs(field.custom_metadata(), column.metadata);
    const arrow::Int* integer = field.type_as_Int();
    if (field.dictionary() != nullptr) {
      column.kind = Kind::coded;
      column.dictionary = field.dictionary()->id();
      integer = field.dictionary()->index_type();
      if (field.type_as_Utf8() == nullptr || integer == nullptr ||
          !table_.dictionaries.contains(column.dictionary)) {
        throw Damage{{"缺少字典", "a dictionary is missing"}};
      }
    } else if (field.type_as_Utf8() != nullptr) {
      column.kind = Kind::text;
      return column;
    } else if (const arrow::Date* date = field.type_as_Date()) {
      if (date->unit() != arrow::DateUnit::DAY)
        throw Damage{{"日期不以日计", "a date is no day"}};
      column.kind = Kind::date;
      column.width = 4;
      column.is_signed = true;
      return column;
    }
    if (integer == nullptr)
      throw Damage{{"有一列的类型不认得", "a column has a type that is not known here"}};
    const int bits = integer->bit_width();
    if (bits != 8 && bits != 16 && bits != 32 && bits != 64) {
      throw Damage{{"整数的宽度不对", "an integer has an odd width"}};
    }
    column.width = static_cast<unsigned>(bits) / 8;
    column.is_signed = integer->is_signed();
    return column;
  }

  static void read_pairs(
      const flatbuffers::Vector<flatbuffers::Offset<arrow::KeyValue>>* pairs,
      std::map<std::string, std::string>& to) {
    if (pairs == nullptr) return;
    for (const arrow::KeyValue* pair : *pairs) {
      if (pair->key() == nullptr || pair->value() == nullptr) continue;
      to[pair->key()->str()] = pair->value()->str();
    }
  }

  const Mapping& mapping_;
  mutable std::vector<std::uint8_t> footer_;
  ArrowTable table_;
};

}  // namespace

const ArrowColumn* ArrowTable::find(std::string_view name) const {
  for (const ArrowColumn& column : columns) {
    if (column.name == name) return &column;
  }
  return nullptr;
}

std::optional<ArrowFile> open_arrow(const std::filesystem::path& path,
                                    Bilingual& problem) {
  const auto mapping = map_file(path);
  if (!mapping) {
    problem = {"无法打开", "it cannot be opened"};
    return std::nullopt;
  }
  try {
    return ArrowFile{mapping, ArrowReader(*mapping).run()};
  } catch (const Damage& damage) {
    problem = damage.text;
    return std::nullopt;
  }
}

}  // namespace jiangbu
