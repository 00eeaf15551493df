// Facts, names, parameters, conditions; the operations are in the files beside this one.
#include "oracle/reference_formulas.hpp"

#include <stdexcept>

namespace jiangbu::oracle {

using Kind = ExactValue::Kind;

ReferenceFormulas::ReferenceFormulas(Situation situation)
    : awarded(situation.model.clauses.size(), number(0)),
      situation_(std::move(situation)),
      locals_(situation_.model.slot_count),
      random_(situation_.authority.seed) {}

ExactValue ReferenceFormulas::value(FormulaId id) {
  return evaluate(model().formulas[id]);
}

Truth ReferenceFormulas::condition(const Condition& condition) {
  switch (condition.kind) {
    case Condition::Kind::leaf:
      return truth(condition.formula);
    case Condition::Kind::by_reading:
      return this->condition(condition.parts[situation_.readings[condition.question]]);
    case Condition::Kind::not_:
    case Condition::Kind::all: {
      Truth all = Truth::yes;
      for (const Condition& part : condition.parts) {
        all = and_(all, this->condition(part));
      }
      return condition.kind == Condition::Kind::not_ ? not_(all) : all;
    }
    case Condition::Kind::any: {
      Truth any = Truth::no;
      for (const Condition& part : condition.parts) any = or_(any, this->condition(part));
      return any;
    }
  }
  return Truth::unknown;
}

bool ReferenceFormulas::exists_under(const std::vector<OnlyUnder>& list) const {
  for (const OnlyUnder& only : list) {
    if (!only.options[situation_.readings[only.question]]) return false;
  }
  return true;
}

Decimal ReferenceFormulas::choose_within(const Decimal& low, const Decimal& high) {
  authority_asked_ = true;
  if (situation_.authority.choice == Authority::Choice::least) return low;
  if (situation_.authority.choice == Authority::Choice::most) return high;
  const Decimal share = Decimal(random_() % 101) / Decimal(100);
  return low + (high - low) * share;
}

bool ReferenceFormulas::choose_yes() {
  authority_asked_ = true;
  if (situation_.authority.choice == Authority::Choice::inside) return random_() % 2 == 0;
  return situation_.authority.choice == Authority::Choice::most;
}

ExactValue ReferenceFormulas::common(const std::vector<ExactValue>& values) {
  for (const ExactValue& value : values) {
    if (truth_of(equal(value, values.front())) != Truth::yes) return failed();
  }
  return values.empty() ? failed() : values.front();
}

std::vector<ExactValue> ReferenceFormulas::operands(const Expression& e) {
  std::vector<ExactValue> values;
  for (const Expression& operand : e.operands) values.push_back(evaluate(operand));
  return values;
}

ExactValue ReferenceFormulas::evaluate(const Expression& e) {
  switch (e.op) {
    case Op::literal:
      return of_constant(e.constant);
    case Op::applicant: {
      ExactValue record;
      record.kind = Kind::record;
      record.index = applicant_entity;
      record.facts = &situation_.applicant;
      return record;
    }
    case Op::field:
      return field(evaluate(e.operands[0]), e.a, e.b);
    case Op::project:
      return project(e);
    case Op::local:
      return locals_[e.a];
    case Op::let:
      locals_[e.a] = evaluate(e.operands[0]);
      return evaluate(e.operands[1]);
    case Op::formula:
      return value(e.a);
    case Op::parameter:
      return parameter(e.a, date(situation_.decision_date));
    case Op::parameter_as_of:
      return parameter(e.a, evaluate(e.operands[0]));
    case Op::decision_date:
      return date(situation_.decision_date);
    case Op::reading:
      return of_constant(EnumValue{situation_.readings[e.a]});
    case Op::by_reading:
      return evaluate(e.operands[situation_.readings[e.a]]);
    case Op::awarded:
      return awarded[e.a];
    case Op::negate:
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::power:
      return arithmetic(e);
    case Op::add_months:
    case Op::add_days:
    case Op::subtract_dates:
      return date_arithmetic(e);
    case Op::equal:
      return equal(evaluate(e.operands[0]), evaluate(e.operands[1]));
    case Op::not_equal:
      return of_truth(
          not_(truth_of(equal(evaluate(e.operands[0]), evaluate(e.operands[1])))));
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
      return compare(e);
    case Op::is_null: {
      const ExactValue value = evaluate(e.operands[0]);
      return value.is_failed() ? failed() : boolean(value.is_null());
    }
    case Op::in_range:
      return in_range(e);
    case Op::in_list:
      return in_list(evaluate(e.operands[0]), evaluate(e.operands[1]));
    case Op::and_:
    case Op::or_:
    case Op::not_:
      return logic(e);
    case Op::if_: {
      const Truth test = truth_of(evaluate(e.operands[0]));
      if (test == Truth::unknown) {
        return common({evaluate(e.operands[1]), evaluate(e.operands[2])});
      }
      return evaluate(e.operands[test == Truth::yes ? 1 : 2]);
    }
    case Op::for_:
      return iterate(e);
    case Op::some:
    case Op::every:
      return quantify(e);
    case Op::filter:
      return filter(e);
    case Op::at:
      return element_at(e);
    case Op::list:
      return list(operands(e));
    case Op::record:
    case Op::range: {
      ExactValue made;
      made.kind = e.op == Op::record ? Kind::record : Kind::range;
      made.index = e.a;
      made.parts = operands(e);
      made.low_open = (e.a & 1U) != 0;
      made.high_open = (e.a & 2U) != 0;
      return made;
    }
    case Op::number_list:
      return number_list(e);
    case Op::part:
      return part(e);
    case Op::call:
      return call(e);
    case Op::table:
      return table(e);
  }
  throw std::logic_error("an operation the oracle does not know");
}

ExactValue ReferenceFormulas::of_fact(const FactValue& fact, const Type& type) {
  if (fact.state == FactValue::State::unknown) {
    throw std::logic_error("the oracle was asked about a case with unknown facts");
  }
  if (fact.state == FactValue::State::null_) return null();
  ExactValue value;
  switch (type.base) {
    case BaseType::record:
      value.kind = Kind::record;
      value.index = type.id;
      value.facts = &fact;
      return value;
    case BaseType::list:
    case BaseType::range:
      value.kind = type.base == BaseType::list ? Kind::list : Kind::range;
      for (const FactValue& item : fact.items) {
        value.parts.push_back(of_fact(item, *type.element));
      }
      return value;
    default:
      return of_constant(fact.scalar);
  }
}

ExactValue ReferenceFormulas::field(const ExactValue& record, std::uint32_t index,
                                    std::uint32_t entity) {
  if (record.is_null()) return null();
  if (record.is_failed()) return failed();
  const Entity& described = model().vocabulary.entities[entity];
  const Field& field = described.fields[index];
  if (record.facts == nullptr) return record.parts[index];
  if (!field.is_derived()) return of_fact(record.facts->items[index], field.type);
  if (entity == applicant_entity) return value(field.formula);
  const ExactValue outer = locals_[described.self];
  locals_[described.self] = record;
  ExactValue derived = value(field.formula);
  locals_[described.self] = outer;
  return derived;
}

ExactValue ReferenceFormulas::project(const Expression& e) {
  const ExactValue records = evaluate(e.operands[0]);
  if (!records.is(Kind::list)) return failed();
  const bool joined = model().vocabulary.entities[e.b].fields[e.a].type.is_list();
  std::vector<ExactValue> result;
  for (const ExactValue& record : records.parts) {
    const ExactValue value = field(record, e.a, e.b);
    if (!joined) {
      result.push_back(value);
    } else if (value.is(Kind::list)) {
      result.insert(result.end(), value.parts.begin(), value.parts.end());
    } else {
      return failed();
    }
  }
  return list(std::move(result));
}

ExactValue ReferenceFormulas::parameter(std::uint32_t index, const ExactValue& on) {
  const Parameter& parameter = model().parameters[index];
  if (!on.is(Kind::date)) return failed();
  for (const DatedValue& dated : parameter.values) {
    if (dated.from && on.date < *dated.from) continue;
    if (dated.to && *dated.to < on.date) continue;
    return value(dated.value);
  }
  return failed();
}

}  // namespace jiangbu::oracle
