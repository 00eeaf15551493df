#include "batch/complete_chunk.hpp"

#include <algorithm>

#include "evaluate/advice.hpp"
#include "evaluate/line.hpp"

namespace jiangbu {

ChunkCompleter::ChunkCompleter(const Plan& plan)
    : plan_(plan),
      same_(plan.layout.columns.size()),
      rows_(plan.layout.domains.size()),
      endless_(plan.layout.domains.size()),
      truths_(plan.layout.columns.size()),
      codes_(plan.layout.columns.size()),
      numbers_(plan.layout.columns.size()) {
  const std::vector<ColumnLayout>& columns = plan.layout.columns;
  for (ColumnId c = 0; c < columns.size(); ++c) {
    const bool has_corner = plan.missing_numbers[c].corner != Corner::none;
    const Vocabulary& vocabulary = plan.program->model->vocabulary;
    values_.push_back(has_corner ? 1 : values_to_try(columns[c].type, vocabulary));
    for (ColumnId other = 0; other < columns.size(); ++other) {
      if (columns[other].is_same_fact(columns[c])) same_[c].push_back(other);
    }
  }
  completed_.domains.resize(rows_.size());
  completed_.columns.resize(columns.size());
}

const Chunk& ChunkCompleter::complete(const Chunk& chunk) {
  find_completions(chunk);
  for (DomainId d = 1; d < rows_.size(); ++d) {
    if (!plan_.layout.domains[d].made) find_rows(d, chunk.domains[d]);
  }
  for (DomainId d = 0; d < rows_.size(); ++d) {
    const auto count = static_cast<std::uint32_t>(rows_[d].sources.size());
    completed_.domains[d] = {count, rows_[d].owners.data(), 0};
  }
  for (ColumnId c = 0; c < completed_.columns.size(); ++c) {
    gather_column(c, chunk.columns[c]);
  }
  completed_.endless = false;
  completed_.endless_lists.clear();
  for (std::size_t i = 0; i < completions_.size(); ++i) {
    fill_gaps(completions_[i], gaps_[i]);
  }
  return completed_;
}

void ChunkCompleter::find_completions(const Chunk& chunk) {
  completions_.clear();
  gaps_.clear();
  Rows& applicants = rows_[0];
  applicants.sources.clear();
  applicants.first.clear();
  open_.assign(chunk.open.begin(), chunk.open.end());
  std::ranges::stable_sort(open_, {}, &OpenFact::applicant);
  for (std::size_t begin = 0, end = 0; begin < open_.size(); begin = end) {
    const std::uint32_t applicant = open_[begin].applicant;
    std::size_t count = 1;
    bool has_corners = false;
    for (; end < open_.size() && open_[end].applicant == applicant; ++end) {
      count = std::min(count * values_of(open_[end]), most_combinations + 1);
      has_corners = has_corners || corner_of(open_[end]) != Corner::none;
    }
    const bool only_open = chunk.undecided[applicant] == undecided_by_open_facts;
    if (!only_open || count > most_combinations) continue;
    if (has_corners) count *= 2;
    const auto first = static_cast<std::uint32_t>(applicants.sources.size());
    completions_.push_back({applicant, first, static_cast<std::uint32_t>(count)});
    gaps_.push_back({begin, end, has_corners});
    applicants.sources.insert(applicants.sources.end(), count, applicant);
  }
  for (std::uint32_t i = 0; i <= applicants.sources.size(); ++i) {
    applicants.first.push_back(i);
  }
}

// The rows of an owner stand together.
void ChunkCompleter::find_rows(DomainId domain, const DomainSlice& from) {
  const Rows& parents = rows_[plan_.layout.domains[domain].parent];
  Rows& rows = rows_[domain];
  rows.sources.clear();
  rows.owners.clear();
  rows.first.clear();
  const std::int32_t* const end = from.owners + from.rows;
  std::size_t completion = 0;
  for (std::size_t p = 0; p <= parents.sources.size(); ++p) {
    while (completion < parents.first.size() && parents.first[completion] == p) {
      rows.first.push_back(static_cast<std::uint32_t>(rows.sources.size()));
      ++completion;
    }
    if (p == parents.sources.size()) break;
    const auto owner = static_cast<std::int32_t>(parents.sources[p]) + from.first_owner;
    const auto* row = std::lower_bound(from.owners, end, owner);
    for (; row != end && *row == owner; ++row) {
      rows.sources.push_back(static_cast<std::uint32_t>(row - from.owners));
      rows.owners.push_back(static_cast<std::int32_t>(p));
    }
  }
}

void ChunkCompleter::gather_column(ColumnId c, const ColumnSlice& from) {
  const std::vector<std::uint32_t>& sources =
      rows_[plan_.layout.columns[c].domain].sources;
  const auto gather = [&](auto& to, ColumnWidth width) {
    to.resize(sources.size());
    with_values(from.values, from.width, [&](const auto* values) {
      using Entry = typename std::remove_reference_t<decltype(to)>::value_type;
      for (std::size_t i = 0; i < sources.size(); ++i) {
        to[i] = static_cast<Entry>(values[sources[i]]);
      }
    });
    completed_.columns[c] = {to.data(), width};
  };
  switch (plan_.registers[plan_.column_registers[c]].width) {
    case Width::truth:
      return gather(truths_[c], ColumnWidth::one);
    case Width::code:
      return gather(codes_[c], ColumnWidth::four);
    case Width::number:
      return gather(numbers_[c], ColumnWidth::eight);
  }
}

Corner ChunkCompleter::corner_of(const OpenFact& fact) const {
  return fact.column == OpenFact::no_column ? plan_.missing_lists[fact.list]
                                            : plan_.missing_numbers[fact.column].corner;
}

// Each completion is a number of mixed radix, with a digit for each fact of a few values,
// and one for the ends of the others.
void ChunkCompleter::fill_gaps(const Completions& of, const Gaps& gaps) {
  for (std::uint32_t i = 0; i < of.count; ++i) {
    std::size_t number = i;
    const bool upper = gaps.has_corners && number % 2 != 0;
    if (gaps.has_corners) number /= 2;
    for (std::size_t k = gaps.begin; k < gaps.end; ++k) {
      const OpenFact& fact = open_[k];
      const Corner corner = corner_of(fact);
      if (corner != Corner::none) {
        fill_end(fact, of.first + i, upper == (corner == Corner::up));
        continue;
      }
      fill(fact, of.first + i, number % values_of(fact));
      number /= values_of(fact);
    }
  }
}

std::uint32_t ChunkCompleter::row_in(DomainId domain, std::uint32_t completion,
                                     std::uint32_t row) const {
  const std::uint32_t first = rows_[domain].first[completion];
  return first + row - rows_[domain].sources[first];
}

void ChunkCompleter::fill_end(const OpenFact& fact, std::uint32_t completion,
                              bool greatest) {
  if (fact.column != OpenFact::no_column) {
    const MissingNumber& missing = plan_.missing_numbers[fact.column];
    const DomainId domain = plan_.layout.columns[fact.column].domain;
    const std::int64_t end = greatest ? missing.most : missing.least;
    numbers_[fact.column][row_in(domain, completion, fact.row)] = end;
    completed_.endless = completed_.endless || end == unbounded_fen;
    return;
  }
  if (!greatest) return;
  completed_.endless = true;
  completed_.endless_lists.resize(rows_.size(), nullptr);
  const DomainId owners = plan_.layout.domains[fact.list].parent;
  std::vector<std::uint8_t>& endless = endless_[fact.list];
  if (completed_.endless_lists[fact.list] == nullptr) {
    endless.assign(rows_[owners].sources.size(), 0);
    completed_.endless_lists[fact.list] = endless.data();
  }
  endless[row_in(owners, completion, fact.row)] = 1;
}

void ChunkCompleter::fill(const OpenFact& fact, std::uint32_t completion,
                          std::size_t value) {
  const ColumnLayout& layout = plan_.layout.columns[fact.column];
  const std::uint32_t row = row_in(layout.domain, completion, fact.row);
  // Null is the last one.
  const bool null = layout.type.optional && value + 1 == values_[fact.column];
  for (const ColumnId c : same_[fact.column]) {
    const bool is_null = plan_.layout.columns[c].is_null;
    const std::size_t entry = is_null ? (null ? 1 : 0) : (null ? 0 : value);
    if (is_null || layout.kind == ColumnKind::truth) {
      truths_[c][row] = static_cast<std::uint8_t>(entry);
    } else {
      codes_[c][row] = static_cast<std::int32_t>(entry);
    }
  }
}

}  // namespace jiangbu
