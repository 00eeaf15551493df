// Tables in the structs of Arrow's C data interface, built from bytes: any formats,
// names, values, nulls and nesting, and structs that contradict themselves. What a reader
// cannot check is kept: buffers are as long as the lengths say, texts lie within their
// bytes.
#include <deque>
#include <memory>

#include "bytes.hpp"
#include "every_type.hpp"
#include "jiangbu/jiangbu.h"
#include "read/arrow_structs.hpp"

namespace jiangbu::fuzz {

namespace {

constexpr const char* names[] = {
    "id",      "name",    "kind",  "region",     "flag",      "staff",    "rate",
    "revenue", "dollars", "left",  "term",       "notice",    "span",     "from",
    "to",      "seat",    "city",  "code",       "value",     "number",   "grade",
    "fee",     "used",    "marks", "registered", "applicant", "payments", "amount"};
constexpr const char* formats[] = {
    "c",          "C",        "s",         "S",    "i",  "I",     "l",        "L",
    "f",          "g",        "b",         "u",    "U",  "n",     "tdD",      "tdm",
    "tss:",       "tsm:",     "tsu:",      "tsn:", "+s", "d:5,2", "d:38,-38", "d:38,38",
    "d:19,2,128", "d:9,2,32", "d:18,2,64", "z",    "Z",  "vu",    "vz"};

void release_schema(ArrowSchema*) {}
void release_array(ArrowArray*) {}

template <typename Value, std::size_t count>
Value chosen(Bytes& bytes, Value const (&values)[count]) {
  return values[bytes.below(count)];
}

std::size_t width_of(std::string_view format) {
  if (format == "c" || format == "C") return 1;
  if (format == "s" || format == "S") return 2;
  if (format == "i" || format == "I" || format == "f" || format == "tdD") return 4;
  if (format.ends_with(",32")) return 4;
  if (format.ends_with(",64")) return 8;
  if (format.starts_with("d:") || format.starts_with("v")) return 16;
  return 8;
}

/// Structs that live as long as this, made one after another.
class Tables {
 public:
  explicit Tables(Bytes& bytes) : bytes_(bytes) {}

  void add(const char* name) {
    const std::size_t rows = bytes_.below(5);
    auto [schema, array] = table(rows, 0);
    batches_.push_back(array);
    tables_.push_back(
        {{name, std::string_view(name).size()}, schema, &batches_.back(), 1});
  }

  const std::vector<jb_table>& all() const { return tables_; }

 private:
  using Pair = std::pair<ArrowSchema*, ArrowArray*>;

  /// A struct with up to six members.
  Pair table(std::size_t rows, std::size_t depth) {
    ArrowSchema& schema = schemas_.emplace_back();
    ArrowArray& array = arrays_.emplace_back();
    const std::size_t count = bytes_.below(7);
    auto& schema_children = schema_lists_.emplace_back();
    auto& array_children = array_lists_.emplace_back();
    const std::size_t offset = bytes_.below(4) == 0 ? 1 : 0;
    for (std::size_t i = 0; i < count; ++i) {
      const Pair child = column(rows + offset, depth + 1);
      schema_children.push_back(child.first);
      array_children.push_back(child.second);
    }
    schema = {"+s",
              "",
              nullptr,
              0,
              static_cast<std::int64_t>(count),
              schema_children.data(),
              nullptr,
              release_schema,
              nullptr};
    array = {static_cast<std::int64_t>(rows),
             0,
             static_cast<std::int64_t>(offset),
             1,
             static_cast<std::int64_t>(count),
             buffers({validity(rows + offset)}),
             array_children.data(),
             nullptr,
             release_array,
             nullptr};
    spoil(schema, array);
    return {&schema, &array};
  }

  Pair column(std::size_t rows, std::size_t depth) {
    const std::string_view format = chosen(bytes_, formats);
    const char* name = chosen(bytes_, names);
    if (format == "+s" && depth < 3) {
      const Pair nested = table(rows, depth);
      nested.first->name = name;
      return nested;
    }
    const Pair made = values(format, rows);
    made.first->name = name;
    const bool coded =
        format.size() == 1 && width_of(format) <= 8 && bytes_.below(4) == 0;
    if (coded) {
      const Pair dictionary =
          depth < 5 ? column(3, depth + 1) : values(chosen(bytes_, formats), 3);
      made.first->dictionary = dictionary.first;
      made.second->dictionary = dictionary.second;
    }
    spoil(*made.first, *made.second);
    return made;
  }

  Pair values(std::string_view format, std::size_t rows) {
    ArrowSchema& schema = schemas_.emplace_back();
    ArrowArray& array = arrays_.emplace_back();
    const std::size_t offset = bytes_.below(4) == 0 ? 2 : 0;
    const std::size_t all = rows + offset;
    std::vector<const void*> parts = {validity(all)};
    if (format == "u" || format == "z") add_texts<std::int32_t>(parts, all);
    if (format == "U" || format == "Z") add_texts<std::int64_t>(parts, all);
    if (parts.size() == 1) parts.push_back(buffer(all * width_of(format)));
    if (format.starts_with("v")) add_view_bytes(parts);
    schema = {format.data(), "",      nullptr,        0,      0,
              nullptr,       nullptr, release_schema, nullptr};
    const auto count = static_cast<std::int64_t>(parts.size());
    array = {static_cast<std::int64_t>(rows),
             -1,
             static_cast<std::int64_t>(offset),
             count,
             0,
             buffers(std::move(parts)),
             nullptr,
             nullptr,
             release_array,
             nullptr};
    return {&schema, &array};
  }

