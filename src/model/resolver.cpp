#include "model/resolver.hpp"

#include "diagnostics/suggest.hpp"

namespace jiangbu {

void Scope::add_local(const std::string& name, Slot slot, Type type) {
  locals_[name] = {slot, std::move(type)};
}

void Scope::open_record(Slot slot, std::uint32_t entity) {
  record_slot_ = slot;
  record_entity_ = entity;
}

const Scope::Local* Scope::find_local(const std::string& name) const {
  const auto found = locals_.find(name);
  return found == locals_.end() ? nullptr : &found->second;
}

bool Scope::is_not_null(const std::string& key) const {
  for (const Scope* scope = this; scope != nullptr; scope = scope->parent_) {
    if (scope->not_null_.contains(key)) return true;
  }
  return false;
}

Resolver::Resolver(PolicyModel& model, Diagnostics& diagnostics, const SourceMap& sources)
    : model_(model), diagnostics_(diagnostics), sources_(sources) {}

FormulaId Resolver::add_formula(Expression expression) {
  model_.formulas.push_back(std::move(expression));
  return static_cast<FormulaId>(model_.formulas.size() - 1);
}

FormulaId Resolver::formula(const Formula& syntax, const Type& type, const Scope& scope) {
  if (!syntax) return no_formula;
  Expression expression = resolve(*syntax, scope);
  if (!coerce(expression, type)) return no_formula;
  return add_formula(std::move(expression));
}

FormulaId Resolver::any_formula(const Formula& syntax, const Scope& scope) {
  if (!syntax) return no_formula;
  return add_formula(resolve(*syntax, scope));
}

std::string Resolver::source_text(Span span) const {
  std::string result;
  for (const char c : sources_.text(span)) {
    const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!blank) {
      result += c;
    } else if (!result.empty() && result.back() != ' ') {
      result += ' ';
    }
  }
  return result;
}

Expression Resolver::failed(Span span) const {
  Expression expression;
  expression.span = span;
  return expression;
}

std::vector<Note> Resolver::notes_of(const std::vector<NoteSyntax>& notes) const {
  std::vector<Note> result;
  for (const NoteSyntax& note : notes) {
    Note& out = result.emplace_back();
    out.text = note.text.text;
    out.cite = note.cite.text;
    for (const Word& ref : note.refs) out.refs.push_back(ref.text);
  }
  return result;
}

void Resolver::report_word(const Word& word, const std::string& key,
                           const std::vector<std::string>& allowed) {
  Diagnostic& error =
      diagnostics_.error(Code::model_unknown_word, word.span, {word.text, key});
  suggest_or_list(error, word.text, allowed);
}

void Resolver::declare_name(const Word& name) {
  const auto [place, fresh] = global_names_.emplace(name.text, name.span);
  if (fresh) return;
  Diagnostic& error = diagnostics_.error(Code::model_name_twice, name.span, {name.text});
  error.labels.push_back({place->second, {"首次出现", "first here"}});
}

std::string value_key(const Expression& expression) {
  if (expression.op == Op::local) return "s" + std::to_string(expression.a);
  if (expression.op == Op::applicant) return "applicant";
  if (expression.op != Op::field) return "";
  const std::string base = value_key(expression.operands.front());
  return base.empty() ? "" : base + "." + std::to_string(expression.a);
}

Expression make_literal(Constant constant, Type type, Span span) {
  Expression literal;
  literal.op = Op::literal;
  literal.type = std::move(type);
  literal.constant = std::move(constant);
  literal.span = span;
  return literal;
}

Expression make_local(Slot slot, Type type, Span span) {
  Expression local;
  local.op = Op::local;
  local.type = std::move(type);
  local.a = slot;
  local.span = span;
  return local;
}

Expression make_operation(Op op, Type type, std::vector<Expression> operands, Span span) {
  Expression result;
  result.op = op;
  result.type = std::move(type);
  result.operands = std::move(operands);
  result.span = span;
  return result;
}

Type boolean_type() { return simple_type(BaseType::boolean); }

bool is_comparison(Op op) {
  return op == Op::equal || op == Op::not_equal || op == Op::less ||
         op == Op::less_equal || op == Op::greater || op == Op::greater_equal;
}

Op mirrored(Op op) {
  switch (op) {
    case Op::less:
      return Op::greater;
    case Op::less_equal:
      return Op::greater_equal;
    case Op::greater:
      return Op::less;
    case Op::greater_equal:
      return Op::less_equal;
    default:
      return op;
  }
}

const char* name_of(Op op) {
  static const char* const names[] = {
#define JIANGBU_OP(name, meaning) #name,
#include "model/operations.def"
#undef JIANGBU_OP
  };
  return names[static_cast<size_t>(op)];
}

const char* name_of(Builtin builtin) {
  static const char* const names[] = {
#define JIANGBU_BUILTIN(name, feel, parameters, result) feel,
#include "model/builtins.def"
#undef JIANGBU_BUILTIN
  };
  return names[static_cast<size_t>(builtin)];
}

}  // namespace jiangbu
