// Clauses that look at items beside the others of their owner, and at unknown facts:
// applicant by applicant, each with a few items.
#include <algorithm>
#include <array>

#include "wide_by_hand.hpp"

namespace jiangbu::benchmark {

namespace {

/// 国家级20万元、省级10万元、市级3万元; levels from low to high.
constexpr std::array<std::int64_t, 3> title_amounts = {3'000'000, 10'000'000, 20'000'000};

/// Amounts by product, the largest of each.
class LargestByProduct {
 public:
  struct Entry {
    std::int32_t product;
    std::int64_t amount;
  };

  void clear() { entries_.clear(); }
  void add(std::int32_t product, std::int64_t amount) {
    for (Entry& entry : entries_) {
      if (entry.product != product) continue;
      entry.amount = std::max(entry.amount, amount);
      return;
    }
    entries_.push_back({product, amount});
  }
  const std::vector<Entry>& entries() const { return entries_; }

 private:
  std::vector<Entry> entries_;
};

struct HighestOnly {
  ListByHand honours;
  std::vector<std::int32_t> honoured;
  std::vector<std::uint8_t> levels;
  ListByHand prizes;
  std::vector<std::int32_t> prized;
  std::size_t rows;

  void operator()(AmountArrays& amounts) const {
    LargestByProduct largest;
    for (std::size_t row = 0; row < rows; ++row) {
      largest.clear();
      for (std::uint32_t i = honours.first[row]; i < honours.first[row + 1]; ++i) {
        largest.add(honoured[i], title_amounts[levels[i]]);
      }
      for (std::uint32_t i = prizes.first[row]; i < prizes.first[row + 1]; ++i) {
        largest.add(prized[i], 10'000'000);
      }
      std::int64_t sum = 0;
      for (const auto& entry : largest.entries()) sum += entry.amount;
      amounts.low[row] = amounts.high[row] = sum;
    }
  }
};

struct TopUp {
  ListByHand honours;
  std::vector<std::int32_t> honoured;
  std::vector<std::uint8_t> levels;
  ListByHand payments;
  std::vector<std::int32_t> payers;
  std::vector<std::int32_t> policies;
  std::vector<std::int32_t> objects;  // -1: none
  std::vector<std::int64_t> paid;
  std::int32_t city;
  std::int32_t policy;
  std::size_t rows;

  // The highest title of each product, less what the city paid for it.
  void operator()(AmountArrays& amounts) const {
    LargestByProduct largest;
    for (std::size_t row = 0; row < rows; ++row) {
      largest.clear();
      for (std::uint32_t i = honours.first[row]; i < honours.first[row + 1]; ++i) {
        largest.add(honoured[i], title_amounts[levels[i]]);
      }
      std::int64_t sum = 0;
      for (const auto& entry : largest.entries()) {
        const std::int64_t left = entry.amount - received(row, entry.product);
        sum += std::max<std::int64_t>(left, 0);
      }
      amounts.low[row] = amounts.high[row] = sum;
    }
  }

  std::int64_t received(std::size_t row, std::int32_t product) const {
    std::int64_t sum = 0;
    for (std::uint32_t i = payments.first[row]; i < payments.first[row + 1]; ++i) {
      const bool counts =
          payers[i] == city && policies[i] == policy && objects[i] == product;
      sum += counts ? paid[i] : 0;
    }
    return sum;
  }
};

struct Distinct {
  ListByHand registrations;
  std::vector<std::int32_t> marks;
  ListByHand patents;
  std::vector<std::int32_t> families;
  std::vector<std::int32_t> countries;
  std::size_t rows;

  // 1万元 for each mark; 2万元 for each country of a family, of three at most.
  void operator()(AmountArrays& amounts) const {
    for (std::size_t row = 0; row < rows; ++row) {
      std::int64_t sum = 0;
      const std::uint32_t end = registrations.first[row + 1];
      for (std::uint32_t i = registrations.first[row]; i < end; ++i) {
        const auto begin = marks.begin() + registrations.first[row];
        const auto here = marks.begin() + i;
        sum += std::find(begin, here, marks[i]) == here ? 1'000'000 : 0;
      }
      amounts.low[row] = amounts.high[row] = sum + abroad(row);
    }
  }

  std::int64_t abroad(std::size_t row) const {
    const std::uint32_t begin = patents.first[row];
    std::int64_t sum = 0;
    for (std::uint32_t i = begin; i < patents.first[row + 1]; ++i) {
      // Countries of the same family up to this one, if it adds one to them.
      std::int64_t before = 0;
      bool adds = true;
      for (std::uint32_t j = begin; j < i && adds; ++j) {
        if (families[j] != families[i]) continue;
        adds = countries[j] != countries[i];
        before += is_first(begin, j) ? 1 : 0;
      }
      sum += adds && before < 3 ? 2'000'000 : 0;
    }
    return sum;
  }

  bool is_first(std::uint32_t begin, std::uint32_t of) const {
    for (std::uint32_t i = begin; i < of; ++i) {
      if (families[i] == families[of] && countries[i] == countries[of]) return false;
    }
    return true;
  }
};

struct LargestThree {
  ListByHand applications;
  std::vector<std::int64_t> costs;
  ListByHand fairs;
  std::vector<std::int32_t> persons;
  std::size_t rows;

