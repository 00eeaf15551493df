// The smallest changes of changeable facts that make a condition hold.
// In: a step, the facts, the decision date. Out: changed facts and what was changed.
// Never: prices them, changes what lies in the past.
#pragma once

#include <string>
#include <vector>

#include "evaluate/formula_evaluator.hpp"
#include "evaluate/result.hpp"

namespace jiangbu {

/// Whether any fact an applicant gives is one that can be changed.
bool has_changeable_facts(const Vocabulary& vocabulary);

/// Makes room for items that a FactChanger adds: once, before anything is evaluated over
/// these facts.
void make_room_for_items(CaseFacts& facts, const Vocabulary& vocabulary);

/// Changes a working copy of one applicant's facts to what the applicant can still do: a
/// day before the decision date stays, and whatever happens happens on it or later. The
/// copy is as before when the changer is gone. One thread.
class FactChanger {
 public:
  FactChanger(const Program& program, CaseFacts& facts, Date decision_date)
      : program_(program), facts_(facts), decision_date_(decision_date) {}
  FactChanger(const FactChanger&) = delete;
  FactChanger& operator=(const FactChanger&) = delete;
  ~FactChanger() { undo_to(0); }

  /// Changes facts so that a step of boolean type comes out as `wanted`. False if that
  /// takes facts nobody can change, or a form that is not understood.
  bool make(StepId step, bool wanted, FormulaEvaluator& evaluator);
  bool make(const Condition& condition, bool wanted, FormulaEvaluator& evaluator);

  /// Adds an item to the changeable list that `list` draws from, such that it passes the
  /// filters on the way. False if there is no such list.
  bool add_item(StepId list, FormulaEvaluator& evaluator);

  const std::vector<FactChange>& changes() const { return changes_; }

  /// What was changed behind a mark is taken back; `changes()` still tells of it.
  std::size_t mark() const { return undo_.size(); }
  void undo_to(std::size_t mark);

  /// A fact was changed, even if it was changed back.
  bool has_touched_facts() const { return touched_; }

  /// Something would have had to happen on a day that is over.
  bool comes_too_late() const { return comes_too_late_; }

  /// Tries one way of several: what it changed is taken back if it fails.
  template <typename Make>
  bool attempt(Make make) {
    const Mark mark{undo_.size(), added_.size(), changes_};
    if (make() && !spoiled_) return true;
    take_back(mark);
    return false;
  }

 private:
  struct Place {
    std::string path;
    const Field* field = nullptr;
    bool changeable = false;
  };

  struct Undo {
    enum class Kind : std::uint8_t { state, value, added };
    Kind kind;
    FactValue* fact;   // facts do not move, see make_room_for_items()
    FactValue before;  // its state, its value; nothing if an item was added
  };
  struct Mark {
    std::size_t undo = 0;
    std::size_t added = 0;
    std::vector<FactChange> changes;
  };

  std::optional<Place> place_of(StepId step, FormulaEvaluator& evaluator) const;
  StepId resolved(StepId step, FormulaEvaluator& evaluator) const;
  bool make_parts(const Step& step, bool wanted, FormulaEvaluator& evaluator);
  bool make_comparison(const Step& step, bool wanted, FormulaEvaluator& evaluator);
  bool make_side(const Step& step, std::uint32_t side, Op op,
                 FormulaEvaluator& evaluator);
  bool make_in_range(const Step& step, FormulaEvaluator& evaluator);
  bool make_within(const Step& step, FormulaEvaluator& evaluator);
  bool make_count(StepId count, const Decimal& wanted, FormulaEvaluator& evaluator);
  bool set(const Place& place, FactValue value);
  bool set_scalar(const Place& place, const Value& value);
  bool is_past(const Place& place, const FactValue& fact, const FactValue& value) const;
  std::optional<Date> nearest_day(Op op, Date bound, const Place& place);
  void record(const Place& place, const FactValue& from, const FactValue& to);
  void record_added(const Place& place, const std::string& before,
                    const std::string& after);
  void take_back(const Mark& mark);

  const Program& program_;
  CaseFacts& facts_;
  Date decision_date_;
  std::vector<FactChange> changes_;
  std::vector<Undo> undo_;
  /// An item was added on a way that failed. Values may point to it, so it stays, and
  /// nothing more can be made of these facts.
  bool spoiled_ = false;
  bool comes_too_late_ = false;
  bool touched_ = false;
  std::vector<std::string> added_;  // paths of items added here: all theirs may be set
};

}  // namespace jiangbu
