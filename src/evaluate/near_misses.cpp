// Near misses: what would turn a clause, and what that would bring.
#include <algorithm>

#include "evaluate/advice.hpp"
#include "evaluate/change_facts.hpp"
#include "evaluate/totals.hpp"

namespace jiangbu {

namespace {

constexpr int max_rounds = 4;
constexpr size_t max_lines_of_clause = 3;

AmountRange total_of(CaseEvaluation& evaluation) {
  return amount_of(evaluation.amounts().total());
}

AmountRange difference(const AmountRange& after, const AmountRange& before) {
  AmountRange gain;
  gain.low = Money{after.low.fen - before.low.fen};
  if (after.high && before.high) {
    gain.high = Money{after.high->fen - before.high->fen};
    if (*gain.high < gain.low) std::swap(gain.low, *gain.high);
  }
  return gain;
}

class NearMissSearch {
 public:
  NearMissSearch(const Program& program, const CaseFacts& facts, CaseOptions options)
      : program_(program),
        model_(*program.model),
        facts_(facts),
        options_(std::move(options)) {
    options_.explain = false;
  }

  std::vector<NearMiss> run(const PolicyResult& result) {
    CaseEvaluation base(program_, facts_, options_);
    base_ = &base;
    base_total_ = total_of(base);
    for (std::uint32_t c = 0; c < model_.clauses.size(); ++c) {
      const auto found = std::find_if(
          result.clauses.begin(), result.clauses.end(),
          [&](const ClauseResult& clause) { return clause.id == model_.clauses[c].id; });
      if (found != result.clauses.end()) search_clause(c, *found, result);
    }
    std::stable_sort(misses_.begin(), misses_.end(),
                     [](const NearMiss& a, const NearMiss& b) {
                       if (a.changes.size() != b.changes.size())
                         return a.changes.size() < b.changes.size();
                       return b.gain.low < a.gain.low;
                     });
    return std::move(misses_);
  }

 private:
  void search_clause(std::uint32_t clause, const ClauseResult& result,
                     const PolicyResult& policy) {
    const Award::Kind kind = model_.clauses[clause].award.kind;
    const bool money = kind == Award::Kind::amount || kind == Award::Kind::choice ||
                       kind == Award::Kind::by_reading;
    if (!money) return;
    size_t tried = 0;
    for (const LineResult& line : result.lines) {
      const bool failed =
          line.status == LineStatus::not_met || line.status == LineStatus::excluded;
      if (failed && tried++ < max_lines_of_clause) search_line(clause, line);
    }
    if (!model_.clauses[clause].for_each.empty() && may_be_had_again(clause, result) &&
        is_near(clause, policy)) {
      search_new_item(clause);
    }
  }

  static bool is_for_title(const Clause& clause) {
    return clause.mode == ClauseMode::one_time || clause.mode == ClauseMode::new_listing;
  }

  // Titles that one paragraph of the text lists together are of one kind: whoever holds
  // titles is told of the others of that kind, a school not of those for firms.
  bool is_near(std::uint32_t index, const PolicyResult& policy) const {
    const Clause& wanted = model_.clauses[index];
    if (!is_for_title(wanted) || wanted.cite.empty()) return true;
    bool has_titles = false;
    for (const Clause& clause : model_.clauses) {
      if (!is_for_title(clause)) continue;
      const auto found = std::ranges::find(policy.clauses, clause.id, &ClauseResult::id);
      if (found == policy.clauses.end() || found->lines.empty()) continue;
      if (clause.cite == wanted.cite) return true;
      has_titles = true;
    }
    return !has_titles;
  }

  // A title that is paid once, when it is new, is not won a second time.
  bool may_be_had_again(std::uint32_t clause, const ClauseResult& result) const {
    if (!is_for_title(model_.clauses[clause])) return true;
    return std::ranges::none_of(result.lines, [](const LineResult& line) {
      return line.status == LineStatus::due || line.status == LineStatus::possible ||
             line.status == LineStatus::already_paid;
    });
  }

  Line* find_line(CaseEvaluation& evaluation, std::uint32_t clause,
                  const std::string& item) const {
    for (Line& line : evaluation.lines()) {
      if (line.clause == clause && line.item == item) return &line;
    }
    return nullptr;
  }

