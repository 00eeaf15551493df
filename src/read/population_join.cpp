#include "read/population_join.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <stdexcept>

#include "read/run_parallel.hpp"

namespace jiangbu {

namespace {

std::uint32_t rows_in(const ReadTable& table) {
  std::uint64_t rows = 0;
  for (const TableRows& some : table.stretches) rows += some.rows;
  if (rows >= no_row / 2) throw std::runtime_error("a table has more than 2^31 rows");
  return static_cast<std::uint32_t>(rows);
}

std::vector<std::uint32_t> first_rows(const ReadTable& table) {
  std::vector<std::uint32_t> first;
  std::uint32_t row = 0;
  for (const TableRows& some : table.stretches) {
    first.push_back(row);
    row += some.rows;
  }
  return first;
}

// Owners in one block are few enough that places for all of them stay in the nearest
// cache.
constexpr unsigned block_bits = 11;

/// Rows with an owner, by owner and then as they came. First by block of owners, then
/// within each: both passes write to few places at a time.
std::vector<std::uint32_t> rows_by_owner(const std::int32_t* owners, std::uint32_t rows,
                                         std::uint32_t parents) {
  struct Entry {
    std::uint32_t row;
    std::uint32_t owner;
  };
  std::vector<std::uint32_t> begin((parents >> block_bits) + 2, 0);
  for (std::uint32_t row = 0; row < rows; ++row) {
    if (owners[row] >= 0)
      ++begin[(static_cast<std::uint32_t>(owners[row]) >> block_bits) + 1];
  }
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  std::vector<Entry> entries(begin.back());
  std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
  for (std::uint32_t row = 0; row < rows; ++row) {
    if (owners[row] < 0) continue;
    const auto owner = static_cast<std::uint32_t>(owners[row]);
    entries[next[owner >> block_bits]++] = {row, owner};
  }
  constexpr std::uint32_t block = 1U << block_bits;
  std::vector<std::uint32_t> order(entries.size());
  std::array<std::uint32_t, block + 1> places;
  for (std::size_t b = 0; b + 1 < begin.size(); ++b) {
    places.fill(0);
    for (std::uint32_t i = begin[b]; i < begin[b + 1]; ++i) {
      ++places[entries[i].owner % block + 1];
    }
    places[0] = begin[b];
    std::partial_sum(places.begin(), places.end(), places.begin());
    for (std::uint32_t i = begin[b]; i < begin[b + 1]; ++i) {
      order[places[entries[i].owner % block]++] = entries[i].row;
    }
  }
  return order;
}

ColumnWidth width_of(const ReadTable& table, std::size_t column,
                     const std::vector<std::vector<std::int32_t>>& codes) {
  ColumnWidth width = ColumnWidth::one;
  for (const TableRows& rows : table.stretches) {
    if (codes.empty()) width = std::max(width, rows.columns[column].values.width());
  }
  for (const auto& some : codes) {
    for (const std::int32_t code : some) width = std::max(width, width_for(code));
  }
  return width;
}

/// The values of all stretches, which lose them: `codes`, if there are any, of each
/// stretch's texts. Where they are borrowed and lie behind one another, borrowed still.
IntegerColumn values_of(ReadTable& table, std::size_t column,
                        const std::vector<std::vector<std::int32_t>>& codes,
                        std::uint32_t rows) {
  if (codes.empty()) {
    std::vector<const IntegerColumn*> parts;
    for (const TableRows& some : table.stretches)
      parts.push_back(&some.columns[column].values);
    if (auto joined = IntegerColumn::joined(parts)) return std::move(*joined);
  }
  IntegerColumn values;
  values.widen(width_of(table, column, codes));
  values.reserve(rows);
  std::vector<std::int64_t> coded;
  for (std::size_t s = 0; s < table.stretches.size(); ++s) {
    IntegerColumn& from = table.stretches[s].columns[column].values;
    const std::uint32_t count = table.stretches[s].rows;
    if (codes.empty()) {
      values.append(from);
    } else if (!codes[s].empty()) {
      coded.resize(count);
      for (std::size_t i = 0; i < count; ++i) {
        coded[i] = codes[s][static_cast<std::size_t>(from.at(i))];
      }
      values.append(coded.data(), count);
    } else {
      values.resize(values.size() + count);
    }
    from = IntegerColumn();
  }
  return values;
}

}  // namespace

PopulationJoin::PopulationJoin(const PopulationLayout& layout,
                               std::vector<ReadTable>& tables, bool closed_world,
                               bool keep, unsigned threads)
    : layout_(layout),
      tables_(tables),
      closed_world_(closed_world),
      keep_(keep),
      threads_(threads),
      owned_(layout.lists.size()),
      misplaced_(layout.lists.size()),
      left_(layout.lists.size(), 0) {}

void PopulationJoin::join() {
  std::vector<IdentifierColumn> ids;
  for (TableRows& rows : tables_[0].stretches) {
    ids.push_back(std::move(rows.applicants));
    for (const BadRow& bad : rows.bad) {
      if (!bad.applicant.empty() && !bad.dealt_with)
        bad_applicants_.insert(bad.applicant);
    }
  }
  owned_[0].rows = rows_in(tables_[0]);
  index_ = std::make_unique<ApplicantIndex>(std::move(ids));
  for (const std::uint32_t row : index_->repeated()) {
    const auto [stretch, within] = place_of(0, row);
    misplaced_[0].push_back({stretch,
                             within,
                             Code::facts_applicant_twice,
                             {index_->name(row)},
                             index_->name(row)});
  }
  for (DomainId d = 1; d < layout_.lists.size(); ++d) {
    owned_[d].rows = rows_in(tables_[d]);
    if (tables_[d].plan) find_owners(d);
  }
}

std::pair<std::size_t, std::uint32_t> PopulationJoin::place_of(DomainId domain,
                                                               std::uint32_t row) const {
  std::size_t stretch = 0;
  const auto& stretches = tables_[domain].stretches;
  while (row >= stretches[stretch].rows) row -= stretches[stretch++].rows;
  return {stretch, row};
}

void PopulationJoin::find_owners(DomainId domain) {
  Owned& owned = owned_[domain];
  owned.owners.widen(ColumnWidth::four);
  owned.owners.resize(owned.rows);
  owned.in_order = find_applicants(domain);
  if (!owned.in_order) note_orphans(domain);
  for (TableRows& rows : tables_[domain].stretches) rows.applicants = IdentifierColumn();
  const bool nested = layout_.lists[domain].parent != 0;
  if (nested) find_parents(domain);
  if (tables_[domain].plan->key) check_keys(domain);
  if (!nested && !tables_[domain].plan->key) return;
  const auto* owners = owned.owners.as<std::int32_t>();
  owned.in_order =
      std::is_sorted(owners, owners + owned.rows) && (owned.rows == 0 || owners[0] >= 0);
}

/// Whether every row has one and they stand in the order of the applicants.
bool PopulationJoin::find_applicants(DomainId domain) {
  const ReadTable& table = tables_[domain];
  auto* owners = static_cast<std::int32_t*>(owned_[domain].owners.writable());
  const std::vector<std::uint32_t> first = first_rows(table);
  std::vector<char> in_order(table.stretches.size(), 1);
  run_parallel(threads_, table.stretches.size(), [&](std::size_t i) {
    std::int32_t* some = owners + first[i];
    const std::size_t count = table.stretches[i].rows;
    index_->find(table.stretches[i].applicants, some);
    bool ordered = count == 0 || some[0] >= 0;
    for (std::size_t row = 1; row < count; ++row) ordered &= some[row - 1] <= some[row];
    in_order[i] = ordered ? 1 : 0;
  });
  for (std::size_t i = 1; i < first.size(); ++i) {
    const std::uint32_t row = first[i];
    if (row > 0 && row < owned_[domain].rows && owners[row - 1] > owners[row])
      return false;
  }
  return std::find(in_order.begin(), in_order.end(), 0) == in_order.end();
}

void PopulationJoin::note_orphans(DomainId domain) {
  const auto* owners = owned_[domain].owners.as<std::int32_t>();
  const ReadTable& table = tables_[domain];
  std::uint32_t row = 0;
  for (std::size_t s = 0; s < table.stretches.size(); ++s) {
    const TableRows& rows = table.stretches[s];
    for (std::uint32_t i = 0; i < rows.rows; ++i, ++row) {
      if (owners[row] >= 0) continue;
      std::string id = rows.applicants.as_text(i);
      if (bad_applicants_.contains(id)) {
        ++left_[domain];
      } else {
        misplaced_[domain].push_back({s, i, Code::facts_no_such_applicant, {id}, id});
      }
    }
  }
}

bool PopulationJoin::is_set_aside(const std::string& applicant) const {
  const std::uint32_t row = index_->find(applicant);
  if (row != no_row) return !dropped_.empty() && dropped_[row];
  return bad_applicants_.contains(applicant);
}

void PopulationJoin::set_aside() {
  const auto drop = [&](std::uint32_t row) {
    if (row == no_row) return;
    if (dropped_.empty()) dropped_.resize(index_->size());
    dropped_[row] = true;
  };
  std::set<std::string> without_row;
  for (const std::string& id : bad_applicants_) {
    if (index_->find(id) == no_row) {
      without_row.insert(id);
    } else if (!keep_) {
      drop(index_->find(id));
    }
  }
  for (const MisplacedRow& twice : misplaced_[0]) {
    std::uint32_t row = twice.row;
    for (std::size_t s = 0; s < twice.stretch; ++s) row += tables_[0].stretches[s].rows;
    drop(row);
    if (!keep_) drop(index_->find(twice.applicant));
  }
  for (DomainId d = 1; d < tables_.size() && !keep_; ++d) {
    for (const TableRows& rows : tables_[d].stretches) {
      for (const BadRow& bad : rows.bad) {
        if (!bad.dealt_with) drop(index_->find(bad.applicant));
      }
      for (const std::string& id : rows.carried) drop(index_->find(id));
    }
    for (const MisplacedRow& row : misplaced_[d]) drop(index_->find(row.applicant));
  }
  // Rows of one applicant count once.
  std::uint64_t repeated = 0;
  for (const MisplacedRow& twice : misplaced_[0]) {
    const std::uint32_t first = index_->find(twice.applicant);
    if (keep_ || (!dropped_.empty() && dropped_[first])) ++repeated;
  }
  const auto count = std::count(dropped_.begin(), dropped_.end(), true);
  set_aside_ = static_cast<std::uint64_t>(count) - repeated + without_row.size();
  // Those of one parent do not depend on each other.
  order_rows(0);
  std::vector<DomainId> outer;
  for (DomainId d = 1; d < tables_.size(); ++d) {
    if (layout_.lists[d].parent == 0) outer.push_back(d);
  }
  run_parallel(threads_, outer.size(), [&](std::size_t i) { order_rows(outer[i]); });
  for (DomainId d = 1; d < tables_.size(); ++d) {
    if (layout_.lists[d].parent != 0) order_rows(d);
  }
}

// Which rows stay, and in what order: by owner, and else as they came.
void PopulationJoin::order_rows(DomainId domain) {
  Owned& owned = owned_[domain];
  const std::size_t rows = owned.rows;
  if (domain == 0) {
    if (dropped_.empty()) return;
    owned.places.assign(rows, no_row);
    for (std::uint32_t row = 0; row < rows; ++row) {
      if (dropped_[row]) continue;
      owned.places[row] = static_cast<std::uint32_t>(owned.order.size());
      owned.order.push_back(row);
    }
    owned.in_order = false;
    std::uint64_t repeated = misplaced_[0].size();
    left_[0] = rows - owned.order.size() - repeated;
    return;
  }
  const Owned& parent = owned_[layout_.lists[domain].parent];
  if (owned.in_order && parent.in_order) return;
  owned.in_order = false;
  // The final row of each row's owner, in place.
  auto* owners = static_cast<std::int32_t*>(owned.owners.writable());
  if (!parent.places.empty()) {
    for (std::size_t row = 0; row < rows; ++row) {
      if (owners[row] < 0) continue;
      const std::uint32_t place = parent.places[static_cast<std::size_t>(owners[row])];
      left_[domain] += place == no_row ? 1 : 0;
      owners[row] = static_cast<std::int32_t>(place);
    }
  }
  owned.order =
      rows_by_owner(owners, owned.rows, final_rows(layout_.lists[domain].parent));
  IntegerColumn ordered = owned.owners.gathered(owned.order);
  owned.owners = std::move(ordered);
  if (!needs_places(domain)) return;
  owned.places.assign(rows, no_row);
  for (std::uint32_t i = 0; i < owned.order.size(); ++i) owned.places[owned.order[i]] = i;
}

/// Whether something else refers to the rows by number.
bool PopulationJoin::needs_places(DomainId domain) const {
  for (const PopulationList& list : layout_.lists) {
    if (&list != layout_.lists.data() && list.parent == domain) return true;
  }
  for (const TableRows& rows : tables_[domain].stretches) {
    for (const ColumnRows& column : rows.columns) {
      if (!column.exact.empty()) return true;
    }
  }
  return false;
}

std::uint32_t PopulationJoin::final_rows(DomainId domain) const {
  const Owned& owned = owned_[domain];
  return owned.in_order ? owned.rows : static_cast<std::uint32_t>(owned.order.size());
}

Population PopulationJoin::take() {
  Population population(layout_);
  for (DomainId d = 0; d < tables_.size(); ++d) {
    population.set_rows(d, final_rows(d));
    if (d > 0) {
      population.owners(d) = std::move(owned_[d].owners);
      population.owners(d).widen(ColumnWidth::four);
    }
  }
  fill_columns(population);
  population.build_index();
  const std::vector<std::uint32_t>& order = owned_[0].order;
  if (index_->all_numbers()) {
    IntegerColumn numbers = index_->take_numbers();
    population.number_names() =
        owned_[0].in_order ? std::move(numbers) : numbers.gathered(order);
  } else {
    std::vector<std::string> texts = index_->take_texts();
    if (owned_[0].in_order) {
      population.text_names() = std::move(texts);
    } else {
      for (const std::uint32_t row : order) {
        population.text_names().push_back(std::move(texts[row]));
      }
    }
  }
  population.build_index();
  return population;
}

void PopulationJoin::fill_columns(Population& population) {
  for (std::size_t f = 0; f < layout_.facts.size(); ++f) {
    const bool given = tables_[layout_.facts[f].domain].plan != nullptr;
    PopulationColumn& column = population.column(f);
    const PopulationFact& fact = layout_.facts[f];
    // A list is there if its own table is.
    bool list_given = given;
    if (fact.part == FactPart::presence && fact.field->type.base == BaseType::list) {
      const auto list = layout_.find_list(fact.domain, fact.name);
      list_given = list && tables_[*list].plan != nullptr;
    }
    const Cell cell =
        absent_fact(layout_, f, closed_world_, list_given, population.texts());
    column.all = cell.state;
    column.all_value = cell.value;
  }
  struct Job {
    DomainId domain;
    std::size_t column;
    bool presence;
    std::vector<std::vector<std::int32_t>> codes;
  };
  std::vector<Job> jobs;
  for (DomainId d = 0; d < tables_.size(); ++d) {
    if (!tables_[d].plan) continue;
    const TablePlan& plan = *tables_[d].plan;
    for (std::size_t c = 0; c < plan.columns.size(); ++c) {
      jobs.push_back({d, c, false, codes_of(d, c, population.texts())});
    }
    for (std::size_t p = 0; p < plan.presences.size(); ++p) {
      jobs.push_back({d, p, true, {}});
    }
  }
  run_parallel(threads_, jobs.size(), [&](std::size_t i) {
    const Job& job = jobs[i];
    if (job.presence) {
      fill_presence(job.domain, job.column, population);
    } else {
      fill_column(job.domain, job.column, population, job.codes);
    }
  });
}

// The dictionary's number of each text of each stretch.
std::vector<std::vector<std::int32_t>> PopulationJoin::codes_of(
    DomainId domain, std::size_t column, TextDictionary& texts) const {
  std::vector<std::vector<std::int32_t>> codes;
  const CellPlan::Form form = tables_[domain].plan->columns[column].cells.form;
  if (form != CellPlan::Form::text && form != CellPlan::Form::region) return codes;
  for (const TableRows& rows : tables_[domain].stretches) {
    std::vector<std::int32_t>& some = codes.emplace_back();
    for (const std::string& text : rows.columns[column].texts) {
      some.push_back(texts.code_of(text));
    }
  }
  return codes;
}

void PopulationJoin::fill_column(DomainId domain, std::size_t column,
                                 Population& population,
                                 const std::vector<std::vector<std::int32_t>>& codes) {
  ReadTable& table = tables_[domain];
  PopulationColumn& to = population.column(table.plan->columns[column].cells.fact);
  const Owned& owned = owned_[domain];
  IntegerColumn values = values_of(table, column, codes, owned.rows);
  bool known = true;
  for (const TableRows& rows : table.stretches)
    known = known && rows.columns[column].states.empty();
  std::vector<FactState> states;
  std::map<std::uint32_t, Decimal> exact;
  std::uint32_t first = 0;
  for (TableRows& rows : table.stretches) {
    ColumnRows& from = rows.columns[column];
    if (!known) {
      from.states.resize(rows.rows, FactState::known);
      states.insert(states.end(), from.states.begin(), from.states.end());
    }
    for (const auto& [row, number] : from.exact) exact.emplace(first + row, number);
    first += rows.rows;
    from = ColumnRows();
  }
  if (owned.in_order) {
    to.values = std::move(values);
    to.states = std::move(states);
    to.exact = std::move(exact);
    return;
  }
  to.values = values.gathered(owned.order);
  for (const std::uint32_t row : owned.order) {
    if (!states.empty()) to.states.push_back(states[row]);
  }
  for (const auto& [row, number] : exact) {
    if (owned.places[row] != no_row) to.exact.emplace(owned.places[row], number);
  }
}

void PopulationJoin::fill_presence(DomainId domain, std::size_t presence,
                                   Population& population) {
  ReadTable& table = tables_[domain];
  const PresencePlan& plan = table.plan->presences[presence];
  PopulationColumn& to = population.column(plan.fact);
  // What an empty cell says of a list, its own table decides.
  const bool is_list = plan.field->type.base == BaseType::list;
  const FactState given = is_list ? to.all : FactState::known;
  to.all = given;
  to.all_value = given == FactState::known ? 1 : 0;
  std::vector<FactState> states;
  bool known = true;
  for (const TableRows& rows : table.stretches) {
    known = known && rows.presences[presence].states.empty();
  }
  if (known) return;
  for (TableRows& rows : table.stretches) {
    std::vector<FactState>& some = rows.presences[presence].states;
    some.resize(rows.rows, FactState::known);
    states.insert(states.end(), some.begin(), some.end());
  }
  const Owned& owned = owned_[domain];
  const std::uint32_t rows = final_rows(domain);
  to.values.resize(rows);
  for (std::uint32_t row = 0; row < rows; ++row) {
    const FactState state = states[owned.in_order ? row : owned.order[row]];
    to.states.push_back(state == FactState::known ? given : state);
    to.values.set(row, to.states.back() == FactState::known ? 1 : 0);
  }
}

}  // namespace jiangbu
