// Calls of built-in functions and decision tables.
#include <algorithm>
#include <optional>
#include <sstream>

#include "model/resolver.hpp"

namespace jiangbu {

/// What the type variables of a signature stand for in one call.
struct BuiltinTypes {
  std::optional<Type> any;       // T, and the element of list
  std::optional<Type> quantity;  // Q
  std::optional<Type> ordered;   // O and R
};

namespace {

struct Parameter_ {
  std::string name;
  std::string type;
  bool optional = false;
  bool repeated = false;
};

struct Signature {
  Builtin builtin;
  std::string name;
  std::vector<Parameter_> parameters;
  std::string result;
};

std::vector<Parameter_> read_parameters(const char* text) {
  std::vector<Parameter_> parameters;
  std::istringstream words(text);
  std::string word;
  while (words >> word) {
    const size_t colon = word.find(':');
    Parameter_ parameter{word.substr(0, colon), word.substr(colon + 1), false, false};
    std::replace(parameter.name.begin(), parameter.name.end(), '_', ' ');
    if (parameter.type.back() == '?') {
      parameter.type.pop_back();
      parameter.optional = true;
    } else if (parameter.type.back() == '+') {
      parameter.type.pop_back();
      parameter.repeated = true;
    }
    parameters.push_back(std::move(parameter));
  }
  return parameters;
}

const std::vector<Signature>& signatures() {
  static const std::vector<Signature> all = {
#define JIANGBU_BUILTIN(name, feel, parameters, result) \
  {Builtin::name, feel, read_parameters(parameters), result},
#include "model/builtins.def"
#undef JIANGBU_BUILTIN
  };
  return all;
}

const Signature& signature_of(Builtin builtin) {
  return signatures()[static_cast<size_t>(builtin)];
}

bool is_list_type(const std::string& type) {
  return type == "list" || type == "Qs" || type == "Os" || type == "numbers" ||
         type == "booleans" || type == "texts" || type == "lists";
}

std::optional<BaseType> plain_type(const std::string& type) {
  if (type == "number") return BaseType::number;
  if (type == "text") return BaseType::text;
  if (type == "boolean") return BaseType::boolean;
  if (type == "date") return BaseType::date;
  if (type == "months") return BaseType::months;
  if (type == "days") return BaseType::days;
  if (type == "region") return BaseType::region;
  return std::nullopt;
}

Type result_type(const std::string& text, const BuiltinTypes& types) {
  std::string name = text;
  const bool optional = name.back() == '?';
  if (optional) name.pop_back();
  Type type;
  if (const auto plain = plain_type(name)) {
    type = simple_type(*plain);
  } else if (name == "money") {
    type = money_type(yuan_currency);
  } else if (name == "numbers") {
    type = list_of(simple_type(BaseType::number));
  } else if (name == "Q") {
    type = types.quantity.value_or(simple_type(BaseType::number));
  } else if (name == "O") {
    type = types.ordered.value_or(simple_type(BaseType::number));
  } else if (name == "T") {
    type = types.any.value_or(Type{});
  } else if (name == "list") {
    type = list_of(types.any.value_or(Type{}));
  }
  if (optional) type.optional = true;
  return type;
}

std::vector<std::string> builtin_names() {
  std::vector<std::string> names;
  for (const Signature& signature : signatures()) names.push_back(signature.name);
  return names;
}

}  // namespace

Expression Resolver::resolve_call(const ExpressionSyntax& syntax, const Scope& scope) {
  const std::string& name = syntax.text;
  if (name == "awarded") return resolve_awarded(syntax);
  for (std::uint32_t i = 0; i < model_.tables.size(); ++i) {
    if (model_.tables[i].name == name) return resolve_table_call(syntax, i, scope);
  }
  if ((name == "date" && syntax.operands.size() == 1) || name == "duration") {
    return resolve_text_conversion(syntax, scope);
  }
  for (const Signature& signature : signatures()) {
    if (signature.name == name) return resolve_builtin(syntax, signature.builtin, scope);
  }
  if (name == "now" || name == "today") {
    Diagnostic& error =
        diagnostics_.error(Code::model_unknown_function, syntax.text_span, {name});
    error.help = {"用 decision_date（决定日期）", "use decision_date"};
    return failed(syntax.span);
  }
  Diagnostic& error =
      diagnostics_.error(Code::model_unknown_function, syntax.text_span, {name});
  std::vector<std::string> names = builtin_names();
  for (const Table& table : model_.tables) names.push_back(table.name);
  names.emplace_back("awarded");
  suggest(error, name, names);
  return failed(syntax.span);
}

// date("2024-01-31") and duration("P1Y") take literals only, so that they are checked.
Expression Resolver::resolve_text_conversion(const ExpressionSyntax& syntax,
                                             const Scope&) {
  if (syntax.operands.size() != 1 ||
      syntax.operands.front().kind != ExpressionKind::text) {
    diagnostics_.error(Code::model_literal_needed, syntax.span, {syntax.text});
    return failed(syntax.span);
  }
  ExpressionSyntax literal = syntax.operands.front();
  literal.kind = ExpressionKind::at_literal;
  Expression result = resolve_at_literal(literal);
  const bool is_date = result.type.is(BaseType::date);
  if (!result.type.is_error() && is_date != (syntax.text == "date")) {
    diagnostics_.error(Code::model_bad_date, literal.span, {literal.text});
    return failed(syntax.span);
  }
  result.span = syntax.span;
  return result;
}

// Named or positional arguments in the order of the parameters; absent ones are null. The
// last parameter may stand for several.
bool Resolver::order_arguments(const ExpressionSyntax& syntax, Builtin builtin,
                               std::vector<const ExpressionSyntax*>& ordered) {
  const Signature& signature = signature_of(builtin);
  const bool repeated = signature.parameters.back().repeated && syntax.names.empty();
  ordered.assign(signature.parameters.size(), nullptr);
  if (repeated && syntax.operands.size() > ordered.size()) {
    ordered.resize(syntax.operands.size(), nullptr);
  }
  for (size_t i = 0; i < syntax.operands.size(); ++i) {
    size_t place = i;
    if (!syntax.names.empty()) {
      const auto found = std::find_if(
          signature.parameters.begin(), signature.parameters.end(),
          [&](const Parameter_& parameter) { return parameter.name == syntax.names[i]; });
      place = static_cast<size_t>(found - signature.parameters.begin());
      if (place < ordered.size() && ordered[place] != nullptr) place = ordered.size();
    }
    if (place >= ordered.size()) {
      diagnostics_.error(Code::model_arguments, syntax.span,
                         {signature.name, std::to_string(signature.parameters.size()),
                          std::to_string(syntax.operands.size())});
      return false;
    }
    ordered[place] = &syntax.operands[i];
  }
  for (size_t i = 0; i < ordered.size(); ++i) {
    const bool last = i + 1 == ordered.size() || ordered[i + 1] == nullptr;
    if (ordered[i] != nullptr || (signature.parameters[i].optional && last)) continue;
    diagnostics_.error(Code::model_missing_argument, syntax.span,
                       {signature.name, signature.parameters[i].name});
    return false;
  }
  return true;
}

bool Resolver::bind_argument(Expression& argument, const std::string& type,
                             BuiltinTypes& types) {
  if (argument.type.is_error()) return false;
  if (const auto plain = plain_type(type)) return coerce(argument, simple_type(*plain));
  if (type == "money") return coerce(argument, money_type(yuan_currency));
  if (type == "foreign") {
    if (argument.type.is(BaseType::money)) {
      if (argument.type.id == yuan_currency) {
        diagnostics_.warning(Code::model_yuan_already, argument.span);
      }
      return true;
    }
    report_type(argument, money_type(yuan_currency));
    return false;
  }
  if (type == "T") {
    // Not known from an empty list, nor from null.
    if (!types.any || types.any->is_error() || types.any->base == BaseType::null_) {
      types.any = argument.type.without_optional();
      return true;
    }
    return coerce(argument, types.any->as_optional());
  }
  if (type == "Q" || type == "O" || type == "R") {
    return bind_quantity(argument, type, types);
  }
  return bind_list(argument, type, types);
}

bool Resolver::bind_quantity(Expression& argument, const std::string& type,
                             BuiltinTypes& types) {
  if (!require_not_null(argument)) return false;
  const bool range = argument.type.base == BaseType::range;
  const Type value = range && type == "R" ? *argument.type.element : argument.type;
  auto& variable = type == "Q" ? types.quantity : types.ordered;
  if (variable) {
    if (same_base(*variable, value)) return true;
    return coerce(argument, *variable);
  }
  if (type == "Q" ? !value.is_quantity() : !value.is_ordered()) {
    report_type(argument, simple_type(BaseType::number));
    return false;
  }
  variable = value;
  return true;
}

bool Resolver::bind_list(Expression& argument, const std::string& type,
                         BuiltinTypes& types) {
  if (!argument.type.is_list()) {
    report_type(argument, simple_type(BaseType::list));
    return false;
  }
  const Type element = *argument.type.element;
  if (type == "lists") {
    if (element.base != BaseType::list) {
      report_type(argument, list_of(simple_type(BaseType::list)));
      return false;
    }
    types.any = *element.element;
    return true;
  }
  if (type == "list") {
    if (types.any && !types.any->is_error()) return coerce(argument, list_of(*types.any));
    types.any = element;
    return true;
  }
  if (element.is_error()) return true;  // the empty list
  if (type == "numbers") return coerce(argument, list_of(simple_type(BaseType::number)));
  if (type == "booleans") return coerce(argument, list_of(boolean_type()));
  if (type == "texts") return coerce(argument, list_of(simple_type(BaseType::text)));
  if (element.optional) {
    Diagnostic& error =
        diagnostics_.error(Code::model_may_be_null, argument.span, {argument.text});
    if (argument.op == Op::list) {  // min(a, b)
      advise_on_null(error, {"先检验 “… != null”，或写 get or else(…, 默认值)",
                             "test it first: '… != null', or write get or else(…, "
                             "default)"});
    } else {
      error.help = {"先筛去空值：list[字段 != null]",
                    "filter first: list[field != null]"};
    }
    return false;
  }
  if (type == "Qs" ? !element.is_quantity() : !element.is_ordered()) {
    report_type(argument, list_of(simple_type(BaseType::number)));
    return false;
  }
  (type == "Qs" ? types.quantity : types.ordered) = element;
  return true;
}

// `null` for a separator that may be left out: there is none.
static void give_empty_text(Expression& argument, const Parameter_& parameter) {
  const bool none = parameter.optional && parameter.type == "text" &&
                    argument.op == Op::literal && argument.type.base == BaseType::null_;
  if (!none) return;
  argument.type = simple_type(BaseType::text);
  argument.constant = std::string();
}

// Each call takes one level off; FEEL's takes all.
static Expression flatten_fully(Expression call) {
  while (call.type.element->is_list()) {
    const Type inner = *call.type.element;
    const Span span = call.span;
    const std::uint32_t flatten = call.a;
    call = make_operation(Op::call, inner, {std::move(call)}, span);
    call.a = flatten;
  }
  return call;
}

// FEEL: min(1, 2, 3) is min([1, 2, 3]).
static ExpressionSyntax with_one_list(const ExpressionSyntax& call,
                                      const Signature& signature) {
  const bool one_list =
      signature.parameters.size() == 1 && is_list_type(signature.parameters[0].type);
  if (!one_list || !call.names.empty() || call.operands.size() < 2) return call;
  ExpressionSyntax list;
  list.kind = ExpressionKind::list;
  list.span = call.span;
  list.operands = call.operands;
  ExpressionSyntax wrapped = call;
  wrapped.operands.clear();
  wrapped.operands.push_back(std::move(list));
  return wrapped;
}

Expression Resolver::resolve_builtin(const ExpressionSyntax& syntax, Builtin builtin,
                                     const Scope& scope) {
  const Signature& signature = signature_of(builtin);
  const Span span = syntax.span;
  const ExpressionSyntax wrapped = with_one_list(syntax, signature);
  std::vector<const ExpressionSyntax*> ordered;
  if (!order_arguments(wrapped, builtin, ordered)) return failed(span);
  Expression call = make_operation(Op::call, Type{}, {}, span);
  call.a = static_cast<std::uint32_t>(builtin);
  BuiltinTypes types;
  for (size_t i = 0; i < ordered.size() && ordered[i] != nullptr; ++i) {
    call.operands.push_back(resolve(*ordered[i], scope));
    const size_t parameter = std::min(i, signature.parameters.size() - 1);
    give_empty_text(call.operands.back(), signature.parameters[parameter]);
    const Type& type = call.operands.back().type;
    if (builtin == Builtin::flatten && type.is_list() && !type.element->is_list()) {
      return Expression(call.operands.back());  // flat already
    }
    if (!bind_argument(call.operands.back(), signature.parameters[parameter].type,
                       types)) {
      return failed(span);
    }
  }
  call.type = result_type(signature.result, types);
  if (builtin == Builtin::string) {
    const Type& from = call.operands[0].type;
    call.type.optional = from.optional || from.base == BaseType::null_;
  }
  if (builtin == Builtin::string && call.operands[0].type.element != nullptr) {
    // Steps do not carry the types of elements, without which these cannot be written.
    model_.written_types.push_back(call.operands[0].type);
    call.b = static_cast<std::uint32_t>(model_.written_types.size());
  }
  if (builtin == Builtin::flatten) return flatten_fully(std::move(call));
  const Expression& first = call.operands.front();
  const size_t needed = builtin == Builtin::stddev ? 2 : 1;
  if (first.op == Op::list && first.operands.size() >= needed &&
      call.type.base != BaseType::list) {
    call.type.optional = false;  // min of a list that is not empty
  }
  if (builtin == Builtin::not_) {
    return make_operation(Op::not_, boolean_type(), std::move(call.operands), span);
  }
  if (builtin == Builtin::get_or_else) {
    call.type.optional =
        call.operands[1].type.optional || call.operands[1].type.base == BaseType::null_;
    if (!call.operands[0].type.optional) {
      diagnostics_.warning(Code::model_never_null, call.operands[0].span,
                           {call.operands[0].text});
    }
  }
  return call;
}

Expression Resolver::resolve_awarded(const ExpressionSyntax& syntax) {
  if (syntax.operands.size() != 1 ||
      syntax.operands.front().kind != ExpressionKind::text) {
    diagnostics_.error(Code::model_literal_needed, syntax.span, {"awarded"});
    return failed(syntax.span);
  }
  const ExpressionSyntax& name = syntax.operands.front();
  const auto found = clause_ids_.find(name.text);
  if (found == clause_ids_.end() || found->second >= clauses_done_) {
    Diagnostic& error =
        diagnostics_.error(Code::model_awarded_order, name.span, {name.text});
    if (found == clause_ids_.end()) {
      suggest(error, name.text, clause_names());
    } else if (found->second == clauses_done_) {
      error.help = {"条款的金额还在计算中：在这里写出金额的公式，或在其后的条款中引用",
                    "the clause is not computed yet: write its formula here, or use "
                    "awarded() in a clause after it"};
    } else {
      error.help = {"把条款“" + name.text + "”移到这一条之前",
                    "move the clause '" + name.text + "' before this one"};
    }
    return failed(syntax.span);
  }
  Expression result =
      make_operation(Op::awarded, money_type(yuan_currency), {}, syntax.span);
  result.a = found->second;
  return result;
}

Expression Resolver::resolve_table_call(const ExpressionSyntax& syntax,
                                        std::uint32_t table, const Scope& scope) {
  const Table& called = model_.tables[table];
  if (syntax.operands.size() != called.input_types.size()) {
    diagnostics_.error(Code::model_arguments, syntax.span,
                       {called.name, std::to_string(called.input_types.size()),
                        std::to_string(syntax.operands.size())});
    return failed(syntax.span);
  }
  Expression call = make_operation(Op::table, called.result, {}, syntax.span);
  call.a = table;
  for (size_t i = 0; i < called.input_types.size(); ++i) {
    size_t place = i;
    if (!syntax.names.empty()) {
      const auto found =
          std::find(syntax.names.begin(), syntax.names.end(), called.input_names[i]);
      if (found == syntax.names.end()) {
        diagnostics_.error(Code::model_missing_argument, syntax.span,
                           {called.name, called.input_names[i]});
        return failed(syntax.span);
      }
      place = static_cast<size_t>(found - syntax.names.begin());
    }
    Expression argument = resolve(syntax.operands[place], scope);
    if (argument.type.is_error() || !coerce(argument, called.input_types[i])) {
      return failed(syntax.span);
    }
    call.operands.push_back(std::move(argument));
  }
  return call;
}

}  // namespace jiangbu
