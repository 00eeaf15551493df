// How far one assumption after the other moves the expected total.
#include <algorithm>
#include <cmath>

#include "budget/books.hpp"
#include "budget/expectation.hpp"
#include "budget/percent_text.hpp"

namespace jiangbu {

namespace {

class SwingFinder {
 public:
  SwingFinder(const Measurement& measurement, const Ground& ground,
              const Assumptions& assumptions, std::size_t standing)
      : measurement_(measurement),
        ground_(ground),
        assumptions_(assumptions),
        standing_(standing) {}

  void find() {
    each(
        assumptions_.uptake, "uptake", {"申领率", "uptake"},
        [](Assumptions & a) -> auto& { return a.uptake; },
        [](const UncertainShare& share, bool high) {
          const Decimal end = high ? share.high : share.low;
          return UncertainShare{end, end, end};
        });
    each(
        assumptions_.discretion, "discretion", {"裁量", "discretion"},
        [](Assumptions & a) -> auto& { return a.discretion; },
        [](const Discretion& discretion, bool high) {
          if (discretion.shape == Discretion::Shape::fixed) return discretion;
          return Discretion{Discretion::Shape::fixed, high ? 1 : 0};
        });
    each(
        assumptions_.unknown_facts, "unknown facts", {"未知事实", "unknown facts"},
        [](Assumptions & a) -> auto& { return a.unknown_facts; },
        [](const Decimal&, bool high) { return Decimal(high ? 1 : 0); });
  }

  std::vector<Swing> take() { return std::move(swings_); }

 private:
  static std::string text(const UncertainShare& share) {
    return percent_text(share.likely);
  }
  static std::string text(const Discretion& discretion) {
    return percent_text(discretion.share);
  }
  static std::string text(const Decimal& share) { return percent_text(share); }

  // The assumption for all clauses, then each clause's own.
  template <typename Value, typename Member, typename End>
  void each(const ByClause<Value>& assumption, const std::string& id,
            const Bilingual& title, Member member, End end) {
    const auto swing = [&](const std::string& clause, const Value& value) {
      Swing result;
      result.assumption = clause.empty() ? id : id + " " + clause;
      result.title = {title.zh + (clause.empty() ? "" : " " + clause),
                      title.en + (clause.empty() ? "" : " " + clause)};
      for (const bool high : {false, true}) {
        Assumptions moved = assumptions_;
        Value& place =
            clause.empty() ? member(moved).otherwise : member(moved).clauses[clause];
        place = end(value, high);
        (high ? result.high_value : result.low_value) = text(place);
        (high ? result.at_high : result.at_low) =
            total_of(measurement_, ground_, moved, standing_).expected;
      }
      if (std::abs(result.at_high - result.at_low) >= 1) swings_.push_back(result);
    };
    swing("", assumption.otherwise);
    for (const auto& [clause, value] : assumption.clauses) swing(clause, value);
  }

  const Measurement& measurement_;
  const Ground& ground_;
  const Assumptions& assumptions_;
  std::size_t standing_;
  std::vector<Swing> swings_;
};

// The options of each compared question, as one swing.
void add_readings(const Book& book, std::vector<Swing>& swings) {
  for (const ReadingSpread& spread : book.readings) {
    const std::string id = "reading " + spread.question;
    auto known = std::find_if(swings.begin(), swings.end(),
                              [&](const Swing& swing) { return swing.assumption == id; });
    const double expected = spread.amount.expected;
    if (known == swings.end()) {
      swings.push_back(
          {id, spread.question_title, spread.option, spread.option, expected, expected});
      continue;
    }
    if (expected < known->at_low) {
      known->at_low = expected;
      known->low_value = spread.option;
    }
    if (expected > known->at_high) {
      known->at_high = expected;
      known->high_value = spread.option;
    }
  }
}

}  // namespace

std::vector<Swing> swings_of(const Measurement& measurement, const Ground& ground,
                             const Assumptions& assumptions, const Book& book) {
  SwingFinder finder(measurement, ground, assumptions, book.indicative ? 1 : 0);
  finder.find();
  std::vector<Swing> swings = finder.take();
  add_readings(book, swings);
  std::erase_if(swings, [](const Swing& swing) {
    return std::abs(swing.at_high - swing.at_low) < 1;
  });
  std::stable_sort(swings.begin(), swings.end(), [](const Swing& a, const Swing& b) {
    return std::abs(b.at_high - b.at_low) < std::abs(a.at_high - a.at_low);
  });
  return swings;
}

}  // namespace jiangbu