  const void* validity(std::size_t rows) {
    return bytes_.below(2) == 0 ? nullptr : buffer(rows / 8 + 1);
  }

  const void* buffer(std::size_t size) {
    auto& made = memory_.emplace_back(std::make_unique<unsigned char[]>(size));
    for (std::size_t i = 0; i < size; ++i) made[i] = bytes_.take<unsigned char>();
    return made.get();
  }

  template <typename Offset>
  void add_texts(std::vector<const void*>& parts, std::size_t rows) {
    std::string all;
    auto& ends = memory_.emplace_back(
        std::make_unique<unsigned char[]>((rows + 1) * sizeof(Offset)));
    for (std::size_t row = 0; row <= rows; ++row) {
      const auto end = static_cast<Offset>(all.size());
      std::memcpy(&ends[row * sizeof(Offset)], &end, sizeof end);
      if (row < rows) all += bytes_.text();
    }
    auto& copied = memory_.emplace_back(std::make_unique<unsigned char[]>(all.size()));
    std::memcpy(copied.get(), all.data(), all.size());
    parts.push_back(ends.get());
    parts.push_back(copied.get());
  }

  // Views point anywhere; they say how long the buffers are.
  void add_view_bytes(std::vector<const void*>& parts) {
    const std::size_t count = bytes_.below(3);
    auto& sizes = memory_.emplace_back(
        std::make_unique<unsigned char[]>(count * sizeof(std::int64_t)));
    for (std::size_t i = 0; i < count; ++i) {
      const auto size = static_cast<std::int64_t>(bytes_.below(20));
      std::memcpy(&sizes[i * sizeof size], &size, sizeof size);
      parts.push_back(buffer(static_cast<std::size_t>(size)));
    }
    parts.push_back(sizes.get());
  }

  const void** buffers(std::vector<const void*> parts) {
    return buffer_lists_.emplace_back(std::move(parts)).data();
  }

  /// Now and then something that contradicts the rest.
  void spoil(ArrowSchema& schema, ArrowArray& array) {
    switch (bytes_.below(64)) {
      case 1:
        schema.format = nullptr;
        break;
      case 2:
        schema.name = nullptr;
        break;
      case 3:
        schema.children = nullptr;
        break;
      case 4:
        schema.release = nullptr;
        break;
      case 5:
        array.buffers = nullptr;
        break;
      case 6:
        array.n_buffers = static_cast<std::int64_t>(bytes_.below(3)) - 1;
        break;
      case 7:
        array.children = nullptr;
        break;
      case 8:
        array.n_children = static_cast<std::int64_t>(bytes_.below(3)) - 1;
        break;
      case 9:
        array.length = -array.length - 1;
        break;
      case 10:
        array.offset = -1;
        break;
      case 11:
        array.dictionary = nullptr;
        break;
      case 12:
        array.release = nullptr;
        break;
      case 13:
        if (array.n_buffers > 1) array.buffers[1] = nullptr;
        break;
      case 14:
        if (array.n_children > 0) array.children[0] = nullptr;
        break;
      case 15:
        if (schema.n_children > 0) schema.children[0] = nullptr;
        break;
      case 16:
        if (array.n_buffers > 2) array.buffers[2] = nullptr;
        break;
      case 17:
        schema.format = names[0];
        break;
      case 18:
        schema.n_children = -1;
        break;
      default:
        break;
    }
  }

  Bytes& bytes_;
  std::deque<ArrowSchema> schemas_;
  std::deque<ArrowArray> arrays_;
  std::deque<std::vector<ArrowSchema*>> schema_lists_;
  std::deque<std::vector<ArrowArray*>> array_lists_;
  std::deque<std::vector<const void*>> buffer_lists_;
  std::deque<std::unique_ptr<unsigned char[]>> memory_;
  std::deque<const ArrowArray*> batches_;
  std::vector<jb_table> tables_;
};

jb_rules* rules() {
  static jb_rules* const loaded = [] {
    const std::string path = every_type_path;
    const jb_text paths[] = {{path.data(), path.size()}};
    jb_rules* loading = nullptr;
    require(jb_rules_load(paths, 1, &loading, nullptr) == JB_OK, "policy.yaml loads");
    return loading;
  }();
  return loaded;
}

}  // namespace

void fuzz_arrow_structs(std::string_view input) {
  Bytes bytes(input);
  Tables tables(bytes);
  tables.add("applicants");
  for (const char* name : {"years", "marks", "marks.countries", "payments"}) {
    if (bytes.below(2) == 1) tables.add(name);
  }
  jb_batch_options options = JB_BATCH_OPTIONS;
  options.decision_date = {"2024-11-30", 10};
  options.open_world = static_cast<std::uint32_t>(bytes.below(2));
  ArrowSchema schema = {};
  ArrowArray array = {};
  jb_error* error = nullptr;
  const jb_status status = jb_batch(rules(), tables.all().data(), tables.all().size(),
                                    &options, &schema, &array, nullptr, &error);
  require((status == JB_OK) == (error == nullptr), "a refusal says why");
  require(status != JB_INTERNAL, "nothing fails inside");
  jb_error_free(error);
  if (status != JB_OK) return;
  array.release(&array);
  schema.release(&schema);
}

}  // namespace jiangbu::fuzz
