// What a policy may ask about an applicant: entities, fields, enums, regions, calendar.
// In: nothing (resolve_vocabulary.cpp builds it). Out: Vocabulary. Never: a case's facts.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "diagnostics/language.hpp"
#include "diagnostics/source.hpp"
#include "model/shared_list.hpp"
#include "model/type.hpp"
#include "values/calendar.hpp"
#include "values/date.hpp"
#include "values/decimal.hpp"

namespace jiangbu {

/// One formula of a policy, by its place in PolicyModel::formulas.
using FormulaId = std::uint32_t;
inline constexpr FormulaId no_formula = std::numeric_limits<FormulaId>::max();

/// A local name's place in the frame of an evaluation; unique within a policy.
using Slot = std::uint32_t;
inline constexpr Slot no_slot = std::numeric_limits<Slot>::max();

struct EnumValue {
  std::uint32_t index = 0;
  auto operator<=>(const EnumValue&) const = default;
};

/// A scalar value. monostate is null. Money is a Decimal in units of its currency.
using Constant = std::variant<std::monostate, bool, Decimal, Date, YearsMonths,
                              DaysDuration, std::string, EnumValue>;

struct EnumerationValue {
  std::string name;
  Bilingual title;
};

struct Enumeration {
  std::string name;
  Bilingual title;
  bool ordered = false;
  std::vector<EnumerationValue> values;

  std::optional<std::uint32_t> index_of(std::string_view value) const;
  std::vector<std::string> value_names() const;
};

enum class AggregateOperation : std::uint8_t { sum, count, max };

/// A total over all applicants that share one value of `by`.
struct Aggregate {
  AggregateOperation operation = AggregateOperation::sum;
  FormulaId value = no_formula;
  FormulaId by = no_formula;
};

struct Field {
  std::string name;
  Type type;
  bool integral = false;
  Bilingual title;
  Bilingual question;
  bool changeable = false;
  std::string unit;         // label; for money the unit of bare numbers
  Decimal unit_factor = 1;  // money: yuan per unit of a bare number
  std::optional<Decimal> min;
  std::optional<Decimal> max;
  std::optional<Constant> assume;
  bool assume_empty_list = false;
  FormulaId formula = no_formula;  // derived: computed, never given
  std::optional<Aggregate> aggregate;
  Span span;

  bool is_derived() const { return formula != no_formula; }
};

/// A kind of record. Entity 0 is the applicant, its fields are the facts.
struct Entity {
  std::string name;
  Bilingual title;
  std::optional<std::uint32_t> key;
  std::vector<Field> fields;
  Slot self = no_slot;  // where derived fields find the record they belong to

  std::optional<std::uint32_t> index_of(std::string_view field) const;
  std::vector<std::string> field_names() const;
};

inline constexpr std::uint32_t applicant_entity = 0;

struct Vocabulary {
  SharedList<Enumeration> enums;
  SharedList<Entity> entities;
  std::map<std::string, Bilingual> regions;
  WorkingCalendar calendar;

  std::optional<std::uint32_t> find_enum(std::string_view name) const;
  std::optional<std::uint32_t> find_entity(std::string_view name) const;
  const Entity& applicant() const { return entities.front(); }
};

/// The type as rule files write it ("list of prize", "money").
std::string type_name(const Type& type, const Vocabulary& vocabulary);

/// The type in words for messages: type_name() in English, 金额的列表 in Chinese.
Bilingual type_title(const Type& type, const Vocabulary& vocabulary);

/// A constant as rule files write it; `type` tells money from numbers.
std::string constant_text(const Constant& constant, const Type& type,
                          const Vocabulary& vocabulary);

/// The title of a region; 1404 and 140400 are one. Null if it has none.
const Bilingual* region_title(std::string_view code, const Vocabulary& vocabulary);

/// The title of a constant of an enum or a region; null for anything else.
const Bilingual* title_of(const Constant& constant, const Type& type,
                          const Vocabulary& vocabulary);

/// An administrative code: 2, 4, 6, 9 or 12 digits.
bool is_region_code(std::string_view text);

/// Whether region `inner` lies in `outer`: trailing pairs of zeros of a six-digit code
/// mean "all of" (140400 is 1404).
bool region_within(std::string_view inner, std::string_view outer);

}  // namespace jiangbu
