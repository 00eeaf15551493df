#include "batch/line_amounts.hpp"

#include "evaluate/names.hpp"

namespace jiangbu {

LineNames::LineNames(const Plan& plan, const Population& population)
    : plan_(plan),
      population_(population),
      lists_(plan.layout.domains.size()),
      first_row_(plan.layout.domains.size()) {
  const Vocabulary& vocabulary = plan.program->model->vocabulary;
  const PopulationLayout& layout = population.layout();
  lists_[0].domain = 0;
  for (DomainId d = 1; d < lists_.size(); ++d) {
    const DomainLayout& rows = plan.layout.domains[d];
    const List& parent = lists_[rows.parent];
    if (rows.made || rows.scalar || !parent.domain) continue;
    List& list = lists_[d];
    const Entity& owner = vocabulary.entities[plan.layout.domains[rows.parent].entity];
    const Entity& entity = vocabulary.entities[rows.entity];
    list.name = owner.fields[rows.field].name;
    list.domain = layout.find_list(*parent.domain, list.name);
    if (!entity.key || !list.domain) continue;
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
