// Shared by the resolve_*.cpp files: names, scopes, and the growing model.
// In: *Syntax. Out: parts of PolicyModel, and diagnostics JB3xxx. Never: YAML, a fact.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "diagnostics/suggest.hpp"
#include "model/policy.hpp"
#include "syntax/policy.hpp"

namespace jiangbu {

/// The names visible at one place. Scopes nest and live on the stack of the resolver.
class Scope {
 public:
  explicit Scope(const Scope* parent = nullptr) : parent_(parent) {}

  struct Local {
    Slot slot = no_slot;
    Type type;
  };

  void add_local(const std::string& name, Slot slot, Type type);
  /// The fields of the record in `slot` become names, hiding outer ones.
  void open_record(Slot slot, std::uint32_t entity);
  /// A value (by its key, see value_key) is known not to be null here.
  void add_not_null(std::string key) { not_null_.insert(std::move(key)); }

  const Local* find_local(const std::string& name) const;
  bool is_not_null(const std::string& key) const;

  const Scope* parent() const { return parent_; }
  bool has_record() const { return record_slot_ != no_slot; }
  Slot record_slot() const { return record_slot_; }
  std::uint32_t record_entity() const { return record_entity_; }
  const std::map<std::string, Local>& locals() const { return locals_; }

 private:
  const Scope* parent_;
  std::map<std::string, Local> locals_;
  Slot record_slot_ = no_slot;
  std::uint32_t record_entity_ = 0;
  std::set<std::string> not_null_;
};

/// Builds one PolicyModel. One policy, one thread.
class Resolver {
 public:
  Resolver(PolicyModel& model, Diagnostics& diagnostics, const SourceMap& sources);

  /// Resolves a whole policy with the vocabularies it uses.
  void resolve_policy(const PolicySyntax& policy,
                      const std::vector<const VocabularySyntax*>& used);

 private:
  // resolve_vocabulary.cpp
  void resolve_vocabulary(const std::vector<const VocabularySyntax*>& all);
  void declare_enums(const VocabularySyntax& vocabulary);
  void declare_entities(const VocabularySyntax& vocabulary);
  void resolve_fields(const VocabularySyntax& vocabulary);
  Field resolve_field(const FieldSyntax& field);
  void resolve_bounds(Field& field, const FieldSyntax& syntax);
  void resolve_assumption(Field& field, const FieldSyntax& syntax);
  void resolve_calendar(const std::vector<const VocabularySyntax*>& all);
  void resolve_derived(const VocabularySyntax& vocabulary);
  void resolve_derived_field(std::uint32_t entity, const FieldSyntax& syntax);
  Type read_type(const Word& word);
  std::optional<Date> read_date(const Word& word);

  // resolve_registers.cpp
  void resolve_readings(const PolicySyntax& policy);
  void resolve_parameters(const PolicySyntax& policy);
  void check_parameter_dates(const Parameter& parameter, const ParameterSyntax& syntax);
  void resolve_targets(const PolicySyntax& policy);
  void resolve_budgets(const PolicySyntax& policy);
  void resolve_figures(const PolicySyntax& policy, const Scope& scope);
  std::optional<Decimal> read_constant(const Formula& formula, BaseType base);
  std::optional<int> read_year(const Word& word);
  std::vector<OnlyUnder> resolve_only_under(const std::vector<OnlyUnderSyntax>& syntax);
  std::optional<std::uint32_t> find_question(const std::string& name, Span span);
  void report_option(const Word& word, const std::string& reading,
                     const std::vector<std::string>& options);
  /// Index of each option's alternative in `names`; reports missing and unknown ones.
  std::vector<std::size_t> match_options(std::uint32_t question,
                                         const std::vector<Word>& names, Span span);

