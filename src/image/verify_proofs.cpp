// Whether a proof plan shows the conditions of its model, by steps that are there.
#include "image/verify.hpp"

namespace jiangbu {

namespace {

class ProofVerifier {
 public:
  ProofVerifier(const Program& program, const std::vector<Shape>& shapes,
                Verdict& verdict)
      : program_(program), model_(*program.model), shapes_(shapes), verdict_(verdict) {}

  void run() {
    const auto& [eligible, exclude, clauses, amounts, amount_of_formula, part_count] =
        *program_.proofs;
    count_ = part_count;
    require(part_count <= most_parts, Flaw::value);
    check(eligible, model_.eligible.has_value());
    check(exclude, model_.exclude.size());
    require(clauses.size() == model_.clauses.size(), Flaw::count);
    for (std::size_t c = 0; c < clauses.size() && verdict_.holds(); ++c) {
      check(clauses[c], model_.clauses[c]);
    }
    for (const ProofPart& part : amounts) check_part(part);
    require(amount_of_formula.size() == model_.formulas.size(), Flaw::count);
    if (!verdict_.holds()) return;
    for (const Clause& clause : model_.clauses) check_amounts(clause.award);
  }

 private:
  // Reports keep a number for each.
  static constexpr std::uint32_t most_parts = 1'000'000;

  void require(bool holds, Flaw flaw) { verdict_.require(holds, flaw); }

  void check(const std::optional<ProofPart>& part, bool wanted) {
    require(part.has_value() == wanted, Flaw::count);
    if (part) check_condition(*part);
  }
  void check(const std::vector<ProofPart>& parts, std::size_t wanted) {
    require(parts.size() == wanted, Flaw::count);
    for (const ProofPart& part : parts) check_condition(part);
  }

  void check(const ClauseProofs& proofs, const Clause& clause) {
    const auto& [exclude, window_from, window_to, when, already_paid, selected] = proofs;
    check(exclude, clause.exclude.size());
    // Of a window the dates are shown: there is no step to evaluate.
    require(window_from.has_value() == (clause.window_from != no_formula), Flaw::count);
    require(window_to.has_value() == (clause.window_to != no_formula), Flaw::count);
    for (const auto* window : {&window_from, &window_to}) {
      if (*window) check_part(**window);
    }
    check(when, clause.when.has_value());
    check(already_paid, clause.already_paid != no_formula);
    check(selected, clause.selected != no_formula);
  }

  void check_condition(const ProofPart& part) {
    check_part(part);
    for (const ProofSource& source : part.sources) {
      require(source.step < program_.steps.size(), Flaw::place);
    }
  }

  void check_part(const ProofPart& part) {
    const auto& [kind, title, text, cite, sources, names, parts, question, steps,
                 any_step, formulas, number] = part;
    require(number < count_, Flaw::place);
    if (question) {
      require(*question < model_.readings.size(), Flaw::place);
      if (!verdict_.holds()) return;
      require(parts.size() == model_.readings[*question].options.size(), Flaw::count);
    }
    for (const StepId step : steps) {
      require(step < program_.steps.size(), Flaw::place);
      if (!verdict_.holds()) return;
      const Shape& shape = shapes_[step];
      require(shape.is_error() || shape.base == BaseType::boolean, Flaw::type);
    }
    for (const FormulaId formula : formulas) {
      require(formula < model_.formulas.size(), Flaw::place);
    }
    for (const ProofPart& inner : parts) check_condition(inner);
  }

  void check_amounts(const Award& award) {
    const ProofPlan& plan = *program_.proofs;
    if (award.kind == Award::Kind::amount) {
      require(plan.amount_of_formula[award.formula] < plan.amounts.size(), Flaw::place);
    }
    for (const FormulaId condition : award.conditions) {
      if (!model_.formulas.is_bracket(condition)) continue;
      require(plan.amount_of_formula[condition] < plan.amounts.size(), Flaw::place);
    }
    for (const Award& alternative : award.alternatives) check_amounts(alternative);
  }

  const Program& program_;
  const PolicyModel& model_;
  const std::vector<Shape>& shapes_;
  Verdict& verdict_;
  std::uint32_t count_ = 0;
};

}  // namespace

void verify_proofs(const Program& program, const std::vector<Shape>& shapes,
                   Verdict& verdict) {
  ProofVerifier(program, shapes, verdict).run();
}

Verdict verify(const Program& program, const TreeNodes& trees) {
  Verdict verdict;
  verify_model(*program.model, trees, verdict);
  if (!verdict.holds()) return verdict;
  const std::vector<Shape> shapes = verify_steps(program, verdict);
  if (verdict.holds()) verify_formulas(program, shapes, verdict);
  if (verdict.holds()) verify_depth(program, trees, shapes, verdict);
  if (verdict.holds()) verify_proofs(program, shapes, verdict);
  return verdict;
}

}  // namespace jiangbu
