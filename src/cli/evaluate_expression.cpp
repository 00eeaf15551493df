#include "cli/evaluate_expression.hpp"

#include "cli/formula_needs.hpp"
#include "cli/value_json.hpp"
#include "evaluate/case_evaluation.hpp"
#include "evaluate/readings.hpp"
#include "model/resolve_policy.hpp"
#include "program/program.hpp"
#include "read/infer_vocabulary.hpp"
#include "read/read_facts.hpp"
#include "syntax/parse_expression.hpp"

namespace jiangbu {

namespace {

class ExpressionEvaluation {
 public:
  ExpressionEvaluation(const ExpressionRequest& request, SourceMap& sources,
                       Diagnostics& diagnostics)
      : request_(request), sources_(sources), diagnostics_(diagnostics) {
    file_ = sources_.add("expression", request_.expression);
    empty_.kind = NodeKind::mapping;
  }

  std::optional<std::string> run() {
    const size_t errors = diagnostics_.error_count();
    auto expression = parse_expression(
        sources_.file(file_).text(),
        [this](size_t begin, size_t end) {
          return Span{file_, static_cast<std::uint32_t>(begin),
                      static_cast<std::uint32_t>(end)};
        },
        diagnostics_);
    InferredVocabulary inferred = infer();
    if (!expression || diagnostics_.error_count() > errors) return std::nullopt;
    PolicyModel model = resolve(std::move(*expression), inferred.vocabulary);
    if (diagnostics_.error_count() > errors) return std::nullopt;
    const Program program = compile(std::move(model));
    const CaseFacts facts =
        read_facts(inferred.facts, program.model->vocabulary, {}, diagnostics_);
    if (diagnostics_.error_count() > errors) return std::nullopt;
    return evaluate(program, facts);
  }

 private:
  InferredVocabulary infer() {
    const Node& context = request_.context != nullptr ? *request_.context : empty_;
    if (request_.setting != nullptr) return {{}, context};
    return infer_vocabulary(context, diagnostics_);
  }

  PolicyModel resolve(ExpressionSyntax expression, const VocabularySyntax& inferred) {
    PolicySyntax policy;
    std::vector<const VocabularySyntax*> used;
    if (request_.setting != nullptr) {
      policy = request_.setting->policy;
      for (const auto& vocabulary : request_.setting->vocabularies) {
        used.push_back(vocabulary.get());
      }
      used.push_back(&request_.setting->policy.vocabulary);
    } else {
      used.push_back(&inferred);
    }
    FigureSyntax& figure = policy.figures.emplace_back();
    figure.id.text = "expression";
    figure.value = std::move(expression);
    Diagnostics found;
    PolicyModel model = resolve_policy(policy, used, sources_, found);
    keep_own(found);
    return model;
  }

  /// What the policy itself is warned of does not concern this formula.
  void keep_own(const Diagnostics& found) {
    for (const Diagnostic& diagnostic : found.all()) {
      const bool of_policy = request_.setting != nullptr && diagnostic.span.file != file_;
      if (!of_policy) diagnostics_.add(diagnostic.code, diagnostic.span) = diagnostic;
    }
  }

  std::optional<std::string> evaluate(const Program& program, const CaseFacts& facts) {
    const FormulaId id = program.model->figures.back().value;
    const FormulaNeeds needs = needs_of(id, *program.model);
    const Span whole = program.model->formulas[id].span;
    if (needs.decision_date && !request_.decision_date) {
      diagnostics_.error(Code::evaluate_date_needed, whole);
      return std::nullopt;
    }
    CaseOptions options;
    options.decision_date =
        request_.decision_date.value_or(Date{});  // else not asked for
    options.readings = chosen_readings(*program.model, {});
    options.explain = false;
    if (needs.clauses) {
      CaseEvaluation evaluation(program, facts, options);
      return write(evaluation.evaluator(), id);
    }
    FormulaEvaluator evaluator(program, facts, options.decision_date, options.readings);
    return write(evaluator, id);
  }

  std::optional<std::string> write(FormulaEvaluator& evaluator, FormulaId id) {
    const Expression& formula = evaluator.model().formulas[id];
    const Value value = evaluator.formula(id);
    JsonWriter out(JsonWriter::Form::compact);
    ValueJson(evaluator, out, request_.type_hints).write(value, formula.type);
    for (const Bilingual& problem : evaluator.problems()) {
      diagnostics_.error(Code::evaluate_failed, formula.span, {problem.zh, problem.en});
    }
    if (!evaluator.problems().empty()) return std::nullopt;
    return out.take();
  }

  const ExpressionRequest& request_;
  SourceMap& sources_;
  Diagnostics& diagnostics_;
  FileId file_ = no_file;
  Node empty_;
};

}  // namespace

std::optional<std::string> evaluate_expression(const ExpressionRequest& request,
                                               SourceMap& sources,
                                               Diagnostics& diagnostics) {
  return ExpressionEvaluation(request, sources, diagnostics).run();
}

}  // namespace jiangbu