  // resolve_names.cpp
  Expression resolve(const ExpressionSyntax& syntax, const Scope& scope);
  Expression resolve_kind(const ExpressionSyntax& syntax, const Scope& scope);
  Expression resolve_literal(const ExpressionSyntax& syntax);
  Expression resolve_at_literal(const ExpressionSyntax& syntax);
  void advise_on_name(Diagnostic& error, const std::string& name,
                      const Scope& scope) const;
  Expression resolve_name(const ExpressionSyntax& syntax, const Scope& scope);
  std::optional<Expression> find_global(const std::string& name);
  Expression resolve_path(const ExpressionSyntax& syntax, const Scope& scope);
  bool is_filtered_not_null(const Expression& list, std::uint32_t field) const;
  void report_unknown_field(const Word& word, const Type& record);
  Expression resolve_part(Expression base, const ExpressionSyntax& syntax);
  Expression field_of(Expression base, std::uint32_t field, Span span);
  Expression resolve_as_of(const ExpressionSyntax& syntax, const Scope& scope);
  std::vector<std::string> names_in(const Scope& scope) const;
  void narrow(Expression& expression, const Scope& scope) const;

  // resolve_operators.cpp
  Expression resolve_negate(const ExpressionSyntax& syntax, const Scope& scope);
  Expression resolve_binary(const ExpressionSyntax& syntax, const Scope& scope);
  void report_operands(Operator op, const Expression& operation);
  bool type_sum(Expression& result, bool subtract);
  bool type_product(Expression& result);
  bool type_quotient(Expression& result);
  Expression resolve_compare(const ExpressionSyntax& syntax, const Scope& scope);
  Expression compare(Op op, Expression left, Expression right, Span span);
  Expression resolve_between(const ExpressionSyntax& syntax, const Scope& scope);
  Expression resolve_within(const ExpressionSyntax& region, const ExpressionSyntax& test,
                            const Scope& scope);
  Expression resolve_in(const ExpressionSyntax& syntax, const Scope& scope);
  /// The condition that `value` passes one unary test.
  Expression test_of(const Expression& value, const ExpressionSyntax& test,
                     const Scope& scope);
  Expression resolve_logic(const ExpressionSyntax& syntax, const Scope& scope);
  Expression resolve_if(const ExpressionSyntax& syntax, const Scope& scope);
  Expression resolve_by_reading(const ExpressionSyntax& syntax, const Scope& scope);
  void learn_not_null(const Expression& condition, bool holds, Scope& scope) const;

  // resolve_lists.cpp
  Expression resolve_iteration(const ExpressionSyntax& syntax, const Scope& scope);
  Expression resolve_iteration_from(const ExpressionSyntax& syntax, size_t index,
                                    const Scope& scope);
  Expression resolve_filter(const ExpressionSyntax& syntax, const Scope& scope);
  Expression resolve_list(const ExpressionSyntax& syntax, const Scope& scope);
  Expression resolve_context(const ExpressionSyntax& syntax, const Scope& scope);
  Expression resolve_range(const ExpressionSyntax& syntax, const Scope& scope);
  void check_counts_up(const Expression& low, const Expression& high, Span span);
  Expression iterated_list(const ExpressionSyntax& syntax, const Scope& scope);

  // resolve_calls.cpp
  Expression resolve_call(const ExpressionSyntax& syntax, const Scope& scope);
  Expression resolve_builtin(const ExpressionSyntax& syntax, Builtin builtin,
                             const Scope& scope);
  bool order_arguments(const ExpressionSyntax& syntax, Builtin builtin,
                       std::vector<const ExpressionSyntax*>& ordered);
  bool bind_argument(Expression& argument, const std::string& type,
                     struct BuiltinTypes& types);
  bool bind_quantity(Expression& argument, const std::string& type, BuiltinTypes& types);
  bool bind_list(Expression& argument, const std::string& type, BuiltinTypes& types);
  Expression resolve_text_conversion(const ExpressionSyntax& syntax, const Scope& scope);
  Expression resolve_awarded(const ExpressionSyntax& syntax);
  Expression resolve_table_call(const ExpressionSyntax& syntax, std::uint32_t table,
                                const Scope& scope);

