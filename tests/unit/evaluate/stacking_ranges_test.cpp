// What holds for any lines under any steps: the ranges contain every exact outcome, caps
// are never exceeded, sums are exact. Seeded, so that a failure can be repeated.
#include <numeric>
#include <random>

#include "evaluate/stacking.hpp"
#include "policy_text.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

constexpr size_t line_count = 4;

struct Choice {
  std::mt19937 random;

  std::int64_t upto(std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>(0, most)(random);
  }
  /// Few different values, so that ties and zeros come up.
  std::int64_t fen() {
    const std::int64_t kind = upto(3);
    if (kind == 0) return upto(3) * 1000;
    return kind == 1 ? upto(5) : upto(5000);
  }
  template <typename T>
  const T& of(const std::vector<T>& values) {
    return values[static_cast<size_t>(
        upto(static_cast<std::int64_t>(values.size()) - 1))];
  }
};

/// Clauses L1 to L4, each paying a fact of its name within [0, 60] yuan, under steps.
Program lines_under(const std::string& steps) {
  std::string body = "facts:\n";
  std::string clauses = "clauses:\n";
  for (size_t i = 1; i <= line_count; ++i) {
    const std::string name = "L" + std::to_string(i);
    for (const std::string end : {"lo", "hi"}) {
      body += "  " + name + end + ": {type: money, min: 0元}\n";
    }
    clauses += "  " + name + ": {award: '" + "discretion(" + name + "lo, " + name +
               "hi)', keys: {k: '\"" + (i % 2 == 0 ? "even" : "odd") + "\"'}}\n";
  }
  return program_of(body + clauses + "stacking:\n" + steps);
}

std::string facts_text(const std::vector<FenRange>& ranges) {
  std::string text = "{";
  for (size_t i = 0; i < ranges.size(); ++i) {
    const std::string name = (i == 0 ? "L" : ", L") + std::to_string(i + 1);
    text += name + "lo: " + Money{ranges[i].low}.to_string() + ", L" +
            std::to_string(i + 1) + "hi: " + Money{ranges[i].high}.to_string();
  }
  return text + "}";
}

std::vector<FenRange> random_ranges(Choice& choice) {
  std::vector<FenRange> ranges;
  for (size_t i = 0; i < line_count; ++i) {
    std::int64_t low = choice.fen();
    std::int64_t high = choice.upto(2) == 0 ? low : choice.fen();
    if (high < low) std::swap(low, high);
    ranges.push_back({low, high});
  }
  return ranges;
}

std::vector<FenRange> exact_choice(Choice& choice, const std::vector<FenRange>& ranges) {
  std::vector<FenRange> exact;
  for (const FenRange& range : ranges) {
    const std::int64_t kind = choice.upto(2);
    std::int64_t at = range.low;
    if (kind == 1) at = range.high;
    if (kind == 2) at += choice.upto(range.high - range.low);
    exact.push_back({at, at});
  }
  return exact;
}

bool contains(const AmountRange& outer, const AmountRange& inner) {
  if (inner.low < outer.low) return false;
  return !outer.high || (inner.high && *inner.high <= *outer.high);
}

/// One of `first`, then up to two of `then`.
std::string random_steps(Choice& choice, const std::vector<std::string>& first,
                         const std::vector<std::string>& then) {
  std::string steps = "  - " + choice.of(first) + "\n";
  for (std::int64_t i = then.empty() ? 0 : choice.upto(2); i > 0; --i) {
    steps += "  - " + choice.of(then) + "\n";
  }
  return steps;
}

// More of a line never makes the outcome smaller: two runs span the total.
const std::vector<std::string> rising = {
    "highest only: {}",
    "highest only: {of: [L1, L2]}",
    "highest only: {per: k}",
    "cap: {at most: 30元}",
    "cap: {at most: 7.77元, per: k}",
    "cap: {at most: 20元, per: clause}",
    "aid ceiling: {at most: 40元, other aid: 11元}",
    "deduct: {minus: 12.34元}",
    "matching: {ratio: 30%, base: 50元}",
    "limit: {take: 2}",
    "scale: {by: 50%}",
    "scale: {by: 33%}",
    "round: {to: 1元, mode: down}",
    "round: {to: 5元, mode: half up}",
    "top up: {received: 5元}",
};
// A larger line may displace one that brings more.
const std::vector<std::string> displacing = {
    "first only: {of: [L3, L1, L4]}",
    "limit: {take: 1, keep: first}",
    "limit: {take: 2, keep: first, per: k}",
    "cap: {of: [L1], at most: 3元}",
    "cap: {at most: 25元, cut: last first}",
    "cap: {at most: 25元, cut: smallest first}",
    "scale: {of: [L2], by: 10%}",
};

// What they leave of the total depends on the total only.
const std::vector<std::string> whole = {
    "cap: {at most: 17.31元}",
    "aid ceiling: {at most: 40元, other aid: 11元}",
    "deduct: {minus: 5.55元}",
    "matching: {ratio: 30%, base: 50元}",
};

