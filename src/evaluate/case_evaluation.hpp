// One applicant under one policy and one choice of readings, without advice.
// In: Program, CaseFacts. Out: lines, stacked amounts, PolicyResult.
// Never: other readings, changed facts (advice.hpp does that).
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "evaluate/clauses.hpp"
#include "evaluate/evaluate.hpp"
#include "evaluate/formula_evaluator.hpp"
#include "evaluate/stacking.hpp"

namespace jiangbu {

struct CaseOptions {
  Date decision_date;
  std::vector<std::uint32_t> readings;  // an option for each question
  bool explain = true;
  bool in_population = false;  // the others are known: across() follows
  std::map<std::uint32_t, NumberRange> aggregates;
  EvaluationObserver* observer = nullptr;
  Interrupt* interrupt = nullptr;
};

/// A fact that is not known and leaves lines open.
struct FactAtStake {
  std::string path;      ///< "marks[2].registered"
  AmountRange at_stake;  ///< low is 0; how much of the lines hangs on it
};

/// What a policy comes to, fen.
struct CaseAmounts {
  FenRange total;
  std::vector<FenRange> clauses;  ///< by clause of the model
};

class CaseEvaluation {
 public:
  CaseEvaluation(const Program& program, const CaseFacts& facts, CaseOptions options);

  /// Whether the policy pays on the decision date (a draft counts: it is indicative).
  bool in_force() const;

  const AmountBounds& amounts() const { return amounts_; }
  /// What the lines of these clauses come to together.
  FenRange amount_of_clauses(const std::vector<std::uint32_t>& of) const;
  /// Why an amount cannot be computed that is needed; null: all can. Other problems, of
  /// what nothing hangs on, change no amount.
  const Bilingual* failure() const;
  /// The total and the amounts of clauses: as the lines tell, or as narrowed since.
  CaseAmounts case_amounts() const;
  /// From here on these are the total and the amounts of clauses.
  void narrow(CaseAmounts amounts) { narrowed_ = std::move(amounts); }
  const CaseOptions& options() const { return options_; }
  AmountBounds& amounts() { return amounts_; }
  std::vector<Line>& lines() { return lines_; }
  const std::vector<Line>& lines() const { return lines_; }
  FormulaEvaluator& evaluator() { return evaluator_; }

  /// Those with most at stake first.
  std::vector<FactAtStake> facts_at_stake() const;

  /// The result; call once, after the amounts are final.
  PolicyResult result();

 private:
  void compute_lines();
  void apply_single_case_limits();
  bool is_of_no_group(const AcrossStep& step);
  ClauseResult clause_result(std::uint32_t index, const FenRange& amount);
  LineResult line_result(Line& line);
  void finish_line(const Line& line, LineResult& result);
  void list_missing(const Line& line, LineResult& result);
  /// The clauses that unknown facts keep open, by path.
  std::unordered_map<std::string, std::vector<std::uint32_t>> clauses_by_fact() const;
  void fill_missing(PolicyResult& result);
  std::vector<Cause> cause_list(Causes causes) const;
  FigureResult figure_result(const Figure& figure);

  const Program& program_;
  const PolicyModel& model_;
  CaseOptions options_;
  FormulaEvaluator evaluator_;
  Eligibility eligibility_;
  std::vector<Line> lines_;
  AmountBounds amounts_;
  std::optional<CaseAmounts> narrowed_;
};

/// A set of applicants together, with the steps across them. They refer to `applicants`.
std::vector<std::unique_ptr<CaseEvaluation>> evaluate_set(
    const Program& program, const std::vector<CaseFacts>& applicants,
    CaseOptions options);

}  // namespace jiangbu
