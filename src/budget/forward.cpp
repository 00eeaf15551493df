// Years after the one of the budget: growth, and what the policies' targets cost.
#include <algorithm>
#include <cmath>

#include "budget/books.hpp"
#include "budget/estimate_budget.hpp"
#include "budget/expectation.hpp"

namespace jiangbu {

std::vector<YearExposure> forward_years(const Measurement& measurement,
                                        const Ground& ground,
                                        const Assumptions& assumptions,
                                        std::size_t standing) {
  std::vector<YearExposure> years;
  const auto estimates = clause_estimates(measurement, ground, assumptions, standing);
  for (int ahead = 0; ahead <= assumptions.forward_years; ++ahead) {
    YearExposure year;
    year.year = ground.decision_date.year() + ahead;
    for (const auto& [number, amount] : estimates) {
      const std::string& id = ground.clauses.all()[number].id;
      const double factor = std::pow(1 + to_double(assumptions.growth.of(id)), ahead);
      year.low += factor * to_double(amount.low);
      year.expected += factor * amount.expected;
      year.high += factor * to_double(amount.high.value_or(amount.low));
    }
    years.push_back(year);
  }
  return years;
}

namespace {

class TargetPricer {
 public:
  TargetPricer(const Measurement& measurement, const Ground& ground,
               const Assumptions& assumptions)
      : measurement_(measurement), ground_(ground), assumptions_(assumptions) {}

  TargetExposure price(const PolicyModel& model, const Target& target,
                       const TargetPrice& given) const {
    TargetExposure result;
    result.policy = model.id;
    result.target = target.id;
    result.title = target.title;
    result.unit = target.unit;
    result.clause = given.clause;
    result.indicative = standing_of(model) == 1;
    result.year = target.year.value_or(0);
    result.assumptions = {"target " + target.id};
    if (!target.value) {
      result.problem = "the target has no figure";
      return result;
    }
    result.value = to_double(*target.value);
    const auto achieved = given.achieved ? given.achieved : target.achieved;
    result.achieved = achieved ? to_double(*achieved) : 0;
    const auto unit = given.unit_amount
                          ? std::optional(static_cast<double>(given.unit_amount->fen))
                          : average_award(model.id, given.clause);
    if (!unit) {
      result.problem = "the clause pays nobody in these facts: give 'unit amount'";
      return result;
    }
    result.unit_amount = *unit;
    const bool each_year =
        target.form == TargetForm::annual || target.form == TargetForm::increment;
    const double units = std::max(0.0, result.value - (each_year ? 0 : result.achieved));
    spread(each_year, units, result);
    return result;
  }

 private:
  // Expected amount of one line, everybody claiming.
  std::optional<double> average_award(const std::string& policy,
                                      const std::string& clause) const {
    for (const std::size_t standing : {0U, 1U}) {
      for (const std::uint32_t n : clauses_of(measurement_, ground_, standing)) {
        const Clauses::Place& place = ground_.clauses.all()[n];
        const bool found = place.id == clause &&
                           measurement_.programs[place.policy]->model->id == policy;
        const ExposureCell& lines = measurement_.lines->clauses[n];
        if (!found || lines.low + lines.high == 0) continue;
        ClauseTerms terms = terms_of(assumptions_, clause);
        terms.uptake_mean = 1;
        terms.growth = 1;
        const double amount = clause_estimate(measurement_, n, terms).expected;
        return amount / (to_double(lines.low + lines.high) / 2);
      }
    }
    return std::nullopt;
  }

  // What is still to be reached, in equal parts over the years left.
  void spread(bool each_year, double units, TargetExposure& result) const {
    const int from = ground_.decision_date.year();
    const int to = std::max(from, result.year);
    const auto years = static_cast<double>(to - from + 1);
    for (int year = from; year <= to; ++year) {
      const double cost = result.unit_amount * (each_year ? units : units / years);
      result.by_year.emplace_back(year, cost);
      result.cost += cost;
    }
  }

  const Measurement& measurement_;
  const Ground& ground_;
  const Assumptions& assumptions_;
};

}  // namespace

std::vector<TargetExposure> price_targets(const Measurement& measurement,
                                          const Ground& ground,
                                          const Assumptions& assumptions) {
  const TargetPricer pricer(measurement, ground, assumptions);
  std::vector<TargetExposure> prices;
  for (const TargetPrice& given : assumptions.targets) {
    for (const auto& program : measurement.programs) {
      for (const Target& target : program->model->targets) {
        if (target.id != given.target) continue;
        prices.push_back(pricer.price(*program->model, target, given));
      }
    }
  }
  return prices;
}

}  // namespace jiangbu
