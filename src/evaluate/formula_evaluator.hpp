// Evaluates compiled formulas over one applicant's facts, three-valued and with ranges.
// In: Program, CaseFacts, the chosen readings. Out: Values. Never: clauses, stacking.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "evaluate/evaluation_observer.hpp"
#include "evaluate/interrupt.hpp"
#include "evaluate/value.hpp"
#include "program/program.hpp"

namespace jiangbu {

/// One evaluation of one applicant. One thread.
class FormulaEvaluator {
 public:
  FormulaEvaluator(const Program& program, const CaseFacts& facts, Date decision_date,
                   std::vector<std::uint32_t> readings);

  /// The value of a formula of the model; unknown for no_formula.
  Value formula(FormulaId id);
  /// A formula of boolean type.
  Value truth(FormulaId id) { return formula(id); }
  Value step(StepId id);

  void bind(Slot slot, Value value) { frame_[slot] = std::move(value); }
  const Value& local(Slot slot) const { return frame_[slot]; }

  /// Until release(mark), numbers that `condition` bounds are taken within the bounds
  /// that follow from its holding (or failing): in the branch of a choice whose condition
  /// is unknown, x is known to be below 100 if that is the branch's condition.
  std::size_t assume(StepId condition, bool holds);
  void release(std::size_t mark) { assumptions_.resize(mark); }
  /// Tells that a local stands for a step, so that assumptions on one hold for the other.
  void alias(Slot slot, StepId step) { aliases_[slot] = step; }

  /// What awarded("…") gives, by clause; the clause evaluator fills it.
  std::vector<NumberRange> awarded;
  std::vector<Causes> awarded_causes;

  CauseTable& causes() { return causes_; }
  const CauseTable& causes() const { return causes_; }
  const Program& program() const { return program_; }
  const PolicyModel& model() const { return *program_.model; }
  const CaseFacts& facts() const { return facts_; }
  /// The option chosen for a question.
  std::uint32_t reading(std::uint32_t question) const {
    if (observer_ != nullptr) observer_->reading_asked(question, readings_[question]);
    return readings_[question];
  }
  /// Null, or outlives this.
  void observe(EvaluationObserver* observer) { observer_ = observer; }
  bool is_observed() const { return observer_ != nullptr; }
  /// Null, or outlives this: told of every step.
  void heed(Interrupt* interrupt) { interrupt_ = interrupt; }
  Interrupt* interrupt() const { return interrupt_; }
  /// Tells the observer of a formula whose value was found without formula().
  void report(FormulaId id, const Value& value) {
    if (observer_ != nullptr) observer_->formula_evaluated(id, value, *this);
  }
  /// Whether any formula has used what another clause awards.
  bool has_asked_for_awards() const { return has_asked_for_awards_; }
  /// The applicant's facts may change while this is in use: none is kept.
  void expect_changes() { keeps_facts_ = false; }
  Date decision_date() const { return decision_date_; }
  const std::vector<Bilingual>& problems() const { return problems_; }

  /// Records a problem and gives the value that stands for it.
  Value failure(Bilingual problem);
  /// Aggregates over all applicants, by fact; the value of a fact with `aggregate`.
  std::map<std::uint32_t, NumberRange> aggregates;

 private:
  // evaluate_step.cpp
  Value evaluate(const Step& step);
  void count_step(const Value& value);
  Value operand(const Step& step, std::uint32_t i);
  Type operand_type(const Step& step, std::uint32_t i) const {
    return type_of(program_.steps[program_.operand(step, i)]);
  }
  Value fact_field(const RecordValue& record, std::uint32_t field);
  Value given_fact(const RecordValue& record, std::uint32_t field);
  Value fact_value(const FactValue& fact, const Type& type, const Field& field,
                   const std::string& path);
  Value unknown_fact(const Type& type, const Field& field, const std::string& path);
  Value field_of(const Value& record, std::uint32_t field, std::uint32_t entity);
  Value derived(const Value& record, const Field& field, std::uint32_t entity);
  Value memoised(FormulaId id);
  Value parameter(std::uint32_t index, const Value& date);
  Value project(const Step& step);
  Value field(const Step& step);

  // assumptions.cpp
  void assume_comparison(const Step& condition, bool holds);
  void assume_within(StepId id, const NumberRange& bounds);
  void apply_assumptions(StepId id, Value& value) const;