  // coerce.cpp
  /// Fits an expression to a type (text to enum values, null to optional …); reports.
  bool coerce(Expression& expression, const Type& target);
  bool try_coerce(Expression& expression, const Type& target);
  /// Fits two expressions to one type; reports.
  bool unify(Expression& left, Expression& right);
  Diagnostic& report_type(const Expression& expression, const Type& expected);
  void report_list_compared(const Expression& list, const Expression& value);
  /// An order or a sum of what has none; texts get their own advice.
  void report_no_order(const Expression& expression);
  bool require_not_null(const Expression& expression);
  /// In a `let`, which comes before `when`: says so.
  void advise_on_null(Diagnostic& error, const Bilingual& advice) const;

  // resolve_conditions.cpp
  Condition resolve_condition(const ConditionSyntax& syntax, Scope& scope);
  void learn_condition(const Condition& condition, bool holds, Scope& scope) const;
  std::vector<Exclusion> resolve_exclusions(const std::vector<ExclusionSyntax>& syntax,
                                            Scope& scope);

  // resolve_awards.cpp
  Award resolve_award(const AwardSyntax& syntax, const Scope& scope);
  void check_amount(FormulaId id, bool percent);
  void write_product(FormulaId id);
  std::string band_end_text(const std::optional<BandEndSyntax>& end, bool is_low,
                            const std::string& of) const;
  std::string band_text(const BandSyntax& band, const std::string& of) const;
  Award resolve_award_form(const AwardSyntax& syntax, const Scope& scope);
  void report_missing_amounts(const AwardSyntax& syntax, const Type& type,
                              const std::set<std::string>& covered);
  Award resolve_by_value(const AwardSyntax& syntax, const Scope& scope);
  Award resolve_award_by_reading(const AwardSyntax& syntax, const Scope& scope);
  Award resolve_marginal(const AwardSyntax& syntax, const Scope& scope);
  Award resolve_step(const AwardSyntax& syntax, const Scope& scope);
  Award resolve_table_award(const AwardSyntax& syntax, const Scope& scope);
  void choose_rows(Award& award, const Table& table);
  Expression marginal_part(const BandSyntax& band, const Expression& subject,
                           const Scope& scope);
  /// Whether the bands follow one another without a gap.
  bool check_bands(const std::vector<BandSyntax>& bands, const Expression& subject,
                   bool from_zero, bool gaps_allowed, const Scope& scope);
  bool overlap(const struct BandEdges& before, const BandEdges& after, const Type& type);
  void report_gap(const BandEdges& before, const BandEdges& after, const Type& type,
                  bool from_zero);
  FormulaId outside_bands(const Award& award);
  void check_falling(const std::vector<BandSyntax>& bands, const Award& award);

  // check_rates.cpp
  void check_bounds(const Award& award);
  void check_rate(const Expression& rate);
  void check_multiples(const Expression& amount);
  void check_shares(const Clause& clause, Span span);
  void check_one_for_all(FormulaId id, const Bilingual& what, Span span);
  void check_places_by(FormulaId id);
  void check_has_order(const Expression& expression);
  void check_above_zero(FormulaId id);

  // resolve_tables.cpp
  void declare_tables(const PolicySyntax& policy);
  void resolve_table_rows(std::uint32_t index, const TableSyntax& syntax);
  void resolve_row(Table& table, const TableRowSyntax& row, const Scope& scope);
  FormulaId resolve_cell(const Node& cell, Table& table, size_t input,
                         const Scope& scope);
  std::vector<FormulaId> resolve_outputs(Table& table, const Node* const* cells,
                                         const Scope& scope);
  void resolve_table_head(Table& table, const TableSyntax& syntax);
  void settle_table_result(Table& table);
  void resolve_otherwise(Table& table, const TableSyntax& syntax, const Scope& scope);

