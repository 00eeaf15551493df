// A program lowered to operations over columns, for exact facts, one decision date and
// one choice of readings. In: nothing (build_plan.cpp builds it). Out: Plan. Never:
// facts.
//
// Registers hold one value for each row of a domain: truths as bytes, codes and dates as
// 32-bit, numbers as 64-bit integers scaled by a power of ten. Fact columns are registers
// too. Operations are run in order, each over all rows.
#pragma once

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "batch/columns.hpp"
#include "program/program.hpp"

namespace jiangbu {

using RegisterId = std::uint32_t;
inline constexpr RegisterId no_register = ~RegisterId{0};

enum class Width : std::uint8_t { truth, code, number };

struct RegisterLayout {
  DomainId domain = 0;
  Width width = Width::number;
};

enum class PlanCode : std::uint8_t {
#define JIANGBU_PLAN_OP(name, meaning) name,
#include "batch/operations.def"
#undef JIANGBU_PLAN_OP
};

const char* name_of(PlanCode code);

/// How wide a column is whose values are a register's.
constexpr ColumnWidth natural_width(Width width) {
  switch (width) {
    case Width::truth:
      return ColumnWidth::one;
    case Width::code:
      return ColumnWidth::four;
    case Width::number:
      break;
  }
  return ColumnWidth::eight;
}

/// Gives a domain its rows: whoever looks at them needs it, operand or not.
constexpr bool makes_rows(PlanCode code) {
  return code == PlanCode::group || code == PlanCode::nested || code == PlanCode::pairs;
}

/// A bound of an interval of codes.
constexpr std::int32_t narrowed(std::int64_t bound) {
  return static_cast<std::int32_t>(
      std::clamp<std::int64_t>(bound, std::numeric_limits<std::int32_t>::min(),
                               std::numeric_limits<std::int32_t>::max()));
}

/// d, a, b, c are registers, x and y immediate integers; see operations.def.
struct PlanOp {
  PlanCode code = PlanCode::fill_truth;
  DomainId domain = 0;  // of d
  RegisterId d = no_register;
  RegisterId a = no_register;
  RegisterId b = no_register;
  RegisterId c = no_register;
  std::int64_t x = 0;
  std::int64_t y = 0;

  auto operator<=>(const PlanOp&) const = default;
};

/// A function of one or more codes or truths, by the mixed-radix number of its inputs.
struct Lookup {
  struct Input {
    RegisterId column = no_register;
    RegisterId null = no_register;  // counts as an input value of its own, the first
    std::int64_t stride = 1;

    bool operator==(const Input&) const = default;
  };
  std::vector<Input> inputs;
  std::vector<std::int64_t> values;

  /// A function of one code that is never null.
  bool is_simple(const std::vector<RegisterLayout>& registers) const {
    return inputs.size() == 1 && inputs.front().null == no_register &&
           registers[inputs.front().column].width == Width::code;
  }
  bool operator==(const Lookup&) const = default;
};

/// A test of one text, answered once per text: the step's truth with the field set to it,
/// or whether it is `equal_to`.
struct TextTest {
  StepId step = 0;
  Slot slot = no_slot;  // of the record; no_slot: the applicant
  std::uint32_t entity = 0;
  std::uint32_t field = 0;
  std::optional<std::string> equal_to;

  bool operator==(const TextTest&) const = default;
};

/// Rows of a domain: those of a date column within [from, to] and of a code column within
/// [code_from, code_to].
struct Selection {
  RegisterId dated = no_register;
  std::int32_t from = 0;
  std::int32_t to = 0;
  RegisterId coded = no_register;
  std::int32_t code_from = 0;
  std::int32_t code_to = 0;

