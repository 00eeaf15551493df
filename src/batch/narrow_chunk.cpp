#include "batch/narrow_chunk.hpp"

#include <algorithm>

namespace jiangbu {

namespace {

constexpr std::size_t word_bits = 64;

ColumnId column_of(const Plan& plan, RegisterId id) {
  const auto& registers = plan.column_registers;
  const auto place = std::find(registers.begin(), registers.end(), id);
  return static_cast<ColumnId>(place - registers.begin());
}

}  // namespace

ChunkNarrower::ChunkNarrower(const Plan& plan, const Kernels& kernels)
    : plan_(plan),
      kernels_(kernels),
      column_read_(plan.layout.columns.size(), false),
      fewer_(plan.layout.domains.size(), false),
      picked_(plan.layout.domains.size()),
      owners_(plan.layout.domains.size()),
      columns_(plan.layout.columns.size()) {
  find_columns_read();
}

void ChunkNarrower::find_columns_read() {
  std::vector<bool> read(plan_.registers.size(), false);
  const auto mark = [&](RegisterId id) {
    if (id != no_register) read[id] = true;
  };
  for (const PlanOp& op : plan_.operations) {
    each_operand(plan_, op, [&](RegisterId id) { mark(id); });
  }
  each_result(plan_, mark);
  for (ColumnId c = 0; c < column_read_.size(); ++c) {
    column_read_[c] = read[plan_.column_registers[c]];
  }
}

const Chunk& ChunkNarrower::narrow(const Chunk& chunk) {
  const auto& selections = plan_.narrowing.selections;
  narrowed_ = chunk;
  narrowed_.narrowed = true;
  for (DomainId d = 1; d < selections.size(); ++d) {
    fewer_[d] = selections[d] && pick(d, chunk);
  }
  fewer_[0] = plan_.narrowing.applicants && pick_applicants(chunk);
  if (fewer_[0]) narrowed_.undecided = nullptr;
  for (DomainId d = 1; d < selections.size(); ++d) {
    if (fewer_[d] || fewer_[0]) gather_owners(d, chunk.domains[d]);
  }
  for (ColumnId c = 0; c < columns_.size(); ++c) {
    if (fewer_[plan_.layout.columns[c].domain]) gather_column(c, chunk.columns[c]);
  }
  return narrowed_;
}

// Whether rows are left out. Those that pass the only selection there is are not tested
// again; else it is not worth while to copy most of them.
bool ChunkNarrower::pick(DomainId domain, const Chunk& chunk) {
  const std::size_t n = chunk.domains[domain].rows;
  words_.assign((n + word_bits - 1) / word_bits, 0);
  for (const Selection& selection : *plan_.narrowing.selections[domain]) {
    RowTest test;
    const ColumnSlice& dated = chunk.columns[column_of(plan_, selection.dated)];
    test.dated = dated.values;
    test.dated_width = dated.width;
    test.from = selection.from;
    test.to = selection.to;
    if (selection.coded != no_register) {
      const ColumnSlice& coded = chunk.columns[column_of(plan_, selection.coded)];
      test.coded = coded.values;
      test.coded_width = coded.width;
      test.code_from = selection.code_from;
      test.code_to = selection.code_to;
    }
    kernels_.test_rows(words_.data(), test, true, n);
  }
  write_rows(domain, n);
  const std::size_t left = narrowed_.domains[domain].rows;
  const bool only = plan_.narrowing.selections[domain]->size() == 1;
  const bool fewer = only ? left < n : 2 * left < n;
  if (!fewer) narrowed_.domains[domain].rows = static_cast<std::uint32_t>(n);
  return fewer;
}

void ChunkNarrower::write_rows(DomainId domain, std::size_t of) {
  std::vector<std::uint32_t>& picked = picked_[domain];
  if (picked.size() < of) picked.resize(of);
  narrowed_.domains[domain].rows =
      static_cast<std::uint32_t>(kernels_.rows_of_bits(picked.data(), words_.data(), of));
}

// Whether applicants are left out, which is worth while if they are many. Every list is
// one of the applicant's own: see find_narrowing().
bool ChunkNarrower::pick_applicants(const Chunk& chunk) {
  const std::size_t n = chunk.domains[0].rows;
  owns_.assign(n, 0);
  for (DomainId d = 1; d < picked_.size(); ++d) {
    const DomainSlice& items = chunk.domains[d];
    if (!fewer_[d] && items.rows > n) return false;
    const auto own = [&](std::uint32_t row) {
      owns_[static_cast<std::size_t>(items.owners[row] - items.first_owner)] = 1;
    };
    if (fewer_[d]) {
      std::ranges::for_each(rows(d), own);
    } else {
      for (std::uint32_t row = 0; row < items.rows; ++row) own(row);
    }
  }
  words_.resize((n + word_bits - 1) / word_bits);
  RowTest test;
  test.dated = owns_.data();
  test.dated_width = ColumnWidth::one;
  test.from = test.to = 1;
  kernels_.test_rows(words_.data(), test, false, n);
  write_rows(0, n);
  if (2 * rows(0).size() > n) {
    narrowed_.domains[0].rows = static_cast<std::uint32_t>(n);
    return false;
  }
  if (places_.size() < n) places_.resize(n);
  std::uint32_t place = 0;
  for (const std::uint32_t row : rows(0)) places_[row] = place++;
  return true;
}

void ChunkNarrower::gather_owners(DomainId domain, const DomainSlice& from) {
  auto& owners = owners_[domain];
  const std::uint32_t n = narrowed_.domains[domain].rows;
  if (owners.size() < n) owners.resize(std::max<std::size_t>(n, picked_[domain].size()));
  const auto gather = [&](auto row_of) {
    for (std::uint32_t k = 0; k < n; ++k) {
      const std::int32_t owner = from.owners[row_of(k)] - from.first_owner;
      owners[k] =
          fewer_[0] ? static_cast<std::int32_t>(places_[static_cast<std::size_t>(owner)])
                    : owner;
    }
  };
  if (fewer_[domain]) {
    gather([rows = picked_[domain].data()](std::uint32_t k) { return rows[k]; });
  } else {
    gather([](std::uint32_t k) { return k; });
  }
  narrowed_.domains[domain].owners = owners.data();
  narrowed_.domains[domain].first_owner = 0;
}

void ChunkNarrower::gather_column(ColumnId column, const ColumnSlice& from) {
  const Width width = plan_.registers[plan_.column_registers[column]].width;
  ColumnSlice& slice = narrowed_.columns[column];
  slice = {nullptr, natural_width(width)};
  if (!column_read_[column]) return;
  const DomainId domain = plan_.layout.columns[column].domain;
  const auto rows = this->rows(domain);
  const auto gather = [&](auto& to) {
    using Register = typename std::remove_reference_t<decltype(to)>::value_type;
    if (to.size() < rows.size()) to.resize(picked_[domain].size());
    with_values(from.values, from.width, [&](const auto* values) {
      for (std::size_t k = 0; k < rows.size(); ++k) {
        to[k] = static_cast<Register>(values[rows[k]]);
      }
    });
    slice.values = to.data();
  };
  switch (width) {
    case Width::truth:
      return gather(columns_[column].truths);
    case Width::code:
      return gather(columns_[column].codes);
    case Width::number:
      return gather(columns_[column].numbers);
  }
}

}  // namespace jiangbu
