#include "batch/columns.hpp"

namespace jiangbu {

std::optional<std::int64_t> scaled_by(const Decimal& number, int scale) {
  return (number * Decimal::from_parts(false, 1, scale)).to_int64();
}

std::optional<int> scale_needed(const Decimal& number) {
  for (int scale = 0; scale <= 9; ++scale) {
    if (scaled_by(number, scale)) return scale;
  }
  return std::nullopt;
}

Columns::Columns(const FactLayout& layout)
    : layout_(layout),
      children_(layout.domains.size()),
      columns_of_(layout.domains.size()),
      owners_(layout.domains.size()),
      lists_(layout.domains.size(), 0),
      truths_(layout.columns.size()),
      codes_(layout.columns.size()),
      numbers_(layout.columns.size()) {
  for (DomainId d = 1; d < layout.domains.size(); ++d) {
    if (!layout.domains[d].made) children_[layout.domains[d].parent].push_back(d);
  }
  for (ColumnId c = 0; c < layout.columns.size(); ++c) {
    columns_of_[layout.columns[c].domain].push_back(c);
  }
}

bool Columns::append(const CaseFacts& facts, TextDictionary& texts) {
  begin();
  const bool known = append_row(0, facts.record, texts);
  end(known);
  return known;
}

void Columns::begin() {
  before_.clear();
  for (DomainId d = 0; d < layout_.domains.size(); ++d) before_.push_back(rows(d));
}

void Columns::push(ColumnId column, std::int64_t value) {
  const ColumnLayout& layout = layout_.columns[column];
  if (layout.is_null || layout.kind == ColumnKind::truth) {
    truths_[column].push_back(value != 0 ? 1 : 0);
  } else if (layout.kind == ColumnKind::number) {
    numbers_[column].push_back(value);
  } else {
    codes_[column].push_back(static_cast<std::int32_t>(value));
  }
}

void Columns::end_list(DomainId list, std::uint32_t items) {
  owners_[list].insert(owners_[list].end(), items, lists_[list]++);
}

void Columns::end(bool keep) {
  if (keep) {
    ++applicants_;
  } else {
    cut_back(before_);
  }
}

void Columns::slice(Chunk& chunk) const {
  chunk.domains.resize(layout_.domains.size());
  for (DomainId d = 0; d < layout_.domains.size(); ++d) {
    chunk.domains[d] = {rows(d), owners_[d].data(), 0};
  }
  chunk.columns.resize(layout_.columns.size());
  for (ColumnId c = 0; c < layout_.columns.size(); ++c) {
    const ColumnLayout& layout = layout_.columns[c];
    if (layout.is_null || layout.kind == ColumnKind::truth) {
      chunk.columns[c] = {truths_[c].data(), ColumnWidth::one};
    } else if (layout.kind == ColumnKind::number) {
      chunk.columns[c] = {numbers_[c].data(), ColumnWidth::eight};
    } else {
      chunk.columns[c] = {codes_[c].data(), ColumnWidth::four};
    }
  }
}

void Columns::clear() {
  applicants_ = 0;
  for (auto& owners : owners_) owners.clear();
  for (auto& lists : lists_) lists = 0;
  for (auto& column : truths_) column.clear();
  for (auto& column : codes_) column.clear();
  for (auto& column : numbers_) column.clear();
}

bool Columns::append_row(DomainId domain, const FactValue& row, TextDictionary& texts) {
  if (!row.is_known()) return false;
  const bool scalar = layout_.domains[domain].scalar;
  for (const ColumnId column : columns_of_[domain]) {
    const ColumnLayout& layout = layout_.columns[column];
    const bool inside = layout.record != no_record;
    const FactValue& owner = inside ? row.items[layout.record] : row;
    if (!owner.is_known()) return false;
    const FactValue& value = scalar ? owner : owner.items[layout.field];
    if (!append_value(column, value, texts)) return false;
  }
  for (const DomainId child : children_[domain]) {
    const FactValue& list = row.items[layout_.domains[child].field];
    if (!list.is_known()) return false;
    for (const FactValue& item : list.items) {
      if (!append_row(child, item, texts)) return false;
    }
    end_list(child, static_cast<std::uint32_t>(list.items.size()));
  }
  return true;
}

bool Columns::append_value(ColumnId column, const FactValue& value,
                           TextDictionary& texts) {
  const ColumnLayout& layout = layout_.columns[column];
  if (value.state == FactValue::State::unknown) return false;
  const bool null = value.state == FactValue::State::null_;
  if (layout.is_null || null) {
    push(column, layout.is_null && null ? 1 : 0);
    return true;
  }
  if (const auto* truth = std::get_if<bool>(&value.scalar)) {
    push(column, *truth ? 1 : 0);
  } else if (const auto* date = std::get_if<Date>(&value.scalar)) {
    push(column, date->days);
  } else if (const auto* text = std::get_if<std::string>(&value.scalar)) {
    push(column, texts.code_of(*text));
  } else if (const auto* choice = std::get_if<EnumValue>(&value.scalar)) {
    push(column, choice->index);
  } else {
    const auto scaled = scaled_by(std::get<Decimal>(value.scalar), layout.scale);
    if (!scaled) return false;
    push(column, *scaled);
  }
  return true;
}

void Columns::cut_back(const std::vector<std::uint32_t>& rows) {
  for (DomainId d = 1; d < layout_.domains.size(); ++d) {
    owners_[d].resize(rows[d]);
    lists_[d] = static_cast<std::int32_t>(rows[layout_.domains[d].parent]);
  }
  for (ColumnId c = 0; c < layout_.columns.size(); ++c) {
    const std::size_t size = rows[layout_.columns[c].domain];
    if (truths_[c].size() > size) truths_[c].resize(size);
    if (codes_[c].size() > size) codes_[c].resize(size);
    if (numbers_[c].size() > size) numbers_[c].resize(size);
  }
}

}  // namespace jiangbu
