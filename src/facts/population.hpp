// Facts of very many applicants, laid out by vocabularies: one column for each fact.
// In: nothing (read/ builds it). Out: Population. Never: knows a policy.
//
// A domain is a set of rows: domain 0 the applicants, every other one the items of a list
// of its parent's rows. The rows of a list stand in the order of their owners, so those
// of one applicant, or of a run of applicants, stand together.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "facts/case_facts.hpp"
#include "facts/integer_column.hpp"
#include "facts/text_dictionary.hpp"
#include "model/facts_read.hpp"

namespace jiangbu {

using DomainId = std::uint32_t;

/// What the integers of a column stand for.
enum class ColumnKind : std::uint8_t {
  truth,   // 0 or 1
  code,    // enum: index; text and region: number in the dictionary
  date,    // days since 1970-01-01
  number,  // scaled by a power of ten; months; days
};

/// A list of the rows of a parent domain; list 0 stands for the applicants themselves.
struct PopulationList {
  DomainId parent = 0;
  std::string name;  // "marks"; of a list inside a record "address.tenants"
  std::vector<std::uint32_t> path;  // fields, from the parent's entity
  std::uint32_t entity = 0;         // of the items
  bool scalar = false;              // items are plain values
  Type element;
  const Field* field = nullptr;  // null for the applicants
};

/// Which part of a fact a column holds.
enum class FactPart : std::uint8_t {
  whole,
  from,      // of a period; null: open
  to,        //
  presence,  // of a record that may be null, or of a list: its state only
};

struct PopulationFact {
  DomainId domain = 0;
  std::string name;                 // "grade", "address.city"; "" for plain values
  std::vector<std::uint32_t> path;  // fields, from the domain's entity
  FactPart part = FactPart::whole;
  Type type;  // of the value; of a period: of its ends
  ColumnKind kind = ColumnKind::number;
  int scale = 0;  // digits behind the point: money 2, numbers 6 unless whole
  const Field* field = nullptr;  // its unit, bounds, titles; of plain values: the list's
  const Vocabulary* vocabulary = nullptr;
};

/// The facts a set of policies asks for. Refers to their vocabularies, which outlive it.
struct PopulationLayout {
  std::vector<PopulationList> lists;
  std::vector<PopulationFact> facts;

  std::optional<std::size_t> find(DomainId domain, const std::string& name,
                                  FactPart part) const;
  std::optional<DomainId> find_list(DomainId parent, const std::string& name) const;
};

/// Adds what `fields` of the vocabulary need; returns the names of facts that two
/// vocabularies of the layout declare with different types, which stay as they were.
std::vector<std::string> add_facts(PopulationLayout& layout, const Vocabulary& vocabulary,
                                   const FieldSet& fields);

/// The state of one fact of one row.
enum class FactState : std::uint8_t {
  known,
  null_,
  unknown,
  exact,  // known, but not an integer of the column's scale: see PopulationColumn::exact
};

/// The values of one fact, by row of its domain; 0 where the state is another than known.
struct PopulationColumn {
  IntegerColumn values;                    // empty: every row is `all`
  std::vector<FactState> states;           // empty: every row is known
  std::map<std::uint32_t, Decimal> exact;  // by row
  FactState all = FactState::unknown;      // while `values` is empty
  std::int64_t all_value = 0;              // if `all` is known

  FactState state(std::size_t row) const {
    if (values.empty()) return all;
    return states.empty() ? FactState::known : states[row];
  }
  std::int64_t value(std::size_t row) const {
    return values.empty() ? all_value : values.at(row);
  }
};

/// Any number of applicants. Filled by one thread, then read by any number.
class Population {
 public:
  explicit Population(PopulationLayout layout);

  const PopulationLayout& layout() const { return layout_; }
  std::uint32_t applicants() const { return rows_[0]; }
  std::uint32_t rows(DomainId domain) const { return rows_[domain]; }
  void set_rows(DomainId domain, std::uint32_t rows) { rows_[domain] = rows; }

  PopulationColumn& column(std::size_t fact) { return columns_[fact]; }
  const PopulationColumn& column(std::size_t fact) const { return columns_[fact]; }
  /// The parent's row of every row, ascending. Four bytes each.
  IntegerColumn& owners(DomainId domain) { return owners_[domain]; }
  const IntegerColumn& owners(DomainId domain) const { return owners_[domain]; }
  /// The first row whose owner is `owner` or a later one.
  std::uint32_t first_of(DomainId domain, std::uint32_t owner) const;
  /// Makes first_of() quick; call it once all rows are there.
  void build_index();

  TextDictionary& texts() { return texts_; }
  const TextDictionary& texts() const { return texts_; }

  /// What the applicant is called, for messages and results.
  std::string name_of(std::uint32_t applicant) const;
  /// Names that are whole numbers, all of them; else set_texts names them.
  IntegerColumn& number_names() { return number_names_; }
  const IntegerColumn& number_names() const { return number_names_; }
  std::vector<std::string>& text_names() { return text_names_; }

  /// One applicant as facts of a vocabulary, whose fields the layout knows by their
  /// names; others stay unknown.
  CaseFacts facts_of(std::uint32_t applicant, const Vocabulary& vocabulary) const;
  /// One fact of one row of its domain, none that holds other facts.
  FactValue fact_of(std::size_t fact, std::uint32_t row) const;
  /// Keeps alive what borrowed columns stand for.
  void keep(std::shared_ptr<const void> memory) { kept_.push_back(std::move(memory)); }
  /// Bytes of memory held for values.
  std::size_t bytes() const;

 private:
  PopulationLayout layout_;
  std::vector<std::uint32_t> rows_;                // by domain
  std::vector<IntegerColumn> owners_;              // by domain
  std::vector<std::vector<std::uint32_t>> index_;  // by domain: first_of(1024 * i)
  std::vector<PopulationColumn> columns_;          // by fact
  TextDictionary texts_;
  IntegerColumn number_names_;
  std::vector<std::string> text_names_;
  std::vector<std::shared_ptr<const void>> kept_;
};

}  // namespace jiangbu
