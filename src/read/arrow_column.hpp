// The cells of one column of Arrow as those of a population's column.
// In: ArrowCells, CellPlan. Out: ColumnRows, IdentifierColumn. Never: knows other
// columns.
#pragma once

#include <vector>

#include "read/arrow_structs.hpp"
#include "read/cell_parser.hpp"
#include "read/table_rows.hpp"

namespace jiangbu {

/// Rows that are not read; empty as long as there is none.
using BadMarks = std::vector<bool>;

/// Reads the rows [from, to) of one column. One use, one thread; refers to its arguments.
class ArrowColumnReader {
 public:
  ArrowColumnReader(const CellPlan& plan, const ArrowCells& cells, std::size_t from,
                    std::size_t to, BadMarks& bad);

  /// Bad rows are marked and have some value.
  ColumnRows read();

 private:
  /// What a code of a dictionary, or a truth, stands for.
  struct Known {
    enum class State : std::uint8_t { unseen, bad, good, plain };  // plain: a known value
    State state = State::unseen;
    Cell cell;
  };

  bool borrow(ColumnRows& to) const;
  bool holds_codes() const;
  bool nulls_are_zero(const IntegerColumn& values) const;

  void read_values();
  void read_numbers();
  void read_days();
  void read_codes();
  template <typename Direct>
  void each(const Direct& direct);
  template <typename Real>
  void read_reals();
  bool number_of(Int128 coefficient, int scale, std::int64_t& value) const;
  bool number_of_digits(std::string_view digits, std::int64_t& value) const;
  template <typename CodeOf>
  void read_known(std::vector<Known>& seen, const CodeOf& code_of);
  void put(std::size_t place, const Cell& cell);
  void put(std::size_t place, const Known& known);
  void read_other(std::size_t place);
  void read_given(std::size_t place);
  Known known_as(std::string_view text);

  const CellPlan& plan_;
  const ArrowCells& cells_;
  std::size_t from_;
  std::size_t count_;
  BadMarks& bad_;
  CellParser parser_;
  std::vector<std::int64_t> values_;
  ColumnRows rows_;
  std::string padded_;
  std::string text_;
};

/// Identifiers of the rows [from, to); where one is `needed`, rows without are marked.
IdentifierColumn read_identifiers(const ArrowCells& cells, std::size_t from,
                                  std::size_t to, bool needed, BadMarks& bad);

}  // namespace jiangbu
