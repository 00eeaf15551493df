#include "author/mutate.hpp"

#include <algorithm>
#include <random>
#include <tuple>

#include "model/resolver.hpp"

namespace jiangbu {

namespace {

bool is_percentage(const Expression& literal) {
  return literal.type.is(BaseType::number) && literal.text.ends_with('%');
}

Decimal next_number(const Decimal& number, const Expression& literal) {
  if (is_percentage(literal)) return number + Decimal::from_parts(false, 1, -2);
  const bool whole = number.is_integer() || literal.type.base == BaseType::money;
  return whole ? number + 1 : number * Decimal::from_parts(false, 101, -2);
}

std::optional<Constant> next_enum_value(EnumValue value, const Type& type,
                                        const Vocabulary& vocabulary) {
  const std::size_t count = vocabulary.enums[type.id].values.size();
  if (count < 2) return std::nullopt;
  value.index = value.index + 1 < count ? value.index + 1 : value.index - 1;
  return value;
}

/// What a literal becomes; nothing for texts, regions and null.
std::optional<Constant> next_value(const Expression& literal, const PolicyModel& model) {
  const Constant& constant = literal.constant;
  if (const auto* truth = std::get_if<bool>(&constant)) return !*truth;
  if (const auto* number = std::get_if<Decimal>(&constant)) {
    return next_number(*number, literal);
  }
  if (const auto* date = std::get_if<Date>(&constant)) {
    const auto next = add_days(*date, 1);
    if (!next) return std::nullopt;
    return *next;
  }
  if (const auto* months = std::get_if<YearsMonths>(&constant)) {
    return YearsMonths{months->months + 1};
  }
  if (const auto* days = std::get_if<DaysDuration>(&constant)) {
    return DaysDuration{days->days + 1};
  }
  if (const auto* value = std::get_if<EnumValue>(&constant)) {
    return next_enum_value(*value, literal.type, model.vocabulary);
  }
  return std::nullopt;
}

std::string text_after(const Constant& value, const Expression& literal,
                       const PolicyModel& model) {
  if (is_percentage(literal)) {
    return (std::get<Decimal>(value) * 100).to_string() + "%";
  }
  return constant_text(value, literal.type, model.vocabulary);
}

std::optional<Op> next_comparison(Op op) {
  switch (op) {
    case Op::less:
      return Op::less_equal;
    case Op::less_equal:
      return Op::less;
    case Op::greater:
      return Op::greater_equal;
    case Op::greater_equal:
      return Op::greater;
    case Op::equal:
      return Op::not_equal;
    case Op::not_equal:
      return Op::equal;
    default:
      return std::nullopt;
  }
}

const char* sign_of(Op op) {
  switch (op) {
    case Op::less:
      return "<";
    case Op::less_equal:
      return "<=";
    case Op::greater:
      return ">";
    case Op::greater_equal:
      return ">=";
    case Op::equal:
      return "=";
    default:
      return "!=";
  }
}

// The `=` that a table cell `gold` or an amount by value means is not written; its value
// is changed already.
bool is_written(const Expression& comparison) {
  const bool equality = comparison.op == Op::equal || comparison.op == Op::not_equal;
  return comparison.operands.size() == 2 &&
         !(equality && comparison.operands[1].span == comparison.span);
}

// `>=` and `>` differ only where both sides are equal, and two different constants never
// are: no test can notice that change, so it is none.
bool means_the_same(const Expression& comparison, const PolicyModel& model) {
  if (comparison.op == Op::equal || comparison.op == Op::not_equal) return false;
  const auto left = constant_value(comparison.operands[0], model);
  const auto right = constant_value(comparison.operands[1], model);
  return left && right && *left != *right;
}

// Calls receive(word, date) for each date between which something holds: where it is
// written, and what it is in the model. The period is left out of drafts, which pay
// nothing on any day.
template <typename Model, typename Receive>
void for_each_end(Model& model, const PolicySyntax& syntax, Receive receive) {
  const auto end = [&](const Word& word, auto& date) {
    if (date) receive(word, *date);
  };
  if (model.status == PolicyStatus::in_force) {
    end(syntax.period_from, model.period_from);
    end(syntax.period_to, model.period_to);
  }
  for (std::size_t i = 0; i < model.parameters.size(); ++i) {
    for (std::size_t v = 0; v < model.parameters[i].values.size(); ++v) {
      end(syntax.parameters[i].values[v].from, model.parameters[i].values[v].from);
      end(syntax.parameters[i].values[v].to, model.parameters[i].values[v].to);
    }
  }
}

class MutationFinder {
 public:
  MutationFinder(const PolicyModel& model, const PolicySyntax& syntax)
      : model_(model), syntax_(syntax), file_(syntax.id.span.file) {}

