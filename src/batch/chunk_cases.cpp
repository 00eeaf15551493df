#include "batch/chunk_cases.hpp"

#include <algorithm>

namespace jiangbu {

namespace {

bool same(const Type& a, const Type& b) {
  if (a.base != b.base || a.id != b.id || a.optional != b.optional) return false;
  if (!a.element || !b.element) return !a.element && !b.element;
  return same(*a.element, *b.element);
}

// What a case's facts are laid out by: names, types and which are given.
bool same(const Entity& a, const Entity& b) {
  return std::equal(a.fields.begin(), a.fields.end(), b.fields.begin(), b.fields.end(),
                    [](const Field& x, const Field& y) {
                      return x.name == y.name && x.is_derived() == y.is_derived() &&
                             same(x.type, y.type);
                    });
}

bool same(const Vocabulary& a, const Vocabulary& b) {
  return std::equal(a.entities.begin(), a.entities.end(), b.entities.begin(),
                    b.entities.end(),
                    [](const Entity& x, const Entity& y) { return same(x, y); });
}

}  // namespace

std::size_t ChunkCases::number_of(const Vocabulary& vocabulary) {
  for (std::size_t v = 0; v < vocabularies_.size(); ++v) {
    if (same(*vocabularies_[v], vocabulary)) return v;
  }
  vocabularies_.push_back(&vocabulary);
  cases_.emplace_back();
  return vocabularies_.size() - 1;
}

// NOLINTNEXTLINE(bugprone-easily-swappable-parameters): where it begins, and how many
void ChunkCases::begin(std::uint32_t first, std::uint32_t rows) {
  first_ = first;
  rows_ = rows;
  // Mostly nobody has asked.
  for (auto& cases : cases_) cases.clear();
}

const CaseFacts& ChunkCases::of(std::uint32_t row, std::size_t vocabulary) {
  auto& cases = cases_[vocabulary];
  if (cases.empty()) cases.resize(keeps_ ? rows_ : 1);
  std::unique_ptr<CaseFacts>& made = cases[keeps_ ? row : 0];
  if (!made || !keeps_) {
    made = std::make_unique<CaseFacts>(
        population_.facts_of(first_ + row, *vocabularies_[vocabulary]));
  }
  return *made;
}

}  // namespace jiangbu
