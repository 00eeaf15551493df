#include "read/json_facts.hpp"

#include <simdjson.h>

#include <algorithm>

#include "read/read_scalar.hpp"

namespace jiangbu {

namespace {

using simdjson::dom::element;
using simdjson::dom::object;

// Shorter texts have fewer values than a document may have.
constexpr std::size_t longest_text = 1'000'000;
constexpr std::size_t deepest = 32;

}  // namespace

/// Every function gives nothing, or false, for what is left to read_facts().
class JsonFactReader::Reading {
 public:
  Reading(const Vocabulary& vocabulary, ReadFactsOptions options)
      : vocabulary_(vocabulary), scalars_(vocabulary), options_(std::move(options)) {}

  std::optional<CaseFacts> read(std::string_view text) {
    element root;
    if (text.size() > longest_text ||
        parser_.parse(text.data(), text.size()).get(root) != simdjson::SUCCESS) {
      return std::nullopt;
    }
    CaseFacts facts;
    facts.closed_world = options_.closed_world;
    if (!read_record(root, applicant_entity, facts.record, 0)) return std::nullopt;
    if (options_.closed_world) {
      close_world(facts.record, vocabulary_.applicant(), vocabulary_);
    }
    return facts;
  }

 private:
  bool read_record(element of, std::uint32_t id, FactValue& record, std::size_t depth) {
    object entries;
    const Entity& entity = vocabulary_.entities[id];
    const std::size_t count = entity.fields.size();
    if (of.get_object().get(entries) != simdjson::SUCCESS || count > 64 ||
        depth > deepest) {
      return false;
    }
    record = unknown_record(entity);
    std::uint64_t seen = 0;
    std::vector<std::string_view> elsewhere;
    std::size_t next = 0;  // fields mostly come in their order
    for (const auto entry : entries) {
      const std::string_view name = entry.key;
      std::size_t f = next;
      for (std::size_t tried = 0; tried < count; ++tried, ++f) {
        if (f >= count) f = 0;
        if (entity.fields[f].name == name) break;
      }
      if (f >= count || entity.fields[f].name != name) {
        const bool again = std::ranges::find(elsewhere, name) != elsewhere.end();
        if (id != applicant_entity || again || !is_known_elsewhere(name)) return false;
        elsewhere.push_back(name);
        continue;
      }
      const Field& field = entity.fields[f];
      if (field.is_derived() || (seen >> f & 1U) != 0) return false;
      seen |= std::uint64_t{1} << f;
      next = f + 1;
      if (!read_value(entry.value, field.type, field, record.items[f], depth)) {
        return false;
      }
    }
    return true;
  }

  bool is_known_elsewhere(std::string_view name) const {
    return options_.is_known_elsewhere(std::string(name));
  }

  bool read_value(element of, const Type& type, const Field& field, FactValue& value,
                  std::size_t depth) {
    if (of.is_null()) {
      value = FactValue::null();
      return type.optional;
    }
    if (of.is_object() && states_unknown(of, type)) {
      value = FactValue::stated_as_unknown();
      return true;
    }
    if (type.base == BaseType::list) return read_list(of, type, field, value, depth);
    if (type.base == BaseType::record) {
      return read_record(of, type.id, value, depth + 1);
    }
    value.state = FactValue::State::known;
    return read_scalar(of, type, field, value.scalar) && is_within(value.scalar, field);
  }

  /// {"unknown": true}, as in read_facts().
  bool states_unknown(element of, const Type& type) const {
    object entries;
    bool truth = false;
    if (of.get_object().get(entries) != simdjson::SUCCESS || entries.size() != 1 ||
        entries["unknown"].get_bool().get(truth) != simdjson::SUCCESS || !truth) {
      return false;
    }
    return type.base != BaseType::record ||
           !vocabulary_.entities[type.id].index_of("unknown");
  }

  bool read_list(element of, const Type& type, const Field& field, FactValue& value,
                 std::size_t depth) {
    simdjson::dom::array items;
    if (of.get_array().get(items) != simdjson::SUCCESS) return false;
    value.state = FactValue::State::known;
    value.items.reserve(items.size());
    for (const element item : items) {
      if (!read_value(item, *type.element, field, value.items.emplace_back(), depth)) {
        return false;
      }
    }
    return type.element->base != BaseType::record || has_distinct_keys(value, type);
  }

  bool has_distinct_keys(const FactValue& list, const Type& type) {
    const Entity& entity = vocabulary_.entities[type.element->id];
    if (!entity.key) return true;
    std::vector<const Constant*> keys;
    for (const FactValue& item : list.items) {
      if (!item.is_known()) continue;
      const FactValue& key = item.items[*entity.key];
      if (key.is_known()) keys.push_back(&key.scalar);
    }
    const auto less = [](const Constant* a, const Constant* b) { return *a < *b; };
    std::sort(keys.begin(), keys.end(), less);
    return std::adjacent_find(keys.begin(), keys.end(),
                              [](const Constant* a, const Constant* b) {
                                return *a == *b;
                              }) == keys.end();
  }

  bool read_scalar(element of, const Type& type, const Field& field, Constant& scalar) {
    if (type.base == BaseType::boolean) {
      bool truth = false;
      if (of.get_bool().get(truth) != simdjson::SUCCESS) return false;
      scalar = truth;
      return true;
    }
    const bool quantity = type.base == BaseType::number || type.base == BaseType::money;
    if (quantity && of.is_int64()) return read_whole(of, type, field, scalar);
    std::string_view text;
    if (of.get_string().get(text) != simdjson::SUCCESS) return false;
    if (type.base == BaseType::number) return false;
    auto read = scalars_.parse(std::string(text), type, field);
    if (read) scalar = std::move(*read);
    return read.has_value();
  }

  static bool read_whole(element of, const Type& type, const Field& field,
                         Constant& scalar) {
    Decimal number = of.get_int64().value_unsafe();
    if (type.base == BaseType::money) number *= field.unit_factor;
    scalar = number;
    return number.is_valid();
  }

  static bool is_within(const Constant& scalar, const Field& field) {
    const auto* number = std::get_if<Decimal>(&scalar);
    if (number == nullptr) return true;
    return !(field.min && *number < *field.min) && !(field.max && *field.max < *number);
  }

  const Vocabulary& vocabulary_;
  ScalarReader scalars_;
  ReadFactsOptions options_;
  simdjson::dom::parser parser_;
};

JsonFactReader::JsonFactReader(const Vocabulary& vocabulary, ReadFactsOptions options)
    : reading_(std::make_unique<Reading>(vocabulary, std::move(options))) {}
JsonFactReader::~JsonFactReader() = default;
JsonFactReader::JsonFactReader(JsonFactReader&&) noexcept = default;
JsonFactReader& JsonFactReader::operator=(JsonFactReader&&) noexcept = default;

std::optional<CaseFacts> JsonFactReader::read(std::string_view text) {
  return reading_->read(text);
}

}  // namespace jiangbu