  std::vector<Mutation> find() {
    for (const Expression& formula : model_.formulas) visit(formula);
    for_each_end(model_, syntax_, [this](const Word& word, const Date& date) {
      const auto next = add_days(date, 1);
      if (!next) return;
      found_.push_back(
          {word.span, word.text, next->to_string(), Op::literal, std::nullopt, *next});
    });
    std::stable_sort(
        found_.begin(), found_.end(),
        [](const Mutation& a, const Mutation& b) { return key_of(a) < key_of(b); });
    // What the model holds several times is one change.
    const auto last = std::unique(
        found_.begin(), found_.end(),
        [](const Mutation& a, const Mutation& b) { return key_of(a) == key_of(b); });
    found_.erase(last, found_.end());
    return std::move(found_);
  }

 private:
  static std::tuple<Span, Op, Span, std::string> key_of(const Mutation& mutation) {
    return {mutation.place, mutation.op, mutation.operand.value_or(Span{}),
            mutation.before};
  }

  void visit(const Expression& expression) {
    for (const Expression& operand : expression.operands) visit(operand);
    if (expression.span.file != file_) return;
    if (expression.op == Op::literal) {
      add_literal(expression);
    } else if (const auto op = next_comparison(expression.op)) {
      if (is_written(expression) && !means_the_same(expression, model_)) {
        add_comparison(expression, *op);
      }
    }
  }

  // A literal without text was not written: the resolver put it there.
  void add_literal(const Expression& literal) {
    const auto value = next_value(literal, model_);
    if (literal.text.empty() || !value) return;
    found_.push_back({literal.span, literal.text, text_after(*value, literal, model_),
                      Op::literal, std::nullopt, value});
  }

  void add_comparison(const Expression& comparison, Op op) {
    const Expression& right = comparison.operands[1];
    found_.push_back({comparison.span, sign_of(comparison.op) + (" " + right.text),
                      sign_of(op) + (" " + right.text), comparison.op, right.span,
                      std::nullopt});
  }

  const PolicyModel& model_;
  const PolicySyntax& syntax_;
  FileId file_;
  std::vector<Mutation> found_;
};

void apply(const Mutation& mutation, Expression& expression) {
  for (Expression& operand : expression.operands) apply(mutation, operand);
  if (expression.op != mutation.op || expression.span != mutation.place) return;
  if (mutation.value) {
    if (expression.text == mutation.before) expression.constant = *mutation.value;
  } else if (expression.operands.size() == 2 &&
             expression.operands[1].span == *mutation.operand) {
    expression.op = *next_comparison(expression.op);
  }
}

// A draw without repetition, in the order of the text; the same everywhere.
void take_sample(std::vector<Mutation>& mutations, const MutationOptions& options) {
  if (!options.sample || *options.sample >= mutations.size()) return;
  std::vector<std::size_t> places(mutations.size());
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
  std::mt19937_64 chance(options.seed);
  for (std::size_t i = 0; i < *options.sample; ++i) {
    std::swap(places[i], places[i + chance() % (places.size() - i)]);
  }
  places.resize(*options.sample);
  std::sort(places.begin(), places.end());
  std::vector<Mutation> sample;
  for (const std::size_t place : places) sample.push_back(std::move(mutations[place]));
  mutations = std::move(sample);
}

bool tests_hold(const Program& program, const std::vector<TestSyntax>& tests) {
  TestOptions options;
  options.stop_at_first_failure = true;
  Diagnostics diagnostics;
  const TestOutcome outcome = run_tests(program, tests, diagnostics, options);
  return outcome.failures.empty() && !diagnostics.has_errors();
}

}  // namespace

std::vector<Mutation> mutations_of(const PolicyModel& model, const PolicySyntax& syntax) {
  return MutationFinder(model, syntax).find();
}

PolicyModel mutated(const PolicyModel& model, const PolicySyntax& syntax,
                    const Mutation& mutation) {
  PolicyModel result = model;
  for (Expression& formula : result.formulas) apply(mutation, formula);
  for_each_end(result, syntax, [&](const Word& word, Date& date) {
    if (mutation.value && word.span == mutation.place) {
      date = std::get<Date>(*mutation.value);
    }
  });
  return result;
}

MutationOutcome test_mutants(const Program& program, const PolicySyntax& syntax,
                             const std::vector<TestSyntax>& tests,
                             const MutationOptions& options) {
  MutationOutcome outcome;
  outcome.policy = program.model->id;
  outcome.tests_hold = tests_hold(program, tests);
  std::vector<Mutation> mutations = mutations_of(*program.model, syntax);
  outcome.possible = mutations.size();
  if (!outcome.tests_hold) return outcome;
  take_sample(mutations, options);
  for (Mutation& mutation : mutations) {
    ++outcome.tried;
    const Program mutant = compile(mutated(*program.model, syntax, mutation));
    if (tests_hold(mutant, tests)) outcome.survivors.push_back(std::move(mutation));
  }
  return outcome;
}

}  // namespace jiangbu
