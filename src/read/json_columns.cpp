#include "read/json_columns.hpp"

#include <simdjson.h>

#include <algorithm>

namespace jiangbu {

namespace {

using simdjson::dom::element;
using simdjson::dom::object;

/// What to do with one key of a record.
struct KeyUse {
  std::string_view name;
  const Field* field = nullptr;
  std::optional<ColumnId> column;
  std::optional<ColumnId> null_column;
  std::optional<DomainId> list;
  std::vector<KeyUse> inside;  // of a record held by the field
  bool is_used() const { return column || null_column || list || !inside.empty(); }
};

}  // namespace

class JsonColumnReader::Reading {
 public:
  Reading(const Vocabulary& vocabulary, const FactLayout& layout)
      : vocabulary_(vocabulary), layout_(layout) {
    for (DomainId d = 0; d < layout.domains.size(); ++d) {
      const DomainLayout& domain = layout.domains[d];
      keys_.push_back(domain.scalar ? std::vector<KeyUse>()
                                    : keys_of(d, no_record, domain.entity));
    }
  }

  bool read(std::string_view text, Columns& columns, TextDictionary& texts) {
    columns_ = &columns;
    texts_ = &texts;
    object record;
    if (parser_.parse(text.data(), text.size()).get(record) != simdjson::SUCCESS) {
      return false;
    }
    columns.begin();
    const bool known = read_record(record, keys_[0]);
    columns.end(known);
    return known;
  }

 private:
  std::vector<KeyUse> keys_of(DomainId domain, std::uint32_t record,
                              std::uint32_t entity) const {
    std::vector<KeyUse> keys;
    const Entity& of = vocabulary_.entities[entity];
    for (std::uint32_t f = 0; f < of.fields.size(); ++f) {
      if (of.fields[f].is_derived()) continue;
      KeyUse key;
      key.name = of.fields[f].name;
      key.field = &of.fields[f];
      for (ColumnId c = 0; c < layout_.columns.size(); ++c) {
        const ColumnLayout& column = layout_.columns[c];
        if (column.domain != domain || column.record != record || column.field != f) {
          continue;
        }
        (column.is_null ? key.null_column : key.column) = c;
      }
      if (record == no_record) find_inner(domain, f, key);
      keys.push_back(std::move(key));
    }
    return keys;
  }

  void find_inner(DomainId domain, std::uint32_t field, KeyUse& key) const {
    for (DomainId d = 1; d < layout_.domains.size(); ++d) {
      const DomainLayout& child = layout_.domains[d];
      if (child.parent == domain && child.field == field) key.list = d;
    }
    const bool inside = std::any_of(
        layout_.columns.begin(), layout_.columns.end(), [&](const ColumnLayout& column) {
          return column.domain == domain && column.record == field;
        });
    if (inside) key.inside = keys_of(domain, field, key.field->type.id);
  }

  bool read_record(object record, const std::vector<KeyUse>& keys) {
    std::uint64_t seen = 0;
    std::size_t next = 0;  // keys mostly come in their order
    if (keys.size() > 64) return false;
    for (const auto entry : record) {
      const std::string_view name = entry.key;
      std::size_t k = next;
      for (std::size_t tried = 0; tried < keys.size(); ++tried, ++k) {
        if (k >= keys.size()) k = 0;
        if (keys[k].name == name) break;
      }
      if (k >= keys.size() || keys[k].name != name) return false;
      if ((seen >> k & 1U) != 0) return false;
      seen |= std::uint64_t{1} << k;
      next = k + 1;
      if (keys[k].is_used() && !read_use(entry.value, keys[k])) return false;
    }
    for (std::size_t k = 0; k < keys.size(); ++k) {
      if (keys[k].is_used() && (seen >> k & 1U) == 0) return false;
    }
    return true;
  }

