#include "model/vocabulary.hpp"

#include <algorithm>

#include "values/money.hpp"

namespace jiangbu {

namespace {

template <typename Items>
std::optional<std::uint32_t> find_named(const Items& items, std::string_view name) {
  for (std::uint32_t i = 0; i < items.size(); ++i) {
    if (items[i].name == name) return i;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::uint32_t> Enumeration::index_of(std::string_view value) const {
  return find_named(values, value);
}

std::optional<std::uint32_t> Entity::index_of(std::string_view field) const {
  return find_named(fields, field);
}

std::optional<std::uint32_t> Vocabulary::find_enum(std::string_view name) const {
  return find_named(enums, name);
}

std::optional<std::uint32_t> Vocabulary::find_entity(std::string_view name) const {
  return find_named(entities, name);
}

std::string type_name(const Type& type, const Vocabulary& vocabulary) {
  std::string name;
  switch (type.base) {
    case BaseType::error:
      name = "error";
      break;
    case BaseType::null_:
      name = "null";
      break;
    case BaseType::boolean:
      name = "boolean";
      break;
    case BaseType::number:
      name = "number";
      break;
    case BaseType::money:
      name = type.id == yuan_currency ? "money" : "money " + currency_code(type.id);
      break;
    case BaseType::date:
      name = "date";
      break;
    case BaseType::months:
      name = "months";
      break;
    case BaseType::days:
      name = "days";
      break;
    case BaseType::text:
      name = "text";
      break;
    case BaseType::region:
      name = "region";
      break;
    case BaseType::enumeration:
      name = vocabulary.enums[type.id].name;
      break;
    case BaseType::record:
      name = vocabulary.entities[type.id].name;
      break;
    case BaseType::list:
      name = "list of " + type_name(*type.element, vocabulary);
      break;
    case BaseType::range:
      name = "range of " + type_name(*type.element, vocabulary);
      break;
  }
  return type.optional ? name + " or null" : name;
}

std::string constant_text(const Constant& constant, const Type& type,
                          const Vocabulary& vocabulary) {
  struct Writer {
    const Type& type;
    const Vocabulary& vocabulary;
    std::string operator()(std::monostate) const { return "null"; }
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(const Decimal& value) const {
      if (type.base != BaseType::money) return value.to_string();
      if (type.id != yuan_currency) {
        return value.to_string() + " " + currency_code(type.id);
      }
      return value.to_string() + "元";
    }
    std::string operator()(Date value) const { return value.to_string(); }
    std::string operator()(YearsMonths value) const { return value.to_string(); }
    std::string operator()(DaysDuration value) const { return value.to_string(); }
    std::string operator()(const std::string& value) const { return '"' + value + '"'; }
    std::string operator()(EnumValue value) const {
      return '"' + vocabulary.enums[type.id].values[value.index].name + '"';
    }
  };
  return std::visit(Writer{type, vocabulary}, constant);
}

bool is_region_code(std::string_view text) {
  const size_t n = text.size();
  if (n != 2 && n != 4 && n != 6 && n != 9 && n != 12) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c >= '0' && c <= '9'; });
}

bool region_within(std::string_view inner, std::string_view outer) {
  // 140000 stands for the province 14, 140400 for the city 1404.
  while (outer.size() >= 4 && outer.size() <= 6 &&
         outer.substr(outer.size() - 2) == "00") {
    outer.remove_suffix(2);
  }
  return inner.substr(0, outer.size()) == outer;
}

}  // namespace jiangbu
