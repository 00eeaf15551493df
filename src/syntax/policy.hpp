// A policy, vocabulary or test file as written: shapes checked, names not yet resolved.
// In: nothing (read_*.cpp build it). Out: the *Syntax types. Never: a type or a meaning.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "diagnostics/source.hpp"
#include "document/node.hpp"
#include "syntax/expression.hpp"

namespace jiangbu {

/// A name or short text with its place.
struct Word {
  std::string text;
  Span span;

  bool empty() const { return text.empty(); }
};

/// `{zh: …, en: …}`.
struct TitleSyntax {
  Bilingual text;
  Span span;
};

using Formula = std::optional<ExpressionSyntax>;

// ---- vocabulary
// -------------------------------------------------------------------------

struct EnumValueSyntax {
  Word name;
  TitleSyntax title;
};

struct EnumSyntax {
  Word name;
  TitleSyntax title;
  bool ordered = false;
  std::vector<EnumValueSyntax> values;
};

struct AggregateSyntax {
  Word operation;  // sum, count, max
  Formula value;
  Word by;
};

/// A fact of the applicant or a field of an entity.
struct FieldSyntax {
  Word name;
  Word type;
  TitleSyntax title;
  TitleSyntax question;
  bool optional = false;
  bool changeable = false;
  Word unit;
  Formula min;
  Formula max;
  std::optional<Node> assume;
  Formula formula;
  std::optional<AggregateSyntax> aggregate;
};

struct EntitySyntax {
  Word name;
  TitleSyntax title;
  Word key;
  std::vector<FieldSyntax> fields;
};

struct RegionSyntax {
  Word code;
  TitleSyntax title;
};

struct VocabularySyntax {
  Word name;
  std::vector<EnumSyntax> enums;
  std::vector<EntitySyntax> entities;
  std::vector<FieldSyntax> facts;
  std::vector<RegionSyntax> regions;
  std::vector<Word> holidays;
  std::vector<Word> workdays;
};

// ---- formulas with structure
// ------------------------------------------------------------

/// A condition: a leaf formula or a tree of conditions.
struct ConditionSyntax {
  enum class Kind { leaf, all, any, not_, by_reading };
  Kind kind = Kind::leaf;
  Span span;
  Formula formula;  // leaf
  TitleSyntax title;
  Word cite;
  std::vector<ConditionSyntax> parts;
  Word question;              // by_reading
  std::vector<Word> options;  // by_reading, one for each part
};

/// One end of a band: the figure, and whether it belongs to the band.
struct BandEndSyntax {
  Formula value;
  bool inclusive = false;
  Span span;
};

struct AwardSyntax;

struct BandSyntax {
  Span span;
  std::optional<BandEndSyntax> low;
  std::optional<BandEndSyntax> high;
  Formula rate;                    // marginal
  std::vector<AwardSyntax> award;  // step: exactly one
};

struct TableRowSyntax {
  Span span;
  std::vector<Node> cells;
};

struct TableInputSyntax {
  Word name;      // named table
  Word type;      // named table
  Formula value;  // inline table
};

struct TableSyntax {
  Word name;  // empty for an inline table
  Span span;
  TitleSyntax title;
  Word hit_policy;
  std::vector<TableInputSyntax> inputs;
  std::vector<std::pair<Word, Word>> outputs;  // name, type; a single one has no name
  std::vector<TableRowSyntax> rows;
  bool unsound = false;  // a row was left out because of an error
  std::vector<Formula> priority;
  std::optional<Node> otherwise;
};

struct AwardSyntax {
  enum class Kind {
    formula,
    unspecified,
    delegated,
    none,
    by_value,
    table,
    marginal,
    step,
    by_reading,
  };
  Kind kind = Kind::none;
  Span span;
  Formula formula;       // formula; by_value, marginal, step: what is looked at
  bool percent = false;  // formula: a product written as `percent` and `of`
  TitleSyntax delegated;
  Span cases_span;                     // by_value: the mapping of amounts
  std::vector<Word> case_names;        // by_value: values, by_reading: options
  std::vector<AwardSyntax> cases;      // one for each name
  Word question;                       // by_reading
  std::vector<AwardSyntax> otherwise;  // none or one
  std::optional<TableSyntax> table;
  std::vector<BandSyntax> bands;
  Formula at_most;
  Formula at_least;
};

// ---- clauses
// ----------------------------------------------------------------------------

struct ExclusionSyntax {
  ConditionSyntax when;
  TitleSyntax title;
  Word cite;
};

struct BindingSyntax {
  Word variable;
  ExpressionSyntax list;
};

struct InstalmentSyntax {
  Span span;
  TitleSyntax title;
  Formula share;
  Formula amount;
  std::optional<ConditionSyntax> when;
  Formula due;
};

struct DeadlineSyntax {
  TitleSyntax title;
  Formula by;
};

struct ClawbackSyntax {
  TitleSyntax title;
  std::optional<ConditionSyntax> when;
  Formula repay;
};

struct PayerShareSyntax {
  Word payer;
  Formula share;
};

/// Who pays: one alternative, or one for each option of a question.
struct PayersSyntax {
  Word question;
  std::vector<Word> options;
  std::vector<std::vector<PayerShareSyntax>> alternatives;
};

/// `only under: {QUESTION: [OPTION, …]}`.
struct OnlyUnderSyntax {
  Word question;
  std::vector<Word> options;
};

struct RoundingSyntax {
  Word mode;
  Formula to;
};

struct StackingStepSyntax {
  Word kind;
  Span span;
  std::vector<Word> of;
  std::vector<Word> per;
  std::map<std::string, Formula> formulas;  // at most, used, received, minus, …
  std::optional<ConditionSyntax> when;
  TitleSyntax title;
  Word cut;
  Word keep;
  Word mode;
  std::vector<OnlyUnderSyntax> only_under;
};

struct NoteSyntax {
  TitleSyntax text;
  Word cite;
  std::vector<Word> refs;
};

struct ClauseSyntax {
  Word id;
  TitleSyntax title;
  Word cite;
  std::vector<Word> departments;
  PayersSyntax payers;
  Word mode;
  Word form;
  Word application;
  std::vector<OnlyUnderSyntax> only_under;
  std::vector<BindingSyntax> for_each;
  Formula group_by;
  std::vector<std::pair<Word, Formula>> let;
  std::optional<ConditionSyntax> when;
  Formula selected;
  std::vector<ExclusionSyntax> exclude;
  Formula window_of;
  Formula window_from;
  Formula window_to;
  Word once;
  Formula object;
  std::optional<AwardSyntax> award;
  RoundingSyntax rounding;
  std::vector<std::pair<Word, Formula>> keys;
  std::vector<StackingStepSyntax> stacking;
  std::vector<InstalmentSyntax> instalments;
  std::vector<TitleSyntax> proofs;
  std::vector<DeadlineSyntax> deadlines;
  std::vector<ClawbackSyntax> clawback;
  std::vector<TitleSyntax> obligations;
  std::vector<NoteSyntax> notes;
  std::vector<Word> refs;
};

// ---- policy
// -----------------------------------------------------------------------------

struct DatedValueSyntax {
  Span span;
  Word from;
  Word to;
  Formula value;
  Word cite;
};

struct ParameterSyntax {
  Word name;
  TitleSyntax title;
  Word cite;
  Word type;
  bool dated = false;
  std::vector<DatedValueSyntax> values;
  std::vector<Word> refs;
};

struct ReadingOptionSyntax {
  Word name;
  TitleSyntax title;
  TitleSyntax reason;
};

struct ReadingSyntax {
  Word name;
  TitleSyntax title;
  std::vector<Word> refs;
  Word default_option;
  std::vector<ReadingOptionSyntax> options;
};

struct AcrossSyntax {
  Word kind;  // group cap, rank, pool
  Span span;
  std::vector<Word> of;
  std::vector<Word> per;                    // group cap: names of keys
  std::map<std::string, Formula> formulas;  // by, at most, amount, take
  Word order;
  Word ties;
  Word share;
  Word cut;
  TitleSyntax title;
};

struct TargetSyntax {
  Word id;
  TitleSyntax title;
  Word cite;
  Word unit;
  Formula value;
  Formula baseline;
  Word baseline_year;
  Formula achieved;
  Word year;
  Word form;
  Word comparison;
  std::vector<Word> refs;
  std::vector<NoteSyntax> notes;
};

struct BudgetSyntax {
  Word id;
  TitleSyntax title;
  Word cite;
  Formula at_least;
  Formula at_most;
  Formula amount;
  Word per;
  Word payer;
  std::vector<Word> refs;
  std::vector<NoteSyntax> notes;
};

struct FigureSyntax {
  Word id;
  TitleSyntax title;
  Word cite;
  Formula value;
  std::vector<Word> refs;
  std::vector<NoteSyntax> notes;
};

struct ReferenceSyntax {
  Word name;
  TitleSyntax title;
  TitleSyntax supplies;
};

struct ExpectationSyntax {
  Word subject;  // clause, figure, total, payable, indicative
  Span span;
  Word status;     // a status or yes / no / unknown; may be empty
  Formula amount;  // may be a call discretion(low, high)
  std::optional<int> lines;
  std::vector<Formula> instalments;  // the amounts of the schedule, in order
  Formula repay;                     // sum of what is to be paid back
  Word deadline;                     // the date of the first deadline
};

struct TestRunSyntax {
  Span span;
  std::vector<std::pair<Word, Word>> readings;
  /// Expectations of each applicant; a single case has one entry with an empty name.
  std::vector<std::pair<Word, std::vector<ExpectationSyntax>>> expect;
};

struct TestSyntax {
  Word name;
  TitleSyntax title;
  Word decision_date;
  bool closed = false;
  /// Facts by applicant; a single case has one entry with an empty name.
  std::vector<std::pair<Word, Node>> applicants;
  std::vector<TestRunSyntax> runs;  // the first is the test's own, then `under`
};

struct PolicySyntax {
  Word id;
  Word version;
  TitleSyntax title;
  std::vector<Word> uses;
  TitleSyntax issuer;
  Word document;
  Word jurisdiction;
  Word status;
  Word superseded_by;
  Word period_from;
  Word period_to;
  bool first_department_leads = false;
  std::optional<Node> source;
  std::vector<NoteSyntax> notes;
  std::vector<ReferenceSyntax> references;
  VocabularySyntax vocabulary;  // the policy's own declarations
  std::vector<std::pair<Word, Formula>> let;
  std::optional<ConditionSyntax> eligible;
  std::vector<ExclusionSyntax> exclude;
  std::vector<ReadingSyntax> readings;
  std::vector<ParameterSyntax> parameters;
  std::vector<TableSyntax> tables;
  std::vector<ClauseSyntax> clauses;
  std::vector<StackingStepSyntax> stacking;
  std::vector<AcrossSyntax> across;
  std::vector<TargetSyntax> targets;
  std::vector<BudgetSyntax> budgets;
  std::vector<FigureSyntax> figures;
  std::vector<TestSyntax> tests;
};

/// A file of tests for a policy that stands elsewhere.
struct TestFileSyntax {
  Word policy_file;
  std::vector<TestSyntax> tests;
};

}  // namespace jiangbu
