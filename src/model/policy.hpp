// A policy as meant: every name resolved, every formula typed.
// In: nothing (resolve_*.cpp build it). Out: PolicyModel. Never: YAML.
// Immutable once built; share freely.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/formulas.hpp"
#include "values/rounding.hpp"

namespace jiangbu {

struct Note {
  Bilingual text;
  std::string cite;
  std::vector<std::string> refs;
};

struct Condition {
  enum class Kind : std::uint8_t { leaf, all, any, not_, by_reading };
  Kind kind = Kind::leaf;
  FormulaId formula = no_formula;
  Bilingual title;
  std::string cite;
  std::vector<Condition> parts;  // by_reading: one for each option, in order
  std::uint32_t question = 0;
  Span span;
};

struct Exclusion {
  Condition when;
  Bilingual title;
  std::string cite;
};

/// What a met clause pays.
struct Award {
  enum class Kind : std::uint8_t {
    amount,       // formula
    unspecified,  // the text states no amount
    delegated,    // the amount stands elsewhere
    no_money,     // the clause gives none
    not_met,      // no case applied: a condition is not met
    choice,       // bindings, then the first case whose condition holds, else `otherwise`
    by_reading,   // alternatives, one for each option of `question`
  };
  Kind kind = Kind::no_money;
  FormulaId formula = no_formula;
  Bilingual delegated;
  std::vector<std::pair<Slot, FormulaId>> bindings;
  std::vector<FormulaId> conditions;      // of a choice
  std::vector<Award> alternatives;        // of a choice: the cases, then `otherwise`
  FormulaId otherwise_when = no_formula;  // when `otherwise` can apply, if that is known
  std::uint32_t question = 0;
  FormulaId at_most = no_formula;
  FormulaId at_least = no_formula;
  Span span;
};

/// The options of one question under which something exists.
struct OnlyUnder {
  std::uint32_t question = 0;
  std::vector<bool> options;
};

struct Binding {
  std::string name;
  Slot slot = no_slot;
  FormulaId formula = no_formula;
};

enum class StepKind : std::uint8_t {
  highest_only,
  first_only,
  top_up,
  deduct,
  cap,
  aid_ceiling,
  matching,
  limit,
  no_double_funding,
  scale,
  round,
};

const char* name_of(StepKind kind);

enum class PerKind : std::uint8_t { applicant, clause, item, keys };
enum class CutOrder : std::uint8_t { pro_rata, last_first, smallest_first };

/// One step of stacking. Formulas see the applicant's facts, `total` and the keys.
struct StackingStep {
  StepKind kind = StepKind::cap;
  std::vector<std::uint32_t> of;  // clauses, ascending unless first_only
  PerKind per = PerKind::applicant;
  std::vector<std::string> keys;
  std::vector<Slot> key_slots;
  Slot total_slot = no_slot;
  FormulaId limit = no_formula;  // at most, received, minus, ratio, take, by, to
  FormulaId other = no_formula;  // used, other aid, base
  std::optional<Condition> when;
  Bilingual title;
  CutOrder cut = CutOrder::pro_rata;
  bool keep_first = false;
  RoundingMode rounding = RoundingMode::half_up;
  std::vector<OnlyUnder> only_under;
  bool in_clause_scope = false;  // a clause's own step per item sees the line's variables
  Span span;
};

struct Instalment {
  Bilingual title;
  FormulaId share = no_formula;
  FormulaId amount = no_formula;
  std::optional<Condition> when;
  FormulaId due = no_formula;
};

struct Deadline {
  Bilingual title;
  FormulaId by = no_formula;
};

struct Clawback {
  Bilingual title;
  Condition when;
  FormulaId repay = no_formula;
};

enum class ClauseMode : std::uint8_t {
  entitlement,
  one_time,
  new_listing,
  matching,
  competitive,
  discretionary,
};
const char* name_of(ClauseMode mode);

using PayerShares = std::vector<std::pair<std::string, Decimal>>;

/// Who pays, by share (adding up to 1): one list, or one for each option of a question.
struct Payers {
  std::optional<std::uint32_t> question;
  std::vector<PayerShares> alternatives;
};

struct Clause {
  std::string id;
  Bilingual title;
  std::string cite;
  std::vector<std::string> departments;
  Payers payers;
  ClauseMode mode = ClauseMode::entitlement;
  std::string form = "cash";
  bool automatic = false;
  std::vector<OnlyUnder> only_under;
  std::vector<Binding> for_each;
  FormulaId group_by = no_formula;
  Slot group_slot = no_slot;
  Slot items_slot = no_slot;
  std::vector<Binding> let;
  std::optional<Condition> when;
  FormulaId selected = no_formula;
  std::vector<Exclusion> exclude;
  FormulaId window_of = no_formula;  // what must lie in the window; none: decision date
  FormulaId window_from = no_formula;
  FormulaId window_to = no_formula;
  FormulaId already_paid = no_formula;  // from `once`
  Award award;
  RoundingMode rounding = RoundingMode::half_up;
  Decimal rounding_unit;  // yuan
  std::vector<Binding> keys;
  std::vector<StackingStep> stacking;
  std::vector<Instalment> instalments;
  std::vector<Bilingual> proofs;
  std::vector<Deadline> deadlines;
  std::vector<Clawback> clawback;
  std::vector<Bilingual> obligations;
  std::vector<Note> notes;
  std::vector<std::string> refs;
  Span span;
};

struct DatedValue {
  std::optional<Date> from;
  std::optional<Date> to;
  FormulaId value = no_formula;
  std::string cite;

