// Amounts narrowed by trying the values of missing yes/no facts and short enums.
#include <algorithm>

#include "evaluate/advice.hpp"
#include "evaluate/amount_bounds.hpp"
#include "evaluate/fact_path.hpp"

namespace jiangbu {

namespace {

constexpr std::size_t most_facts = 12;
constexpr std::size_t most_values = 8;

std::vector<FactValue> values_of(const Field& field, const Vocabulary& vocabulary) {
  const Type type = field.type.is_list() ? *field.type.element : field.type;
  std::size_t count = values_to_try(type, vocabulary);
  std::vector<FactValue> values;
  if (count == 0) return values;
  if (type.optional) --count;
  for (std::uint32_t i = 0; i < count; ++i) {
    values.push_back(type.base == BaseType::boolean ? FactValue::known(i != 0)
                                                    : FactValue::known(EnumValue{i}));
  }
  if (type.optional) values.push_back(FactValue::null());
  return values;
}

FenRange hull(const FenRange& a, const FenRange& b) {
  return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

bool is_exact(const CaseAmounts& amounts) {
  return amounts.total.is_exact() &&
         std::ranges::all_of(amounts.clauses, &FenRange::is_exact);
}

/// The span of outcomes, one of which is the case.
class Span {
 public:
  void add(const CaseAmounts& outcome) {
    if (!span_) {
      span_ = outcome;
      return;
    }
    span_->total = hull(span_->total, outcome.total);
    for (std::size_t c = 0; c < outcome.clauses.size(); ++c) {
      span_->clauses[c] = hull(span_->clauses[c], outcome.clauses[c]);
    }
  }

  void narrow(CaseAmounts& amounts) const {
    amounts.total = meet(amounts.total, span_->total);
    for (std::size_t c = 0; c < amounts.clauses.size(); ++c) {
      amounts.clauses[c] = meet(amounts.clauses[c], span_->clauses[c]);
    }
  }

 private:
  std::optional<CaseAmounts> span_;
};

/// A missing fact in the facts that are changed, and what it may be.
struct OpenFact {
  FactValue* place = nullptr;
  std::vector<FactValue> values;
};

class CaseSplitter {
 public:
  CaseSplitter(const Program& program, const CaseFacts& facts, const CaseOptions& options)
      : program_(program), options_(options), facts_(facts) {
    options_.explain = false;
    options_.observer = nullptr;
  }

  /// With few combinations of values all are tried, and again what is open in them then;
  /// else each fact by itself, the others staying unknown.
  CaseAmounts narrowed(const CaseEvaluation& evaluation, std::size_t combinations) {
    CaseAmounts amounts = evaluation.case_amounts();
    if (is_exact(amounts)) return amounts;
    const std::vector<OpenFact> facts = open_facts(evaluation);
    if (facts.empty()) return amounts;
    std::size_t count = 1;
    for (const OpenFact& fact : facts) {
      count *= fact.values.size();
      if (count > combinations) break;
    }
    if (count <= combinations) {
      try_together(facts, combinations / count, amounts);
    } else if (combinations == most_combinations) {
      try_one_by_one(facts, amounts);
    }
    return amounts;
  }

 private:
  std::vector<OpenFact> open_facts(const CaseEvaluation& evaluation) {
    const Vocabulary& vocabulary = program_.model->vocabulary;
    std::vector<OpenFact> facts;
    const std::vector<FactAtStake> at_stake = evaluation.facts_at_stake();
    // Ranges that the authority decides need no copy.
    if (!at_stake.empty() && !changed_) changed_ = facts_;
    for (const FactAtStake& open : at_stake) {
      const Field* field = field_at(open.path, vocabulary);
      if (field == nullptr || facts.size() == most_facts) continue;
      OpenFact fact{fact_at(open.path, changed_->record, vocabulary),
                    values_of(*field, vocabulary)};
      if (fact.place != nullptr && !fact.values.empty()) facts.push_back(std::move(fact));
    }
    return facts;
  }

  void try_together(const std::vector<OpenFact>& facts, std::size_t combinations,
                    CaseAmounts& amounts) {
    Span span;
    each_combination(facts, 0, [&] {
      const CaseEvaluation evaluation(program_, *changed_, options_);
      span.add(narrowed(evaluation, combinations));
    });
    span.narrow(amounts);
  }

  template <typename Try>
  void each_combination(const std::vector<OpenFact>& facts, std::size_t from,
                        const Try& attempt) {
    if (from == facts.size()) return attempt();
    each_value(facts[from], [&] { each_combination(facts, from + 1, attempt); });
  }

  void try_one_by_one(const std::vector<OpenFact>& facts, CaseAmounts& amounts) {
    for (const OpenFact& fact : facts) {
      if (is_exact(amounts)) return;
      Span span;
      each_value(fact, [&] {
        span.add(CaseEvaluation(program_, *changed_, options_).case_amounts());
      });
      span.narrow(amounts);
    }
  }

  template <typename Try>
  static void each_value(const OpenFact& fact, const Try& attempt) {
    const FactValue given = *fact.place;
    for (const FactValue& value : fact.values) {
      *fact.place = value;
      attempt();
    }
    *fact.place = given;
  }

  const Program& program_;
  CaseOptions options_;
  const CaseFacts& facts_;
  std::optional<CaseFacts> changed_;
};

}  // namespace

std::size_t values_to_try(const Type& type, const Vocabulary& vocabulary) {
  std::size_t count = 0;
  if (type.base == BaseType::boolean) {
    count = 2;
  } else if (type.base == BaseType::enumeration) {
    count = vocabulary.enums[type.id].values.size();
  }
  if (count != 0 && type.optional) ++count;
  return count <= most_values ? count : 0;
}

void narrow_by_cases(const Program& program, const CaseFacts& facts,
                     const CaseOptions& options, CaseEvaluation& evaluation) {
  if (!evaluation.in_force()) return;
  CaseSplitter splitter(program, facts, options);
  evaluation.narrow(splitter.narrowed(evaluation, most_combinations));
}

void narrow_unconnected(const Program& program, const std::vector<CaseFacts>& applicants,
                        const std::vector<std::unique_ptr<CaseEvaluation>>& evaluations) {
  if (!program.model->across.empty()) return;
  for (size_t i = 0; i < applicants.size(); ++i) {
    CaseEvaluation& evaluation = *evaluations[i];
    narrow_by_cases(program, applicants[i], evaluation.options(), evaluation);
  }
}

}  // namespace jiangbu
