#include "read/read_facts.hpp"

#include <map>

#include "diagnostics/suggest.hpp"
#include "values/quantity_text.hpp"

namespace jiangbu {

namespace {

class FactReader {
 public:
  FactReader(const Vocabulary& vocabulary, const ReadFactsOptions& options,
             Diagnostics& diagnostics)
      : vocabulary_(vocabulary), options_(options), diagnostics_(diagnostics) {}

  FactValue read_record(const Node& node, std::uint32_t id) {
    const Entity& entity = vocabulary_.entities[id];
    FactValue record = unknown_record(entity);
    if (!node.is_mapping()) {
      diagnostics_.error(Code::facts_expected_record, node.span, {entity.name});
      return FactValue::unknown();
    }
    for (const Entry& entry : node.entries) {
      const auto index = entity.index_of(entry.key.text);
      if (!index) {
        report_unknown(entry.key, entity, id);
        continue;
      }
      const Field& field = entity.fields[*index];
      if (field.is_derived()) {
        diagnostics_.error(Code::facts_derived_given, entry.key.span, {field.name});
        continue;
      }
      record.items[*index] = read_field(entry.value, field);
    }
    return record;
  }

 private:
  void report_unknown(const Node& key, const Entity& entity, std::uint32_t id) {
    if (id == applicant_entity && options_.known_elsewhere.contains(key.text)) return;
    Diagnostic& error = options_.allow_unknown && id == applicant_entity
                            ? diagnostics_.warning(Code::facts_unknown_name, key.span,
                                                   {key.text, entity.name})
                            : diagnostics_.error(Code::facts_unknown_name, key.span,
                                                 {key.text, entity.name});
    std::vector<std::string> names;
    for (const Field& field : entity.fields) names.push_back(field.name);
    suggest(error, key.text, names);
    for (const Field& field : entity.fields) {
      if (field.title.zh != key.text && field.title.en != key.text) continue;
      error.help = {"这里写名称 " + field.name, "write the name: " + field.name};
    }
  }

  FactValue read_field(const Node& node, const Field& field) {
    FactValue value = read_value(node, field.type, field);
    check_bounds(value, node, field);
    return value;
  }

  static bool is_unknown_word(const Node& node) {
    return node.is_scalar() && !node.is_quoted() && node.text == "unknown";
  }

  FactValue read_value(const Node& node, const Type& type, const Field& field) {
    if (is_unknown_word(node)) return FactValue::stated_as_unknown();
    if (node.is_null()) {
      if (type.optional) return FactValue::null();
      Diagnostic& error =
          diagnostics_.error(Code::facts_null_given, node.span, {field.name});
      error.help = {"不知道就不写；确知没有才写 null（字段须为 optional）",
                    "leave an unknown fact out; null means known to be absent, and the "
                    "fact must be optional"};
      return FactValue::unknown();
    }
    if (type.base == BaseType::list) return read_list(node, type, field);
    if (type.base == BaseType::record) return read_record(node, type.id);
    if (type.base == BaseType::range) return read_period(node, type, field);
    if (!node.is_scalar()) return wrong(node, type, field);
    auto scalar = read_scalar(node.text, type, field);
    return scalar ? FactValue::known(std::move(*scalar)) : wrong(node, type, field);
  }

  FactValue wrong(const Node& node, const Type& type, const Field& field) {
    const std::string found = node.is_scalar() ? node.text : "…";
    const Bilingual wanted = type_title(type.without_optional(), vocabulary_);
    Diagnostic& error = diagnostics_.error(Code::facts_wrong_value, node.span,
                                           {found, wanted.en, wanted.zh});
    if (type.base == BaseType::enumeration) {
      suggest_value(error, found, vocabulary_.enums[type.id]);
    } else {
      error.help = how_to_write(type, field);
    }
    return FactValue::unknown();
  }

  static void suggest_value(Diagnostic& error, const std::string& found,
                            const Enumeration& enumeration) {
    suggest_or_list(error, found, enumeration.value_names());
    for (const EnumerationValue& value : enumeration.values) {
      if (value.title.zh != found && value.title.en != found) continue;
      error.help = {"这里写键名 " + value.name, "write the key: " + value.name};
    }
  }

  static Bilingual how_to_write(const Type& type, const Field& field) {
    switch (type.base) {
      case BaseType::money:
        return {"金额写作 3万元、500元 或 500（不用千位分隔符和全角数字）",
                "write money as 3万元, 500元 or 500, without thousands separators"};
      case BaseType::number:
        if (field.integral) return {"应为整数", "it must be a whole number"};
        return {"数写作 12、0.5 或 50%", "write numbers as 12, 0.5 or 50%"};
      case BaseType::boolean:
        return {"只写 true 或 false", "write true or false"};
      case BaseType::date:
        return {"日期写作 2024-06-01，并且须有这一天",
                "write dates as 2024-06-01; the day must exist"};
      case BaseType::months:
        return {"写作 P1Y6M", "write it as P1Y6M"};
      case BaseType::days:
        return {"写作 P90D", "write it as P90D"};
      case BaseType::region:
        return {"行政区划代码为 2、4、6、9 或 12 位数字，放在引号里，如 \"140400\"",
                "an administrative code has 2, 4, 6, 9 or 12 digits, in quotes: "
                "\"140400\""};
      default:
        return {};
    }
  }

