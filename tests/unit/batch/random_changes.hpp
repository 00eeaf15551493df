// Facts changed at random, each to another value its type allows.
// In: facts. Out: other facts. Never: makes a known fact unknown.
#pragma once

#include <random>

#include "facts/case_facts.hpp"

namespace jiangbu::test {

class RandomChanges {
 public:
  RandomChanges(const Vocabulary& vocabulary, unsigned seed)
      : vocabulary_(vocabulary), random_(seed) {}

  void change(FactValue& record, const Entity& entity) {
    for (std::size_t f = 0; f < entity.fields.size(); ++f) {
      const Field& field = entity.fields[f];
      if (field.is_derived()) continue;
      FactValue& value = record.items[f];
      if (field.type.is_list()) {
        change_list(value, *field.type.element);
      } else if (upto(3) == 0) {
        change_scalar(value, field);
      }
    }
  }

 private:
  std::uint32_t upto(std::uint32_t most) {
    return std::uniform_int_distribution<std::uint32_t>(0, most)(random_);
  }

  void change_list(FactValue& list, const Type& element) {
    if (!list.is_known()) return;
    if (!list.items.empty() && upto(4) == 0) list.items.pop_back();
    if (!list.items.empty() && upto(2) == 0) list.items.push_back(list.items.front());
    if (element.base != BaseType::record) return;
    for (FactValue& item : list.items) change(item, vocabulary_.entities[element.id]);
  }

  void change_scalar(FactValue& value, const Field& field) {
    if (!value.is_known()) return;
    if (auto* date = std::get_if<Date>(&value.scalar)) {
      date->days += static_cast<std::int32_t>(upto(800)) - 400;
    } else if (auto* truth = std::get_if<bool>(&value.scalar)) {
      *truth = !*truth;
    } else if (std::holds_alternative<EnumValue>(value.scalar)) {
      const auto count = vocabulary_.enums[field.type.id].values.size();
      value.scalar = EnumValue{upto(static_cast<std::uint32_t>(count) - 1)};
    } else if (auto* number = std::get_if<Decimal>(&value.scalar)) {
      const Decimal changed = *number + Decimal(upto(20)) - Decimal(10);
      const bool fits =
          (!field.min || *field.min <= changed) && (!field.max || changed <= *field.max);
      if (fits) *number = changed;
    }
  }

  const Vocabulary& vocabulary_;
  std::mt19937 random_;
};

}  // namespace jiangbu::test
