#include "budget/books.hpp"

#include <algorithm>

#include "budget/expectation.hpp"
#include "budget/variants.hpp"
#include "evaluate/readings.hpp"
#include "evaluate/totals.hpp"

namespace jiangbu {

const Clause* clause_at(const Measurement& measurement, const Ground& ground,
                        std::uint32_t number) {
  const Clauses::Place& place = ground.clauses.all()[number];
  for (const Clause& clause : measurement.programs[place.policy]->model->clauses) {
    if (clause.id == place.id) return &clause;
  }
  return nullptr;
}

bool has_standing(const Programs& programs, std::size_t standing) {
  return std::any_of(programs.begin(), programs.end(), [&](const auto& program) {
    return standing_of(*program->model) == standing;
  });
}

std::vector<std::uint32_t> clauses_of(const Measurement& measurement,
                                      const Ground& ground, std::size_t standing) {
  std::vector<std::uint32_t> numbers;
  for (std::size_t p = 0; p < measurement.programs.size(); ++p) {
    const PolicyModel& model = *measurement.programs[p]->model;
    if (standing_of(model) != standing || !model.applies_on(ground.decision_date)) {
      continue;
    }
    const auto readings = chosen_readings(model, measurement.readings);
    for (std::uint32_t n = 0; n < measurement.all.clauses.size(); ++n) {
      if (ground.clauses.all()[n].policy != p) continue;
      const Clause* clause = clause_at(measurement, ground, n);
      if (clause != nullptr && exists_under(*clause, readings)) numbers.push_back(n);
    }
  }
  return numbers;
}

AmountEstimate clause_estimate(const Measurement& measurement, std::uint32_t clause,
                               const ClauseTerms& terms) {
  return estimate(measurement.all.clauses[clause], measurement.least_of(clause), terms);
}

AmountEstimate total_of(const Measurement& measurement, const Ground& ground,
                        const Assumptions& assumptions, std::size_t standing) {
  AmountEstimate total;
  bool plain = true;
  for (const auto& [clause, amount] :
       clause_estimates(measurement, ground, assumptions, standing)) {
    const ClauseTerms terms = terms_of(assumptions, ground.clauses.all()[clause].id);
    plain =
        plain && (terms.is_plain() || measurement.all.clauses[clause].applicants == 0);
    add(total, amount);
  }
  ExposureCell whole;
  for (std::size_t p = 0; p < measurement.programs.size(); ++p) {
    if (standing_of(*measurement.programs[p]->model) == standing) {
      whole += measurement.all.policies[p];
    }
  }
  total.entitled_low = whole.low;
  total.entitled_high = whole.unbounded > 0 ? std::nullopt : std::optional(whole.high);
  if (plain) {
    total.low = total.entitled_low;
    total.high = total.entitled_high;
  }
  const auto& counted = measurement.all.applicants[standing];
  if (counted) total.applicants = counted->applicants;
  return total;
}

namespace {

// Rows by key in the order they come.
class Rows {
 public:
  EstimateRow& at(const std::string& key, const Bilingual& title) {
    for (EstimateRow& row : rows_) {
      if (row.key == key) return row;
    }
    EstimateRow& row = rows_.emplace_back();
    row.key = key;
    row.title = title;
    return row;
  }
  std::vector<EstimateRow> take() { return std::move(rows_); }

 private:
  std::vector<EstimateRow> rows_;
};

void add_ids(std::vector<std::string>& to, const std::vector<std::string>& from) {
  for (const std::string& id : from) {
    if (std::find(to.begin(), to.end(), id) == to.end()) to.push_back(id);
  }
}

std::string joined(const std::vector<std::string>& texts) {
  std::string result;
  for (const std::string& text : texts) result += (result.empty() ? "" : "、") + text;
  return result;
}

class BookWriter {
 public:
  BookWriter(const Measurement& measurement, const Ground& ground,
             const Assumptions& assumptions, std::size_t standing)
      : measurement_(measurement),
        ground_(ground),
        assumptions_(assumptions),
        standing_(standing),
        estimates_(clause_estimates(measurement, ground, assumptions, standing)) {}

  Book write() {
    book_.indicative = standing_ == 1;
    for (const auto& program : measurement_.programs) {
      if (standing_of(*program->model) == standing_) {
        book_.policies.push_back(program->model->id);
      }
    }
    book_.total = total_of(measurement_, ground_, assumptions_, standing_);
    for (const std::uint32_t number : clauses_of(measurement_, ground_, standing_)) {
      add_clause(number);
    }
    book_.by_department = departments_.take();
    book_.by_payer = payers_.take();
    book_.by_year = years_.take();
    if (ground_.region) book_.by_region = region_rows(*ground_.region);
    if (ground_.kind) book_.by_kind = group_rows(*ground_.kind);
    Int128 low = 0;
    std::optional<Int128> high = 0;
    for (const ClauseEstimate& clause : book_.clauses) {
      low += clause.amount.entitled_low;
      if (high && clause.amount.entitled_high) *high += *clause.amount.entitled_high;
    }
    book_.ranges_overlap =
        low != book_.total.entitled_low ||
        (book_.total.entitled_high && high && *high != *book_.total.entitled_high);
    return std::move(book_);
  }

