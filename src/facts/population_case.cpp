// One applicant of a population as facts of a vocabulary.
#include <functional>

#include "facts/population.hpp"

namespace jiangbu {

namespace {

class CaseBuilder {
 public:
  CaseBuilder(const Population& population, const Vocabulary& vocabulary)
      : population_(population), vocabulary_(vocabulary) {}

  FactValue record(std::uint32_t entity, DomainId domain, const std::string& prefix,
                   std::uint32_t row) const {
    const Entity& of = vocabulary_.entities[entity];
    FactValue result = unknown_record(of);
    for (std::size_t f = 0; f < of.fields.size(); ++f) {
      const Field& field = of.fields[f];
      if (field.is_derived()) continue;
      result.items[f] = value(field.type, domain, prefix + field.name, row);
    }
    return result;
  }

 private:
  FactValue value(const Type& type, DomainId domain, const std::string& name,
                  std::uint32_t row) const {
    const bool composite = type.base == BaseType::list || type.base == BaseType::record ||
                           type.base == BaseType::range;
    if (!composite) return scalar(domain, name, FactPart::whole, row);
    const auto presence = layout().find(domain, name, FactPart::presence);
    if (!presence) return FactValue::unknown();
    const FactState state = population_.column(*presence).state(row);
    if (state == FactState::null_) return FactValue::null();
    if (state == FactState::unknown) return FactValue::unknown();
    if (type.base == BaseType::list) return list(type, domain, name, row);
    if (type.base == BaseType::record) return record(type.id, domain, name + ".", row);
    return FactValue::composite({scalar(domain, name, FactPart::from, row),
                                 scalar(domain, name, FactPart::to, row)});
  }

  FactValue list(const Type& type, DomainId parent, const std::string& name,
                 std::uint32_t row) const {
    const auto domain = layout().find_list(parent, name);
    if (!domain) return FactValue::unknown();
    std::vector<FactValue> items;
    const std::uint32_t end = population_.first_of(*domain, row + 1);
    for (std::uint32_t i = population_.first_of(*domain, row); i < end; ++i) {
      items.push_back(type.element->base == BaseType::record
                          ? record(type.element->id, *domain, "", i)
                          : value(*type.element, *domain, "", i));
    }
    return FactValue::composite(std::move(items));
  }

  FactValue scalar(DomainId domain, const std::string& name, FactPart part,
                   std::uint32_t row) const {
    const auto fact = layout().find(domain, name, part);
    return fact ? population_.fact_of(*fact, row) : FactValue::unknown();
  }

  const PopulationLayout& layout() const { return population_.layout(); }

  const Population& population_;
  const Vocabulary& vocabulary_;
};

Constant constant_of(const PopulationFact& fact, std::int64_t value,
                     const TextDictionary& texts) {
  switch (fact.type.base) {
    case BaseType::boolean:
      return value != 0;
    case BaseType::date:
      return Date{static_cast<std::int32_t>(value)};
    case BaseType::text:
    case BaseType::region:
      return texts.text_of(static_cast<std::int32_t>(value));
    case BaseType::enumeration:
      return EnumValue{static_cast<std::uint32_t>(value)};
    case BaseType::months:
      return YearsMonths{value};
    case BaseType::days:
      return DaysDuration{value};
    default:
      return Decimal(value) * Decimal::from_parts(false, 1, -fact.scale);
  }
}

}  // namespace

FactValue Population::fact_of(std::size_t fact, std::uint32_t row) const {
  const PopulationColumn& column = columns_[fact];
  switch (column.state(row)) {
    case FactState::null_:
      return FactValue::null();
    case FactState::unknown:
      return FactValue::unknown();
    case FactState::exact:
      return FactValue::known(column.exact.at(row));
    case FactState::known:
      break;
  }
  return FactValue::known(constant_of(layout_.facts[fact], column.value(row), texts_));
}

CaseFacts Population::facts_of(std::uint32_t applicant,
                               const Vocabulary& vocabulary) const {
  CaseFacts facts;
  facts.applicant = name_of(applicant);
  facts.record =
      CaseBuilder(*this, vocabulary).record(applicant_entity, 0, "", applicant);
  return facts;
}

}  // namespace jiangbu
