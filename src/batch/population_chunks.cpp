#include "batch/population_chunks.hpp"

#include <algorithm>

namespace jiangbu {

PopulationChunks::PopulationChunks(const Plan& plan, const Population& population)
    : plan_(plan),
      population_(population),
      domains_(plan.layout.domains.size()),
      presences_(plan.layout.domains.size()),
      sources_(plan.layout.columns.size()),
      nulls_(plan.layout.columns.size()),
      constants_(plan.layout.columns.size()) {
  find_domains();
  find_columns();
  chunk_.domains.resize(plan.layout.domains.size());
  chunk_.columns.resize(plan.layout.columns.size());
}

void PopulationChunks::find_domains() {
  const Vocabulary& vocabulary = plan_.program->model->vocabulary;
  const PopulationLayout& layout = population_.layout();
  domains_[0] = 0;
  for (DomainId d = 1; d < domains_.size(); ++d) {
    const DomainLayout& domain = plan_.layout.domains[d];
    if (domain.made) continue;
    const auto parent = domains_[domain.parent];
    if (!parent) continue;
    const Entity& owner = vocabulary.entities[plan_.layout.domains[domain.parent].entity];
    const std::string& name = owner.fields[domain.field].name;
    domains_[d] = layout.find_list(*parent, name);
    presences_[d] = layout.find(*parent, name, FactPart::presence);
  }
}

void PopulationChunks::find_columns() {
  const Vocabulary& vocabulary = plan_.program->model->vocabulary;
  const PopulationLayout& layout = population_.layout();
  for (ColumnId c = 0; c < sources_.size(); ++c) {
    const ColumnLayout& column = plan_.layout.columns[c];
    const DomainLayout& rows = plan_.layout.domains[column.domain];
    const auto domain = domains_[column.domain];
    if (!domain) continue;
    std::string name;
    if (!rows.scalar) {
      const Entity* entity = &vocabulary.entities[rows.entity];
      if (column.record != no_record) {
        const Field& record = entity->fields[column.record];
        const auto presence = layout.find(*domain, record.name, FactPart::presence);
        if (!presence) continue;
        sources_[c].inside.push_back(*presence);
        name = record.name + ".";
        entity = &vocabulary.entities[record.type.id];
      }
      name += entity->fields[column.field].name;
    }
    const auto fact = layout.find(*domain, name, FactPart::whole);
    if (!fact) continue;
    const PopulationFact& found = layout.facts[*fact];
    // What two policies declare differently is left to the evaluator of single cases.
    if (same_base(found.type, column.type) && found.scale == column.scale) {
      sources_[c].fact = fact;
    }
  }
}

const Chunk& PopulationChunks::chunk(std::uint32_t first, std::uint32_t rows) {
  if (undecided_.size() < rows) undecided_.resize(rows, 0);
  if (chunk_.undecided != nullptr) std::fill(undecided_.begin(), undecided_.end(), 0);
  chunk_.undecided = nullptr;
  std::vector<std::uint32_t> first_rows(domains_.size(), first);
  chunk_.domains[0] = {rows, nullptr, 0};
  for (DomainId d = 1; d < domains_.size(); ++d) {
    const DomainId parent = plan_.layout.domains[d].parent;
    const std::uint32_t owner = first_rows[parent];
    DomainSlice& slice = chunk_.domains[d];
    slice = {0, nullptr, static_cast<std::int32_t>(owner)};
    if (plan_.layout.domains[d].made) continue;
    if (!domains_[d]) {
      leave_all_undecided();
      continue;
    }
    first_rows[d] = population_.first_of(*domains_[d], owner);
    slice.rows = population_.first_of(*domains_[d], owner + chunk_.domains[parent].rows) -
                 first_rows[d];
    slice.owners = population_.owners(*domains_[d]).as<std::int32_t>() + first_rows[d];
  }
  for (DomainId d = 1; d < domains_.size(); ++d) {
    const DomainId parent = plan_.layout.domains[d].parent;
    if (presences_[d]) check_states(*presences_[d], parent, first_rows[parent], false);
  }
  for (ColumnId c = 0; c < sources_.size(); ++c) {
    slice_column(c, first_rows[plan_.layout.columns[c].domain]);
  }
  return chunk_;
}

void PopulationChunks::slice_column(ColumnId c, std::uint32_t first_row) {
  const ColumnLayout& layout = plan_.layout.columns[c];
  const std::uint32_t rows = chunk_.domains[layout.domain].rows;
  ColumnSlice& slice = chunk_.columns[c];
  const Source& source = sources_[c];
  for (const std::size_t record : source.inside) {
    check_states(record, layout.domain, first_row, false);
  }
  if (!source.fact) {
    leave_all_undecided();
    constants_[c].resize(std::max<std::size_t>(constants_[c].size(), rows), 0);
    slice = {constants_[c].data(), ColumnWidth::eight};
    return;
  }
  const PopulationColumn& column = population_.column(*source.fact);
  // A null leaves no amount open where the plan asks for it, in a column of its own.
  check_states(*source.fact, layout.domain, first_row, true);
  if (layout.is_null) {
    std::vector<std::uint8_t>& nulls = nulls_[c];
    nulls.resize(std::max<std::size_t>(nulls.size(), rows));
    for (std::uint32_t i = 0; i < rows; ++i) {
      nulls[i] = column.state(first_row + i) == FactState::null_ ? 1 : 0;
    }
    slice = {nulls.data(), ColumnWidth::one};
    return;
  }
  if (column.values.empty()) {
    std::vector<std::int64_t>& constant = constants_[c];
    const std::int64_t value = column.all == FactState::known ? column.all_value : 0;
    if (constant.size() < rows) constant.assign(rows, value);
    slice = {constant.data(), ColumnWidth::eight};
    return;
  }
  const auto bytes = static_cast<std::size_t>(column.values.width());
  slice = {static_cast<const std::byte*>(column.values.values()) + first_row * bytes,
           column.values.width()};
}

void PopulationChunks::check_states(std::size_t fact, DomainId domain,
                                    std::uint32_t first_row, bool null_is_known) {
  const PopulationColumn& column = population_.column(fact);
  const auto decided = [=](FactState state) {
    return state == FactState::known || (null_is_known && state == FactState::null_);
  };
  const std::uint32_t rows = chunk_.domains[domain].rows;
  if (column.values.empty()) {
    if (decided(column.all)) return;
    for (std::uint32_t i = 0; i < rows; ++i) leave_undecided(domain, i);
    return;
  }
  if (column.states.empty()) return;
  const FactState* states = column.states.data() + first_row;
  for (std::uint32_t i = 0; i < rows; ++i) {
    if (!decided(states[i])) leave_undecided(domain, i);
  }
}

void PopulationChunks::leave_undecided(DomainId domain, std::uint32_t row) {
  undecided_[applicant_of(chunk_.domains, plan_.layout, domain, row)] = 1;
  chunk_.undecided = undecided_.data();
}

void PopulationChunks::leave_all_undecided() {
  std::fill(undecided_.begin(), undecided_.end(), std::uint8_t{1});
  chunk_.undecided = undecided_.data();
}

}  // namespace jiangbu
