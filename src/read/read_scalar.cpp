#include "read/read_scalar.hpp"

#include "diagnostics/suggest.hpp"
#include "values/quantity_text.hpp"

namespace jiangbu {

namespace {

template <typename T>
std::optional<Constant> wrap(const std::optional<T>& value) {
  return value ? std::optional<Constant>(*value) : std::nullopt;
}

void suggest_value(Diagnostic& error, const std::string& found,
                   const Enumeration& enumeration) {
  suggest_or_list(error, found, enumeration.value_names());
  for (const EnumerationValue& value : enumeration.values) {
    if (value.title.zh != found && value.title.en != found) continue;
    error.help = {"这里写键名 " + value.name, "write the key: " + value.name};
  }
}

Bilingual how_to_write(const Type& type, const Field& field, Spelling spelling) {
  switch (type.base) {
    case BaseType::money:
      return {"金额写作 3万元、500元 或 500（不用千位分隔符和全角数字）",
              "write money as 3万元, 500元 or 500, without thousands separators"};
    case BaseType::number:
      if (field.integral) return {"应为整数", "it must be a whole number"};
      return {"数写作 12、0.5 或 50%", "write numbers as 12, 0.5 or 50%"};
    case BaseType::boolean:
      if (spelling == Spelling::table) {
        return {"写 是、否、true 或 false", "write true, false, 是 or 否"};
      }
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

std::optional<Constant> parse_boolean(const std::string& text, Spelling spelling) {
  if (text == "true" || text == "false") return Constant(text == "true");
  if (spelling != Spelling::table) return std::nullopt;
  if (text == "是" || text == "否") return Constant(text == "是");
  // As spreadsheets write their own truth values.
  if (text == "TRUE" || text == "FALSE") return Constant(text == "TRUE");
  return std::nullopt;
}

}  // namespace

std::optional<Constant> ScalarReader::read(const std::string& text, Span span,
                                           const Type& type, const Field& field,
                                           Diagnostics& diagnostics) const {
  auto value = parse(text, type, field);
  if (!value) {
    report_wrong(text, span, type, field, diagnostics);
    return std::nullopt;
  }
  if (!check_bounds(*value, span, field, diagnostics)) return std::nullopt;
  return value;
}

std::optional<Constant> ScalarReader::parse(const std::string& text, const Type& type,
                                            const Field& field) const {
  switch (type.base) {
    case BaseType::boolean:
      return parse_boolean(text, spelling_);
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
    case BaseType::enumeration:
      return parse_enum(text, type.id);
    default:
      return std::nullopt;
  }
}

std::optional<Constant> ScalarReader::parse_enum(const std::string& text,
                                                 std::uint32_t id) const {
  const Enumeration& enumeration = vocabulary_.enums[id];
  if (const auto index = enumeration.index_of(text)) return EnumValue{*index};
  if (spelling_ != Spelling::table || text.empty()) return std::nullopt;
  // A title that two values share names neither.
  std::optional<Constant> found;
  for (std::uint32_t i = 0; i < enumeration.values.size(); ++i) {
    const Bilingual& title = enumeration.values[i].title;
    if (title.zh != text && title.en != text) continue;
    if (found) return std::nullopt;
    found = EnumValue{i};
  }
  return found;
}

void ScalarReader::report_wrong(const std::string& found, Span span, const Type& type,
                                const Field& field, Diagnostics& diagnostics) const {
  const bool integral = field.integral && type.base == BaseType::number;
  const Bilingual wanted = integral ? Bilingual{"整数", "integer"}
                                    : type_title(type.without_optional(), vocabulary_);
  Diagnostic& error =
      diagnostics.error(Code::facts_wrong_value, span, {found, wanted.en, wanted.zh});
  if (type.base == BaseType::enumeration) {
    suggest_value(error, found, vocabulary_.enums[type.id]);
  } else {
    error.help = how_to_write(type, field, spelling_);
  }
}

bool ScalarReader::check_bounds(const Constant& value, Span span, const Field& field,
                                Diagnostics& diagnostics) const {
  const auto* number = std::get_if<Decimal>(&value);
  if (number == nullptr) return true;
  const bool low = field.min && *number < *field.min;
  const bool high = field.max && *field.max < *number;
  if (!low && !high) return true;
  Diagnostic& error = diagnostics.error(
      Code::facts_out_of_bounds, span,
      {field.name, constant_text(*number, field.type, vocabulary_),
       constant_text(low ? *field.min : *field.max, field.type, vocabulary_)});
  if (field.type.base == BaseType::money) {
    const std::string unit = field.unit.empty() ? "元" : field.unit;
    error.help = {"不带单位的数按“" + unit + "”计；可写明单位，如 3万元",
                  "a bare number counts in " + unit + "; write the unit, as in 3万元"};
  }
  return false;
}

void report_null_given(const Field& field, Span span, Diagnostics& diagnostics) {
  Diagnostic& error = diagnostics.error(Code::facts_null_given, span, {field.name});
  error.help = {"不知道就不写；确知没有才写 null（字段须为 optional）",
                "leave an unknown fact out; null means known to be absent, and the "
                "fact must be optional"};
}

}  // namespace jiangbu
