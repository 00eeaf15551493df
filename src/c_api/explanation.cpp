// Why, of jiangbu.h: lines, conditions, missing facts, near misses, readings.
#include "jiangbu/explanation.hpp"

#include "c_api/handles.hpp"

using namespace jiangbu;
using namespace jiangbu::c_api;

namespace {

/// The element of a list, or null.
template <typename Element>
const Element* at(const std::vector<Element>* list, std::size_t index) {
  return list != nullptr && index < list->size() ? &(*list)[index] : nullptr;
}

/// One of the parts of what may not be there.
template <typename Of, typename Part>
const Part* part_of(const Of* of, std::vector<Part> Of::*parts, std::size_t index) {
  return of == nullptr ? nullptr : at(&(of->*parts), index);
}

// Throws if there is no memory for the values.
const ApplicantExplanation* applicant_at(const jb_evaluation* evaluation,
                                         std::size_t applicant) {
  if (evaluation == nullptr) return nullptr;
  return at(&evaluation->evaluation.explanations(), applicant);
}

const ClauseExplanation* clause_at(const jb_evaluation* evaluation, std::size_t applicant,
                                   std::size_t clause) {
  return part_of(applicant_at(evaluation, applicant), &ApplicantExplanation::clauses,
                 clause);
}

/// Where a line is.
struct LinePlace {
  const jb_evaluation* evaluation;
  std::size_t applicant;
  std::size_t clause;
  std::size_t line;
};

const LineOutcome* line_at(const LinePlace& place) {
  return part_of(clause_at(place.evaluation, place.applicant, place.clause),
                 &ClauseExplanation::lines, place.line);
}

/// Finds something and writes it as the caller's struct.
template <typename Find, typename Struct, typename Make>
jb_status write_found(Find&& find, Struct* result, Make&& make) noexcept {
  return guarded(nullptr, [&] {
    const auto* from = find();
    if (from == nullptr) return JB_INVALID_ARGUMENT;
    return write_struct(result, make(*from)) ? JB_OK : JB_INVALID_ARGUMENT;
  });
}

/// What a call gives that has no status; `otherwise` if it cannot.
template <typename Result, typename Call>
Result found_or(Result otherwise, Call&& call) noexcept {
  Result result = otherwise;
  guarded(nullptr, [&] {
    result = call();
    return JB_OK;
  });
  return result;
}

const jb_step* handle_of(const ExplanationStep* step) {
  return reinterpret_cast<const jb_step*>(step);
}
const ExplanationStep* step_of(const jb_step* handle) {
  return reinterpret_cast<const ExplanationStep*>(handle);
}

jb_text text_at(const std::vector<std::string>& texts, std::size_t index) {
  const std::string* text = at(&texts, index);
  return text == nullptr ? jb_text{nullptr, 0} : borrowed(*text);
}

jb_line line_struct(const LineOutcome& from) {
  jb_line to{};
  to.item = borrowed(from.item);
  to.item_label = borrowed(from.item_label);
  to.computed = amount_of(from.computed);
  to.amount = amount_of(from.amount);
  to.status = static_cast<std::uint32_t>(from.status);
  to.condition_count = from.conditions.size();
  to.calculation_count = from.calculations.size();
  to.reduction_count = from.reductions.size();
  to.instalment_count = from.instalments.size();
  to.missing_count = from.missing.size();
  return to;
}

jb_step_outcome step_struct(const ExplanationStep& from) {
  jb_step_outcome to{};
  to.kind = static_cast<std::uint32_t>(from.kind);
  to.answer = static_cast<std::uint32_t>(from.answer);
  to.title_zh = borrowed(from.title.zh);
  to.title_en = borrowed(from.title.en);
  to.text = borrowed(from.text);
  to.cite = borrowed(from.cite);
  to.value_count = from.values.size();
  to.missing_count = from.missing.size();
  to.part_count = from.parts.size();
  return to;
}

jb_shown_value value_struct(const ShownValue& from) {
  return {0, borrowed(from.source), borrowed(from.text), borrowed(from.title.zh),
          borrowed(from.title.en)};
}

jb_reduction reduction_struct(const TakenAway& from) {
  return {0, borrowed(from.step), borrowed(from.title.zh), borrowed(from.title.en),
          from.lost};
}

jb_instalment instalment_struct(const InstalmentOutcome& from) {
  jb_instalment to{};
  to.title_zh = borrowed(from.title.zh);
  to.title_en = borrowed(from.title.en);
  to.due = borrowed(from.due);
  to.amount = amount_of(from.amount);
  to.condition = static_cast<std::uint32_t>(from.condition);
  return to;
}

jb_missing_fact missing_struct(const DecidingFact& from) {
  jb_missing_fact to{};
  to.policy = borrowed(from.policy);
  to.path = borrowed(from.path);
  to.title_zh = borrowed(from.title.zh);
  to.title_en = borrowed(from.title.en);
  to.question_zh = borrowed(from.question.zh);
  to.question_en = borrowed(from.question.en);
  to.item = borrowed(from.item);
  to.at_stake = amount_of(from.at_stake);
  to.clause_count = from.clauses.size();
  return to;
}

jb_near_miss near_miss_struct(const NearbyAward& from) {
  return {0,
          borrowed(from.policy),
          borrowed(from.clause),
          borrowed(from.item),
          borrowed(from.item_label),
          amount_of(from.gain),
          from.changes.size()};
}

jb_fact_change change_struct(const ChangedFact& from) {
  return {0,
          borrowed(from.path),
          borrowed(from.title.zh),
          borrowed(from.title.en),
          borrowed(from.from),
          borrowed(from.to),
          from.added};
}

jb_reading_outcome reading_struct(const ReadingAlternative& from) {
  jb_reading_outcome to{};
  to.policy = borrowed(from.policy);
  to.question = borrowed(from.question);
  to.option = borrowed(from.option);
  to.question_zh = borrowed(from.question_title.zh);
  to.question_en = borrowed(from.question_title.en);
  to.option_zh = borrowed(from.option_title.zh);
  to.option_en = borrowed(from.option_title.en);
  to.total = amount_of(from.total);
  to.is_default = from.is_default ? 1 : 0;
  to.is_used = from.is_used ? 1 : 0;
  return to;
}

}  // namespace

