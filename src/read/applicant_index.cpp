#include "read/applicant_index.hpp"

#include <algorithm>

namespace jiangbu {

namespace {

// How far ahead the next id is looked for before anything dearer is tried.
constexpr std::size_t steps_ahead = 64;
// Numbers at most so many times as wide apart as they are many get a table.
constexpr std::int64_t sparsest = 8;

}  // namespace

ApplicantIndex::ApplicantIndex(std::vector<IdentifierColumn> ids) {
  std::size_t size = 0;
  ColumnWidth width = ColumnWidth::one;
  for (const IdentifierColumn& some : ids) {
    size += some.size();
    all_numbers_ = all_numbers_ && some.all_numbers();
    width = std::max(width, some.codes().width());
  }
  size_ = static_cast<std::uint32_t>(size);
  if (all_numbers_) {
    std::vector<const IntegerColumn*> parts;
    for (const IdentifierColumn& some : ids) parts.push_back(&some.codes());
    if (auto all = IntegerColumn::joined(parts)) {
      numbers_ = std::move(*all);
    } else {
      numbers_.widen(width);
      numbers_.reserve(size);
      for (IdentifierColumn& some : ids) {
        numbers_.append(some.codes());
        some = IdentifierColumn();
      }
    }
    with_values(numbers_.values(), numbers_.width(), [&](const auto* values) {
      ascending_ = std::adjacent_find(values, values + size, [](auto a, auto b) {
                     return a >= b;
                   }) == values + size;
      without_gaps_ = ascending_ && size > 0 &&
                      static_cast<std::int64_t>(values[size - 1]) - values[0] + 1 ==
                          static_cast<std::int64_t>(size);
    });
    return;
  }
  texts_.reserve(size);
  for (IdentifierColumn& some : ids) {
    for (std::size_t row = 0; row < some.size(); ++row) {
      texts_.push_back(some.as_text(row));
    }
    some = IdentifierColumn();
  }
  ascending_ = std::adjacent_find(texts_.begin(), texts_.end(), std::greater_equal<>()) ==
               texts_.end();
}

void ApplicantIndex::build_numbers() const {
  const auto [low, high] =
      with_values(numbers_.values(), numbers_.width(), [&](const auto* values) {
        const auto found = std::minmax_element(values, values + size_);
        return std::pair<std::int64_t, std::int64_t>(*found.first, *found.second);
      });
  lowest_ = low;
  const bool dense = (high - low) / sparsest <= static_cast<std::int64_t>(size_);
  if (dense) {
    direct_.assign(static_cast<std::size_t>(high - low) + 1, no_row);
  } else {
    rows_of_numbers_.reserve(size_);
  }
  for (std::uint32_t row = 0; row < size_; ++row) {
    const std::int64_t number = numbers_.at(row);
    std::uint32_t& place = dense ? direct_[static_cast<std::size_t>(number - low)]
                                 : rows_of_numbers_.emplace(number, no_row).first->second;
    if (place == no_row) {
      place = row;
    } else {
      repeated_.push_back(row);
    }
  }
}

void ApplicantIndex::build() const {
  if (size_ == 0) return;
  if (all_numbers_) return build_numbers();
  rows_of_texts_.reserve(size_);
  for (std::uint32_t row = 0; row < size_; ++row) {
    if (!rows_of_texts_.emplace(texts_[row], row).second) repeated_.push_back(row);
  }
}

std::vector<std::uint32_t> ApplicantIndex::repeated() const {
  if (ascending_) return {};
  std::call_once(built_, [this] { build(); });
  return repeated_;
}

std::uint32_t ApplicantIndex::look_up(std::int64_t number) const {
  std::call_once(built_, [this] { build(); });
  if (!direct_.empty()) {
    const auto place = static_cast<std::uint64_t>(number - lowest_);
    return place < direct_.size() ? direct_[place] : no_row;
  }
  const auto found = rows_of_numbers_.find(number);
  return found == rows_of_numbers_.end() ? no_row : found->second;
}

std::uint32_t ApplicantIndex::look_up(std::string_view text) const {
  std::call_once(built_, [this] { build(); });
  const auto found = rows_of_texts_.find(text);
  return found == rows_of_texts_.end() ? no_row : found->second;
}

std::uint32_t ApplicantIndex::find(std::string_view id) const {
  if (!all_numbers_) return look_up(id);
  const auto number = plain_number(id);
  return number ? look_up(*number) : no_row;
}

void ApplicantIndex::find_texts(const IdentifierColumn& ids, std::int32_t* rows) const {
  std::uint32_t last = 0;
  // The next row is only right where it is not a later one of an id met before.
  const bool distinct = repeated().empty();
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (all_numbers_) {
      last = ids.is_number(i) ? look_up(ids.number(i)) : no_row;
    } else {
      const std::string id = ids.as_text(i);
      // Mostly the same as before, or the next one.
      if (last >= size_ || texts_[last] != id) {
        const bool next = distinct && last + 1 < size_ && texts_[last + 1] == id;
        last = next ? last + 1 : look_up(id);
      }
    }
    rows[i] = static_cast<std::int32_t>(last);
  }
}

void ApplicantIndex::find_without_gaps(const IdentifierColumn& ids,
                                       std::int32_t* rows) const {
  const std::int64_t first = numbers_.at(0);
  with_values(ids.codes().values(), ids.codes().width(), [&](const auto* wanted) {
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const std::int64_t row = static_cast<std::int64_t>(wanted[i]) - first;
      const bool within = row >= 0 && row < static_cast<std::int64_t>(size_);
      rows[i] = within ? static_cast<std::int32_t>(row) : -1;
    }
  });
}

void ApplicantIndex::find(const IdentifierColumn& ids, std::int32_t* rows) const {
  if (!all_numbers_ || !ids.all_numbers()) return find_texts(ids, rows);
  if (without_gaps_) return find_without_gaps(ids, rows);
  const std::size_t count = ids.size();
  with_values(ids.codes().values(), ids.codes().width(), [&](const auto* wanted) {
    with_values(numbers_.values(), numbers_.width(), [&](const auto* known) {
      std::size_t at = 0;
      for (std::size_t i = 0; i < count; ++i) {
        const std::int64_t number = wanted[i];
        const std::size_t stop = std::min<std::size_t>(size_, at + steps_ahead);
        // Not far ahead, unless it lies beyond all of those.
        if (ascending_ && at < stop && known[stop - 1] >= number) {
          while (known[at] < number) ++at;
        }
        if (at >= size_ || known[at] != number) [[unlikely]] {
          const std::uint32_t row = look_up(number);
          rows[i] = static_cast<std::int32_t>(row);
          if (row != no_row) at = row;
          continue;
        }
        rows[i] = static_cast<std::int32_t>(at);
      }
    });
  });
}

}  // namespace jiangbu
