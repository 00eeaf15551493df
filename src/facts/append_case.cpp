#include "facts/append_case.hpp"

#include "facts/column_value.hpp"

namespace jiangbu {

namespace {

FactState state_of(const FactValue& value) {
  switch (value.state) {
    case FactValue::State::null_:
      return FactState::null_;
    case FactValue::State::known:
      return FactState::known;
    case FactValue::State::unknown:
      break;
  }
  return FactState::unknown;
}

void push(PopulationColumn& column, FactState state, std::int64_t value) {
  if (state != FactState::known && column.states.empty()) {
    column.states.assign(column.values.size(), FactState::known);
  }
  column.values.push_back(state == FactState::known ? value : 0);
  if (!column.states.empty() || state != FactState::known) column.states.push_back(state);
}

}  // namespace

void CaseAppender::append(const CaseFacts& facts) {
  append_row(0, applicant_entity, facts.record, "");
  population_.set_rows(0, population_.rows(0) + 1);
  population_.text_names().push_back(facts.applicant);
}

void CaseAppender::append_row(DomainId domain, std::uint32_t entity, const FactValue& row,
                              const std::string& prefix) {
  const Entity& of = vocabulary_.entities[entity];
  static const FactValue unknown;
  for (std::size_t f = 0; f < of.fields.size(); ++f) {
    const Field& field = of.fields[f];
    if (field.is_derived()) continue;
    const FactValue& value = row.is_known() ? row.items[f] : unknown;
    append_fact(domain, field.type, prefix + field.name, value);
  }
}

void CaseAppender::append_fact(DomainId domain, const Type& type, const std::string& name,
                               const FactValue& value) {
  static const FactValue unknown;
  const bool composite = type.base == BaseType::list || type.base == BaseType::record ||
                         type.base == BaseType::range;
  if (!composite) return append_scalar(domain, name, FactPart::whole, value);
  const auto presence = population_.layout().find(domain, name, FactPart::presence);
  if (!presence) return;
  push(population_.column(*presence), state_of(value), 1);
  if (type.base == BaseType::list) {
    append_list(domain, name, *type.element, value);
  } else if (type.base == BaseType::record) {
    append_row(domain, type.id, value, name + ".");
  } else {
    const bool known = value.is_known();
    append_scalar(domain, name, FactPart::from, known ? value.items[0] : unknown);
    append_scalar(domain, name, FactPart::to, known ? value.items[1] : unknown);
  }
}

void CaseAppender::append_list(DomainId parent, const std::string& name,
                               const Type& element, const FactValue& value) {
  const auto domain = population_.layout().find_list(parent, name);
  if (!domain || !value.is_known()) return;
  // The parent's row is counted only when it is complete.
  const auto owner = static_cast<std::int64_t>(population_.rows(parent));
  for (const FactValue& item : value.items) {
    if (element.base == BaseType::record) {
      append_row(*domain, element.id, item, "");
    } else {
      append_scalar(*domain, "", FactPart::whole, item);
    }
    population_.owners(*domain).push_back(owner);
    population_.set_rows(*domain, population_.rows(*domain) + 1);
  }
}

void CaseAppender::append_scalar(DomainId domain, const std::string& name, FactPart part,
                                 const FactValue& value) {
  const auto fact = population_.layout().find(domain, name, part);
  if (!fact) return;
  PopulationColumn& column = population_.column(*fact);
  if (!value.is_known()) return push(column, state_of(value), 0);
  const int scale = population_.layout().facts[*fact].scale;
  const ColumnValue held = column_value(
      value.scalar, scale,
      [this](const std::string& text) { return population_.texts().code_of(text); });
  if (held.state == FactState::exact) {
    column.exact.emplace(static_cast<std::uint32_t>(column.values.size()),
                         std::get<Decimal>(value.scalar));
  }
  push(column, held.state, held.value);
}

Population population_of(const std::vector<CaseFacts>& cases,
                         const Vocabulary& vocabulary, const FieldSet& fields) {
  PopulationLayout layout;
  add_facts(layout, vocabulary, fields);
  Population population(std::move(layout));
  CaseAppender appender(population, vocabulary);
  for (const CaseFacts& facts : cases) appender.append(facts);
  population.build_index();
  return population;
}

}  // namespace jiangbu