  FactValue read_list(const Node& node, const Type& type, const Field& field) {
    if (!node.is_sequence()) {
      diagnostics_.error(Code::facts_expected_list, node.span, {field.name});
      return FactValue::unknown();
    }
    std::vector<FactValue> items;
    items.reserve(node.items.size());
    for (const Node& item : node.items) {
      items.push_back(read_value(item, *type.element, field));
    }
    if (type.element->base == BaseType::record) {
      check_keys(node, vocabulary_.entities[type.element->id], field);
    }
    return FactValue::composite(std::move(items));
  }

  // The key tells the items of an entity apart: `once` and caps per item go by it.
  void check_keys(const Node& list, const Entity& entity, const Field& field) {
    if (!entity.key) return;
    const Field& key = entity.fields[*entity.key];
    std::map<std::string, Span> seen;
    for (const Node& item : list.items) {
      const Node* value = item.find(key.name);
      if (value == nullptr || !value->is_scalar() || is_unknown_word(*value)) continue;
      const auto [first, fresh] = seen.emplace(value->text, value->span);
      if (fresh) continue;
      Diagnostic& error = diagnostics_.error(Code::facts_key_twice, value->span,
                                             {field.name, key.name, value->text});
      error.labels.push_back({first->second, {"首次出现", "first here"}});
    }
  }

  FactValue read_period(const Node& node, const Type& type, const Field& field) {
    if (!node.is_mapping()) return wrong(node, type, field);
    std::vector<FactValue> ends(2, FactValue::null());
    for (const Entry& entry : node.entries) {
      const bool from = entry.key.text == "from";
      if (!from && entry.key.text != "to") {
        diagnostics_.error(Code::facts_unknown_name, entry.key.span,
                           {entry.key.text, "period"});
        continue;
      }
      ends[from ? 0 : 1] = read_value(entry.value, *type.element, field);
    }
    return FactValue::composite(std::move(ends));
  }

  std::optional<Constant> read_scalar(const std::string& text, const Type& type,
                                      const Field& field) {
    switch (type.base) {
      case BaseType::boolean:
        if (text == "true" || text == "false") return Constant(text == "true");
        return std::nullopt;
      case BaseType::number: {
        auto number = parse_number(text);
        if (!number || (field.integral && !number->is_integer())) return std::nullopt;
        return Constant(*number);
      }
      case BaseType::money: {
        auto money = parse_money(text, currency_code(type.id), field.unit_factor);
        if (!money) return std::nullopt;
        return Constant(*money);
      }
      case BaseType::date:
        return wrap(Date::parse(text));
      case BaseType::months:
        return wrap(YearsMonths::parse(text));
      case BaseType::days:
        return wrap(DaysDuration::parse(text));
      case BaseType::text:
        return Constant(text);
      case BaseType::region:
        return is_region_code(text) ? std::optional<Constant>(text) : std::nullopt;
      case BaseType::enumeration: {
        const auto index = vocabulary_.enums[type.id].index_of(text);
        if (!index) return std::nullopt;
        return Constant(EnumValue{*index});
      }
      default:
        return std::nullopt;
    }
  }

  template <typename T>
  static std::optional<Constant> wrap(const std::optional<T>& value) {
    return value ? std::optional<Constant>(*value) : std::nullopt;
  }

  void check_bounds(FactValue& value, const Node& node, const Field& field) {
    const auto* number = std::get_if<Decimal>(&value.scalar);
    if (number == nullptr || !value.is_known()) return;
    const bool low = field.min && *number < *field.min;
    const bool high = field.max && *field.max < *number;
    if (!low && !high) return;
    Diagnostic& error = diagnostics_.error(
        Code::facts_out_of_bounds, node.span,
        {field.name, constant_text(*number, field.type, vocabulary_),
         constant_text(low ? *field.min : *field.max, field.type, vocabulary_)});
    if (field.type.base == BaseType::money) {
      const std::string unit = field.unit.empty() ? "元" : field.unit;
      error.help = {"不带单位的数按“" + unit + "”计；可写明单位，如 3万元",
                    "a bare number counts in " + unit + "; write the unit, as in 3万元"};
    }
    value = FactValue::unknown();
  }

  const Vocabulary& vocabulary_;
  const ReadFactsOptions& options_;
  Diagnostics& diagnostics_;
};

}  // namespace

CaseFacts read_facts(const Node& facts, const Vocabulary& vocabulary,
                     const ReadFactsOptions& options, Diagnostics& diagnostics) {
  CaseFacts result;
  result.closed_world = options.closed_world;
  FactReader reader(vocabulary, options, diagnostics);
  result.record = reader.read_record(facts, applicant_entity);
  if (!result.record.is_known()) result.record = unknown_record(vocabulary.applicant());
  if (options.closed_world) {
    close_world(result.record, vocabulary.applicant(), vocabulary);
  }
  return result;
}

std::vector<CaseFacts> read_applicants(const Node& document, const Vocabulary& vocabulary,
                                       const ReadFactsOptions& options,
                                       Diagnostics& diagnostics) {
  const Node* applicants = document.find("applicants");
  if (applicants == nullptr || !applicants->is_mapping()) {
    return {read_facts(document, vocabulary, options, diagnostics)};
  }
  std::vector<CaseFacts> result;
  for (const Entry& entry : applicants->entries) {
    result.push_back(read_facts(entry.value, vocabulary, options, diagnostics));
    result.back().applicant = entry.key.text;
  }
  return result;
}

}  // namespace jiangbu