 private:
  void add_clause(std::uint32_t number) {
    const Clauses::Place& place = ground_.clauses.all()[number];
    const Clause& clause = *clause_at(measurement_, ground_, number);
    const PolicyModel& model = *measurement_.programs[place.policy]->model;
    const auto readings = chosen_readings(model, measurement_.readings);
    const ClauseTerms terms = terms_of(assumptions_, clause.id);
    ClauseEstimate result;
    result.policy = model.id;
    result.id = clause.id;
    result.title = clause.title;
    result.cite = clause.cite;
    result.departments = clause.departments;
    for (const auto& [payer, share] : payers_of(clause, readings)) {
      result.payers.emplace_back(payer, share.to_string());
    }
    result.amount = estimates_.at(number);
    result.amount.applicants = measurement_.all.clauses[number].applicants;
    const Spread spread =
        spread_of(measurement_.all.clauses[number], measurement_.least_of(number));
    result.by_discretion = spread.by_discretion;
    result.by_unknown_facts = spread.by_unknown_facts;
    book_.by_discretion += spread.by_discretion;
    book_.by_unknown_facts += spread.by_unknown_facts;
    result.assumptions = assumption_ids(assumptions_, clause.id, spread);
    for (const auto& [question, option] : measurement_.readings) {
      if (has_reading(model, question, option)) {
        add_ids(result.assumptions, {"reading " + question});
      }
    }
    add_ids(book_.assumptions, result.assumptions);
    const ExposureCell& lines = measurement_.lines->clauses[number];
    result.awards_low = lines.low;
    result.awards_high = lines.unbounded > 0 ? std::nullopt : std::optional(lines.high);
    const Unstated unstated = unstated_award(clause.award, readings);
    if (unstated == Unstated::no) {
      add_rows(number, clause, result, model, readings, terms);
    } else {
      add_unstated(number, clause, result, model, readings, unstated);
    }
    book_.clauses.push_back(std::move(result));
  }

  // Part of a clause's amount; where that is drawn, in proportion: what each would get if
  // all claimed tells how it is shared out, and no high end is known but the clause's.
  AmountEstimate part_of(std::uint32_t number, AmountEstimate part) const {
    if (!measurement_.is_shared(ground_.clauses.all()[number].policy)) return part;
    const AmountEstimate& whole = estimates_.at(number);
    const AmountEstimate plain = clause_estimate(
        measurement_, number, terms_of(assumptions_, ground_.clauses.all()[number].id));
    const double factor = plain.expected > 0 ? whole.expected / plain.expected : 1;
    part.expected *= factor;
    part.expected_error = plain.expected > 0 ? whole.expected_error : 0;
    part.high = whole.high;
    return part;
  }

  std::string department_of(const Clause& clause, const PolicyModel& model) const {
    if (clause.departments.empty()) return "";
    return model.first_department_leads ? clause.departments.front()
                                        : joined(clause.departments);
  }

  void add_rows(std::uint32_t number, const Clause& clause, const ClauseEstimate& result,
                const PolicyModel& model, const std::vector<std::uint32_t>& readings,
                const ClauseTerms& terms) {
    if (result.amount.claims == 0) return;
    const auto put = [&](EstimateRow& row, const AmountEstimate& amount) {
      add(row.amount, amount);
      add_ids(row.assumptions, result.assumptions);
    };
    const std::string department = department_of(clause, model);
    put(departments_.at(department, {department, department}), result.amount);
    const std::string year = std::to_string(ground_.decision_date.year());
    put(years_.at(year, {year, year}), result.amount);
    const PayerShares& shares = payers_of(clause, readings);
    if (shares.empty()) put(payers_.at("", {}), result.amount);
    for (std::size_t p = 0; p < shares.size(); ++p) {
      const ExposureCell* least =
          measurement_.least ? &measurement_.least->payers[number][p] : nullptr;
      const std::string& payer = shares[p].first;
      put(payers_.at(payer, {payer, payer}),
          part_of(number, estimate(measurement_.all.payers[number][p], least, terms)));
    }
  }

  void add_unstated(std::uint32_t number, const Clause& clause,
                    const ClauseEstimate& result, const PolicyModel& model,
                    const std::vector<std::uint32_t>& readings, Unstated unstated) {
    const std::string name = model.id + " " + clause.id;
    const ExposureCell& lines = measurement_.lines->clauses[number];
    if (lines.applicants == 0) return;
    book_.unstated.push_back({model.id, clause.id, unstated == Unstated::delegated,
                              delegated_to(clause.award, readings), result.awards_low,
                              result.awards_high});
    const std::string department = department_of(clause, model);
    departments_.at(department, {department, department}).unstated.push_back(name);
    const std::string year = std::to_string(ground_.decision_date.year());
    years_.at(year, {year, year}).unstated.push_back(name);
    const PayerShares& shares = payers_of(clause, readings);
    if (shares.empty()) payers_.at("", {}).unstated.push_back(name);
    for (const auto& [payer, share] : shares) {
      payers_.at(payer, {payer, payer}).unstated.push_back(name);
    }
    unstated_.emplace_back(number, name);
    // Where the award is without a figure in some cases only, the others have theirs.
    if (measurement_.all.clauses[number].applicants > 0) {
      add_rows(number, clause, result, model, readings,
               terms_of(assumptions_, clause.id));
    }
  }