size_t jb_evaluation_line_count(const jb_evaluation* evaluation, size_t applicant,
                                size_t clause) {
  return found_or(std::size_t{0}, [&] {
    const ClauseExplanation* of = clause_at(evaluation, applicant, clause);
    return of == nullptr ? 0 : of->lines.size();
  });
}

jb_status jb_evaluation_line(const jb_evaluation* evaluation, size_t applicant,
                             size_t clause, size_t line, jb_line* result) {
  return write_found(
      [&] {
        return line_at({evaluation, applicant, clause, line});
      },
      result, line_struct);
}

jb_text jb_evaluation_line_missing(const jb_evaluation* evaluation, size_t applicant,
                                   size_t clause, size_t line, size_t index) {
  return found_or(jb_text{nullptr, 0}, [&] {
    const LineOutcome* of = line_at({evaluation, applicant, clause, line});
    return of == nullptr ? jb_text{nullptr, 0} : text_at(of->missing, index);
  });
}

const jb_step* jb_evaluation_condition(const jb_evaluation* evaluation, size_t applicant,
                                       size_t clause, size_t line, size_t index) {
  return found_or<const jb_step*>(nullptr, [&] {
    const LineOutcome* of = line_at({evaluation, applicant, clause, line});
    return of == nullptr ? nullptr : handle_of(at(&of->conditions, index));
  });
}

const jb_step* jb_evaluation_calculation(const jb_evaluation* evaluation,
                                         size_t applicant, size_t clause, size_t line,
                                         size_t index) {
  return found_or<const jb_step*>(nullptr, [&] {
    const LineOutcome* of = line_at({evaluation, applicant, clause, line});
    return of == nullptr ? nullptr : handle_of(at(&of->calculations, index));
  });
}

const jb_step* jb_evaluation_refusal(const jb_evaluation* evaluation, size_t applicant,
                                     size_t clause, size_t index) {
  return found_or<const jb_step*>(nullptr, [&] {
    const ClauseExplanation* of = clause_at(evaluation, applicant, clause);
    return of == nullptr ? nullptr : handle_of(at(&of->refusal, index));
  });
}