  bool covers(Date day) const { return (!from || *from <= day) && (!to || day <= *to); }
};

struct Parameter {
  std::string name;
  Bilingual title;
  std::string cite;
  Type type;
  std::vector<DatedValue> values;  // ascending, not overlapping
  std::vector<std::string> refs;
  Span span;
};

struct ReadingOption {
  std::string name;
  Bilingual title;
  Bilingual reason;
};

struct Reading {
  std::string name;
  Bilingual title;
  std::vector<std::string> refs;
  std::uint32_t default_option = 0;
  std::vector<ReadingOption> options;
  std::uint32_t enumeration = 0;  // its options as an enum
  Span span;
};

enum class HitPolicy : std::uint8_t {
  unique,
  any,
  first,
  priority,
  rule_order,
  output_order,
  collect,
  collect_sum,
  collect_min,
  collect_max,
  collect_count,
};
const char* name_of(HitPolicy policy);

struct TableRow {
  std::vector<FormulaId> tests;    // one for each input; no_formula: anything
  std::vector<FormulaId> outputs;  // one for each output
  Span span;
};

struct Table {
  std::string name;  // empty: inline
  Bilingual title;
  HitPolicy hit_policy = HitPolicy::unique;
  std::vector<Slot> inputs;
  std::vector<Type> input_types;
  std::vector<std::string> input_names;
  Type output;  // of one row: a scalar, or a record of the outputs
  std::vector<TableRow> rows;
  std::vector<FormulaId> otherwise;  // empty: none
  bool otherwise_none = false;       // `otherwise: none`, in awards only
  std::vector<FormulaId> priority;
  Type result;
  bool unsound = false;  // a part had an error: nothing is said about gaps and overlaps
  Span span;
};

enum class AcrossKind : std::uint8_t { group_cap, rank, pool };
enum class PoolShare : std::uint8_t { pro_rata, first_come, priority };
enum class Ties : std::uint8_t { all, none, first };

struct AcrossStep {
  AcrossKind kind = AcrossKind::pool;
  std::vector<std::uint32_t> of;
  std::vector<std::string> keys;  // group cap: of lines, by these keys of their clauses
  FormulaId by = no_formula;
  FormulaId amount = no_formula;  // group cap: at most; pool: amount; rank: take
  bool highest_first = true;
  PoolShare share = PoolShare::pro_rata;
  Ties ties = Ties::all;
  CutOrder cut = CutOrder::pro_rata;
  Bilingual title;
  Span span;
};

enum class TargetForm : std::uint8_t {
  level,
  annual,
  cumulative,
  increment,
  average,
  ratio,
  yes_no,
  qualitative,
};
const char* name_of(TargetForm form);

struct Target {
  std::string id;
  Bilingual title;
  std::string cite;
  std::string unit;
  std::optional<Decimal> value;
  std::optional<Decimal> baseline;
  std::optional<int> baseline_year;
  std::optional<Decimal> achieved;
  std::optional<int> year;
  TargetForm form = TargetForm::level;
  std::string comparison = "at least";
  std::vector<std::string> refs;
  std::vector<Note> notes;
};

struct Budget {
  std::string id;
  Bilingual title;
  std::string cite;
  std::optional<Decimal> at_least;
  std::optional<Decimal> at_most;
  std::optional<Decimal> amount;
  std::string per;
  std::string payer;
  std::vector<std::string> refs;
  std::vector<Note> notes;
};

struct Figure {
  std::string id;
  Bilingual title;
  std::string cite;
  FormulaId value = no_formula;
  std::vector<std::string> refs;
  std::vector<Note> notes;
};

struct Reference {
  std::string name;
  Bilingual title;
  Bilingual supplies;
};

enum class PolicyStatus : std::uint8_t { draft, in_force, expired, superseded };
const char* name_of(PolicyStatus status);

struct PolicyModel {
  std::string id;
  std::string version;
  Bilingual title;
  Bilingual issuer;
  std::string document;
  std::string jurisdiction;
  PolicyStatus status = PolicyStatus::draft;
  std::string superseded_by;
  std::optional<Date> period_from;
  std::optional<Date> period_to;
  bool first_department_leads = false;
  std::vector<Note> notes;
  std::vector<Reference> references;
  Vocabulary vocabulary;
  Formulas formulas;
  std::vector<Type> written_types;  // of lists and ranges in string(x), see Op::call
  Slot slot_count = 0;
  std::vector<Binding> let;
  std::optional<Condition> eligible;
  std::vector<Exclusion> exclude;
  std::vector<Reading> readings;
  std::vector<Parameter> parameters;
  std::vector<Table> tables;
  std::vector<Clause> clauses;
  std::vector<StackingStep> stacking;
  std::vector<AcrossStep> across;
  std::vector<Target> targets;
  std::vector<Budget> budgets;
  std::vector<Figure> figures;

  /// Whether amounts are computed on a day: always for a draft, whose amounts are
  /// indicative.
  bool applies_on(Date day) const;
};

}  // namespace jiangbu
