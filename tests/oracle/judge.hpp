// The real evaluator before the oracle: what it says must not be contradicted.
// In: a PolicyModel, facts. Out: faults as text, empty if there is none.
// Never: decides itself what is right. Only judge.cpp includes evaluate/ and program/.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "oracle/reference_policy.hpp"

namespace jiangbu::oracle {

/// One evaluation.
struct Question {
  Date decision_date;
  std::vector<std::uint32_t> readings;  ///< an option for each of the policy's questions
  FactValue given;
  bool explain = false;  ///< also totals by cases, near misses, comparison of readings
};

class Judge {
 public:
  /// Compiles a sound model.
  explicit Judge(const PolicyModel& model);
  Judge(const Judge&) = delete;
  Judge& operator=(const Judge&) = delete;
  ~Judge();

  const PolicyModel& model() const;

  /// Evaluates, and keeps the answer. A fault is what the answer shows by itself: a
  /// policy not in force that pays, a total that is not the sum of its parts, a cap
  /// exceeded.
  std::string ask(Question question);

  /// Whether everything known of the facts given and `complete`, which fills their gaps,
  /// bears the answer out: amounts within its ranges, no yes or no turned over. Facts
  /// without a gap must give an exact answer, line by line.
  std::string completion_fault(const FactValue& complete, Authority authority);

  /// Whether the answer to `more`, where something has been learned, lies within the
  /// answer kept.
  std::string learning_fault(const FactValue& more);

  /// Whether ranges under this policy's stacking steps are judged; see judge.cpp.
  bool judges_ranges() const;

  const ReferenceResult& reference() const;  ///< what the oracle last said
  /// The total kept: its ends in fen, the upper one absent if it is open.
  std::pair<std::int64_t, std::optional<std::int64_t>> total() const;
  /// Both, for reports.
  std::string answer_text() const;
  std::string reference_text() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace jiangbu::oracle