  // Half the cost of the three dearest applications; 3000元 for two persons of a fair.
  void operator()(AmountArrays& amounts) const {
    for (std::size_t row = 0; row < rows; ++row) {
      std::array<std::int64_t, 3> best{};
      for (std::uint32_t i = applications.first[row]; i < applications.first[row + 1];
           ++i) {
        std::int64_t fen = (costs[i] + 1) / 2;
        for (std::int64_t& place : best) {
          const std::int64_t less = std::min(place, fen);
          place = std::max(place, fen);
          fen = less;
        }
      }
      std::int64_t sum = best[0] + best[1] + best[2];
      for (std::uint32_t i = fairs.first[row]; i < fairs.first[row + 1]; ++i) {
        sum += std::min(persons[i], 2) * std::int64_t{300'000};
      }
      amounts.low[row] = amounts.high[row] = sum;
    }
  }
};

struct Discretion {
  ListByHand projects;
  std::vector<std::uint8_t> listed;  // whether the list of projects is known
  std::vector<std::uint8_t> approved;
  std::vector<std::uint8_t> approved_known;
  std::vector<std::uint8_t> settled;
  std::vector<std::uint8_t> settled_known;
  std::vector<std::int64_t> equipment;
  std::vector<std::uint8_t> equipment_known;

  // 5 to 10万元 for each approved project, at most 15万元; up to 50万元 for settling; up
  // to half the equipment. What is not known opens the upper end only.
  void operator()(AmountArrays& amounts) const {
    constexpr std::int64_t cap = 15'000'000;
    for (std::size_t row = 0; row < equipment.size(); ++row) {
      std::int64_t sure = 0;
      std::int64_t possible = 0;
      for (std::uint32_t i = projects.first[row]; i < projects.first[row + 1]; ++i) {
        sure += approved[i];  // 0 where it is not known
        possible += approved[i] | (approved_known[i] ^ 1);
      }
      std::int64_t high =
          listed[row] != 0 ? std::min<std::int64_t>(possible * 10'000'000, cap) : cap;
      high += (settled[row] | (settled_known[row] ^ 1)) != 0 ? 50'000'000 : 0;
      high += equipment_known[row] != 0 ? (equipment[row] + 1) / 2 : no_bound;
      amounts.low[row] = std::min<std::int64_t>(sure * 5'000'000, cap);
      amounts.high[row] = high;
    }
  }
};

}  // namespace

EvaluationByHand highest_only_by_hand(const PopulationArrays& arrays) {
  const DomainId honours = arrays.domain(0, "honours");
  const DomainId prizes = arrays.domain(0, "prizes");
  return HighestOnly{arrays.list(honours),
                     arrays.values<std::int32_t>(honours, "product"),
                     arrays.values<std::uint8_t>(honours, "level"),
                     arrays.list(prizes),
                     arrays.values<std::int32_t>(prizes, "product"),
                     arrays.applicants()};
}

EvaluationByHand top_up_by_hand(const PopulationArrays& arrays) {
  const DomainId honours = arrays.domain(0, "honours");
  const DomainId payments = arrays.domain(0, "payments");
  auto objects = arrays.values<std::int32_t>(payments, "object");
  const auto known = arrays.known(payments, "object");
  for (std::size_t i = 0; i < objects.size(); ++i) {
    if (known[i] == 0) objects[i] = -1;
  }
  return TopUp{arrays.list(honours),
               arrays.values<std::int32_t>(honours, "product"),
               arrays.values<std::uint8_t>(honours, "level"),
               arrays.list(payments),
               arrays.values<std::int32_t>(payments, "payer"),
               arrays.values<std::int32_t>(payments, "policy"),
               std::move(objects),
               arrays.values<std::int64_t>(payments, "amount"),
               arrays.code_of("city"),
               arrays.code_of("example-topup_difference"),
               arrays.applicants()};
}

EvaluationByHand distinct_by_hand(const PopulationArrays& arrays) {
  const DomainId registrations = arrays.domain(0, "registrations");
  const DomainId patents = arrays.domain(0, "foreign_patents");
  return Distinct{arrays.list(registrations),
                  arrays.values<std::int32_t>(registrations, "mark"),
                  arrays.list(patents),
                  arrays.values<std::int32_t>(patents, "family"),
                  arrays.values<std::int32_t>(patents, "country"),
                  arrays.applicants()};
}

EvaluationByHand largest_three_by_hand(const PopulationArrays& arrays) {
  const DomainId applications = arrays.domain(0, "applications");
  const DomainId fairs = arrays.domain(0, "fairs");
  return LargestThree{arrays.list(applications),
                      arrays.values<std::int64_t>(applications, "cost"),
                      arrays.list(fairs), arrays.values<std::int32_t>(fairs, "persons"),
                      arrays.applicants()};
}

EvaluationByHand discretion_by_hand(const PopulationArrays& arrays) {
  const DomainId projects = arrays.domain(0, "projects");
  return Discretion{arrays.list(projects),
                    arrays.known(0, "projects", FactPart::presence),
                    arrays.values<std::uint8_t>(projects, "approved"),
                    arrays.known(projects, "approved"),
                    arrays.values<std::uint8_t>(0, "newly_settled"),
                    arrays.known(0, "newly_settled"),
                    arrays.values<std::int64_t>(0, "equipment"),
                    arrays.known(0, "equipment")};
}

}  // namespace jiangbu::benchmark
