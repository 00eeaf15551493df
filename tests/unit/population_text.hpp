// Populations from texts of facts in memory.
// In: programs, YAML facts or CaseFacts, laid out by the first program's vocabulary.
// Out: Population. Never: opens a file.
#pragma once

#include <string>
#include <vector>

#include "facts/population.hpp"
#include "policy_text.hpp"

namespace jiangbu::test {

inline const FactValue* at_path(const FactValue* value,
                                const std::vector<std::uint32_t>& path) {
  for (const std::uint32_t field : path) {
    if (value == nullptr || !value->is_known()) return nullptr;
    value = &value->items[field];
  }
  return value;
}

class PopulationBuilder {
 public:
  explicit PopulationBuilder(Population& population) : population_(population) {}

  void build(const std::vector<CaseFacts>& applicants) {
    const PopulationLayout& layout = population_.layout();
    rows_.resize(layout.lists.size());
    for (const CaseFacts& facts : applicants) rows_[0].push_back(&facts.record);
    population_.set_rows(0, static_cast<std::uint32_t>(applicants.size()));
    for (DomainId domain = 1; domain < layout.lists.size(); ++domain) fill_list(domain);
    for (std::size_t f = 0; f < layout.facts.size(); ++f) fill_fact(f);
  }

 private:
  void fill_list(DomainId domain) {
    const PopulationList& list = population_.layout().lists[domain];
    const std::vector<const FactValue*>& parents = rows_[list.parent];
    for (std::size_t owner = 0; owner < parents.size(); ++owner) {
      const FactValue* value = at_path(parents[owner], list.path);
      if (value == nullptr || !value->is_known()) continue;
      for (const FactValue& item : value->items) {
        rows_[domain].push_back(&item);
        population_.owners(domain).push_back(static_cast<std::int64_t>(owner));
      }
    }
    population_.set_rows(domain, static_cast<std::uint32_t>(rows_[domain].size()));
  }

  void fill_fact(std::size_t number) {
    const PopulationFact& fact = population_.layout().facts[number];
    PopulationColumn& column = population_.column(number);
    for (const FactValue* row : rows_[fact.domain]) {
      const FactValue* value = at_path(row, fact.path);
      const bool known = value != nullptr && value->is_known();
      const bool is_null = value != nullptr && value->state == FactValue::State::null_;
      if (known && fact.part == FactPart::presence) {
        put(column, FactState::known, 1);
      } else if (known) {
        put(column, FactState::known, number_of(fact, value->scalar));
      } else {
        put(column, is_null ? FactState::null_ : FactState::unknown, 0);
      }
    }
  }

  static void put(PopulationColumn& column, FactState state, std::int64_t value) {
    column.states.push_back(state);
    column.values.push_back(value);
  }

  std::int64_t number_of(const PopulationFact& fact, const Constant& constant) {
    if (const auto* truth = std::get_if<bool>(&constant)) return *truth ? 1 : 0;
    if (const auto* date = std::get_if<Date>(&constant)) return date->days;
    if (const auto* value = std::get_if<EnumValue>(&constant)) return value->index;
    if (const auto* text = std::get_if<std::string>(&constant)) {
      return population_.texts().code_of(*text);
    }
    const Decimal scaled =
        std::get<Decimal>(constant) * Decimal::from_parts(false, 1, fact.scale);
    return scaled.to_int64().value();
  }

  Population& population_;
  std::vector<std::vector<const FactValue*>> rows_;  // by domain
};

/// All fields of the vocabulary, read or not.
inline FieldSet all_fields(const Vocabulary& vocabulary) {
  FieldSet fields;
  for (std::uint32_t e = 0; e < vocabulary.entities.size(); ++e) {
    for (std::uint32_t f = 0; f < vocabulary.entities[e].fields.size(); ++f) {
      fields.emplace(e, f);
    }
  }
  return fields;
}

inline Population population_of(const Program& program,
                                const std::vector<CaseFacts>& applicants) {
  PopulationLayout layout;
  const Vocabulary& vocabulary = program.model->vocabulary;
  add_facts(layout, vocabulary, all_fields(vocabulary));
  Population population(std::move(layout));
  PopulationBuilder(population).build(applicants);
  for (const CaseFacts& facts : applicants) {
    population.text_names().push_back(facts.applicant);
  }
  return population;
}

}  // namespace jiangbu::test