  bool read_use(element of, const KeyUse& key) {
    if (key.list) return read_list(of, key);
    if (!key.inside.empty()) {
      object record;
      return of.get_object().get(record) == simdjson::SUCCESS &&
             read_record(record, key.inside);
    }
    if (of.is_null()) {
      if (!key.field->type.optional) return false;
      if (key.null_column) columns_->push(*key.null_column, 1);
      if (key.column) columns_->push(*key.column, 0);
      return true;
    }
    if (key.null_column) columns_->push(*key.null_column, 0);
    return !key.column || read_scalar(of, key.field->type, *key.field, *key.column);
  }

  bool read_list(element of, const KeyUse& key) {
    const DomainId domain = *key.list;
    const DomainLayout& layout = layout_.domains[domain];
    const bool keyed =
        !layout.scalar && vocabulary_.entities[layout.entity].key.has_value();
    simdjson::dom::array items;
    if (of.get_array().get(items) != simdjson::SUCCESS || keyed) return false;
    std::uint32_t count = 0;
    for (const element one : items) {
      ++count;
      if (!layout.scalar) {
        object record;
        if (one.get_object().get(record) != simdjson::SUCCESS ||
            !read_record(record, keys_[domain])) {
          return false;
        }
      } else if (!read_items_value(one, domain, key)) {
        return false;
      }
    }
    columns_->end_list(domain, count);
    return true;
  }

  bool read_items_value(element of, DomainId domain, const KeyUse& key) {
    for (ColumnId c = 0; c < layout_.columns.size(); ++c) {
      if (layout_.columns[c].domain != domain) continue;
      if (!read_scalar(of, *key.field->type.element, *key.field, c)) return false;
    }
    return true;
  }

  bool read_scalar(element of, const Type& type, const Field& field, ColumnId column) {
    if (type.base == BaseType::boolean) {
      bool truth = false;
      if (of.get_bool().get(truth) != simdjson::SUCCESS) return false;
      columns_->push(column, truth ? 1 : 0);
      return true;
    }
    if (type.base == BaseType::number) return read_number(of, field, column);
    std::string_view text;
    if (of.get_string().get(text) != simdjson::SUCCESS) return false;
    switch (type.base) {
      case BaseType::date: {
        const auto date = Date::parse(text);
        if (!date) return false;
        columns_->push(column, date->days);
        return true;
      }
      case BaseType::enumeration: {
        const auto index = vocabulary_.enums[type.id].index_of(text);
        if (!index) return false;
        columns_->push(column, *index);
        return true;
      }
      case BaseType::region:
        if (!is_region_code(text)) return false;
        columns_->push(column, texts_->code_of(std::string(text)));
        return true;
      case BaseType::text:
        columns_->push(column, texts_->code_of(std::string(text)));
        return true;
      default:
        return false;
    }
  }

  // Whole numbers within the field's bounds; others take the longer way.
  bool read_number(element of, const Field& field, ColumnId column) {
    std::int64_t number = 0;
    if (of.get_int64().get(number) != simdjson::SUCCESS) return false;
    if (field.min && Decimal(number) < *field.min) return false;
    if (field.max && *field.max < Decimal(number)) return false;
    for (int digit = 0; digit < layout_.columns[column].scale; ++digit) {
      if (__builtin_mul_overflow(number, 10, &number)) return false;
    }
    columns_->push(column, number);
    return true;
  }

  const Vocabulary& vocabulary_;
  const FactLayout& layout_;
  std::vector<std::vector<KeyUse>> keys_;  // by domain
  simdjson::dom::parser parser_;
  Columns* columns_ = nullptr;
  TextDictionary* texts_ = nullptr;
};

JsonColumnReader::JsonColumnReader(const Vocabulary& vocabulary, const FactLayout& layout)
    : reading_(std::make_unique<Reading>(vocabulary, layout)) {}
JsonColumnReader::~JsonColumnReader() = default;
JsonColumnReader::JsonColumnReader(JsonColumnReader&&) noexcept = default;
JsonColumnReader& JsonColumnReader::operator=(JsonColumnReader&&) noexcept = default;

bool JsonColumnReader::read(std::string_view text, Columns& columns,
                            TextDictionary& texts) {
  return reading_->read(text, columns, texts);
}

}  // namespace jiangbu
