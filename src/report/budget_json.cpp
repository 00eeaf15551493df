#include "report/budget_json.hpp"

#include <fmt/format.h>

#include <cmath>

#include "jiangbu/version.hpp"
#include "report/budget_tables.hpp"
#include "report/json_parts.hpp"

namespace jiangbu {

namespace {

using namespace json_parts;

/// Pairs of texts as objects of two members.
void pairs(JsonWriter& json, JsonKey key, JsonKey first, JsonKey second,
           const std::vector<std::pair<std::string, std::string>>& values) {
  objects(json, key, values, [&](JsonWriter& writer, const auto& pair) {
    text(writer, first, pair.first);
    text(writer, second, pair.second);
  });
}

std::string digits_of(Int128 value) {
  const bool negative = value < 0;
  if (negative) value = -value;
  std::string text;
  do {
    text.insert(text.begin(), static_cast<char>('0' + static_cast<int>(value % 10)));
    value /= 10;
  } while (value > 0);
  return negative ? "-" + text : text;
}

void whole(JsonWriter& json, std::string_view key, Int128 value) {
  json.key(key);
  json.number(digits_of(value));
}

void whole(JsonWriter& json, std::string_view key, const std::optional<Int128>& value) {
  if (value) return whole(json, key, *value);
  json.key(key);
  json.null();
}

void count(JsonWriter& json, std::string_view key, std::uint64_t value) {
  whole(json, key, static_cast<Int128>(value));
}

// Never "-0", which is another text for the same number.
void statistic(JsonWriter& json, std::string_view key, double value, int digits = 0) {
  json.key(key);
  const std::string text = fmt::format("{:.{}f}", value, digits);
  json.number(text.find_first_not_of("-0.") == std::string::npos ? "0" : text);
}

void estimate(JsonWriter& json, std::string_view key, const AmountEstimate& amount) {
  json.key(key);
  json.begin_object();
  whole(json, "low", amount.low);
  statistic(json, "expected", amount.expected);
  statistic(json, "expected_error", amount.expected_error);
  whole(json, "high", amount.high);
  whole(json, "entitled_low", amount.entitled_low);
  whole(json, "entitled_high", amount.entitled_high);
  count(json, "claims", amount.claims);
  statistic(json, "expected_claims", amount.expected_claims, 1);
  json.key("applicants");
  if (amount.applicants) {
    json.number(digits_of(static_cast<Int128>(*amount.applicants)));
  } else {
    json.null();
  }
  json.end_object();
}

void write_row(JsonWriter& json, const EstimateRow& row) {
  text(json, "key", row.key);
  title(json, "title", row.title);
  json.key("depth");
  json.number(std::int64_t{row.depth});
  text(json, "parent", row.parent);
  estimate(json, "amount", row.amount);
  texts(json, "unstated", row.unstated);
  texts(json, "assumptions", row.assumptions);
}

void write_clause_estimate(JsonWriter& json, const ClauseEstimate& clause) {
  text(json, "policy", clause.policy);
  text(json, "clause", clause.id);
  title(json, "title", clause.title);
  text(json, "cite", clause.cite);
  texts(json, "departments", clause.departments);
  pairs(json, "payers", "payer", "share", clause.payers);
  estimate(json, "amount", clause.amount);
  whole(json, "awards_low", clause.awards_low);
  whole(json, "awards_high", clause.awards_high);
  whole(json, "by_discretion", clause.by_discretion);
  whole(json, "by_unknown_facts", clause.by_unknown_facts);
  texts(json, "assumptions", clause.assumptions);
}

void write_unstated(JsonWriter& json, const UnstatedClause& clause) {
  text(json, "policy", clause.policy);
  text(json, "clause", clause.clause);
  flag(json, "delegated", clause.delegated);
  title(json, "delegated_to", clause.delegated_to);
  whole(json, "cases_low", clause.cases_low);
  whole(json, "cases_high", clause.cases_high);
}

void write_reading(JsonWriter& json, const ReadingSpread& reading) {
  text(json, "policy", reading.policy);
  text(json, "question", reading.question);
  text(json, "option", reading.option);
  title(json, "question_title", reading.question_title);
  title(json, "option_title", reading.option_title);
  flag(json, "chosen", reading.chosen);
  estimate(json, "amount", reading.amount);
}

void write_distribution(JsonWriter& json, std::string_view key,
                        const std::optional<Distribution>& distribution) {
  json.key(key);
  if (!distribution) return json.null();
  const Distribution& of = *distribution;
  json.begin_object();
  text(json, "method", of.method == Distribution::Method::exact ? "exact" : "simulated");
  text(json, "reason", of.reason);
  statistic(json, "mean", of.mean);
  statistic(json, "deviation", of.deviation);
  objects(json, "quantiles", of.quantiles, [](JsonWriter& writer, const auto& one) {
    statistic(writer, "percent", one.first, 1);
    statistic(writer, "amount", one.second);
  });
  statistic(json, "tail_from_percent", of.tail_from, 1);
  statistic(json, "tail_mean", of.tail_mean);
  objects(json, "histogram", of.histogram, [](JsonWriter& writer, const auto& one) {
    statistic(writer, "up_to", one.first);
    statistic(writer, "chance", one.second, 9);
  });
  statistic(json, "step", of.step, 2);
  statistic(json, "amount_error", of.amount_error);
  statistic(json, "chance_error", of.chance_error, 6);
  statistic(json, "error_chance", of.error_chance, 9);
  count(json, "seed", of.seed);
  count(json, "draws", of.draws);
  json.end_object();
}

void write_cut(JsonWriter& json, const CutOutcome& outcome) {
  text(json, "claims", outcome.claims);
  whole(json, "claimed", outcome.claimed);
  whole(json, "paid", outcome.paid);
  count(json, "in_full", outcome.in_full);
  count(json, "in_part", outcome.in_part);
  count(json, "unpaid", outcome.unpaid);
  text(json, "exhausted_on", outcome.exhausted_on);
}

void write_appropriation(JsonWriter& json, const AppropriationOutcome& outcome) {
  text(json, "name", outcome.appropriation.name);
  title(json, "title", outcome.appropriation.title);
  whole(json, "amount", outcome.appropriation.amount.fen);
  text(json, "rule", outcome.rule);
  texts(json, "clauses", outcome.clauses);
  objects(json, "outcomes", outcome.outcomes, write_cut);
  statistic(json, "expected_claimed", outcome.expected_claimed);
  statistic(json, "expected_paid", outcome.expected_paid);
  statistic(json, "chance_exceeded", outcome.chance_exceeded, 6);
  text(json, "exhausted_median", outcome.exhausted_median);
  text(json, "exhausted_early", outcome.exhausted_early);
  texts(json, "problems", outcome.problems);
  texts(json, "unstated", outcome.unstated);
  texts(json, "assumptions", outcome.assumptions);
}

void write_cliff(JsonWriter& json, const Cliff& cliff) {
  text(json, "policy", cliff.policy);
  text(json, "clause", cliff.clause);
  title(json, "title", cliff.title);
  text(json, "subject", cliff.subject);
  text(json, "bound", cliff.bound);
  text(json, "distance", cliff.distance);
  const auto side = [&](std::string_view key, const Cliff::Side& of) {
    json.key(key);
    json.begin_object();
    count(json, "applicants", of.applicants);
    whole(json, "change", of.change / 2);
    json.end_object();
  };
  side("below", cliff.below);
  side("above", cliff.above);
}

void write_swing(JsonWriter& json, const Swing& swing) {
  text(json, "assumption", swing.assumption);
  title(json, "title", swing.title);
  text(json, "low_value", swing.low_value);
  statistic(json, "at_low", swing.at_low);
  text(json, "high_value", swing.high_value);
  statistic(json, "at_high", swing.at_high);
}

void write_book(JsonWriter& json, const Book& book) {
  text(json, "standing", book.indicative ? "indicative" : "payable");
  title(json, "title", book_title(book));
  texts(json, "policies", book.policies);
  estimate(json, "total", book.total);
  whole(json, "by_discretion", book.by_discretion);
  whole(json, "by_unknown_facts", book.by_unknown_facts);
  flag(json, "ranges_overlap", book.ranges_overlap);
  objects(json, "clauses", book.clauses, write_clause_estimate);
  objects(json, "by_department", book.by_department, write_row);
  objects(json, "by_payer", book.by_payer, write_row);
  objects(json, "by_region", book.by_region, write_row);
  objects(json, "by_kind", book.by_kind, write_row);
  objects(json, "by_year", book.by_year, write_row);
  objects(json, "unstated", book.unstated, write_unstated);
  objects(json, "readings", book.readings, write_reading);
  objects(json, "appropriations", book.appropriations, write_appropriation);
  write_distribution(json, "distribution", book.distribution);
  write_distribution(json, "paid_distribution", book.paid_distribution);
  objects(json, "swings", book.swings, write_swing);
  objects(json, "cliffs", book.cliffs, write_cliff);
  count(json, "quiet_bounds", book.quiet_bounds);
  texts(json, "assumptions", book.assumptions);
}

void write_contribution(JsonWriter& json, const Contribution& one) {
  text(json, "change", one.change);
  statistic(json, "amount", one.amount);
  statistic(json, "error", one.error);
}

void write_applicant(JsonWriter& json, const ChangedApplicant& one) {
  text(json, "name", one.name);
  text(json, "kind", one.kind);
  text(json, "region", one.region);
  whole(json, "base_low", one.base_low);
  whole(json, "base_high", one.base_high);
  whole(json, "low", one.low);
  whole(json, "high", one.high);
}

void write_scenario_book(JsonWriter& json, const ScenarioBook& book) {
  text(json, "standing", book.indicative ? "indicative" : "payable");
  estimate(json, "base", book.base);
  estimate(json, "total", book.total);
  objects(json, "clauses", book.clauses, [](JsonWriter& writer, const auto& clause) {
    text(writer, "policy", clause.policy);
    text(writer, "clause", clause.clause);
    title(writer, "title", clause.title);
    statistic(writer, "base", clause.base);
    statistic(writer, "scenario", clause.scenario);
    objects(writer, "by_change", clause.by_change, write_contribution);
  });
  objects(json, "by_change", book.by_change, write_contribution);
  count(json, "winners", book.winners);
  count(json, "losers", book.losers);
  whole(json, "gained", book.gained / 2);
  whole(json, "lost", book.lost / 2);
  objects(json, "top_winners", book.top_winners, write_applicant);
  objects(json, "top_losers", book.top_losers, write_applicant);
}

void write_scenario(JsonWriter& json, const ScenarioEstimate& scenario) {
  text(json, "name", scenario.scenario.name);
  title(json, "title", scenario.scenario.title);
  objects(json, "changes", scenario.scenario.changes,
          [](JsonWriter& writer, const Change& change) {
            text(writer, "id", change.id);
            title(writer, "title", change.title);
            text(writer, "value", change.value);
            text(writer, "place", change.place);
          });
  flag(json, "exact_attribution", scenario.exact_attribution);
  count(json, "orders", scenario.orders);
  objects(json, "books", scenario.books, write_scenario_book);
}

void write_forward(JsonWriter& json, const BudgetEstimate& budget) {
  objects(json, "forward", budget.forward, [](JsonWriter& writer, const auto& one) {
    text(writer, "standing", one.first ? "indicative" : "payable");
    objects(writer, "years", one.second, [](JsonWriter& to, const YearExposure& year) {
      to.key("year");
      to.number(std::int64_t{year.year});
      statistic(to, "low", year.low);
      statistic(to, "expected", year.expected);
      statistic(to, "high", year.high);
    });
  });
  objects(json, "targets", budget.targets, [](JsonWriter& writer, const auto& target) {
    text(writer, "policy", target.policy);
    text(writer, "target", target.target);
    title(writer, "title", target.title);
    text(writer, "unit", target.unit);
    text(writer, "clause", target.clause);
    flag(writer, "indicative", target.indicative);
    statistic(writer, "value", target.value, 4);
    statistic(writer, "achieved", target.achieved, 4);
    writer.key("year");
    writer.number(std::int64_t{target.year});
    statistic(writer, "unit_amount", target.unit_amount);
    statistic(writer, "cost", target.cost);
    objects(writer, "by_year", target.by_year, [](JsonWriter& to, const auto& year) {
      to.key("year");
      to.number(std::int64_t{year.first});
      statistic(to, "cost", year.second);
    });
    texts(writer, "assumptions", target.assumptions);
    text(writer, "problem", target.problem);
  });
}

void write_policy_used(JsonWriter& json, const PolicyUsed& policy) {
  text(json, "policy", policy.id);
  text(json, "version", policy.version);
  title(json, "title", policy.title);
  text(json, "hash", policy.hash);
  text(json, "standing", policy.indicative ? "indicative" : "payable");
  flag(json, "applies", policy.applies);
  pairs(json, "readings", "question", "option", policy.readings);
  text(json, "computed_case_by_case", policy.obstacle);
}

void write_facts(JsonWriter& json, const BudgetEstimate& budget) {
  const FactQuality& facts = budget.facts;
  json.key("facts");
  json.begin_object();
  text(json, "source", budget.facts_name);
  text(json, "hash", budget.facts_hash);
  count(json, "applicants", facts.applicants);
  count(json, "rejected_rows", facts.rejected_rows);
  objects(json, "rejected_by", facts.rejected_by, [](JsonWriter& to, const auto& one) {
    text(to, "reason", one.first);
    count(to, "rows", one.second);
  });
  count(json, "applicants_set_aside", facts.set_aside);
  text(json, "rejects_folder", facts.rejects_folder);
  count(json, "one_by_one", facts.one_by_one);
  count(json, "failed", facts.failed);
  objects(json, "failures", facts.failures, [](JsonWriter& to, const auto& one) {
    text(to, "applicant", one.first);
    title(to, "reason", one.second);
  });
  json.end_object();
}

void write_members(JsonWriter& json, const BudgetEstimate& budget) {
  text(json, "format", budget_format);
  text(json, "engine", version);
  date(json, "decision_date", budget.decision_date);
  title(json, "title", budget.title);
  objects(json, "policies", budget.policies, write_policy_used);
  objects(json, "assumptions", budget.assumptions,
          [](JsonWriter& writer, const UsedAssumption& one) {
            text(writer, "id", one.id);
            title(writer, "text", one.text);
            text(writer, "place", one.place);
          });
  objects(json, "books", budget.books, write_book);
  objects(json, "scenarios", budget.scenarios, write_scenario);
  write_forward(json, budget);
  write_facts(json, budget);
}

void write_tables(JsonWriter& json, const std::vector<BudgetTable>& tables) {
  objects(json, "tables", tables, [](JsonWriter& writer, const BudgetTable& table) {
    text(writer, "id", table.id);
    title(writer, "title", table.title);
    title(writer, "book", table.book);
    title(writer, "note", table.note);
    titles(writer, "columns", table.columns);
    writer.key("rows");
    writer.begin_array();
    for (const auto& row : table.rows) {
      writer.begin_array();
      for (const TableCell& cell : row) {
        writer.begin_object();
        flag(writer, "number",
             cell.kind != TableCell::Kind::text && cell.kind != TableCell::Kind::empty);
        text(writer, "zh", cell_text(cell, Language::zh));
        text(writer, "en", cell_text(cell, Language::en));
        writer.end_object();
      }
      writer.end_array();
    }
    writer.end_array();
  });
}

}  // namespace

std::string to_json(const BudgetEstimate& estimate, bool indented) {
  JsonWriter json(indented ? JsonWriter::Form::indented : JsonWriter::Form::compact,
                  JsonWriter::Empty::written);
  json.begin_object();
  write_members(json, estimate);
  json.end_object();
  return json.take();
}

std::string to_page_json(const BudgetEstimate& estimate) {
  JsonWriter json(JsonWriter::Form::compact, JsonWriter::Empty::written);
  json.begin_object();
  write_members(json, estimate);
  write_tables(json, budget_tables(estimate));
  json.end_object();
  return json.take();
}

}  // namespace jiangbu
