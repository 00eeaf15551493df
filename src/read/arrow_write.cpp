// Writing of Arrow files; see arrow_file.hpp.
#include <deque>
#include <fstream>
#include <stdexcept>

#include "read/arrow_file.hpp"
#include "read/arrow_ipc_generated.h"

namespace jiangbu {

namespace {

using Builder = flatbuffers::FlatBufferBuilder;
using Pairs = std::map<std::string, std::string>;

constexpr std::size_t alignment = 64;
constexpr char magic[] = "ARROW1";

std::size_t padding_of(std::size_t size) {
  return (alignment - size % alignment) % alignment;
}

flatbuffers::Offset<flatbuffers::Vector<flatbuffers::Offset<arrow::KeyValue>>> pairs_of(
    Builder& builder, const Pairs& pairs) {
  std::vector<flatbuffers::Offset<arrow::KeyValue>> all;
  for (const auto& [key, value] : pairs) {
    all.push_back(arrow::CreateKeyValueDirect(builder, key.c_str(), value.c_str()));
  }
  return builder.CreateVector(all);
}

flatbuffers::Offset<arrow::Int> integer_type(Builder& builder,
                                             const ArrowColumn& column) {
  return arrow::CreateInt(builder, static_cast<int>(column.width * 8), column.is_signed);
}

flatbuffers::Offset<arrow::Field> field_of(Builder& builder, const ArrowColumn& column) {
  arrow::Type type = arrow::Type::Int;
  flatbuffers::Offset<void> of;
  flatbuffers::Offset<arrow::DictionaryEncoding> encoding;
  switch (column.kind) {
    case ArrowColumn::Kind::integer:
      of = integer_type(builder, column).Union();
      break;
    case ArrowColumn::Kind::date:
      type = arrow::Type::Date;
      of = arrow::CreateDate(builder, arrow::DateUnit::DAY).Union();
      break;
    case ArrowColumn::Kind::coded:
      encoding = arrow::CreateDictionaryEncoding(builder, column.dictionary,
                                                 integer_type(builder, column));
      [[fallthrough]];
    case ArrowColumn::Kind::text:
      type = arrow::Type::Utf8;
      of = arrow::CreateUtf8(builder).Union();
      break;
  }
  const auto name = builder.CreateString(column.name);
  const auto children =
      builder.CreateVector(std::vector<flatbuffers::Offset<arrow::Field>>());
  const auto metadata = pairs_of(builder, column.metadata);
  return arrow::CreateField(builder, name, column.nulls > 0, type, of, encoding, children,
                            metadata);
}

flatbuffers::Offset<arrow::Schema> schema_of(Builder& builder, const ArrowTable& table) {
  std::vector<flatbuffers::Offset<arrow::Field>> fields;
  for (const ArrowColumn& column : table.columns) {
    fields.push_back(field_of(builder, column));
  }
  const auto all = builder.CreateVector(fields);
  const auto metadata = pairs_of(builder, table.metadata);
  return arrow::CreateSchema(builder, arrow::Endianness::Little, all, metadata);
}

/// The body of a message: buffers behind one another, each padded.
class Body {
 public:
  void add(const void* bytes, std::size_t size) {
    buffers_.emplace_back(static_cast<std::int64_t>(size_),
                          static_cast<std::int64_t>(size));
    parts_.emplace_back(static_cast<const char*>(bytes), size);
    size_ += size + padding_of(size);
  }
  void add_texts(const std::vector<std::string_view>& texts) {
    std::vector<std::int32_t>& offsets = offsets_.emplace_back(1, 0);
    std::string& all = texts_.emplace_back();
    for (const std::string_view text : texts) {
      all += text;
      if (all.size() > 0x7FFFFFFF) throw std::runtime_error("more than 2 GB of text");
      offsets.push_back(static_cast<std::int32_t>(all.size()));
    }
    add(offsets.data(), offsets.size() * sizeof(std::int32_t));
    add(all.data(), all.size());
  }
  std::size_t size() const { return size_; }
  const std::vector<arrow::Buffer>& buffers() const { return buffers_; }
  void write(std::ofstream& file) const {
    static constexpr char zeros[alignment] = {};
    for (const auto& [bytes, size] : parts_) {
      file.write(bytes, static_cast<std::streamsize>(size));
      file.write(zeros, static_cast<std::streamsize>(padding_of(size)));
    }
  }

 private:
  std::vector<arrow::Buffer> buffers_;
  std::vector<std::pair<const char*, std::size_t>> parts_;
  std::deque<std::vector<std::int32_t>> offsets_;  // addresses stay
  std::deque<std::string> texts_;
  std::size_t size_ = 0;
};

class ArrowWriter {
 public:
  explicit ArrowWriter(const std::filesystem::path& path)
      : file_(path, std::ios::binary), path_(path) {
    file_.write(magic, 6);
    file_.write("\0\0", 2);
  }

