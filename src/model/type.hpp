// Types of facts and formulas.
// In: nothing. Out: Type and its names. Never: a value.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace jiangbu {

enum class BaseType : std::uint8_t {
  error,  // a diagnostic was given; fits everything, so that one slip is reported once
  null_,  // the literal null
  boolean,
  number,
  money,
  date,
  months,
  days,
  text,
  enumeration,
  region,
  record,
  list,
  range,
};

/// A type. `id` tells the enum, the entity or the currency (three letters packed, see
/// currency_id). A value of an optional type may be null.
struct Type {
  BaseType base = BaseType::error;
  bool optional = false;
  std::uint32_t id = 0;
  std::shared_ptr<const Type> element;  // of a list or range

  bool is_error() const { return base == BaseType::error; }
  bool is(BaseType other) const { return base == other && !optional; }
  bool is_list() const { return is(BaseType::list); }
  bool is_quantity() const {
    return !optional && (base == BaseType::number || base == BaseType::money ||
                         base == BaseType::months || base == BaseType::days);
  }
  bool is_ordered() const {
    return is_quantity() || is(BaseType::date) || is(BaseType::enumeration);
  }
  Type as_optional() const;
  Type without_optional() const;
};

Type simple_type(BaseType base);
Type list_of(Type element);
Type range_of(Type element);
Type enum_type(std::uint32_t id);
Type record_type(std::uint32_t id);
Type money_type(std::uint32_t currency);

/// "CNY" to a number, and back.
std::uint32_t currency_id(const std::string& code);
std::string currency_code(std::uint32_t id);
inline constexpr std::uint32_t yuan_currency = ('C' << 16) | ('N' << 8) | 'Y';

/// Same type, disregarding `optional` at the top.
bool same_base(const Type& a, const Type& b);
bool operator==(const Type& a, const Type& b);

}  // namespace jiangbu