  // evaluate_operators.cpp
  Value arithmetic(const Step& step);
  Value date_arithmetic(const Step& step);
  Value compare(const Step& step);
  Value in_range(const Step& step);
  Value in_list(const Step& step);
  Value logic(const Step& step);
  Value choose(const Step& step);
  Value part(const Step& step);
  Truth equal_records(const Value& a, const Value& b, Causes& causes);

  // evaluate_lists.cpp
  Value iterate(const Step& step);
  Value quantify(const Step& step);
  Value filter(const Step& step);
  Value element_at(const Step& step);
  Value number_list(const Step& step);
  Value make_record(const Step& step);
  Value make_range(const Step& step);

  // evaluate_builtins.cpp, evaluate_list_builtins.cpp, evaluate_range_builtins.cpp
  Value call(const Step& step);
  Value call_number(Builtin builtin, const std::vector<Value>& v);
  Value call_exact_number(Builtin builtin, const std::vector<Value>& v);
  Value call_text(Builtin builtin, const std::vector<Value>& v, const Step& step);
  Value call_date(Builtin builtin, const std::vector<Value>& v);
  Value call_list(Builtin builtin, const std::vector<Value>& v);
  Value edit_list(Builtin builtin, const std::vector<Value>& v, Causes causes);
  Value places_of(const Value& wanted, const ListValue& list);
  Value most_frequent(const ListValue& list);
  Value call_range(Builtin builtin, const std::vector<Value>& v);
  Value call_other(Builtin builtin, const std::vector<Value>& v);
  Value aggregate_list(Builtin builtin, const Value& list);
  Value sum_of(const ListValue& list, Causes causes);
  Value extreme_of(Builtin builtin, const Value& list);
  Value distinct(const ListValue& list);
  Value substring_of(const std::string& text, const std::vector<Value>& v);

  // evaluate_string.cpp
  Value string_of(const Value& value, const Type& type);
  bool write_value(std::string& out, const Value& value, const Type& type,
                   Causes& causes);
  bool write_number(std::string& out, const Decimal& number, const Type& type,
                    Causes& causes);
  bool write_list(std::string& out, const ListValue& list, const Type& element,
                  Causes& causes);
  bool write_record(std::string& out, const Value& record, std::uint32_t entity,
                    Causes& causes);

  // evaluate_table.cpp
  Value table(const Step& step);
  Value row_output(const Table& table, const std::vector<FormulaId>& outputs);
  struct RowHit {
    Value output;
    bool certain = false;  // otherwise the row is possible
    Causes causes = 0;     // why it is not certain
  };
  std::vector<RowHit> hits_of(const Table& table);
  void sort_by_priority(const Table& table, std::vector<RowHit>& hits);
  Value collect(const Table& table, const std::vector<RowHit>& hits);
  Value one_of(const Table& table, const std::vector<RowHit>& hits);

 public:
  /// The smallest value that covers both.
  Value hull(const Value& a, const Value& b);
  /// Why a value is open, with the reasons of its parts.
  Causes causes_of(const Value& value);
  Truth equal(const Value& a, const Value& b, Causes& causes);
  /// Where a value of an ordered type stands in its order.
  NumberRange order_number(const Value& value, const Type& type = {}) const;

 private:
  const Program& program_;
  const CaseFacts& facts_;
  Date decision_date_;
  std::vector<std::uint32_t> readings_;
  std::vector<Value> frame_;
  // Values found once: of formulas by their id, of the applicant's facts by their field.
  struct Known {
    std::vector<std::uint32_t> places;  // in `values`, plus one; 0: not found yet
    std::vector<Value> values;

    const Value* find(std::uint32_t id) const {
      return places[id] == 0 ? nullptr : &values[places[id] - 1];
    }
    void add(std::uint32_t id, const Value& value) {
      values.push_back(value);
      places[id] = static_cast<std::uint32_t>(values.size());
    }
  };
  Known known_formulas_;
  Known known_facts_;
  bool keeps_facts_ = true;
  bool has_asked_for_awards_ = false;
  std::vector<std::pair<StepId, NumberRange>> assumptions_;
  std::map<Slot, StepId> aliases_;
  CauseTable causes_;
  std::vector<Bilingual> problems_;
  Value applicant_;
  EvaluationObserver* observer_ = nullptr;
  Interrupt* interrupt_ = nullptr;
};

}  // namespace jiangbu