jb_status jb_step_get(const jb_step* step, jb_step_outcome* outcome) {
  return write_found([&] { return step_of(step); }, outcome, step_struct);
}

const jb_step* jb_step_part(const jb_step* step, size_t index) {
  return step == nullptr ? nullptr : handle_of(at(&step_of(step)->parts, index));
}

jb_status jb_step_value(const jb_step* step, size_t index, jb_shown_value* value) {
  if (step == nullptr) return JB_INVALID_ARGUMENT;
  return write_found([&] { return at(&step_of(step)->values, index); }, value,
                     value_struct);
}

jb_text jb_step_missing(const jb_step* step, size_t index) {
  return step == nullptr ? jb_text{nullptr, 0} : text_at(step_of(step)->missing, index);
}

jb_status jb_evaluation_reduction(const jb_evaluation* evaluation, size_t applicant,
                                  size_t clause, size_t line, size_t index,
                                  jb_reduction* result) {
  const auto find = [&] {
    return part_of(line_at({evaluation, applicant, clause, line}),
                   &LineOutcome::reductions, index);
  };
  return write_found(find, result, reduction_struct);
}

jb_status jb_evaluation_instalment(const jb_evaluation* evaluation, size_t applicant,
                                   size_t clause, size_t line, size_t index,
                                   jb_instalment* result) {
  const auto find = [&] {
    return part_of(line_at({evaluation, applicant, clause, line}),
                   &LineOutcome::instalments, index);
  };
  return write_found(find, result, instalment_struct);
}

jb_text jb_evaluation_document(const jb_evaluation* evaluation, size_t applicant,
                               size_t clause, size_t index, jb_language language) {
  return found_or(jb_text{nullptr, 0}, [&] {
    const ClauseExplanation* of = clause_at(evaluation, applicant, clause);
    const BilingualText* text = of == nullptr ? nullptr : at(&of->documents, index);
    if (text == nullptr) return jb_text{nullptr, 0};
    return borrowed(language == JB_CHINESE ? text->zh : text->en);
  });
}

jb_status jb_evaluation_missing(const jb_evaluation* evaluation, size_t applicant,
                                size_t index, jb_missing_fact* result) {
  const auto find = [&] {
    return part_of(applicant_at(evaluation, applicant), &ApplicantExplanation::missing,
                   index);
  };
  return write_found(find, result, missing_struct);
}

jb_text jb_evaluation_missing_clause(const jb_evaluation* evaluation, size_t applicant,
                                     size_t index, size_t clause) {
  return found_or(jb_text{nullptr, 0}, [&] {
    const ApplicantExplanation* of = applicant_at(evaluation, applicant);
    const DecidingFact* fact = of == nullptr ? nullptr : at(&of->missing, index);
    return fact == nullptr ? jb_text{nullptr, 0} : text_at(fact->clauses, clause);
  });
}

jb_status jb_evaluation_near_miss(const jb_evaluation* evaluation, size_t applicant,
                                  size_t index, jb_near_miss* result) {
  const auto find = [&] {
    return part_of(applicant_at(evaluation, applicant),
                   &ApplicantExplanation::near_misses, index);
  };
  return write_found(find, result, near_miss_struct);
}

jb_status jb_evaluation_change(const jb_evaluation* evaluation, size_t applicant,
                               size_t near_miss, size_t index, jb_fact_change* result) {
  const auto find = [&]() -> const ChangedFact* {
    const ApplicantExplanation* of = applicant_at(evaluation, applicant);
    const NearbyAward* miss = of == nullptr ? nullptr : at(&of->near_misses, near_miss);
    return miss == nullptr ? nullptr : at(&miss->changes, index);
  };
  return write_found(find, result, change_struct);
}

jb_status jb_evaluation_reading(const jb_evaluation* evaluation, size_t applicant,
                                size_t index, jb_reading_outcome* result) {
  const auto find = [&] {
    return part_of(applicant_at(evaluation, applicant), &ApplicantExplanation::readings,
                   index);
  };
  return write_found(find, result, reading_struct);
}
