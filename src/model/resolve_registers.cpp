// Readings, parameters, targets, budgets, figures.
#include <algorithm>
#include <charconv>

#include "model/kind_named.hpp"
#include "model/resolver.hpp"

namespace jiangbu {

namespace {

std::vector<std::string> texts_of(const std::vector<Word>& words) {
  std::vector<std::string> texts;
  for (const Word& word : words) texts.push_back(word.text);
  return texts;
}

// Whether a formula depends on the case: on facts or on the day.
bool reads_case(const Expression& expression) {
  if (expression.op == Op::applicant || expression.op == Op::decision_date) return true;
  return std::any_of(expression.operands.begin(), expression.operands.end(), reads_case);
}

}  // namespace

void Resolver::resolve_readings(const PolicySyntax& policy) {
  for (const ReadingSyntax& syntax : policy.readings) {
    Reading reading;
    reading.name = syntax.name.text;
    reading.title = syntax.title.text;
    reading.refs = texts_of(syntax.refs);
    reading.span = syntax.name.span;
    Enumeration options;
    options.name = "reading." + reading.name;
    options.title = reading.title;
    for (const ReadingOptionSyntax& option : syntax.options) {
      reading.options.push_back(
          {option.name.text, option.title.text, option.reason.text});
      options.values.push_back({option.name.text, option.title.text});
    }
    const auto chosen = options.index_of(syntax.default_option.text);
    if (!chosen) {
      report_option(syntax.default_option, reading.name, options.value_names());
    }
    if (reading.options.size() < 2) {
      diagnostics_.error(Code::model_reading_options, syntax.name.span, {reading.name});
    }
    reading.default_option = chosen.value_or(0);
    reading.enumeration = static_cast<std::uint32_t>(model_.vocabulary.enums.size());
    model_.vocabulary.enums.push_back(std::move(options));
    model_.readings.push_back(std::move(reading));
  }
}

std::optional<std::uint32_t> Resolver::find_question(const std::string& name, Span span) {
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < model_.readings.size(); ++i) {
    if (model_.readings[i].name == name) return i;
    names.push_back(model_.readings[i].name);
  }
  Diagnostic& error = diagnostics_.error(Code::model_unknown_reading, span, {name});
  suggest_or_list(error, name, names);
  if (names.empty()) {
    error.help = {"先在 readings 里声明", "declare it under 'readings' first"};
  }
  return std::nullopt;
}

void Resolver::report_option(const Word& word, const std::string& reading,
                             const std::vector<std::string>& options) {
  Diagnostic& error =
      diagnostics_.error(Code::model_unknown_option, word.span, {word.text, reading});
  suggest_or_list(error, word.text, options);
}

std::vector<std::size_t> Resolver::match_options(std::uint32_t question,
                                                 const std::vector<Word>& names,
                                                 Span span) {
  const Reading& reading = model_.readings[question];
  std::vector<std::string> options;
  for (const ReadingOption& option : reading.options) options.push_back(option.name);
  bool sound = true;
  for (const Word& name : names) {
    if (std::find(options.begin(), options.end(), name.text) != options.end()) continue;
    report_option(name, reading.name, options);
    sound = false;
  }
  std::vector<std::size_t> order;
  for (const std::string& option : options) {
    const auto found = std::find_if(names.begin(), names.end(), [&](const Word& name) {
      return name.text == option;
    });
    if (found == names.end()) {
      diagnostics_.error(Code::model_option_missing, span, {option, reading.name});
      sound = false;
      continue;
    }
    order.push_back(static_cast<std::size_t>(found - names.begin()));
  }
  return sound ? order : std::vector<std::size_t>{};
}

std::vector<OnlyUnder> Resolver::resolve_only_under(
    const std::vector<OnlyUnderSyntax>& syntax) {
  std::vector<OnlyUnder> result;
  for (const OnlyUnderSyntax& item : syntax) {
    const auto question = find_question(item.question.text, item.question.span);
    if (!question) continue;
    const Reading& reading = model_.readings[*question];
    OnlyUnder only{*question, std::vector<bool>(reading.options.size(), false)};
    for (const Word& option : item.options) {
      const auto index =
          model_.vocabulary.enums[reading.enumeration].index_of(option.text);
      if (index) {
        only.options[*index] = true;
      } else {
        report_option(option, reading.name,
                      model_.vocabulary.enums[reading.enumeration].value_names());
      }
    }
    result.push_back(std::move(only));
  }
  return result;
}

void Resolver::resolve_parameters(const PolicySyntax& policy) {
  const Scope nothing;
  for (const ParameterSyntax& syntax : policy.parameters) {
    declare_name(syntax.name);
    Parameter parameter;
    parameter.name = syntax.name.text;
    parameter.title = syntax.title.text;
    parameter.cite = syntax.cite.text;
    parameter.refs = texts_of(syntax.refs);
    parameter.span = syntax.name.span;
    if (!syntax.type.empty()) parameter.type = read_type(syntax.type);
    for (const DatedValueSyntax& value : syntax.values) {
      DatedValue dated;
      dated.from = read_date(value.from);
      dated.to = read_date(value.to);
      dated.cite = value.cite.text;
      dated.value = parameter.type.is_error()
                        ? any_formula(value.value, nothing)
                        : formula(value.value, parameter.type, nothing);
      if (dated.value == no_formula) continue;
      if (reads_case(model_.formulas[dated.value])) {
        diagnostics_.error(Code::model_constant_needed, value.value->span);
      }
      if (parameter.type.is_error()) parameter.type = type_of(dated.value);
      if (dated.from && dated.to && *dated.to < *dated.from) {
        diagnostics_.error(Code::model_empty_range, value.to.span);
      }
      parameter.values.push_back(std::move(dated));
    }
    if (parameter.values.size() == syntax.values.size()) {
      check_parameter_dates(parameter, syntax);
    }
    model_.parameters.push_back(std::move(parameter));
  }
}

