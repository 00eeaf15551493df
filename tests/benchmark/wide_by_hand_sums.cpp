// Clauses that add what items come to: the items of a block of applicants in one pass
// without branches, added to owners that lie in the nearest cache.
#include <algorithm>
#include <array>

#include "wide_by_hand.hpp"

namespace jiangbu::benchmark {

namespace {

constexpr std::uint32_t block_rows = 2048;

using BlockSums = std::array<std::int64_t, block_rows>;

/// Half of an amount that is not negative, to the fen, half a fen upwards.
std::int64_t half(std::int64_t fen) { return (fen + 1) / 2; }

/// Calls function(first row, end) for each block of rows.
template <typename Function>
void by_block(std::size_t rows, Function&& function) {
  for (std::size_t first = 0; first < rows; first += block_rows) {
    function(first, std::min(first + block_rows, rows));
  }
}

/// Adds amount_of(item) to the owner of each item of the owners first .. end - 1.
template <typename Amount>
void add_items(BlockSums& sums, const ListByHand& list, std::size_t first,
               std::size_t end, Amount&& amount_of) {
  for (std::uint32_t item = list.first[first]; item < list.first[end]; ++item) {
    sums[list.owner[item] - first] += amount_of(item);
  }
}

void write_exact(AmountArrays& amounts, const BlockSums& sums, std::size_t first,
                 std::size_t end) {
  std::copy_n(sums.data(), end - first, amounts.low.data() + first);
  std::copy_n(sums.data(), end - first, amounts.high.data() + first);
}

struct AnnualCap {
  ListByHand payments;
  std::vector<std::int32_t> dates;
  std::vector<std::int64_t> paid;
  std::vector<std::int32_t> grants;
  std::vector<std::int64_t> fees;

  // 5000元 for each grant and half the fees, at most 5万元 in 2024 with what was paid.
  void operator()(AmountArrays& amounts) const {
    constexpr std::int32_t first_day = 19723;  // 2024-01-01
    constexpr std::int32_t last_day = 20088;   // 2024-12-31
    by_block(grants.size(), [&](std::size_t first, std::size_t end) {
      BlockSums sums{};
      add_items(sums, payments, first, end, [&](std::uint32_t item) {
        const bool this_year = first_day <= dates[item] && dates[item] <= last_day;
        return this_year ? paid[item] : 0;
      });
      for (std::size_t row = first; row < end; ++row) {
        const std::int64_t claim = grants[row] * std::int64_t{500'000} + half(fees[row]);
        const std::int64_t left =
            std::max<std::int64_t>(5'000'000 - sums[row - first], 0);
        sums[row - first] = std::min(claim, left);
      }
      write_exact(amounts, sums, first, end);
    });
  }
};

struct Percent {
  ListByHand fees;
  std::vector<std::uint8_t> kinds;
  std::vector<std::int64_t> paid;
  std::size_t rows;

  // 70% of the official fees, at most 10万元; half of each agent's bill in whole yuan.
  void operator()(AmountArrays& amounts) const {
    by_block(rows, [&](std::size_t first, std::size_t end) {
      BlockSums official{};
      BlockSums sums{};
      for (std::uint32_t item = fees.first[first]; item < fees.first[end]; ++item) {
        const bool is_official = kinds[item] == 0;
        official[fees.owner[item] - first] += is_official ? paid[item] : 0;
        sums[fees.owner[item] - first] += is_official ? 0 : paid[item] / 200 * 100;
      }
      for (std::size_t row = 0; row < end - first; ++row) {
        sums[row] += std::min<std::int64_t>((official[row] * 7 + 5) / 10, 10'000'000);
      }
      write_exact(amounts, sums, first, end);
    });
  }
};

struct NestedCaps {
  ListByHand applications;
  std::vector<std::int64_t> costs;
  ListByHand entries;
  std::vector<std::int64_t> entry_costs;
  std::size_t rows;

  // Half the cost of an application, at most 3万元; half the cost in each country, at
  // most 1万元 and 2.5万元 for an application.
  void operator()(AmountArrays& amounts) const {
    std::vector<std::int64_t> abroad;
    by_block(rows, [&](std::size_t first, std::size_t end) {
      const std::uint32_t begin = applications.first[first];
      abroad.assign(applications.first[end] - begin, 0);
      for (std::uint32_t e = entries.first[begin];
           e < entries.first[applications.first[end]]; ++e) {
        abroad[entries.owner[e] - begin] +=
            std::min<std::int64_t>(half(entry_costs[e]), 1'000'000);
      }
      BlockSums sums{};
      add_items(sums, applications, first, end, [&](std::uint32_t item) {
        return std::min<std::int64_t>(half(costs[item]), 3'000'000) +
               std::min<std::int64_t>(abroad[item - begin], 2'500'000);
      });
      write_exact(amounts, sums, first, end);
    });
  }
};

struct MarginalBands {
  ListByHand contracts;
  std::vector<std::int64_t> values;
  std::vector<std::int32_t> patents;

