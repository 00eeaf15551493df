#include "program/proof_plan.hpp"

#include <algorithm>
#include <set>

#include "program/program.hpp"

namespace jiangbu {

namespace {

/// The titles of what a formula mentions: facts, parameters, enum values, regions.
class NameCollector {
 public:
  NameCollector(const Program& program, std::vector<Name>& names)
      : program_(program), model_(*program.model), names_(names) {}

  void collect(StepId id) {
    if (!seen_.insert(id).second) return;
    const Step& step = program_.steps[id];
    const std::string& text = program_.text_of(id);
    if (step.op == Op::literal) add_constant(program_.constants[step.a], type_of(step));
    if (step.op == Op::field || step.op == Op::project) {
      const Field& field = model_.vocabulary.entities[step.b].fields[step.a];
      add_name(names_, {text, field.title, {}});
    }
    // A folded parameter is a literal that keeps the parameter's text.
    const auto parameter = std::ranges::find(model_.parameters, text, &Parameter::name);
    if (parameter != model_.parameters.end()) {
      add_name(names_, {text, parameter->title, {}});
    }
    for (std::uint32_t i = 0; i < step.operand_count; ++i) {
      collect(program_.operand(step, i));
    }
  }

 private:
  void add_constant(const Constant& constant, const Type& type) {
    const Bilingual* title = title_of(constant, type, model_.vocabulary);
    if (title == nullptr) return;
    add_name(names_, {constant_text(constant, type, model_.vocabulary), *title, {}});
  }

  const Program& program_;
  const PolicyModel& model_;
  std::vector<Name>& names_;
  std::set<StepId> seen_;
};

class Planner {
 public:
  explicit Planner(const Program& program) : program_(program), model_(*program.model) {}

  ProofPlan run() {
    ProofPlan plan;
    if (model_.eligible) plan.eligible = of_condition(*model_.eligible);
    plan.exclude = of_exclusions(model_.exclude);
    plan.amount_of_formula.resize(model_.formulas.size());
    for (const Clause& clause : model_.clauses) {
      plan.clauses.push_back(of_clause(clause));
      add_amounts(clause.award, plan);
    }
    plan.part_count = count_;
    return plan;
  }

 private:
  ClauseProofs of_clause(const Clause& clause) {
    ClauseProofs proofs;
    proofs.exclude = of_exclusions(clause.exclude);
    if (clause.window_from != no_formula) proofs.window_from = of_window(clause, true);
    if (clause.window_to != no_formula) proofs.window_to = of_window(clause, false);
    if (clause.when) proofs.when = of_condition(*clause.when);
    if (clause.already_paid != no_formula) {
      proofs.already_paid =
          of_formula(clause.already_paid, ProofKind::history,
                     {"此前已领取（一次性）", "paid before (one-time)"}, "");
    }
    if (clause.selected != no_formula) {
      proofs.selected = of_formula(clause.selected, ProofKind::condition,
                                   {"经评审选定", "selected by the authority"}, "");
    }
    return proofs;
  }

  ProofPart numbered(ProofKind kind) {
    ProofPart part;
    part.kind = kind;
    part.number = count_++;
    return part;
  }

  ProofPart of_window(const Clause& clause, bool opens) {
    ProofPart part = numbered(ProofKind::window);
    part.title = opens ? Bilingual{"申报期开始", "start of the window"}
                       : Bilingual{"申报期截止", "end of the window"};
    const auto source = [&](FormulaId formula) {
      if (formula == no_formula) return ProofSource{no_step, "decision_date"};
      const StepId root = program_.roots[formula];
      NameCollector(program_, part.names).collect(root);
      return ProofSource{no_step, program_.text_of(root)};
    };
    part.sources = {source(clause.window_of),
                    source(opens ? clause.window_from : clause.window_to)};
    part.text = part.sources[0].text + (opens ? " >= " : " <= ") + part.sources[1].text;
    return part;
  }

  std::vector<ProofPart> of_exclusions(const std::vector<Exclusion>& exclusions) {
    std::vector<ProofPart> parts;
    for (const Exclusion& exclusion : exclusions) {
      ProofPart part = numbered(ProofKind::exclusion);
      part.title = exclusion.title;
      part.cite = exclusion.cite;
      part.parts.push_back(of_condition(exclusion.when));
      parts.push_back(std::move(part));
    }
    return parts;
  }

  ProofPart of_condition(const Condition& condition) {
    using Kind = Condition::Kind;
    if (condition.kind == Kind::leaf) {
      return of_formula(condition.formula, ProofKind::condition, condition.title,
                        condition.cite);
    }
    ProofPart part = numbered(condition.kind == Kind::any    ? ProofKind::any
                              : condition.kind == Kind::not_ ? ProofKind::not_
                                                             : ProofKind::all);
    part.title = condition.title;
    part.cite = condition.cite;
    if (condition.kind == Kind::by_reading) part.question = condition.question;
    for (const Condition& inner : condition.parts) {
      part.parts.push_back(of_condition(inner));
    }
    return part;
  }

  ProofPart of_formula(FormulaId formula, ProofKind kind, const Bilingual& title,
                       const std::string& cite) {
    const bool whole = !title.empty() || kind != ProofKind::condition;
    ProofPart part = whole ? of_step(program_.roots[formula], kind)
                           : of_parts(program_.roots[formula]);
    part.formulas.push_back(formula);
    name(part, title, cite);
    return part;
  }

  static void name(ProofPart& part, const Bilingual& title, const std::string& cite) {
    part.title = title;
    part.cite = cite;
    if (!part.question) return;
    for (ProofPart& option : part.parts) name(option, title, cite);
  }