  bool operator==(const Selection&) const = default;
};

/// Which rows of a chunk can matter at all; the others may be left out before the plan
/// runs.
struct Narrowing {
  /// By domain: a row matters if any of them picks it. Absent: all rows do.
  std::vector<std::optional<std::vector<Selection>>> selections;
  /// Whether an applicant without a row that matters gets nothing from any clause.
  bool applicants = false;
};

/// Items counted or added up in one pass: those for which all given tests hold.
struct Fold {
  DomainId child = 0;
  /// Of rows left after Plan::narrowing the date passes, or the code, without a test.
  bool date_selected = false;
  bool code_selected = false;
  RegisterId dated = no_register;  // code within [from, to]
  std::int32_t from = 0;
  std::int32_t to = 0;
  RegisterId coded = no_register;  // code for which a lookup holds
  std::size_t lookup = 0;
  RegisterId held = no_register;  // truth
  enum class Value : std::uint8_t { one, lookup, number };
  Value value = Value::one;
  RegisterId value_column = no_register;
  std::size_t value_lookup = 0;
  std::int64_t factor = 1;  // of the result
};

/// What one clause comes to, by applicant, in fen; no registers where that is told by its
/// lines, because of steps, or parts that are not paid.
struct ClauseOutput {
  std::uint32_t clause = 0;
  RegisterId low = no_register;
  RegisterId high = no_register;
  std::size_t lines = 0;  // of Plan::lines