  void operator()(AmountArrays& amounts) const {
    by_block(patents.size(), [&](std::size_t first, std::size_t end) {
      BlockSums sums{};
      add_items(sums, contracts, first, end,
                [&](std::uint32_t item) { return values[item]; });
      for (std::size_t row = first; row < end; ++row) {
        sums[row - first] = of_contracts(sums[row - first]) + of_patents(patents[row]);
      }
      write_exact(amounts, sums, first, end);
    });
  }

  // 10% up to 100万元, 8% of the part up to 500万元, 5% of the rest; at most 60万元.
  static std::int64_t of_contracts(std::int64_t fen) {
    constexpr std::int64_t low = 100'000'000;
    constexpr std::int64_t high = 500'000'000;
    const std::int64_t hundredths = std::min(fen, low) * 10 +
                                    (std::clamp(fen, low, high) - low) * 8 +
                                    (std::max(fen, high) - high) * 5;
    return std::min<std::int64_t>((hundredths + 50) / 100, 60'000'000);
  }

  // 1000元 for each of the first ten, 800元 up to the 50th, 500元 from then on.
  static std::int64_t of_patents(std::int64_t count) {
    return std::min<std::int64_t>(count, 10) * 100'000 +
           (std::clamp<std::int64_t>(count, 10, 50) - 10) * 80'000 +
           (std::max<std::int64_t>(count, 50) - 50) * 50'000;
  }
};

struct Table {
  ListByHand prizes;
  std::vector<std::uint8_t> grades;  // first, second, third, commended
  ListByHand sites;
  std::vector<std::uint8_t> levels;  // national, provincial
  std::vector<std::uint8_t> kinds;   // unit, park
  std::size_t rows;

  void operator()(AmountArrays& amounts) const {
    constexpr std::array<std::int64_t, 4> by_grade = {5'000'000, 3'000'000, 1'000'000, 0};
    constexpr std::array<std::int64_t, 4> tariff = {10'000'000, 20'000'000, 3'000'000,
                                                    5'000'000};
    by_block(rows, [&](std::size_t first, std::size_t end) {
      BlockSums sums{};
      add_items(sums, prizes, first, end,
                [&](std::uint32_t item) { return by_grade[grades[item]]; });
      add_items(sums, sites, first, end, [&](std::uint32_t item) {
        return tariff[levels[item] * std::size_t{2} + kinds[item]];
      });
      write_exact(amounts, sums, first, end);
    });
  }
};

}  // namespace

EvaluationByHand annual_cap_by_hand(const PopulationArrays& arrays) {
  const DomainId payments = arrays.domain(0, "payments");
  return AnnualCap{arrays.list(payments), arrays.values<std::int32_t>(payments, "date"),
                   arrays.values<std::int64_t>(payments, "amount"),
                   arrays.values<std::int32_t>(0, "grants"),
                   arrays.values<std::int64_t>(0, "pct_fees")};
}

EvaluationByHand percent_by_hand(const PopulationArrays& arrays) {
  const DomainId fees = arrays.domain(0, "fees");
  return Percent{arrays.list(fees), arrays.values<std::uint8_t>(fees, "kind"),
                 arrays.values<std::int64_t>(fees, "amount"), arrays.applicants()};
}

EvaluationByHand nested_caps_by_hand(const PopulationArrays& arrays) {
  const DomainId applications = arrays.domain(0, "applications");
  const DomainId entries = arrays.domain(applications, "entries");
  return NestedCaps{arrays.list(applications),
                    arrays.values<std::int64_t>(applications, "cost"),
                    arrays.list(entries), arrays.values<std::int64_t>(entries, "cost"),
                    arrays.applicants()};
}

EvaluationByHand marginal_bands_by_hand(const PopulationArrays& arrays) {
  const DomainId contracts = arrays.domain(0, "contracts");
  return MarginalBands{arrays.list(contracts),
                       arrays.values<std::int64_t>(contracts, "amount"),
                       arrays.values<std::int32_t>(0, "patents")};
}

EvaluationByHand table_by_hand(const PopulationArrays& arrays) {
  const DomainId prizes = arrays.domain(0, "prizes");
  const DomainId sites = arrays.domain(0, "sites");
  return Table{arrays.list(prizes),
               arrays.values<std::uint8_t>(prizes, "grade"),
               arrays.list(sites),
               arrays.values<std::uint8_t>(sites, "level"),
               arrays.values<std::uint8_t>(sites, "kind"),
               arrays.applicants()};
}

}  // namespace jiangbu::benchmark