/// What an exact choice within the ranges gives, and these do not contain; empty if
/// nothing.
std::string outside(const PolicyResult& wide, const PolicyResult& one) {
  if (!contains(wide.totals.indicative, one.totals.indicative)) {
    return "total " + total(one) + " is outside " + total(wide);
  }
  for (size_t c = 0; c < one.clauses.size(); ++c) {
    const AmountRange& range = wide.clauses[c].amount;
    if (contains(range, one.clauses[c].amount)) continue;
    return one.clauses[c].id + " " + text_of(one.clauses[c].amount) + " is outside " +
           text_of(wide.clauses[c].amount);
  }
  return "";
}

struct Trial {
  unsigned seed = 0;
  int programs = 1;
  int cases = 100;
};

std::string check_steps(const std::vector<std::string>& first,
                        const std::vector<std::string>& then, const Trial& trial) {
  Choice choice{std::mt19937(trial.seed)};
  EvaluateOptions quiet = on("2024-06-01");
  quiet.explain = false;
  for (int p = 0; p < trial.programs; ++p) {
    const std::string steps = random_steps(choice, first, then);
    const Program program = lines_under(steps);
    const auto result_of = [&](const std::vector<FenRange>& ranges) {
      return evaluate_policy(program, facts_of(program, facts_text(ranges)), quiet);
    };
    for (int i = 0; i < trial.cases; ++i) {
      const std::vector<FenRange> ranges = random_ranges(choice);
      const PolicyResult wide = result_of(ranges);
      for (int k = 0; k < 4; ++k) {
        const std::vector<FenRange> exact = exact_choice(choice, ranges);
        const std::string fault = outside(wide, result_of(exact));
        if (fault.empty()) continue;
        return steps + facts_text(ranges) + " then " + facts_text(exact) + ": " + fault;
      }
    }
  }
  return "";
}

}  // namespace

TEST_CASE("ranges: under one rising step total and lines contain every exact outcome") {
  for (size_t i = 0; i < rising.size(); ++i) {
    CHECK(check_steps({rising[i]}, {}, {static_cast<unsigned>(100 + i)}) == "");
  }
}

TEST_CASE("ranges: a step per key or clause, then limits of the whole, contain all") {
  CHECK(check_steps(rising, whole, {1, 60, 20}) == "");
}

TEST_CASE(
    "ranges: under one displacing step total and lines contain every exact outcome") {
  for (size_t i = 0; i < displacing.size(); ++i) {
    CHECK(check_steps({displacing[i]}, {}, {static_cast<unsigned>(200 + i)}) == "");
  }
}

TEST_CASE("ranges: under any steps the total contains every exact outcome") {
  std::vector<std::string> all = rising;
  all.insert(all.end(), displacing.begin(), displacing.end());
  CHECK(check_steps(all, all, {2, 150, 20}) == "");
}

TEST_CASE("caps: never exceeded, and parts add up to the total to the fen") {
  Choice choice{std::mt19937(4)};
  EvaluateOptions quiet = on("2024-06-01");
  quiet.explain = false;
  for (const std::string cut : {"pro rata", "last first", "smallest first"}) {
    const Program program =
        lines_under("  - cap: {at most: 33.33元, cut: " + cut + "}\n");
    for (int i = 0; i < 300; ++i) {
      const std::vector<FenRange> ranges = exact_choice(choice, random_ranges(choice));
      const PolicyResult result =
          evaluate_policy(program, facts_of(program, facts_text(ranges)), quiet);
      CAPTURE(facts_text(ranges));
      std::int64_t claimed = 0;
      std::int64_t paid = 0;
      for (size_t c = 0; c < result.clauses.size(); ++c) {
        const AmountRange& amount = result.clauses[c].amount;
        REQUIRE(amount.is_exact());
        REQUIRE(amount.low.fen <= ranges[c].low);
        claimed += ranges[c].low;
        paid += amount.low.fen;
      }
      REQUIRE(paid == std::min<std::int64_t>(claimed, 3333));
      REQUIRE(result.totals.indicative.low.fen == paid);
    }
  }
}

TEST_CASE("cut_to: parts never exceed their claims and add up to the limit") {
  Choice choice{std::mt19937(5)};
  for (int i = 0; i < 5000; ++i) {
    std::vector<std::int64_t> claims;
    const std::int64_t count = choice.upto(6);
    for (std::int64_t k = 0; k < count; ++k) claims.push_back(choice.fen());
    const std::int64_t sum =
        std::accumulate(claims.begin(), claims.end(), std::int64_t{0});
    const std::int64_t limit = choice.fen();
    for (const CutOrder order :
         {CutOrder::pro_rata, CutOrder::last_first, CutOrder::smallest_first}) {
      const std::vector<std::int64_t> parts = cut_to(claims, limit, order);
      REQUIRE(parts.size() == claims.size());
      std::int64_t paid = 0;
      for (size_t k = 0; k < parts.size(); ++k) {
        REQUIRE(parts[k] >= 0);
        REQUIRE(parts[k] <= claims[k]);
        paid += parts[k];
      }
      REQUIRE(paid == std::min(sum, limit));
    }
  }
}