  // resolve_clauses.cpp
  void resolve_clauses(const PolicySyntax& policy, Scope& policy_scope);
  void resolve_clause(Clause& clause, const ClauseSyntax& syntax, const Scope& outer);
  void resolve_texts(Clause& clause, const ClauseSyntax& syntax);
  PayerShares resolve_shares(const std::vector<PayerShareSyntax>& syntax);
  void resolve_payers(Clause& clause, const ClauseSyntax& syntax);
  void resolve_scope(Clause& clause, const ClauseSyntax& syntax, Scope& scope);
  bool find_object(Formula& object, const Clause& clause, const ClauseSyntax& syntax,
                   const Scope& scope);
  void resolve_once(Clause& clause, const ClauseSyntax& syntax, const Scope& scope);
  void resolve_instalments(Clause& clause, const ClauseSyntax& syntax, Scope& scope);
  void resolve_later(Clause& clause, const ClauseSyntax& syntax, Scope& scope);

  // resolve_stacking.cpp
  std::optional<StackingStep> resolve_step(const StackingStepSyntax& syntax,
                                           std::optional<std::uint32_t> owner,
                                           const Scope& scope);
  bool resolve_per(StackingStep& step, const StackingStepSyntax& syntax);
  bool check_key(const Word& word, const std::vector<std::uint32_t>& clauses);
  void resolve_step_formulas(StackingStep& step, const StackingStepSyntax& syntax,
                             const Scope& scope);
  std::vector<std::string> clause_names() const;
  std::vector<std::uint32_t> resolve_clause_ids(const std::vector<Word>& ids);
  void resolve_across(const PolicySyntax& policy, const Scope& scope);

  // resolver.cpp
  FormulaId add_formula(Expression expression);
  /// Resolves, fits to `type` and stores a formula; no_formula if absent or wrong.
  FormulaId formula(const Formula& syntax, const Type& type, const Scope& scope);
  /// As formula(), of whatever type it has.
  FormulaId any_formula(const Formula& syntax, const Scope& scope);
  /// So many errors that more would tell nothing: each costs a search for near names,
  /// which a hostile file could make take for ever.
  bool is_hopeless() const { return diagnostics_.omitted() > 1000; }
  Slot new_slot() { return model_.slot_count++; }
  std::string source_text(Span span) const;
  Expression failed(Span span) const;
  std::vector<Note> notes_of(const std::vector<NoteSyntax>& notes) const;
  const Type& type_of(FormulaId id) const { return model_.formulas[id].type; }
  void declare_name(const Word& name);
  /// A word that is not one of those `key` may have.
  void report_word(const Word& word, const std::string& key,
                   const std::vector<std::string>& allowed);

  PolicyModel& model_;
  Diagnostics& diagnostics_;
  const SourceMap& sources_;
  std::map<std::string, Span> global_names_;
  std::map<std::string, std::uint32_t> clause_ids_;
  bool in_derived_ = false;         // the formula of a fact, which may have a currency
  bool in_let_ = false;             // of a clause, which its `when` does not reach
  std::uint32_t clauses_done_ = 0;  // awarded() may ask for clauses before this one
};

/// Identifies a value that can be tested for null: "s3.2" is field 2 of slot 3; empty for
/// anything that is not a chain of fields.
std::string value_key(const Expression& expression);

/// The value of a formula without facts; nothing if it is not constant. A parameter with
/// one undated value counts as constant.
std::optional<Constant> constant_value(const Expression& expression,
                                       const PolicyModel& model);

/// Reports gaps, overlaps and unreachable rows with sample inputs.
void check_table(const Table& table, const PolicyModel& model, Diagnostics& diagnostics);

/// Reports derived facts whose formulas use themselves.
void check_cycles(const PolicyModel& model, Diagnostics& diagnostics);

/// Warns of conditions that contradict themselves.
void check_conditions(const PolicyModel& model, Diagnostics& diagnostics);

Expression make_literal(Constant constant, Type type, Span span);
Expression make_local(Slot slot, Type type, Span span);
Expression make_operation(Op op, Type type, std::vector<Expression> operands, Span span);
Type boolean_type();

}  // namespace jiangbu
