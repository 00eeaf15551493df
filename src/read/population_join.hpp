// Tables read stretch by stretch into one population.
// In: TableRows of every table. Out: Population, and the rows that found no place.
// Never: reads a cell, prints.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "read/applicant_index.hpp"
#include "read/table_rows.hpp"

namespace jiangbu {

/// One table: how it was read and what was in it. No plan: there is no such table.
struct ReadTable {
  std::shared_ptr<const TablePlan> plan;
  std::vector<TableRows> stretches;
};

/// A row that was read but finds no place.
struct MisplacedRow {
  std::size_t stretch = 0;
  std::uint32_t row = 0;  // in the stretch
  Code code{};
  std::vector<std::string> arguments;
  std::string applicant;
};

/// Puts tables together. One use: join(), then the rest, then take().
class PopulationJoin {
 public:
  /// `tables` by domain. `closed_world` is what absent facts take.
  PopulationJoin(const PopulationLayout& layout, std::vector<ReadTable>& tables,
                 bool closed_world, bool keep, unsigned threads);

  /// Finds each row's owner.
  void join();
  /// By domain, in the order of the rows.
  const std::vector<std::vector<MisplacedRow>>& misplaced() const { return misplaced_; }
  /// Decides which applicants are set aside with their rows.
  void set_aside();
  std::uint64_t applicants_set_aside() const { return set_aside_; }
  /// Rows set aside with their applicant, though nothing is wrong with them.
  std::uint64_t rows_left(DomainId domain) const { return left_[domain]; }
  bool is_set_aside(const std::string& applicant) const;

  Population take();

 private:
  struct Owned {
    IntegerColumn owners;               // row of the parent, -1: none
    std::vector<std::uint32_t> order;   // rows kept, by owner; empty: all as they are
    std::vector<std::uint32_t> places;  // of the rows; empty: as they are
    bool in_order = true;
    std::uint32_t rows = 0;
  };

  void find_owners(DomainId domain);
  bool find_applicants(DomainId domain);
  void find_parents(DomainId domain);
  std::unordered_map<std::string, std::uint32_t> rows_by_reference(DomainId domain,
                                                                   bool by_key) const;
  std::uint32_t applicant_of(DomainId domain, std::uint32_t row) const;
  void check_keys(DomainId domain);
  void note_orphans(DomainId domain);
  void order_rows(DomainId domain);
  bool needs_places(DomainId domain) const;
  void fill_columns(Population& population);
  void fill_column(DomainId domain, std::size_t column, Population& population,
                   const std::vector<std::vector<std::int32_t>>& codes);
  void fill_presence(DomainId domain, std::size_t presence, Population& population);
  std::vector<std::vector<std::int32_t>> codes_of(DomainId domain, std::size_t column,
                                                  TextDictionary& texts) const;
  std::uint32_t final_rows(DomainId domain) const;
  std::pair<std::size_t, std::uint32_t> place_of(DomainId domain,
                                                 std::uint32_t row) const;

  const PopulationLayout& layout_;
  std::vector<ReadTable>& tables_;
  bool closed_world_;
  bool keep_;
  unsigned threads_;
  std::unique_ptr<ApplicantIndex> index_;
  std::vector<Owned> owned_;  // by domain
  std::vector<std::vector<MisplacedRow>> misplaced_;
  std::set<std::string, std::less<>> bad_applicants_;  // of rows that were not read
  std::vector<bool> dropped_;                          // applicants; empty: none
  std::uint64_t set_aside_ = 0;
  std::vector<std::uint64_t> left_;
};

}  // namespace jiangbu
