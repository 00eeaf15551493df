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

/// One clause over changed facts: as much of the case as tells whether a line is refused.
class Trial {
 public:
  Trial(const Program& program, const CaseFacts& facts, const CaseOptions& options)
      : program_(program),
        facts_(facts),
        options_(options),
        evaluator_(program, facts, options.decision_date, options.readings) {
    evaluator_.heed(options.interrupt);
    eligibility_ = evaluate_eligibility(evaluator_, false);
  }

  std::vector<Line> lines(std::uint32_t clause) {
    std::vector<Line> lines;
    evaluate_clause(clause, eligibility_, evaluator_, false, lines);
    return checked(clause, std::move(lines));
  }

  std::optional<Line> line(std::uint32_t clause, const std::string& item) {
    std::vector<Line> lines;
    evaluate_item(clause, item, eligibility_, evaluator_, lines);
    for (Line& line : checked(clause, std::move(lines))) {
      if (line.item == item) return std::move(line);
    }
    return std::nullopt;
  }

  const CauseTable& causes() {
    return whole_ ? whole_->evaluator().causes() : evaluator_.causes();
  }

 private:
  // awarded("…") makes a line depend on other clauses: then the whole case is needed.
  std::vector<Line> checked(std::uint32_t clause, std::vector<Line> lines) {
    if (!evaluator_.has_asked_for_awards()) return lines;
    whole_.emplace(program_, facts_, options_);
    lines.clear();
    std::ranges::copy_if(whole_->lines(), std::back_inserter(lines),
                         [&](const Line& line) { return line.clause == clause; });
    return lines;
  }

  const Program& program_;
  const CaseFacts& facts_;
  const CaseOptions& options_;
  FormulaEvaluator evaluator_;
  Eligibility eligibility_;
  std::optional<CaseEvaluation> whole_;
};

class NearMissSearch {
 public:
  NearMissSearch(const Program& program, const CaseFacts& facts, CaseOptions options,
                 CaseEvaluation& base)
      : program_(program),
        model_(*program.model),
        changed_(facts),
        options_(std::move(options)),
        base_(base) {
    options_.explain = false;
    make_room_for_items(changed_, model_.vocabulary);
  }

  std::vector<NearMiss> run(const PolicyResult& result) {
    base_total_ = total_of(base_);
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

  const Line* line_as_given(std::uint32_t clause, const std::string& item) const {
    for (const Line& line : base_.lines()) {
      if (line.clause == clause && line.item == item) return &line;
    }
    return nullptr;
  }

  // Changes one thing after another until the line is no longer refused.
  void search_line(std::uint32_t clause, const LineResult& refused) {
    FactChanger changer(program_, changed_, options_.decision_date);
    const Line* given = line_as_given(clause, refused.item);
    if (given == nullptr || given->met != Truth::no || !turn_as_given(*given, changer)) {
      return;
    }
    for (int round = 1; round < max_rounds; ++round) {
      Trial trial(program_, changed_, options_);
      const std::optional<Line> line = trial.line(clause, refused.item);
      if (!line) return;
      if (line->met != Truth::no) {
        NearMiss miss{
            model_.clauses[clause].id, refused.item, {}, {}, refused.item_label};
        miss.changes = changer.changes();
        return price(std::move(miss));
      }
      FormulaEvaluator evaluator = evaluator_with(trial.causes());
      if (!turn(*line, changer, evaluator)) return;
    }
  }

  // An evaluator for facts about to change. A line's variables name reasons by their
  // numbers in its own evaluation.
  FormulaEvaluator evaluator_with(const CauseTable& causes) const {
    FormulaEvaluator evaluator(program_, changed_, options_.decision_date,
                               options_.readings);
    evaluator.expect_changes();
    evaluator.heed(options_.interrupt);
    evaluator.causes() = causes;
    return evaluator;
  }

  // The first round; as long as no fact is touched, what was computed serves again.
  bool turn_as_given(const Line& line, FactChanger& changer) {
    if (!untouched_) untouched_.emplace(evaluator_with(base_.evaluator().causes()));
    const bool turned = turn(line, changer, *untouched_);
    if (changer.has_touched_facts()) untouched_.reset();
    return turned;
  }

  // "What would one more mark bring?"
  void search_new_item(std::uint32_t clause) {
    FactChanger changer(program_, changed_, options_.decision_date);
    const Binding& first = model_.clauses[clause].for_each.front();
    const StepId list = program_.roots[first.formula];
    FormulaEvaluator evaluator = evaluator_with(base_.evaluator().causes());
    if (!base_.in_force() || !changer.add_item(list, evaluator)) return;
    for (int round = 0; round < max_rounds; ++round) {
      Trial trial(program_, changed_, options_);
      const std::vector<Line> lines = trial.lines(clause);
      if (lines.empty()) return;
      const Line& added = lines.back();
      NearMiss miss{model_.clauses[clause].id, "+", changer.changes(), {}};
      if (added.met == Truth::yes) return price(std::move(miss));
      FormulaEvaluator fresh = evaluator_with(trial.causes());
      const std::size_t mark = changer.mark();
      // What the new item leaves open is settled as far as it can be.
      if (turn(added, changer, fresh)) continue;
      const bool possible = added.met != Truth::no && !changer.comes_too_late();
      changer.undo_to(mark);
      if (possible) price(std::move(miss));
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

  void price(NearMiss miss) {
    if (miss.changes.empty()) return;
    CaseEvaluation evaluation(program_, changed_, options_);
    miss.gain = difference(total_of(evaluation), base_total_);
    const bool gains = !miss.gain.high || miss.gain.high->fen > 0;
    if (gains && miss.gain.low.fen >= 0) misses_.push_back(std::move(miss));
  }

  const Program& program_;
  const PolicyModel& model_;
  CaseFacts changed_;  // as given but while a FactChanger is at work
  CaseOptions options_;
  CaseEvaluation& base_;  // of the facts as they are
  std::optional<FormulaEvaluator> untouched_;
  AmountRange base_total_;
  std::vector<NearMiss> misses_;
};

}  // namespace

std::vector<NearMiss> find_near_misses(const Program& program, const CaseFacts& facts,
                                       const CaseOptions& options,
                                       const PolicyResult& result,
                                       CaseEvaluation& evaluation) {
  if (!has_changeable_facts(program.model->vocabulary)) return {};
  return NearMissSearch(program, facts, options, evaluation).run(result);
}

}  // namespace jiangbu
