#include "budget/variants.hpp"

#include <algorithm>

#include "evaluate/clauses.hpp"

namespace jiangbu {

namespace {

bool leaves_choice(const Expression& expression) {
  if (expression.op == Op::call) {
    const auto builtin = static_cast<Builtin>(expression.a);
    if (builtin == Builtin::discretion || builtin == Builtin::up_to) return true;
  }
  return std::any_of(expression.operands.begin(), expression.operands.end(),
                     leaves_choice);
}

bool asks_awards(const Expression& expression) {
  return expression.op == Op::awarded ||
         std::any_of(expression.operands.begin(), expression.operands.end(), asks_awards);
}

Expression literal(Constant constant, Type type) {
  Expression expression;
  expression.op = Op::literal;
  expression.constant = std::move(constant);
  expression.type = std::move(type);
  return expression;
}

Expression money(const Decimal& yuan) { return literal(yuan, money_type(yuan_currency)); }

Expression operation(Op op, Type type, std::vector<Expression> operands) {
  Expression expression;
  expression.op = op;
  expression.type = std::move(type);
  expression.operands = std::move(operands);
  return expression;
}

void take_least(Expression& expression) {
  for (Expression& operand : expression.operands) take_least(operand);
  if (expression.op != Op::call) return;
  const auto builtin = static_cast<Builtin>(expression.a);
  if (builtin == Builtin::discretion) {
    const Expression least = expression.operands.front();
    expression = least;
  } else if (builtin == Builtin::up_to) {
    expression = literal(Decimal(0), expression.type);
  }
}

FormulaId add_formula(PolicyModel& model, Expression expression) {
  model.formulas.push_back(std::move(expression));
  return static_cast<FormulaId>(model.formulas.size() - 1);
}

// Nobody knows yet whom the authority will choose.
bool is_open_contest(const PolicyModel& model, std::uint32_t index) {
  const Clause& clause = model.clauses[index];
  return clause.mode == ClauseMode::competitive && clause.selected == no_formula &&
         !is_ranked(model, index);
}

Expression lies_in_year(const Expression& date, int year) {
  const Type truth = simple_type(BaseType::boolean);
  const auto day = [&](unsigned month, unsigned of_month) {
    const auto parsed = Date::from_ymd(year, month, of_month);
    return literal(*parsed, simple_type(BaseType::date));
  };
  Expression within = operation(Op::and_, truth,
                                {operation(Op::greater_equal, truth, {date, day(1, 1)}),
                                 operation(Op::less_equal, truth, {date, day(12, 31)})});
  if (!date.type.optional) return within;
  Expression given = operation(Op::not_, truth, {operation(Op::is_null, truth, {date})});
  return operation(Op::and_, truth, {std::move(given), std::move(within)});
}

void count_award(Award& award, PolicyModel& model) {
  award.at_least = no_formula;
  award.at_most = no_formula;
  switch (award.kind) {
    case Award::Kind::amount: {
      const Expression& amount = model.formulas[award.formula];
      Expression is_positive =
          operation(Op::greater, simple_type(BaseType::boolean),
                    {amount, literal(Decimal(0), amount.type.without_optional())});
      const Decimal one_fen = Decimal::from_parts(false, 1, -2);
      award.formula = add_formula(
          model, operation(Op::if_, money_type(yuan_currency),
                           {std::move(is_positive), money(one_fen), money(0)}));
      return;
    }
    case Award::Kind::unspecified:
    case Award::Kind::delegated:
      award.kind = Award::Kind::amount;
      award.formula = add_formula(model, money(Decimal::from_parts(false, 1, -2)));
      return;
    case Award::Kind::choice:
    case Award::Kind::by_reading:
      for (Award& alternative : award.alternatives) count_award(alternative, model);
      return;
    case Award::Kind::no_money:
    case Award::Kind::not_met:
      return;
  }
}

}  // namespace

bool has_discretion(const PolicyModel& model) {
  if (std::any_of(model.formulas.begin(), model.formulas.end(), leaves_choice)) {
    return true;
  }
  for (std::uint32_t c = 0; c < model.clauses.size(); ++c) {
    if (is_open_contest(model, c)) return true;
  }
  return false;
}

PolicyModel with_least_discretion(PolicyModel model) {
  for (Expression& formula : model.formulas) take_least(formula);
  for (std::uint32_t c = 0; c < model.clauses.size(); ++c) {
    if (!is_open_contest(model, c)) continue;
    model.clauses[c].selected =
        add_formula(model, literal(false, simple_type(BaseType::boolean)));
  }
  return model;
}

PolicyModel counting_lines(PolicyModel model) {
  for (Clause& clause : model.clauses) {
    count_award(clause.award, model);
    clause.rounding_unit = Decimal::from_parts(false, 1, -2);
    clause.stacking.clear();
    clause.instalments.clear();
  }
  model.stacking.clear();
  model.across.clear();
  return model;
}

PolicyModel before_sharing(PolicyModel model) {
  model.across.clear();
  return model;
}

PolicyModel alone(PolicyModel model, std::uint32_t clause) {
  model.stacking.clear();
  model.across.clear();
  const bool asks_others = std::any_of(model.formulas.begin(), model.formulas.end(),
                                       [](const auto& one) { return asks_awards(one); });
  if (asks_others) return model;
  for (std::uint32_t c = 0; c < model.clauses.size(); ++c) {
    if (c == clause) continue;
    Clause silent;
    silent.id = model.clauses[c].id;
    silent.payers = model.clauses[c].payers;
    silent.rounding_unit = model.clauses[c].rounding_unit;
    model.clauses[c] = std::move(silent);
  }
  return model;
}

bool has_dated_instalments(const PolicyModel& model) {
  return std::any_of(model.clauses.begin(), model.clauses.end(), [](const auto& clause) {
    const auto& list = clause.instalments;
    return std::any_of(list.begin(), list.end(),
                       [](const Instalment& one) { return one.due != no_formula; });
  });
}

PolicyModel due_in_year(PolicyModel model, int year, int decision_year) {
  const bool now = year == decision_year;
  for (Clause& clause : model.clauses) {
    // A clause paid at once is one instalment of all of it.
    if (clause.instalments.empty()) {
      Instalment whole;
      whole.share =
          add_formula(model, literal(Decimal(1), simple_type(BaseType::number)));
      clause.instalments.push_back(std::move(whole));
    }
    for (Instalment& instalment : clause.instalments) {
      Expression falls_due = instalment.due == no_formula
                                 ? literal(now, simple_type(BaseType::boolean))
                                 : lies_in_year(model.formulas[instalment.due], year);
      Condition when;
      when.formula = add_formula(model, std::move(falls_due));
      if (instalment.when) {
        Condition both;
        both.kind = Condition::Kind::all;
        both.parts = {*instalment.when, std::move(when)};
        when = std::move(both);
      }
      instalment.when = std::move(when);
    }
  }
  return model;
}

PolicyModel reading_facts(PolicyModel model, const std::set<std::string>& facts) {
  const std::vector<Field>& fields = model.vocabulary.applicant().fields;
  for (std::uint32_t f = 0; f < fields.size(); ++f) {
    if (!facts.contains(fields[f].name)) continue;
    Expression applicant = operation(Op::applicant, record_type(applicant_entity), {});
    Expression field = operation(Op::field, fields[f].type, {std::move(applicant)});
    field.a = f;
    field.b = applicant_entity;
    Figure figure;
    figure.id = fields[f].name;
    figure.value = add_formula(model, std::move(field));
    model.figures.push_back(std::move(figure));
  }
  return model;
}

Unstated unstated_award(const Award& award, const std::vector<std::uint32_t>& readings) {
  switch (award.kind) {
    case Award::Kind::unspecified:
      return Unstated::unspecified;
    case Award::Kind::delegated:
      return Unstated::delegated;
    case Award::Kind::by_reading:
      return unstated_award(award.alternatives[readings[award.question]], readings);
    case Award::Kind::choice:
      for (const Award& alternative : award.alternatives) {
        const Unstated found = unstated_award(alternative, readings);
        if (found != Unstated::no) return found;
      }
      return Unstated::no;
    case Award::Kind::amount:
    case Award::Kind::no_money:
    case Award::Kind::not_met:
      break;
  }
  return Unstated::no;
}

Bilingual delegated_to(const Award& award, const std::vector<std::uint32_t>& readings) {
  if (award.kind == Award::Kind::delegated) return award.delegated;
  if (award.kind == Award::Kind::by_reading) {
    return delegated_to(award.alternatives[readings[award.question]], readings);
  }
  for (const Award& alternative : award.alternatives) {
    Bilingual found = delegated_to(alternative, readings);
    if (!found.empty()) return found;
  }
  return {};
}

}  // namespace jiangbu