  // A row for one group: its part of every clause, each applicant counted once.
  EstimateRow group_row(std::size_t grouping, std::uint32_t group) const {
    EstimateRow row;
    row.key = ground_.groupings[grouping].keys[group];
    row.title = ground_.groupings[grouping].titles[group];
    for (const std::uint32_t number : clauses_of(measurement_, ground_, standing_)) {
      const ExposureCell& cell = measurement_.all.group(grouping, number, group);
      if (cell.applicants == 0) continue;
      const std::string& id = ground_.clauses.all()[number].id;
      const ExposureCell* least =
          measurement_.least ? &measurement_.least->group(grouping, number, group)
                             : nullptr;
      add(row.amount, part_of(number, estimate(cell, least, terms_of(assumptions_, id))));
      add_ids(row.assumptions, assumption_ids(assumptions_, id, spread_of(cell, least)));
    }
    for (const auto& [number, name] : unstated_) {
      if (measurement_.lines->group(grouping, number, group).applicants > 0) {
        row.unstated.push_back(name);
      }
    }
    return row;
  }

  std::vector<EstimateRow> group_rows(std::size_t grouping) const {
    std::vector<EstimateRow> rows;
    const std::vector<std::uint64_t>& counts =
        measurement_.all.applicants[standing_]->by_group[grouping];
    for (std::uint32_t g = 0; g < counts.size(); ++g) {
      EstimateRow row = group_row(grouping, g);
      row.amount.applicants = counts[g];
      if (row.amount.claims > 0 || !row.unstated.empty()) rows.push_back(std::move(row));
    }
    return rows;
  }

  // Each region, and those around it, as a tree written from the top.
  std::vector<EstimateRow> region_rows(std::size_t grouping) const {
    Rows rows;
    for (const EstimateRow& leaf : group_rows(grouping)) {
      const std::vector<std::string> around = is_region_code(leaf.key)
                                                  ? regions_around(leaf.key)
                                                  : std::vector<std::string>{leaf.key};
      for (std::size_t depth = 0; depth < around.size(); ++depth) {
        const bool own = depth + 1 == around.size();
        EstimateRow& row =
            rows.at(around[depth],
                    own ? leaf.title : region_title(*ground_.population, around[depth]));
        row.depth = static_cast<int>(depth);
        if (depth > 0) row.parent = around[depth - 1];
        const std::uint64_t applicants =
            row.amount.applicants.value_or(0) + leaf.amount.applicants.value_or(0);
        add(row.amount, leaf.amount);
        row.amount.applicants = applicants;
        add_ids(row.assumptions, leaf.assumptions);
        add_ids(row.unstated, leaf.unstated);
      }
    }
    std::vector<EstimateRow> list = rows.take();
    std::stable_sort(list.begin(), list.end(),
                     [](const EstimateRow& a, const EstimateRow& b) {
                       return a.key < b.key;  // a code stands before those within it
                     });
    return list;
  }

  const Measurement& measurement_;
  const Ground& ground_;
  const Assumptions& assumptions_;
  std::size_t standing_;
  std::map<std::uint32_t, AmountEstimate> estimates_;
  Book book_;
  Rows departments_;
  Rows payers_;
  Rows years_;
  std::vector<std::pair<std::uint32_t, std::string>> unstated_;
};

}  // namespace

Book tables_of(const Measurement& measurement,
               const std::vector<std::pair<int, Measurement>>& by_year,
               const Ground& ground, const Assumptions& assumptions,
               std::size_t standing) {
  Book book = BookWriter(measurement, ground, assumptions, standing).write();
  if (by_year.empty()) return book;
  const std::vector<std::string> unstated =
      book.by_year.empty() ? std::vector<std::string>() : book.by_year.front().unstated;
  book.by_year.clear();
  for (const auto& [year, due] : by_year) {
    EstimateRow row;
    row.key = std::to_string(year);
    row.title = {row.key, row.key};
    row.amount = total_of(due, ground, assumptions, standing);
    row.assumptions = book.assumptions;
    if (book.by_year.empty()) row.unstated = unstated;
    if (row.amount.claims > 0 || book.by_year.empty()) book.by_year.push_back(row);
  }
  return book;
}

std::set<std::uint32_t> covered_by(const Appropriation& appropriation,
                                   const Measurement& measurement, const Ground& ground,
                                   std::size_t standing) {
  std::set<std::uint32_t> covered;
  for (const std::uint32_t number : clauses_of(measurement, ground, standing)) {
    const std::string& id = ground.clauses.all()[number].id;
    const auto& names = appropriation.clauses;
    if (names.empty() || std::find(names.begin(), names.end(), id) != names.end()) {
      covered.insert(number);
    }
  }
  return covered;
}

}  // namespace jiangbu