void Resolver::check_parameter_dates(const Parameter& parameter,
                                     const ParameterSyntax& syntax) {
  const auto place = [](const Word& end, const DatedValueSyntax& value) {
    return end.empty() ? value.span : end.span;
  };
  for (size_t i = 1; i < parameter.values.size(); ++i) {
    const DatedValue& before = parameter.values[i - 1];
    const DatedValue& after = parameter.values[i];
    const auto is_empty = [](const DatedValue& value) {
      return value.from && value.to && *value.to < *value.from;
    };
    if (is_empty(before) || is_empty(after)) continue;
    const Span begin = place(syntax.values[i].from, syntax.values[i]);
    const LabelledSpan end{place(syntax.values[i - 1].to, syntax.values[i - 1]),
                           {"前一段到这里", "the value before ends here"}};
    if (!before.to || !after.from || *after.from <= *before.to) {
      Diagnostic& error =
          diagnostics_.error(Code::model_dates_overlap, begin, {parameter.name});
      error.labels.push_back(end);
      error.help = {"按日期先后排列；前一段的 to 须早于后一段的 from",
                    "write them in the order of time, each 'to' before the next 'from'"};
    } else if (add_days(*before.to, 1) != after.from) {
      Diagnostic& warning = diagnostics_.warning(
          Code::model_dates_gap, begin,
          {parameter.name, before.to->to_string(), after.from->to_string()});
      warning.labels.push_back(end);
      warning.help = {
          "这些日子求值会报错；应紧接前一段，从 " +
              add_days(*before.to, 1).value_or(*before.to).to_string() + " 起",
          "asking for those days is an error; the next value should begin on " +
              add_days(*before.to, 1).value_or(*before.to).to_string()};
    }
  }
}

std::optional<Decimal> Resolver::read_constant(const Formula& formula, BaseType base) {
  if (!formula) return std::nullopt;
  const Scope nothing;
  Expression expression = resolve(*formula, nothing);
  const Type type =
      base == BaseType::money ? money_type(yuan_currency) : simple_type(base);
  if (!coerce(expression, type)) return std::nullopt;
  const auto value = constant_value(expression, model_);
  if (value && std::holds_alternative<Decimal>(*value)) return std::get<Decimal>(*value);
  diagnostics_.error(Code::model_constant_needed, formula->span);
  return std::nullopt;
}

std::optional<int> Resolver::read_year(const Word& word) {
  if (word.empty()) return std::nullopt;
  int year = 0;
  const char* end = word.text.data() + word.text.size();
  const auto [stop, error] = std::from_chars(word.text.data(), end, year);
  if (error == std::errc{} && stop == end && year >= 1900 && year <= 2200) return year;
  diagnostics_.error(Code::model_bad_year, word.span, {word.text});
  return std::nullopt;
}

void Resolver::resolve_targets(const PolicySyntax& policy) {
  for (const TargetSyntax& syntax : policy.targets) {
    Target target;
    target.id = syntax.id.text;
    target.title = syntax.title.text;
    target.cite = syntax.cite.text;
    target.unit = syntax.unit.text;
    target.value = read_constant(syntax.value, BaseType::number);
    target.baseline = read_constant(syntax.baseline, BaseType::number);
    target.baseline_year = read_year(syntax.baseline_year);
    target.achieved = read_constant(syntax.achieved, BaseType::number);
    target.year = read_year(syntax.year);
    const auto form = kind_named(syntax.form.text, TargetForm::qualitative);
    if (!form && !syntax.form.empty()) {
      report_word(syntax.form, "form", names_up_to(TargetForm::qualitative));
    }
    target.form = form.value_or(TargetForm::level);
    if (!syntax.comparison.empty()) target.comparison = syntax.comparison.text;
    if (target.comparison != "at least" && target.comparison != "at most" &&
        target.comparison != "equal") {
      report_word(syntax.comparison, "comparison", {"at least", "at most", "equal"});
    }
    target.refs = texts_of(syntax.refs);
    target.notes = notes_of(syntax.notes);
    model_.targets.push_back(std::move(target));
  }
}

void Resolver::resolve_budgets(const PolicySyntax& policy) {
  for (const BudgetSyntax& syntax : policy.budgets) {
    Budget budget;
    budget.id = syntax.id.text;
    budget.title = syntax.title.text;
    budget.cite = syntax.cite.text;
    budget.at_least = read_constant(syntax.at_least, BaseType::money);
    budget.at_most = read_constant(syntax.at_most, BaseType::money);
    budget.amount = read_constant(syntax.amount, BaseType::money);
    budget.per = syntax.per.text;
    budget.payer = syntax.payer.text;
    budget.refs = texts_of(syntax.refs);
    budget.notes = notes_of(syntax.notes);
    model_.budgets.push_back(std::move(budget));
  }
}

void Resolver::resolve_figures(const PolicySyntax& policy, const Scope& scope) {
  for (const FigureSyntax& syntax : policy.figures) {
    Figure figure;
    figure.id = syntax.id.text;
    figure.title = syntax.title.text;
    figure.cite = syntax.cite.text;
    figure.value = any_formula(syntax.value, scope);
    figure.refs = texts_of(syntax.refs);
    figure.notes = notes_of(syntax.notes);
    model_.figures.push_back(std::move(figure));
  }
}

}  // namespace jiangbu