  // One test, whatever its parts.
  ProofPart of_step(StepId id, ProofKind kind) {
    ProofPart part = numbered(kind);
    part.steps = {id};
    part.text = program_.text_of(id);
    add_sources(id, part);
    NameCollector(program_, part.names).collect(id);
    return part;
  }

  // and / or become parts of their own; a name for a condition says less than the
  // condition.
  ProofPart of_parts(StepId id) {
    const Step& step = program_.steps[id];
    if (step.op == Op::formula) {
      ProofPart meant = of_parts(program_.roots[step.a]);
      meant.formulas.push_back(step.a);
      return under_name(id, std::move(meant));
    }
    if (step.op == Op::by_reading) {
      ProofPart part = numbered(ProofKind::all);
      part.question = step.a;
      for (std::uint32_t i = 0; i < step.operand_count; ++i) {
        part.parts.push_back(under_name(id, of_parts(program_.operand(step, i))));
      }
      return part;
    }
    const bool logic = step.op == Op::and_ || step.op == Op::or_;
    if (!logic || is_one_test(id)) return of_step(id, ProofKind::condition);
    ProofPart part = numbered(step.op == Op::and_ ? ProofKind::all : ProofKind::any);
    part.text = program_.text_of(id);
    for (std::uint32_t i = 0; i < step.operand_count; ++i) {
      const StepId operand = program_.operand(step, i);
      const bool continues =
          i > 0 && !program_.text_of(operand).empty() &&
          program_.text_of(operand) == program_.text_of(program_.operand(step, i - 1));
      if (continues && !part.parts.back().steps.empty()) {
        continue_test(part.parts.back(), operand, step.op == Op::or_);
      } else {
        part.parts.push_back(of_parts(operand));
      }
    }
    return part;
  }

  // The other half of `x between a and b` among the parts of an `and`.
  void continue_test(ProofPart& part, StepId step, bool any) {
    part.steps.push_back(step);
    part.any_step = any;
    add_sources(step, part);
    NameCollector(program_, part.names).collect(step);
  }

  ProofPart under_name(StepId id, ProofPart meant) {
    if (meant.text == program_.text_of(id)) return meant;
    ProofPart part = numbered(ProofKind::all);
    part.text = program_.text_of(id);
    part.parts.push_back(std::move(meant));
    return part;
  }

  // `x in (a, b)` and `x between a and b` are compiled to comparisons that all carry the
  // text of the whole.
  bool is_one_test(StepId id) const {
    const Step& step = program_.steps[id];
    for (std::uint32_t i = 0; i < step.operand_count; ++i) {
      if (program_.text_of(program_.operand(step, i)) != program_.text_of(id)) {
        return false;
      }
    }
    return true;
  }

  void add_sources(StepId id, ProofPart& part) {
    const Step& step = program_.steps[id];
    const auto each_operand = [&](auto add) {
      for (std::uint32_t i = 0; i < step.operand_count; ++i) {
        add(program_.operand(step, i));
      }
    };
    if (tests_values(step.op)) {
      each_operand([&](StepId operand) { add_source(operand, part); });
    } else if (step.op == Op::not_ || step.op == Op::and_ || step.op == Op::or_) {
      // A range test such as `x between 1 and 5` is an `and`.
      each_operand([&](StepId operand) { add_sources(operand, part); });
    } else if (step.op == Op::call) {
      // within(region, "1404"), starts with(number, "CN"): what is tested is shown.
      each_operand([&](StepId operand) {
        if (program_.steps[operand].base != BaseType::list) add_source(operand, part);
      });
    } else if (step.op == Op::some || step.op == Op::every) {
      put(program_.operand(step, 0), part);
    }
  }

  void add_source(StepId id, ProofPart& part) {
    const Op op = program_.steps[id].op;
    if (op != Op::literal && op != Op::range && op != Op::list) put(id, part);
  }

  void put(StepId id, ProofPart& part) {
    const std::string& text = program_.text_of(id);
    const bool known =
        std::ranges::find(part.sources, text, &ProofSource::text) != part.sources.end();
    if (!text.empty() && !known) part.sources.push_back({id, text});
  }

  void add_amounts(const Award& award, ProofPlan& plan) {
    if (award.formula != no_formula && award.kind == Award::Kind::amount) {
      add_amount(award.formula, ProofKind::amount, plan);
    }
    for (const FormulaId condition : award.conditions) {
      if (!model_.formulas.is_bracket(condition)) continue;
      add_amount(condition, ProofKind::condition, plan);
      for (const auto& [slot, subject] : award.bindings) {
        NameCollector(program_, plan.amounts.back().names)
            .collect(program_.roots[subject]);
      }
    }
    for (const Award& alternative : award.alternatives) add_amounts(alternative, plan);
  }

  void add_amount(FormulaId formula, ProofKind kind, ProofPlan& plan) {
    ProofPart part = numbered(kind);
    const StepId root = program_.roots[formula];
    part.text = program_.text_of(root);
    NameCollector(program_, part.names).collect(root);
    plan.amount_of_formula[formula] = static_cast<std::uint32_t>(plan.amounts.size());
    plan.amounts.push_back(std::move(part));
  }

  const Program& program_;
  const PolicyModel& model_;
  std::uint32_t count_ = 0;
};

}  // namespace

bool tests_values(Op op) { return op >= Op::equal && op <= Op::in_list; }

void add_name(std::vector<Name>& names, Name name) {
  if (name.text.empty() || name.title.empty()) return;
  const bool known = std::ranges::find(names, name.text, &Name::text) != names.end();
  if (!known) names.push_back(std::move(name));
}

ProofPlan plan_proofs(const Program& program) { return Planner(program).run(); }

}  // namespace jiangbu
