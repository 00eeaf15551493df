#include "budget/exposure.hpp"

#include "evaluate/line.hpp"

namespace jiangbu {

void ExposureCell::add(std::int64_t low_fen, std::int64_t high_fen) {
  low += low_fen;
  if (high_fen >= unbounded_fen) {
    ++unbounded;
    high += low_fen;
  } else {
    high += high_fen;
  }
  if (high_fen > 0) ++applicants;
}

ExposureCell& ExposureCell::operator+=(const ExposureCell& other) {
  low += other.low;
  high += other.high;
  unbounded += other.unbounded;
  applicants += other.applicants;
  return *this;
}

std::uint32_t Clauses::number_of(std::size_t policy, const std::string& id) {
  const auto [place, fresh] =
      numbers_.emplace(std::pair(policy, id), static_cast<std::uint32_t>(all_.size()));
  if (fresh) all_.push_back({policy, id});
  return place->second;
}

std::size_t standing_of(const PolicyModel& model) {
  return model.status == PolicyStatus::draft ? 1 : 0;
}

}  // namespace jiangbu