  void write(const ArrowTable& table) {
    {
      Builder builder;
      const auto schema = schema_of(builder, table);
      write_message(builder, arrow::MessageHeader::Schema, schema.Union(), Body());
    }
    std::vector<arrow::Block> dictionaries;
    for (const auto& [id, texts] : table.dictionaries) {
      dictionaries.push_back(write_dictionary(id, texts));
    }
    const arrow::Block batch = write_batch(table);
    const std::uint32_t end[] = {0xFFFFFFFFU, 0};
    file_.write(reinterpret_cast<const char*>(end), sizeof end);
    Builder builder;
    const auto schema = schema_of(builder, table);
    const auto first = builder.CreateVectorOfStructs(dictionaries);
    const auto second = builder.CreateVectorOfStructs(std::vector<arrow::Block>{batch});
    builder.Finish(
        arrow::CreateFooter(builder, arrow::MetadataVersion::V5, schema, first, second));
    file_.write(reinterpret_cast<const char*>(builder.GetBufferPointer()),
                static_cast<std::streamsize>(builder.GetSize()));
    const auto size = static_cast<std::int32_t>(builder.GetSize());
    file_.write(reinterpret_cast<const char*>(&size), sizeof size);
    file_.write(magic, 6);
    if (!file_.flush()) throw std::runtime_error("cannot write " + path_.string());
  }

 private:
  arrow::Block write_message(Builder& builder, arrow::MessageHeader type,
                             flatbuffers::Offset<void> header, const Body& body) {
    const auto length = static_cast<std::int64_t>(body.size());
    builder.Finish(
        arrow::CreateMessage(builder, arrow::MetadataVersion::V5, type, header, length));
    const auto start = static_cast<std::size_t>(file_.tellp());
    // The body begins at a multiple of 64 bytes of the file.
    const std::size_t metadata = builder.GetSize();
    const std::size_t padded = metadata + padding_of(start + 8 + metadata);
    const std::uint32_t prefix[] = {0xFFFFFFFFU, static_cast<std::uint32_t>(padded)};
    file_.write(reinterpret_cast<const char*>(prefix), sizeof prefix);
    file_.write(reinterpret_cast<const char*>(builder.GetBufferPointer()),
                static_cast<std::streamsize>(metadata));
    const std::string zeros(padded - metadata, '\0');
    file_.write(zeros.data(), static_cast<std::streamsize>(zeros.size()));
    body.write(file_);
    return {static_cast<std::int64_t>(start), static_cast<std::int32_t>(padded + 8),
            length};
  }

  arrow::Block write_dictionary(std::int64_t id,
                                const std::vector<std::string_view>& texts) {
    Body body;
    body.add(nullptr, 0);
    body.add_texts(texts);
    Builder builder;
    const auto rows = static_cast<std::int64_t>(texts.size());
    const std::vector<arrow::FieldNode> nodes{{rows, 0}};
    const auto data =
        arrow::CreateRecordBatch(builder, rows, builder.CreateVectorOfStructs(nodes),
                                 builder.CreateVectorOfStructs(body.buffers()));
    const auto header = arrow::CreateDictionaryBatch(builder, id, data);
    return write_message(builder, arrow::MessageHeader::DictionaryBatch, header.Union(),
                         body);
  }

  arrow::Block write_batch(const ArrowTable& table) {
    Body body;
    std::vector<arrow::FieldNode> nodes;
    for (const ArrowColumn& column : table.columns) {
      nodes.emplace_back(static_cast<std::int64_t>(table.rows),
                         static_cast<std::int64_t>(column.nulls));
      body.add(column.validity.data(), column.validity.size());
      if (column.kind == ArrowColumn::Kind::text) {
        body.add_texts(column.texts);
      } else {
        body.add(column.values, table.rows * column.width);
      }
    }
    Builder builder;
    const auto of_nodes = builder.CreateVectorOfStructs(nodes);
    const auto of_buffers = builder.CreateVectorOfStructs(body.buffers());
    const auto header = arrow::CreateRecordBatch(
        builder, static_cast<std::int64_t>(table.rows), of_nodes, of_buffers);
    return write_message(builder, arrow::MessageHeader::RecordBatch, header.Union(),
                         body);
  }

  std::ofstream file_;
  std::filesystem::path path_;
};

}  // namespace

void write_arrow(const std::filesystem::path& path, const ArrowTable& table) {
  ArrowWriter(path).write(table);
}

}  // namespace jiangbu
