// Evaluations of jiangbu.h.
#include "c_api/handles.hpp"
#include "evaluate/result.hpp"

using namespace jiangbu;
using namespace jiangbu::c_api;

namespace {

TextLanguage text_language(jb_language language) {
  return language == JB_CHINESE ? TextLanguage::zh : TextLanguage::en;
}

const ApplicantOutcome* applicant_of(const jb_evaluation* evaluation, std::size_t index) {
  if (evaluation == nullptr) return nullptr;
  const auto& applicants = evaluation->evaluation.applicants();
  return index < applicants.size() ? &applicants[index] : nullptr;
}

jb_status give(std::string text, jb_string** out) {
  *out = new jb_string{std::move(text)};
  return JB_OK;
}

}  // namespace

jb_status jb_evaluate(const jb_facts* facts, const jb_evaluate_options* options,
                      jb_evaluation** evaluation, jb_error** error) {
  return guarded(error, [&] {
    given(evaluation, "evaluation");
    const Facts& known = given(facts, "facts").facts;
    const jb_evaluate_options all = options_of(&given(options, "options"));
    EvaluationOptions inner;
    inner.decision_date = string_of(all.decision_date);
    inner.readings = readings_of(all.readings, all.reading_count);
    inner.all_readings = all.all_readings != 0;
    inner.explain = all.amounts_only == 0;
    inner.near_misses = all.no_near_misses == 0;
    inner.limits.time = milliseconds_of(all.time_limit);
    inner.limits.steps = all.step_limit;
    if (const Progress progress = progress_to(all.progress, all.progress_context)) {
      inner.limits.proceed = [progress](std::uint64_t steps) {
        return progress(JB_COMPUTING, steps, 0);
      };
    }
    Evaluation outcome = evaluate(known, inner);
    if (outcome.interruption() != Interruption::none) {
      return fail(error, outcome.interruption());
    }
    if (outcome.applicants().empty() && !outcome.ok()) {
      const jb_status why = known.ok() ? JB_INVALID_ARGUMENT : JB_FACTS_FAULTY;
      return status_of(false, why, outcome.problems(), error);
    }
    *evaluation = new jb_evaluation{std::move(outcome)};
    const Evaluation& kept = (*evaluation)->evaluation;
    return status_of(kept.ok(), JB_NOT_COMPUTED, kept.problems(), error);
  });
}

void jb_evaluation_free(jb_evaluation* evaluation) { delete evaluation; }

size_t jb_evaluation_problem_count(const jb_evaluation* evaluation) {
  return evaluation == nullptr ? 0 : evaluation->evaluation.problems().size();
}

jb_status jb_evaluation_problem(const jb_evaluation* evaluation, size_t index,
                                jb_problem* problem) {
  if (evaluation == nullptr) return JB_INVALID_ARGUMENT;
  return write_problem(evaluation->evaluation.problems(), index, problem);
}

jb_status jb_evaluation_json(const jb_evaluation* evaluation, jb_string** json,
                             jb_error** error) {
  return guarded(error, [&] {
    given(json, "json");
    return give(given(evaluation, "evaluation").evaluation.json(), json);
  });
}

jb_status jb_evaluation_text(const jb_evaluation* evaluation, jb_language language,
                             jb_string** text, jb_error** error) {
  return guarded(error, [&] {
    given(text, "text");
    return give(given(evaluation, "evaluation").evaluation.text(text_language(language)),
                text);
  });
}

size_t jb_evaluation_applicant_count(const jb_evaluation* evaluation) {
  return evaluation == nullptr ? 0 : evaluation->evaluation.applicants().size();
}

jb_status jb_evaluation_applicant(const jb_evaluation* evaluation, size_t applicant,
                                  jb_applicant* result) {
  const ApplicantOutcome* from = applicant_of(evaluation, applicant);
  if (from == nullptr) return JB_INVALID_ARGUMENT;
  jb_applicant to{};
  to.name = borrowed(from->applicant);
  to.payable = amount_of(from->payable);
  to.indicative = amount_of(from->indicative);
  to.unspecified_count = from->unspecified.size();
  to.delegated_count = from->delegated.size();
  return write_struct(result, to) ? JB_OK : JB_INVALID_ARGUMENT;
}

size_t jb_evaluation_clause_count(const jb_evaluation* evaluation, size_t applicant) {
  const ApplicantOutcome* from = applicant_of(evaluation, applicant);
  return from == nullptr ? 0 : from->clauses.size();
}

jb_status jb_evaluation_clause(const jb_evaluation* evaluation, size_t applicant,
                               size_t clause, jb_clause* result) {
  const ApplicantOutcome* of = applicant_of(evaluation, applicant);
  if (of == nullptr || clause >= of->clauses.size()) return JB_INVALID_ARGUMENT;
  const ClauseOutcome& from = of->clauses[clause];
  jb_clause to{};
  to.policy = borrowed(from.policy);
  to.id = borrowed(from.id);
  to.title_zh = borrowed(from.title.zh);
  to.title_en = borrowed(from.title.en);
  to.cite = borrowed(from.cite);
  to.amount = amount_of(from.amount);
  to.status = static_cast<std::uint32_t>(from.status);
  return write_struct(result, to) ? JB_OK : JB_INVALID_ARGUMENT;
}

jb_text jb_clause_status_name(uint32_t status, jb_language language) {
  static_assert(static_cast<int>(LineStatus::error) == JB_CLAUSE_ERROR);
  static_assert(static_cast<int>(LineStatus::unspecified) == JB_UNSPECIFIED);
  static_assert(static_cast<int>(ClauseStatus::error) == JB_CLAUSE_ERROR);
  if (status > JB_CLAUSE_ERROR) return {nullptr, 0};
  return borrowed(name_of(static_cast<LineStatus>(status),
                          language == JB_CHINESE ? Language::zh : Language::en));
}