  // Changes one thing after another until the line is no longer refused.
  void search_line(std::uint32_t clause, const LineResult& refused) {
    CaseFacts changed = facts_;
    FactChanger changer(program_, changed, options_.decision_date);
    for (int round = 0; round < max_rounds; ++round) {
      // Nothing is changed yet in the first round.
      std::optional<CaseEvaluation> own;
      if (round > 0) own.emplace(program_, changed, options_);
      CaseEvaluation& evaluation = own ? *own : *base_;
      Line* line = find_line(evaluation, clause, refused.item);
      if (line == nullptr) return;
      if (line->met != Truth::no) {
        NearMiss miss{
            model_.clauses[clause].id, refused.item, {}, {}, refused.item_label};
        miss.changes = changer.changes();
        return price(std::move(miss), evaluation);
      }
      FormulaEvaluator evaluator(program_, changed, options_.decision_date,
                                 options_.readings);
      // The line's variables name reasons by their numbers in its own evaluation.
      evaluator.causes() = evaluation.evaluator().causes();
      if (!turn(*line, changer, evaluator)) return;
    }
  }

  // "What would one more mark bring?"
  void search_new_item(std::uint32_t clause) {
    CaseFacts changed = facts_;
    FactChanger changer(program_, changed, options_.decision_date);
    FormulaEvaluator evaluator(program_, changed, options_.decision_date,
                               options_.readings);
    const Binding& first = model_.clauses[clause].for_each.front();
    const StepId list = program_.roots[first.formula];
    if (!changer.add_item(list, evaluator)) return;
    for (int round = 0; round < max_rounds; ++round) {
      CaseEvaluation evaluation(program_, changed, options_);
      Line* added = nullptr;
      for (Line& line : evaluation.lines()) {
        if (line.clause == clause) added = &line;
      }
      if (added == nullptr) return;
      NearMiss miss{model_.clauses[clause].id, "+", changer.changes(), {}};
      if (added->met == Truth::yes) return price(std::move(miss), evaluation);
      FormulaEvaluator fresh(program_, changed, options_.decision_date,
                             options_.readings);
      fresh.causes() = evaluation.evaluator().causes();
      // What the new item leaves open is settled as far as it can be.
      if (turn(*added, changer, fresh)) continue;
      const bool possible = added->met != Truth::no && !changer.comes_too_late();
      if (possible) price(std::move(miss), evaluation);
      return;
    }
  }

  // One round of changes for everything the line is refused for.
  bool turn(const Line& line, FactChanger& changer, FormulaEvaluator& evaluator) const {
    const Clause& clause = model_.clauses[line.clause];
    bind_locals(line, evaluator);
    const size_t before = changer.changes().size();
    if (model_.eligible && !changer.make(*model_.eligible, true, evaluator)) return false;
    for (const Exclusion& exclusion : model_.exclude) {
      if (!changer.make(exclusion.when, false, evaluator)) return false;
    }
    for (const Exclusion& exclusion : clause.exclude) {
      if (!changer.make(exclusion.when, false, evaluator)) return false;
    }
    if (clause.when && !changer.make(*clause.when, true, evaluator)) return false;
    if (changer.changes().size() > before) return true;
    return make_award(clause.award, changer, evaluator);
  }

  // The conditions hold, but no case of the award applies: aim at the first one.
  bool make_award(const Award& award, FactChanger& changer,
                  FormulaEvaluator& evaluator) const {
    if (award.kind != Award::Kind::choice || award.conditions.empty()) return false;
    for (const auto& [slot, formula] : award.bindings) {
      evaluator.bind(slot, evaluator.formula(formula));
    }
    const size_t before = changer.changes().size();
    for (const FormulaId condition : award.conditions) {
      const auto make = [&] {
        return changer.make(program_.roots[condition], true, evaluator);
      };
      if (changer.attempt(make)) {
        return changer.changes().size() > before;
      }
    }
    return false;
  }

  void price(NearMiss miss, CaseEvaluation& evaluation) {
    if (miss.changes.empty()) return;
    miss.gain = difference(total_of(evaluation), base_total_);
    const bool gains = !miss.gain.high || miss.gain.high->fen > 0;
    if (gains && miss.gain.low.fen >= 0) misses_.push_back(std::move(miss));
  }

  const Program& program_;
  const PolicyModel& model_;
  const CaseFacts& facts_;
  CaseOptions options_;
  CaseEvaluation* base_ = nullptr;  // of the facts as they are, during run()
  AmountRange base_total_;
  std::vector<NearMiss> misses_;
};

}  // namespace

std::vector<NearMiss> find_near_misses(const Program& program, const CaseFacts& facts,
                                       const CaseOptions& options,
                                       const PolicyResult& result) {
  return NearMissSearch(program, facts, options).run(result);
}

}  // namespace jiangbu
