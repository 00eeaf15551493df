// Lowers formulas to operations over columns; used by build_plan.cpp only.
// In: Program, decision date, readings. Out: operations. Never: runs them.
#pragma once

#include <functional>
#include <map>
#include <memory>

#include "batch/plan.hpp"
#include "evaluate/formula_evaluator.hpp"
#include "model/date_part.hpp"

namespace jiangbu {

/// Something the plan cannot express; build_plan reports it as the obstacle.
struct Obstacle {
  std::string text;
};

/// A value for each row of a domain. Numbers may be ranges.
struct Scalar {
  enum class Kind : std::uint8_t { truth, code, number };
  Kind kind = Kind::truth;
  BaseType base = BaseType::boolean;
  DomainId domain = 0;
  RegisterId low = no_register;  // or the only one
  RegisterId high = no_register;
  int scale = 0;
  std::int64_t divisor = 1;  // of numbers: the value is this part of the registers
  /// What the evaluator, which rounds quotients to 34 digits, may be off by: nothing; a
  /// last digit, unless the number is 0; a last digit.
  enum class Rounding : std::uint8_t { no, product, sum };
  Rounding rounding = Rounding::no;
  RegisterId null = no_register;         // truth: it is null
  RegisterId bad = no_register;          // truth: it has no value, which is an error
  std::optional<std::int64_t> constant;  // then no register is needed
  std::optional<std::string> text;       // a text known beforehand, instead of a code
  bool non_negative = false;             // proven
  bool is_range() const { return high != no_register && high != low; }
};

/// Where the rows come from that a plan makes: each stands for one of `source`.
struct MadeRows {
  DomainId source = 0;
  RegisterId rows = no_register;  // code: which one
};

/// The items of a domain for which `mask` holds, as seen from a row of `anchor`.
struct ColumnList {
  DomainId domain = 0;
  DomainId anchor = 0;
  RegisterId mask = no_register;               // absent: all
  std::optional<Scalar> value;                 // absent: the records themselves
  std::shared_ptr<const ColumnList> elements;  // each is a list itself
};

struct ColumnRecord {
  DomainId domain = 0;
  std::uint32_t record = no_record;  // held by this field of the row
};

struct ColumnRange {
  std::optional<Scalar> low;
  std::optional<Scalar> high;
  bool low_open = false;
  bool high_open = false;
};

using Node = std::variant<Scalar, ColumnList, ColumnRecord, ColumnRange>;

/// Items by group.
struct ColumnGroups {
  DomainId domain = 0;        // a row for each group
  std::optional<Scalar> key;  // absent: the same for all
  ColumnList items;           // as seen from the group
};

/// A record bound to a slot; no_slot: the applicant.
struct BoundRecord {
  Slot slot = no_slot;
  std::uint32_t entity = 0;
  const FactValue& record;
};

/// What the evaluator of single cases makes of a record.
Value evaluate_on(const Program& program, const Plan& plan, const BoundRecord& bound,
                  const std::function<Value(FormulaEvaluator&)>& function);

/// Where the lines of a clause came from: its variables, for steps that see them.
struct ClauseScope {
  const Clause* clause = nullptr;
  DomainId domain = 0;
  std::map<Slot, Node> frame;
};

class PlanBuilder {
 public:
  PlanBuilder(const Program& program, Date decision_date,
              std::vector<std::uint32_t> readings);

  Node formula(FormulaId id, DomainId context) { return step(root(id), context); }
  Node step(StepId id, DomainId context);
  Scalar scalar(FormulaId id, DomainId context);
  /// A truth register of `context`; failing and null count as an obstacle at run time.
  RegisterId condition(const Condition& condition, DomainId context);
  RegisterId test(FormulaId id, DomainId context);
  ColumnList list(FormulaId id, DomainId context);

  void bind(Slot slot, const Node& node) { frame_[slot] = node; }
  const std::map<Slot, Node>& frame() const { return frame_; }
  void set_frame(std::map<Slot, Node> frame) { frame_ = std::move(frame); }

  std::uint32_t reading(std::uint32_t question) const { return plan.readings[question]; }
  /// A number known beforehand.
  static Scalar fixed(std::int64_t number, BaseType base = BaseType::number);
  /// An amount of at least 0, in fen.
  static Scalar fen(RegisterId low, RegisterId high, DomainId domain);