  bool by_line() const { return high == no_register; }
};

/// The lines of one clause, one for each row of a domain for which `met` holds.
struct ClauseLines {
  DomainId domain = 0;
  RegisterId met = no_register;  // absent: all
  RegisterId low = no_register;  // fen
  RegisterId high = no_register;
};

/// A number of a step's terms: registers of the lines' domain or of the applicants'.
struct TermColumn {
  RegisterId low = no_register;
  RegisterId high = no_register;
  int scale = 0;
  std::int64_t divisor = 1;
};

/// One of the parts that the amount of a line is paid in.
struct TrancheColumns {
  std::optional<Decimal> share;
  std::optional<TermColumn> amount;
  RegisterId when = no_register;  // absent: paid whatever happens
};

/// One part of a key of a line; two lines have the same key if all parts are equal.
struct KeyColumn {
  RegisterId value = no_register;
  RegisterId null = no_register;
};

/// One step of stacking, as it stands for the lines of one of its clauses.
struct StepColumns {
  std::size_t clause = 0;  // of Plan::clauses
  std::optional<TermColumn> limit;
  std::optional<TermColumn> other;
  RegisterId funded = no_register;
  std::vector<KeyColumn> keys;
};

struct PlanStep {
  const StackingStep* step = nullptr;  // of the model
  std::vector<StepColumns> of;
  /// The limit of a cap, in fen, less what is used, where it is one for each applicant,
  /// whatever line it stands beside: registers of the applicants, and none beside lines.
  std::optional<TermColumn> of_applicant;
  std::optional<Decimal> of_total;  // the limit, as a part of what the group comes to
};

/// How what every clause comes to moves as a missing number or list grows; none: in ways
/// that its ends do not tell.
enum class Corner : std::uint8_t { none, up, down };

/// What a number may be that is missing in a column.
struct MissingNumber {
  Corner corner = Corner::none;
  std::int64_t least = 0;
  std::int64_t most = 0;  // unbounded_fen: whatever
};

/// What is asked of a plan: each clause; no more than what all come to together, then
/// ClauseOutputs may stand for several clauses, and say nothing of single ones; each
/// line.
enum class PlanFor : std::uint8_t { clauses, totals, lines };

/// Immutable once built; share freely between threads.
struct Plan {
  PlanFor what = PlanFor::clauses;
  const Program* program = nullptr;  // not owned, outlives the plan
  Date decision_date;
  std::vector<std::uint32_t> readings;
  FactLayout layout;
  std::vector<RegisterLayout> registers;
  std::vector<RegisterId> column_registers;  // by column of the layout
  std::vector<PlanOp> constants;             // fills, done once
  std::vector<PlanOp> operations;
  std::vector<Lookup> lookups;
  std::vector<TextTest> text_tests;
  Narrowing narrowing;
  std::vector<Fold> folds;
  std::vector<ClauseOutput> clauses;
  std::vector<ClauseLines> lines;
  std::vector<PlanStep> steps;  // in their order
  /// By clause; empty where it is paid at once.
  std::vector<std::vector<TrancheColumns>> tranches;
  std::vector<MissingNumber> missing_numbers;  // by column of the layout
  std::vector<Corner> missing_lists;           // by domain
  RegisterId eligible = no_register;  // after it, nobody left means nothing to do
  std::size_t first_after_eligible = 0;
};

/// Calls use(register) for each that the operation reads.
template <typename Use>
void each_operand(const Plan& plan, const PlanOp& op, Use use) {
  const auto one = [&](RegisterId id) {
    if (id != no_register) use(id);
  };
  for (const RegisterId operand : {op.a, op.b, op.c}) one(operand);
  if (op.code == PlanCode::lookup_truth || op.code == PlanCode::lookup_number) {
    for (const auto& input : plan.lookups[static_cast<std::size_t>(op.x)].inputs) {
      one(input.column);
      one(input.null);
    }
  }
  if (op.code != PlanCode::fold) return;
  const Fold& fold = plan.folds[static_cast<std::size_t>(op.x)];
  if (!fold.date_selected) one(fold.dated);
  if (!fold.code_selected) one(fold.coded);
  one(fold.held);
  one(fold.value_column);
}

inline bool is_by_line(const Plan& plan) {
  return std::ranges::any_of(plan.clauses, &ClauseOutput::by_line);
}

/// Calls use(register) for each that the steps read, and the lines under them.
template <typename Use>
void each_step_result(const Plan& plan, Use use) {
  const auto one = [&](RegisterId id) {
    if (id != no_register) use(id);
  };
  for (const ClauseOutput& clause : plan.clauses) {
    if (!clause.by_line()) continue;
    const ClauseLines& lines = plan.lines[clause.lines];
    for (const RegisterId id : {lines.met, lines.low, lines.high}) one(id);
  }
  const auto term = [&](const std::optional<TermColumn>& number) {
    if (number) one(number->low);
    if (number) one(number->high);
  };
  for (const auto& tranches : plan.tranches) {
    for (const TrancheColumns& tranche : tranches) {
      term(tranche.amount);
      one(tranche.when);
    }
  }
  for (const PlanStep& step : plan.steps) {
    term(step.of_applicant);
    for (const StepColumns& of : step.of) {
      term(of.limit);
      term(of.other);
      one(of.funded);
      for (const KeyColumn& key : of.keys) {
        one(key.value);
        one(key.null);
      }
    }
  }
}

/// Calls use(register) for each that is read when all operations are done.
template <typename Use>
void each_result(const Plan& plan, Use use) {
  const auto one = [&](RegisterId id) {
    if (id != no_register) use(id);
  };
  for (const ClauseOutput& clause : plan.clauses) {
    one(clause.low);
    one(clause.high);
  }
  one(plan.eligible);
  each_step_result(plan, use);
}

/// The plan, or why the program needs the evaluator of single cases.
struct PlanResult {
  std::optional<Plan> plan;
  std::string obstacle;
};

PlanResult build_plan(const Program& program, Date decision_date,
                      std::vector<std::uint32_t> readings,
                      PlanFor what = PlanFor::clauses);

/// By register: the operation that makes it; null of columns and constants. As long as
/// the plan's operations stay where they are.
std::vector<const PlanOp*> producers_of(const Plan& plan);

/// The field of its owner's entity that a list of facts is.
const Field& list_field(const Plan& plan, DomainId list);
/// The field a column holds; null of plain values.
const Field* field_of(const Plan& plan, const ColumnLayout& column);
/// Numbers whose field has such a bound: readers let nothing pass that is out of it.
bool is_never_negative(const Plan& plan, const ColumnLayout& column);

/// Of a count, sum or fold: truths of the owner that all items that count need to hold.
std::vector<RegisterId> owner_conditions(const Plan& plan, const PlanOp& op);

/// A stable listing, for tests and `jiangbu show --stage plan`.
std::string listing(const Plan& plan);

}  // namespace jiangbu
