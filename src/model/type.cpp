#include "model/type.hpp"

namespace jiangbu {

Type Type::as_optional() const {
  Type result = *this;
  result.optional = true;
  return result;
}

Type Type::without_optional() const {
  Type result = *this;
  result.optional = false;
  return result;
}

Type simple_type(BaseType base) {
  Type type;
  type.base = base;
  return type;
}

Type list_of(Type element) {
  Type type = simple_type(BaseType::list);
  type.element = std::make_shared<const Type>(std::move(element));
  return type;
}

Type range_of(Type element) {
  Type type = simple_type(BaseType::range);
  type.element = std::make_shared<const Type>(std::move(element));
  return type;
}

Type enum_type(std::uint32_t id) {
  Type type = simple_type(BaseType::enumeration);
  type.id = id;
  return type;
}

Type record_type(std::uint32_t id) {
  Type type = simple_type(BaseType::record);
  type.id = id;
  return type;
}

Type money_type(std::uint32_t currency) {
  Type type = simple_type(BaseType::money);
  type.id = currency;
  return type;
}

std::uint32_t currency_id(const std::string& code) {
  std::uint32_t id = 0;
  for (const char c : code) id = (id << 8) | static_cast<unsigned char>(c);
  return id;
}

std::string currency_code(std::uint32_t id) {
  std::string code;
  for (int shift = 16; shift >= 0; shift -= 8) {
    code += static_cast<char>((id >> shift) & 0xFF);
  }
  return code;
}

bool same_base(const Type& a, const Type& b) {
  if (a.base != b.base || a.id != b.id) return false;
  if (!a.element || !b.element) return !a.element && !b.element;
  return *a.element == *b.element;
}

bool operator==(const Type& a, const Type& b) {
  return a.optional == b.optional && same_base(a, b);
}

}  // namespace jiangbu