  // Operations; equal ones are made once.
  RegisterId and_(RegisterId a, RegisterId b);  // no_register: true
  RegisterId or_(RegisterId a, RegisterId b);   // no_register: false
  RegisterId not_(RegisterId a);
  RegisterId truth_constant(bool value, DomainId domain);
  RegisterId number_register(const Scalar& number, bool high, DomainId domain);
  RegisterId truth_register(const Scalar& truth, DomainId domain);
  RegisterId spread(RegisterId value, DomainId to);
  RegisterId emit(PlanOp operation, DomainId domain, Width width);
  RegisterId number_constant(std::int64_t value, DomainId domain);
  /// Whether `high` is the domain itself or one above it.
  bool reaches(DomainId deep, DomainId high) const;
  RegisterId times(RegisterId value, std::int64_t factor);
  Scalar rescaled(const Scalar& number, int scale);
  Scalar choose(RegisterId when, const Scalar& a, const Scalar& b, DomainId domain);
  Scalar sum_over(const Scalar& value, RegisterId mask, DomainId from, DomainId to);
  RegisterId kept(RegisterId truth, RegisterId number);
  RegisterId count_over(RegisterId mask, DomainId from, DomainId to);
  void refuse_where(RegisterId mask);
  /// The items of each applicant, one group for those of equal keys.
  ColumnGroups grouped(const ColumnList& items, const std::optional<Scalar>& key);
  /// An award that depends on a few codes only.
  std::optional<Scalar> tabulated(const Award& award);
  RegisterId compare_scalars(Op op, const Scalar& a, const Scalar& b, DomainId domain);
  /// a (code) b; `crossed`: the low end of the result takes the high end of b.
  Scalar combine(PlanCode code, const Scalar& a, const Scalar& b, bool crossed);
  Scalar multiply(const Scalar& a, const Scalar& b);
  /// To multiples of unit / 10^scale; the result has that scale.
  Scalar rounded_to(const Scalar& number, int scale, std::int64_t unit,
                    RoundingMode mode);
  /// The deeper of two domains on one path.
  DomainId join(DomainId a, DomainId b) const;
  DomainId domain_of(RegisterId id) const { return plan.registers[id].domain; }

  const Program& program;
  const PolicyModel& model;
  Plan plan;
  /// What clauses computed before stacking, by clause: for awarded("…").
  std::map<std::uint32_t, Scalar> awarded;
  /// By clause of the plan.
  std::vector<ClauseScope> scopes;

 private:
  StepId root(FormulaId id) const { return program.roots[id]; }
  Scalar as_scalar(const Node& node, StepId id) const;
  Scalar operand(const Step& step, std::uint32_t i, DomainId context);
  ColumnList operand_list(const Step& step, DomainId context);
  Scalar negated(const Scalar& truth);
  RegisterId both(PlanCode code, RegisterId a, RegisterId b);
  [[noreturn]] void give_up(const Step& step) const;

  // plan_tabulate.cpp
  struct Inputs;
  bool collect_inputs(StepId id, Inputs& inputs) const;
  bool collect_input(const Step& step, Inputs& inputs) const;
  std::optional<Scalar> tabulated(StepId id);
  RegisterId text_test(const TextTest& test, RegisterId code);
  RegisterId compare_texts(Op op, const Scalar& a, const Scalar& b, DomainId domain);
  std::optional<Scalar> text_tested(StepId id, const Inputs& inputs);
  Scalar lookup_of(const Inputs& inputs, BaseType base,
                   const std::function<Value(FormulaEvaluator&)>& function);
  bool collect_inputs(const Award& award, Inputs& inputs) const;
  std::optional<std::int64_t> entries_of(const Inputs& inputs) const;
  std::int64_t values_of(const Type& type) const;

  // plan_facts.cpp
  Node fact(const ColumnRecord& record, std::uint32_t field, std::uint32_t entity);
  Scalar fact_scalar(const ColumnRecord& record, std::uint32_t field, const Type& type);
  ColumnId column(const ColumnRecord& record, std::uint32_t field, const Type& type,
                  bool is_null);
  DomainId child_domain(DomainId parent, std::uint32_t field, const Type& type);
  Node project(const Step& step, DomainId context);
  /// Evaluates `body` with slot bound to the list's elements.
  template <typename Body>
  auto over(const ColumnList& list, Slot slot, Body body);
  RegisterId column_register(ColumnId id);

  // plan_rows.cpp
  /// What a pair has in common: a register of the outer rows, and one of the inner.
  struct EqualKeys {
    RegisterId outer = no_register;
    RegisterId inner = no_register;
    RegisterId inner_null = no_register;
    bool outer_may_be_null = false;
  };
  DomainId made_domain(DomainId parent, DomainId source);
  DomainId make_rows(PlanOp operation, DomainId parent, DomainId source);
  DomainId nested_domain(DomainId parent, std::uint32_t field, const Type& type);
  Scalar gathered(const Scalar& value, DomainId domain);
  ColumnList paired(const ColumnList& list, DomainId with,
                    const std::optional<EqualKeys>& keys);
  std::optional<DomainId> domain_of(const Node& node) const;
  void collect_slots(StepId id, std::vector<Slot>& slots) const;
  std::optional<DomainId> outer_domain(StepId body, Slot slot, DomainId inner) const;
  /// A list as an iteration over it sees it, and what of the formula asked of each item
  /// is not known to hold for all that are left.
  struct ListBeside {
    ColumnList list;
    std::vector<StepId> open;
  };
  ListBeside beside(const ColumnList& list, Slot slot, StepId body, bool held);
  Scalar all_hold(const std::vector<StepId>& conjuncts, DomainId context);
  std::optional<EqualKeys> equal_keys(const Step& equal, Slot slot, DomainId inner,
                                      DomainId outer);
  std::optional<EqualKeys> equal_keys(const Scalar& row, DomainId outer,
                                      const Scalar& item, DomainId inner);

