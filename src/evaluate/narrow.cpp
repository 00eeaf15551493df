// The total, narrowed by trying the values of missing yes/no facts and short enums.
#include <algorithm>
#include <functional>

#include "evaluate/advice.hpp"
#include "evaluate/amount_bounds.hpp"
#include "evaluate/fact_path.hpp"
#include "evaluate/totals.hpp"

namespace jiangbu {

namespace {

constexpr size_t max_facts = 12;
constexpr size_t max_values = 8;

std::vector<FactValue> values_of(const Field& field, const Vocabulary& vocabulary) {
  std::vector<FactValue> values;
  const Type type = field.type.is_list() ? *field.type.element : field.type;
  if (type.base == BaseType::boolean) {
    values = {FactValue::known(false), FactValue::known(true)};
  } else if (type.base == BaseType::enumeration) {
    const auto count = vocabulary.enums[type.id].values.size();
    for (std::uint32_t i = 0; i < count; ++i)
      values.push_back(FactValue::known(EnumValue{i}));
  }
  if (type.optional && !values.empty()) values.push_back(FactValue::null());
  return values.size() <= max_values ? values : std::vector<FactValue>();
}

/// The span of the totals with each of the values at a place.
FenRange span_over(const std::vector<FactValue>& values, FactValue& place,
                   const std::function<FenRange()>& total) {
  const FactValue given = place;
  std::optional<FenRange> span;
  for (const FactValue& value : values) {
    place = value;
    const FenRange outcome = total();
    span = span ? FenRange{std::min(span->low, outcome.low),
                           std::max(span->high, outcome.high)}
                : outcome;
  }
  place = given;
  return *span;
}

}  // namespace

FenRange narrowed_total(const Program& program, const CaseFacts& facts,
                        const CaseOptions& options, const CaseEvaluation& evaluation) {
  FenRange total = evaluation.amounts().total();
  if (total.is_exact()) return total;
  const std::vector<FactAtStake> open = evaluation.facts_at_stake();
  if (open.empty()) return total;
  const Vocabulary& vocabulary = program.model->vocabulary;
  CaseOptions quiet = options;
  quiet.explain = false;
  quiet.observer = nullptr;
  CaseFacts changed = facts;
  const auto total_of_changed = [&] {
    return CaseEvaluation(program, changed, quiet).amounts().total();
  };
  size_t tried = 0;
  for (const FactAtStake& fact : open) {
    if (total.is_exact() || tried == max_facts) break;
    const Field* field = field_at(fact.path, vocabulary);
    if (field == nullptr) continue;
    const std::vector<FactValue> values = values_of(*field, vocabulary);
    if (values.empty()) continue;
    ++tried;
    FactValue* place = fact_at(fact.path, changed.record, vocabulary);
    if (place == nullptr) continue;
    total = meet(total, span_over(values, *place, total_of_changed));
  }
  return total;
}

void narrow_by_cases(const Program& program, const CaseFacts& facts,
                     const CaseOptions& options, const CaseEvaluation& evaluation,
                     Totals& totals) {
  const bool draft = program.model->status == PolicyStatus::draft;
  AmountRange& total = draft ? totals.indicative : totals.payable;
  if (evaluation.in_force()) {
    total = amount_of(narrowed_total(program, facts, options, evaluation));
  }
  fit_parts(totals, total);
}

}  // namespace jiangbu
