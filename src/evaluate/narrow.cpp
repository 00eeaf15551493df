// The total, narrowed by trying the values of missing yes/no facts and short enums.
#include <algorithm>

#include "evaluate/advice.hpp"
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

AmountRange meet(const AmountRange& a, const AmountRange& b) {
  AmountRange result = a;
  result.low = std::max(a.low, b.low);
  if (b.high && (!a.high || *b.high < *a.high)) result.high = b.high;
  return result;
}

}  // namespace

void narrow_by_cases(const Program& program, const CaseFacts& facts,
                     const CaseOptions& options, PolicyResult& result) {
  const bool draft = program.model->status == PolicyStatus::draft;
  AmountRange& total = draft ? result.totals.indicative : result.totals.payable;
  CaseOptions quiet = options;
  quiet.explain = false;
  size_t tried = 0;
  CaseFacts changed;
  if (!result.missing.empty() && !total.is_exact()) changed = facts;
  for (const MissingFact& missing : result.missing) {
    if (total.is_exact() || tried == max_facts) break;
    const Field* field = field_at(missing.path, program.model->vocabulary);
    if (field == nullptr) continue;
    const std::vector<FactValue> values = values_of(*field, program.model->vocabulary);
    if (values.empty()) continue;
    ++tried;
    std::optional<FenRange> span;
    FactValue* place = fact_at(missing.path, changed.record, program.model->vocabulary);
    if (place == nullptr) continue;
    const FactValue given = *place;
    for (const FactValue& value : values) {
      *place = value;
      const CaseEvaluation evaluation(program, changed, quiet);
      const FenRange outcome = evaluation.amounts().total();
      span = span ? FenRange{std::min(span->low, outcome.low),
                             std::max(span->high, outcome.high)}
                  : outcome;
    }
    *place = given;
    if (span) total = meet(total, amount_of(*span));
  }
  fit_parts(result.totals, total);
}

}  // namespace jiangbu
