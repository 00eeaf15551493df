// The tables and columns a population is read from.
// In: PopulationLayout, vocabularies. Out: ExpectedTable. Never: opens a file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "facts/population.hpp"

namespace jiangbu {

/// A column by what it holds.
struct ExpectedColumn {
  enum class Role : std::uint8_t {
    applicant,  // who the row belongs to
    parent,  // which row of the enclosing list, by its key or else its place (1, 2, …)
    fact,
    other,    // known to a vocabulary, but nothing reads it
    derived,  // computed by a formula, never given
  };
  Role role = Role::fact;
  std::string name;  // "grade", "address.city", "term.from", "madrid.number"
  Bilingual title;   // "地址.城市"
  FactPart part = FactPart::whole;
  const Field* field = nullptr;  // null: applicant, place of a row
  const Vocabulary* vocabulary = nullptr;
  std::optional<std::size_t> fact;   // in PopulationLayout::facts
  std::optional<DomainId> list;      // parent: the enclosing list
  bool is_key = false;               // tells the items of its list apart
  std::vector<std::string> aliases;  // further headers that name it

  bool is_read() const { return role == Role::applicant || role == Role::parent || fact; }
};

/// The rows of one domain.
struct ExpectedTable {
  DomainId domain = 0;
  std::string name;  // "applicants", "marks", "madrid.countries"
  Bilingual title;
  std::vector<ExpectedColumn> columns;
};

/// The name of the table of applicants.
inline constexpr const char* applicants_table = "applicants";

/// One table for each domain of the layout, in its order; parents come first.
std::vector<ExpectedTable> expected_tables(
    const PopulationLayout& layout, const std::vector<const Vocabulary*>& vocabularies);

/// The column that a header names: by name, by title, or by the last part of either if
/// only one column has it.
std::optional<std::size_t> find_column(const ExpectedTable& table,
                                       const std::string& header);

}  // namespace jiangbu
