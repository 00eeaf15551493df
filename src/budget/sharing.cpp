#include "budget/sharing.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "budget/expectation.hpp"
#include "evaluate/across_groups.hpp"
#include "evaluate/readings.hpp"

namespace jiangbu {

namespace {

constexpr double unbounded = std::numeric_limits<double>::infinity();
constexpr double unknown_order = unbounded;

// The middle of what is known; nothing if an end is open.
std::optional<double> middle_of(const Value& value) {
  if (const Date* date = date_in(value)) return date->days;
  if (value.kind != Value::Kind::number) return std::nullopt;
  if (!value.number.low || !value.number.high) return std::nullopt;
  return (to_double(*value.number.low) + to_double(*value.number.high)) / 2;
}

bool cuts_in_proportion(const AcrossStep& step) {
  return step.kind == AcrossKind::pool ? step.share == PoolShare::pro_rata
                                       : step.cut == CutOrder::pro_rata;
}

}  // namespace

std::string sharing_obstacle(const PolicyModel& model) {
  for (const AcrossStep& step : model.across) {
    if (!step.keys.empty()) return "group cap by keys";
    if (step.kind == AcrossKind::group_cap && step.cut == CutOrder::smallest_first) {
      return "group cap that cuts the smallest first";
    }
  }
  const auto& fields = model.vocabulary.applicant().fields;
  const bool aggregates = std::any_of(fields.begin(), fields.end(), [](const Field& one) {
    return one.aggregate.has_value();
  });
  return aggregates ? "aggregates" : "";
}

Sharing::Sharing(const Measurement& measurement, const Ground& ground,
                 const std::vector<PossibleAward>& awards) {
  for (std::size_t p = 0; p < measurement.programs.size(); ++p) {
    if (!measurement.is_shared(p)) continue;
    for (const AcrossStep& step : measurement.programs[p]->model->across) {
      add_step(p, step, measurement, ground, awards);
    }
  }
}

void Sharing::add_step(std::size_t policy, const AcrossStep& step,
                       const Measurement& measurement, const Ground& ground,
                       const std::vector<PossibleAward>& awards) {
  const Program& program = *measurement.programs[policy];
  const auto readings = chosen_readings(*program.model, measurement.readings);
  Step& result = steps_.emplace_back();
  result.step = &step;
  for (std::uint32_t n = 0; n < ground.clauses.all().size(); ++n) {
    const Clauses::Place& place = ground.clauses.all()[n];
    const bool touched =
        place.policy == policy &&
        std::any_of(step.of.begin(), step.of.end(), [&](std::uint32_t c) {
          return program.model->clauses[c].id == place.id;
        });
    if (touched) result.clauses.push_back(n);
  }
  std::optional<std::uint32_t> applicant;
  for (std::size_t a = 0; a < awards.size(); ++a) {
    const auto& of = result.clauses;
    if (std::find(of.begin(), of.end(), awards[a].clause) == of.end()) continue;
    if (applicant == awards[a].applicant) {
      result.claimants.back().awards.push_back(a);
      continue;
    }
    applicant = awards[a].applicant;
    Claimant& claimant = result.claimants.emplace_back();
    claimant.awards.push_back(a);
    const CaseFacts facts =
        ground.population->facts_of(*applicant, program.model->vocabulary);
    FormulaEvaluator evaluator(program, facts, ground.decision_date, readings);
    const double scale = step.kind == AcrossKind::rank ? 1 : 100;
    const auto limit = middle_of(evaluator.formula(step.amount));
    claimant.limit = limit ? std::floor(*limit * scale) : unbounded;
    if (step.kind == AcrossKind::group_cap) {
      const GroupName group = group_name(evaluator, step.by);
      claimant.group = group.name;
    } else if (step.by != no_formula) {
      const auto order = middle_of(evaluator.formula(step.by));
      claimant.order = !order ? unknown_order : step.highest_first ? -*order : *order;
    }
  }
  std::stable_sort(result.claimants.begin(), result.claimants.end(),
                   [](const Claimant& a, const Claimant& b) {
                     return std::pair(a.group, a.order) < std::pair(b.group, b.order);
                   });
}

double Sharing::claim_of(const Claimant& claimant, const std::vector<double>& amounts) {
  double claim = 0;
  for (const std::size_t award : claimant.awards) claim += amounts[award];
  return claim;
}

void Sharing::leave(const Claimant& claimant, double share,
                    std::vector<double>& amounts) {
  for (const std::size_t award : claimant.awards) amounts[award] *= share;
}

// Ties at the last place: all of them, none of them, or the first given.
void Sharing::rank(const Step& step, std::vector<double>& amounts) {
  std::vector<const Claimant*> made;
  for (const Claimant& claimant : step.claimants) {
    if (claim_of(claimant, amounts) > 0) made.push_back(&claimant);
  }
  if (made.empty()) return;
  auto count = static_cast<std::size_t>(
      std::clamp(made.front()->limit, 0.0, static_cast<double>(made.size())));
  const auto tied = [&](std::size_t a, std::size_t b) {
    return made[a]->order == made[b]->order && made[a]->order != unknown_order;
  };
  if (count > 0 && count < made.size() && tied(count - 1, count)) {
    const std::size_t last = count - 1;
    if (step.step->ties == Ties::all) {
      while (count < made.size() && tied(last, count)) ++count;
    } else if (step.step->ties == Ties::none) {
      while (count > 0 && tied(last, count - 1)) --count;
    }
  }
  for (std::size_t i = count; i < made.size(); ++i) leave(*made[i], 0, amounts);
}

// NOLINTNEXTLINE(bugprone-easily-swappable-parameters): a run of claimants
void Sharing::serve(const Step& step, std::size_t first, std::size_t last,
                    std::vector<double>& amounts) {
  double left = step.claimants[first].limit;
  for (std::size_t i = first; i < last; ++i) {
    const double claim = claim_of(step.claimants[i], amounts);
    if (claim <= 0) continue;
    const double paid = std::min(claim, left);
    left -= paid;
    if (paid < claim) leave(step.claimants[i], paid / claim, amounts);
  }
}

// NOLINTNEXTLINE(bugprone-easily-swappable-parameters): a run of claimants
void Sharing::scale(const Step& step, std::size_t first, std::size_t last,
                    std::vector<double>& amounts) {
  double claimed = 0;
  for (std::size_t i = first; i < last; ++i) {
    claimed += claim_of(step.claimants[i], amounts);
  }
  const double limit = step.claimants[first].limit;
  if (claimed <= limit) return;
  for (std::size_t i = first; i < last; ++i) {
    leave(step.claimants[i], limit / claimed, amounts);
  }
}

void Sharing::apply(std::vector<double>& amounts) const {
  for (const Step& step : steps_) {
    if (step.step->kind == AcrossKind::rank) {
      rank(step, amounts);
      continue;
    }
    const auto& all = step.claimants;
    const bool grouped = step.step->kind == AcrossKind::group_cap;
    for (std::size_t first = 0; first < all.size();) {
      std::size_t last = first + 1;
      while (last < all.size() && (!grouped || all[last].group == all[first].group)) {
        ++last;
      }
      if (!grouped || all[first].group) {
        const auto share_out = cuts_in_proportion(*step.step) ? &scale : &serve;
        share_out(step, first, last, amounts);
      }
      first = last;
    }
  }
}

std::optional<double> Sharing::most_paid(std::uint32_t clause) const {
  std::optional<double> most;
  for (const Step& step : steps_) {
    const auto& of = step.clauses;
    if (step.step->kind != AcrossKind::pool || step.claimants.empty()) continue;
    const double limit = step.claimants.front().limit;
    if (std::find(of.begin(), of.end(), clause) == of.end()) continue;
    if (limit < unbounded) most = std::min(most.value_or(limit), limit);
  }
  return most;
}

}  // namespace jiangbu