  // plan_tables.cpp
  struct TableHit {
    RegisterId when = no_register;  // absent: always
    Scalar output;
  };
  std::vector<TableHit> hits_of(const Table& table, DomainId context);
  Scalar first_of(const std::vector<TableHit>& hits, std::optional<Scalar> otherwise,
                  const Step& step);
  void sort_by_priority(const Table& table, std::vector<TableHit>& hits,
                        const Step& step);
  Scalar collected(HitPolicy policy, const std::vector<TableHit>& hits,
                   const std::optional<Scalar>& otherwise);
  Scalar table(const Step& step, DomainId context);

  // plan_quotients.cpp
  static std::optional<Scalar> fraction(const Decimal& number);
  Scalar widened(const Scalar& number, std::int64_t factor);
  /// The same numbers with one scale and one divisor.
  std::pair<Scalar, Scalar> alike(const Scalar& a, const Scalar& b);
  Scalar with_decimals(const Scalar& number);
  Scalar divide(const Step& step, DomainId context);
  RegisterId turning(const Scalar& number, std::int64_t step, RoundingMode mode);

  // plan_formulas.cpp
  Scalar constant(const Constant& constant, BaseType base);
  Scalar arithmetic(const Step& step, DomainId context);
  Scalar compare(const Step& step, DomainId context);
  Scalar in_range(const Step& step, DomainId context);
  Scalar in_list(const Step& step, DomainId context);
  /// Whether the list that is operand `list` of the step holds the value.
  Scalar contains(const Step& step, std::uint32_t list, const Scalar& value,
                  DomainId context);
  Scalar equal_to_any(const std::vector<Scalar>& values, const Scalar& value);
  Scalar absolute(const Scalar& number, const Step& step);
  Scalar logic(const Step& step, DomainId context);
  /// a and b, or a or b: what decides by itself does not ask for the other's value.
  Scalar joined(bool all, const Scalar& a, const Scalar& b);
  RegisterId decisive(const Scalar& part, bool all);
  Node choose(const Step& step, DomainId context);
  Scalar call(const Step& step, DomainId context);
  Scalar quantify(const Step& step, DomainId context);
  Node filter(const Step& step, DomainId context);
  Node iterate(const Step& step, DomainId context);
  Node flatten(const Step& step, DomainId context);
  Node listed(const Step& step, DomainId context);
  ColumnList flattened(const ColumnList& list, ColumnList elements);
  Node parameter(const Step& step, DomainId context);

  // plan_dates.cpp
  Scalar parameter_as_of(const Step& step, DomainId context);
  Scalar date_plus(const Step& step, DomainId context);
  Scalar date_function(const Step& step, DomainId context);
  Scalar part(const Step& step, DomainId context);
  Scalar part_of_months(const Scalar& value, DatePart part);
  Scalar date_of(const Step& step, DomainId context);
  RegisterId within_years(RegisterId date, std::int64_t first, std::int64_t last);
  Scalar date_scalar(RegisterId id, DomainId domain) const;

  Scalar count_distinct(const ColumnList& list);
  std::optional<Scalar> compare_quotient(const Step& step, DomainId context);
  Scalar aggregate(Builtin builtin, const ColumnList& list);
  Scalar fold(Builtin builtin, const Step& list, DomainId context);
  RegisterId compare_constant(Op op, const Scalar& a, std::int64_t b, DomainId domain);
  RegisterId within(const Scalar& value, std::int64_t low, std::int64_t high,
                    DomainId domain);
  RegisterId code_register(const Scalar& code, DomainId domain);
  Scalar any_of(const ColumnList& list, RegisterId held);
  Node element_of(const ColumnList& list) const;
  Scalar add(const Scalar& a, const Scalar& b);
  Scalar subtract(const Scalar& a, const Scalar& b);
  Scalar truth_of(RegisterId id, DomainId domain) const;
  void carry_flaws(Scalar& to, const Scalar& from, DomainId domain);

  // Peephole: what an operation comes to, given what made its operands.
  const PlanOp* producer(RegisterId id) const;
  std::optional<std::int64_t> constant_in(RegisterId id) const;
  std::optional<RegisterId> simplified(const PlanOp& operation, DomainId domain);
  std::optional<RegisterId> merged_within(const PlanOp& operation);
  std::optional<RegisterId> reduced_rounding(const PlanOp& operation);

  std::map<Slot, Node> frame_;
  std::map<DomainId, MadeRows> made_rows_;
  std::map<PlanOp, DomainId> made_domains_;  // by what makes them, under their parent
  std::map<RegisterId, PlanOp> producers_;
  std::map<PlanOp, RegisterId> made_;
};

/// Stacking steps over the lines of the clauses built (plan_steps.cpp).
void build_steps(PlanBuilder& builder);
/// The parts in which amounts are paid, where these change what is paid.
void build_instalments(PlanBuilder& builder);

/// Caps that are alone over a clause become operations; what other steps leave is told by
/// lines (plan_caps.cpp).
void lower_caps(PlanBuilder& builder, PlanFor what);

}  // namespace jiangbu
