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

std::vector<std::string> Enumeration::value_names() const {
  std::vector<std::string> names;
  for (const EnumerationValue& value : values) names.push_back(value.name);
  return names;
}

std::optional<std::uint32_t> Entity::index_of(std::string_view field) const {
  return find_named(fields, field);
}

std::vector<std::string> Entity::field_names() const {
  std::vector<std::string> names;
  for (const Field& field : fields) names.push_back(field.name);
  return names;
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
      name = !type.element ? "list"
             : type.element->is_error()
                 ? "empty list"
                 : "list of " + type_name(*type.element, vocabulary);
      break;
    case BaseType::range:
      name = "range of " + type_name(*type.element, vocabulary);
      break;
  }
  return type.optional ? name + " or null" : name;
}

namespace {

std::string chinese_name(const Type& type, const Vocabulary& vocabulary) {
  switch (type.base) {
    case BaseType::error:
      return "错误";
    case BaseType::null_:
      return "空值";
    case BaseType::boolean:
      return "是非值";
    case BaseType::number:
      return "数";
    case BaseType::money:
      return type.id == yuan_currency ? "金额" : "金额 " + currency_code(type.id);
    case BaseType::date:
      return "日期";
    case BaseType::months:
      return "年月时长";
    case BaseType::days:
      return "天数时长";
    case BaseType::text:
      return "文字";
    case BaseType::region:
      return "行政区划代码";
    case BaseType::enumeration:
      return "枚举“" + vocabulary.enums[type.id].name + "”";
    case BaseType::record:
      return "“" + vocabulary.entities[type.id].name + "”";
    case BaseType::list:
      if (!type.element) return "列表";
      if (type.element->is_error()) return "空列表";
      return chinese_name(*type.element, vocabulary) + "的列表";
    case BaseType::range:
      return chinese_name(*type.element, vocabulary) + "的范围";
  }
  return "";
}

}  // namespace

Bilingual type_title(const Type& type, const Vocabulary& vocabulary) {
  std::string zh = chinese_name(type, vocabulary);
  if (type.optional) zh += "或空值";
  return {std::move(zh), type_name(type, vocabulary)};
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

const Bilingual* region_title(std::string_view code, const Vocabulary& vocabulary) {
  for (const auto& [known, title] : vocabulary.regions) {
    if (region_within(known, code) && region_within(code, known)) return &title;
  }
  return nullptr;
}

const Bilingual* title_of(const Constant& constant, const Type& type,
                          const Vocabulary& vocabulary) {
  const Bilingual* title = nullptr;
  if (const auto* item = std::get_if<EnumValue>(&constant)) {
    if (type.base != BaseType::enumeration) return nullptr;
    title = &vocabulary.enums[type.id].values[item->index].title;
  } else if (const auto* code = std::get_if<std::string>(&constant)) {
    if (type.base == BaseType::region) title = region_title(*code, vocabulary);
  }
  return title == nullptr || title->empty() ? nullptr : title;
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
