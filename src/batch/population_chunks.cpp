#include "batch/population_chunks.hpp"

#include <algorithm>

#include "evaluate/advice.hpp"

namespace jiangbu {

PopulationChunks::PopulationChunks(const Plan& plan, const Population& population)
    : plan_(plan),
      population_(population),
      domains_(domains_in(population.layout(), plan)),
      presences_(plan.layout.domains.size()),
      sources_(plan.layout.columns.size()),
      nulls_(plan.layout.columns.size()),
      constants_(plan.layout.columns.size()),
      is_open_(plan.layout.columns.size(), false),
      is_first_(plan.layout.columns.size(), false) {
  find_presences();
  find_columns();
  chunk_.domains.resize(plan.layout.domains.size());
  chunk_.columns.resize(plan.layout.columns.size());
}

std::vector<std::optional<DomainId>> domains_in(const PopulationLayout& layout,
                                                const Plan& plan) {
  std::vector<std::optional<DomainId>> domains(plan.layout.domains.size());
  domains[0] = 0;
  for (DomainId d = 1; d < domains.size(); ++d) {
    const auto parent = domains[plan.layout.domains[d].parent];
    if (plan.layout.domains[d].made || !parent) continue;
    domains[d] = layout.find_list(*parent, list_field(plan, d).name);
  }
  return domains;
}

void PopulationChunks::find_presences() {
  for (DomainId d = 1; d < domains_.size(); ++d) {
    const auto parent = domains_[plan_.layout.domains[d].parent];
    if (plan_.layout.domains[d].made || !parent) continue;
    presences_[d] =
        population_.layout().find(*parent, list_field(plan_, d).name, FactPart::presence);
  }
}

void PopulationChunks::find_columns() {
  const Vocabulary& vocabulary = plan_.program->model->vocabulary;
  const PopulationLayout& layout = population_.layout();
  const std::vector<ColumnLayout>& columns = plan_.layout.columns;
  for (ColumnId c = 0; c < sources_.size(); ++c) {
    const ColumnLayout& column = columns[c];
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
    is_open_[c] = values_to_try(column.type, vocabulary) != 0 ||
                  plan_.missing_numbers[c].corner != Corner::none;
    is_first_[c] = std::none_of(
        columns.begin(), columns.begin() + c,
        [&](const ColumnLayout& other) { return other.is_same_fact(column); });
  }
}

const Chunk& PopulationChunks::chunk(std::uint32_t first, std::uint32_t rows) {
  if (undecided_.size() < rows) undecided_.resize(rows, 0);
  if (chunk_.undecided != nullptr) std::fill(undecided_.begin(), undecided_.end(), 0);
  chunk_.undecided = nullptr;
  open_.clear();
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
    if (presences_[d]) find_open_lists(d, first_rows[parent]);
  }
  for (ColumnId c = 0; c < sources_.size(); ++c) {
    slice_column(c, first_rows[plan_.layout.columns[c].domain]);
  }
  chunk_.open = open_;
  return chunk_;
}

void PopulationChunks::slice_column(ColumnId c, std::uint32_t first_row) {
  const ColumnLayout& layout = plan_.layout.columns[c];
  const std::uint32_t rows = chunk_.domains[layout.domain].rows;
  ColumnSlice& slice = chunk_.columns[c];
  const Source& source = sources_[c];
  for (const std::size_t record : source.inside) {
    require_known(record, layout.domain, first_row);
  }
  if (!source.fact) {
    leave_all_undecided();
    constants_[c].resize(std::max<std::size_t>(constants_[c].size(), rows), 0);
    slice = {constants_[c].data(), ColumnWidth::eight};
    return;
  }
  const PopulationColumn& column = population_.column(*source.fact);
  find_open_facts(c, first_row);
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

template <typename Each>
void PopulationChunks::each_unknown(std::size_t fact, DomainId domain,
                                    std::uint32_t first_row, bool null_is_known,
                                    const Each& each) const {
  const PopulationColumn& column = population_.column(fact);
  const auto decided = [=](FactState state) {
    return state == FactState::known || (null_is_known && state == FactState::null_);
  };
  const std::uint32_t rows = chunk_.domains[domain].rows;
  if (column.values.empty()) {
    if (decided(column.all)) return;
    for (std::uint32_t i = 0; i < rows; ++i) each(i, column.all);
    return;
  }
  if (column.states.empty()) return;
  const FactState* states = column.states.data() + first_row;
  for (std::uint32_t i = 0; i < rows; ++i) {
    if (!decided(states[i])) each(i, states[i]);
  }
}

void PopulationChunks::require_known(std::size_t fact, DomainId domain,
                                     std::uint32_t first_row) {
  each_unknown(fact, domain, first_row, false,
               [&](std::uint32_t row, FactState) { leave_undecided(domain, row); });
}

// A null leaves no amount open where the plan asks for it, in a column of its own.
void PopulationChunks::find_open_facts(ColumnId c, std::uint32_t first_row) {
  const ColumnLayout& layout = plan_.layout.columns[c];
  const std::size_t fact = *sources_[c].fact;
  each_unknown(fact, layout.domain, first_row, true,
               [&](std::uint32_t row, FactState state) {
                 if (state != FactState::unknown || !is_open_[c])
                   return leave_undecided(layout.domain, row);
                 leave_open({0, c, layout.domain, row}, layout.domain, is_first_[c]);
               });
}

void PopulationChunks::find_open_lists(DomainId list, std::uint32_t first_row) {
  const DomainId parent = plan_.layout.domains[list].parent;
  const std::size_t presence = *presences_[list];
  each_unknown(
      presence, parent, first_row, false, [&](std::uint32_t row, FactState state) {
        if (state != FactState::unknown || plan_.missing_lists[list] == Corner::none) {
          return leave_undecided(parent, row);
        }
        leave_open({0, OpenFact::no_column, list, row}, parent, true);
      });
}

void PopulationChunks::leave_open(OpenFact fact, DomainId domain, bool is_first) {
  fact.applicant = applicant_of(chunk_.domains, plan_.layout, domain, fact.row);
  std::uint8_t& undecided = undecided_[fact.applicant];
  undecided = std::max(undecided, undecided_by_open_facts);
  chunk_.undecided = undecided_.data();
  if (is_first) open_.push_back(fact);
}

void PopulationChunks::leave_undecided(DomainId domain, std::uint32_t row) {
  undecided_[applicant_of(chunk_.domains, plan_.layout, domain, row)] =
      undecided_by_others;
  chunk_.undecided = undecided_.data();
}

void PopulationChunks::leave_all_undecided() {
  std::fill(undecided_.begin(), undecided_.end(), undecided_by_others);
  chunk_.undecided = undecided_.data();
}

}  // namespace jiangbu
