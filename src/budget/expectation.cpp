#include "budget/expectation.hpp"

#include <algorithm>

namespace jiangbu {

double to_double(const Decimal& value) { return std::stod(value.to_string()); }

double to_double(Int128 value) { return static_cast<double>(value); }

double mean_of(const UncertainShare& share) {
  return (to_double(share.low) + to_double(share.likely) + to_double(share.high)) / 3;
}

double mean_of(const Discretion& discretion) {
  switch (discretion.shape) {
    case Discretion::Shape::uniform:
      break;
    case Discretion::Shape::triangular:
      return (1 + to_double(discretion.share)) / 3;
    case Discretion::Shape::fixed:
      return to_double(discretion.share);
  }
  return 0.5;
}

namespace {

Decimal power_of(const Decimal& base, int exponent) {
  Decimal result = 1;
  for (int i = 0; i < exponent; ++i) result *= base;
  return result;
}

}  // namespace

ClauseTerms terms_of(const Assumptions& assumptions, const std::string& clause) {
  ClauseTerms terms;
  terms.uptake = assumptions.uptake.of(clause);
  terms.discretion = assumptions.discretion.of(clause);
  terms.uptake_mean = mean_of(terms.uptake);
  terms.discretion_mean = mean_of(terms.discretion);
  terms.unknown_share = to_double(assumptions.unknown_facts.of(clause));
  terms.growth =
      power_of(Decimal(1) + assumptions.growth.of(clause), assumptions.years_since_facts);
  return terms;
}

Int128 scaled(Int128 amount, const Decimal& factor) {
  if (factor == 1) return amount;
  const bool negative = amount < 0;
  const auto magnitude = static_cast<Uint128>(negative ? -amount : amount);
  const Decimal product = round_to_scale(
      Decimal::from_parts(negative, magnitude, 0) * factor, 0, RoundingMode::half_up);
  Uint128 whole = product.coefficient();
  for (int i = product.exponent(); i > 0; --i) whole *= 10;
  for (int i = product.exponent(); i < 0; ++i) whole /= 10;
  const auto result = static_cast<Int128>(whole);
  return product.is_negative() ? -result : result;
}

Spread spread_of(const ExposureCell& all, const ExposureCell* least) {
  const Int128 open = all.high - all.low;
  if (least == nullptr) return {0, std::max<Int128>(open, 0)};
  const Int128 unknown =
      std::clamp<Int128>(least->high - least->low, 0, std::max<Int128>(open, 0));
  return {std::max<Int128>(open, 0) - unknown, unknown};
}

AmountEstimate estimate(const ExposureCell& all, const ExposureCell* least,
                        const ClauseTerms& terms) {
  AmountEstimate result;
  const Spread spread = spread_of(all, least);
  result.entitled_low = all.low;
  result.low = scaled(all.low, terms.uptake.low * terms.growth);
  if (all.unbounded == 0) {
    result.entitled_high = all.high;
    result.high = scaled(all.high, terms.uptake.high * terms.growth);
  } else {
    result.entitled_high.reset();
    result.high.reset();
  }
  const double claimed = terms.uptake_mean * to_double(terms.growth);
  result.expected = claimed * (to_double(all.low) +
                               terms.unknown_share * to_double(spread.by_unknown_facts) +
                               terms.discretion_mean * to_double(spread.by_discretion));
  result.claims = all.applicants;
  result.expected_claims = claimed * static_cast<double>(all.applicants);
  return result;
}

void add(AmountEstimate& to, const AmountEstimate& from) {
  const auto join = [](std::optional<Int128>& a, const std::optional<Int128>& b) {
    if (a && b) {
      *a += *b;
    } else {
      a.reset();
    }
  };
  to.entitled_low += from.entitled_low;
  join(to.entitled_high, from.entitled_high);
  to.low += from.low;
  to.expected += from.expected;
  to.expected_error += from.expected_error;
  join(to.high, from.high);
  to.claims += from.claims;
  to.expected_claims += from.expected_claims;
}

std::vector<std::string> assumption_ids(const Assumptions& assumptions,
                                        const std::string& clause, const Spread& spread) {
  const auto id = [&](const char* kind, const auto& by_clause) {
    return std::string(kind) +
           (by_clause.clauses.contains(clause) ? " " + clause : std::string());
  };
  std::vector<std::string> ids = {id("uptake", assumptions.uptake)};
  if (spread.by_discretion > 0) ids.push_back(id("discretion", assumptions.discretion));
  if (spread.by_unknown_facts > 0) {
    ids.push_back(id("unknown facts", assumptions.unknown_facts));
  }
  if (assumptions.years_since_facts > 0) ids.push_back(id("growth", assumptions.growth));
  return ids;
}

}  // namespace jiangbu
