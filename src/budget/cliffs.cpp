#include "budget/cliffs.hpp"

#include <algorithm>

#include "budget/thresholds.hpp"
#include "budget/variants.hpp"
#include "evaluate/readings.hpp"

namespace jiangbu {

namespace {

std::shared_ptr<const Program> compiled_alone(const PolicyModel& model,
                                              std::uint32_t clause) {
  return std::make_shared<const Program>(compile(alone(model, clause)));
}

Int128 size_of(const Cliff& cliff) {
  const auto size = [](Int128 fen) { return fen < 0 ? -fen : fen; };
  return std::max(size(cliff.below.change), size(cliff.above.change));
}

Cliff::Side side_of(const Measurement& moved, std::size_t standing) {
  const ApplicantChanges& changes = moved.all.applicants[standing]->changes;
  return {changes.winners() + changes.losers(), changes.gained() + changes.lost()};
}

}  // namespace

CliffSearch::CliffSearch(const MeasurementQuestion& base, const CliffDistances& distances,
                         Date decision_date, std::size_t first)
    : distances_(distances), first_(first) {
  for (const auto& program : base.programs) {
    const PolicyModel& model = *program->model;
    if (!model.applies_on(decision_date)) continue;
    const auto readings = chosen_readings(model, base.readings);
    for (std::uint32_t c = 0; c < model.clauses.size(); ++c) {
      if (exists_under(model.clauses[c], readings)) add_clause(model, c, base.readings);
    }
  }
}

void CliffSearch::add_clause(const PolicyModel& model, std::uint32_t clause,
                             const std::map<std::string, std::string>& readings) {
  const std::vector<Threshold> thresholds =
      thresholds_of(model, clause, chosen_readings(model, readings));
  if (thresholds.empty()) return;
  const auto ask = [&](const PolicyModel& of, std::optional<std::size_t> compared) {
    questions_.push_back(
        {{compiled_alone(of, clause)}, readings, Detail::changes, compared});
    return questions_.size() - 1;
  };
  const std::size_t base = first_ + ask(model, {});
  for (const Threshold& threshold : thresholds) {
    Bound bound;
    bound.standing = standing_of(model);
    bound.cliff.policy = model.id;
    bound.cliff.clause = model.clauses[clause].id;
    bound.cliff.title = model.clauses[clause].title;
    bound.cliff.subject = threshold.subject;
    bound.cliff.bound = threshold.bound;
    bound.cliff.distance = distance_text(threshold.step, distances_);
    bound.down = ask(with_moved_bound(model, threshold, distances_, false), base);
    bound.up = ask(with_moved_bound(model, threshold, distances_, true), base);
    bounds_.push_back(std::move(bound));
  }
}

void CliffSearch::write(const std::vector<Measurement>& measured, std::size_t standing,
                        Book& book) const {
  for (const Bound& bound : bounds_) {
    if (bound.standing != standing) continue;
    Cliff cliff = bound.cliff;
    cliff.below = side_of(measured[first_ + bound.down], standing);
    cliff.above = side_of(measured[first_ + bound.up], standing);
    if (cliff.below.applicants + cliff.above.applicants == 0) {
      ++book.quiet_bounds;
    } else {
      book.cliffs.push_back(std::move(cliff));
    }
  }
  std::stable_sort(
      book.cliffs.begin(), book.cliffs.end(),
      [](const Cliff& a, const Cliff& b) { return size_of(b) < size_of(a); });
}

}  // namespace jiangbu
