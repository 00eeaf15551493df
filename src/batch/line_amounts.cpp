#include "batch/line_amounts.hpp"

#include "batch/population_chunks.hpp"
#include "evaluate/names.hpp"

namespace jiangbu {

LineNames::LineNames(const Plan& plan, const Population& population)
    : plan_(plan),
      population_(population),
      lists_(plan.layout.domains.size()),
      first_row_(plan.layout.domains.size()) {
  const Vocabulary& vocabulary = plan.program->model->vocabulary;
  const PopulationLayout& layout = population.layout();
  const auto domains = domains_in(layout, plan);
  for (DomainId d = 1; d < lists_.size(); ++d) {
    const DomainLayout& rows = plan.layout.domains[d];
    if (rows.scalar || !domains[d]) continue;
    List& list = lists_[d];
    list.domain = domains[d];
    list.name = list_field(plan, d).name;
    const Entity& entity = vocabulary.entities[rows.entity];
    if (!entity.key) continue;
    list.key = &entity.fields[*entity.key];
    list.key_fact = layout.find(*list.domain, list.key->name, FactPart::whole);
  }
}

void LineNames::begin(std::uint32_t first) {
  first_row_[0] = first;
  for (DomainId d = 1; d < lists_.size(); ++d) {
    if (!lists_[d].domain) continue;
    const DomainId parent = plan_.layout.domains[d].parent;
    first_row_[d] = population_.first_of(*lists_[d].domain, first_row_[parent]);
  }
}

void LineNames::name(DomainId domain, std::uint32_t row, LineAmount& line) const {
  const List& list = lists_[domain];
  if (domain == 0 || !list.domain) return;
  row += first_row_[domain];
  line.item = path(domain, row);
  if (!list.key_fact) return;
  line.item_label = key_text(population_.fact_of(*list.key_fact, row), *list.key,
                             plan_.program->model->vocabulary);
}

/// "marks[2]", of a row of the population.
std::string LineNames::path(DomainId domain, std::uint32_t row) const {
  const List& list = lists_[domain];
  const auto* owners =
      static_cast<const std::int32_t*>(population_.owners(*list.domain).values());
  const auto owner = static_cast<std::uint32_t>(owners[row]);
  const std::uint32_t place = row - population_.first_of(*list.domain, owner);
  const DomainId parent = plan_.layout.domains[domain].parent;
  const std::string outer = parent == 0 ? "" : path(parent, owner) + ".";
  return outer + list.name + "[" + std::to_string(place + 1) + "]";
}

}  // namespace jiangbu
