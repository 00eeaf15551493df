// Bands must not overlap, leave gaps, or share an end point.
#include <algorithm>
#include <functional>

#include "model/resolver.hpp"

namespace jiangbu {

struct BandEdges {
  std::optional<Constant> low;   // absent: open to minus infinity
  std::optional<Constant> high;  // absent: open to infinity
  bool low_inclusive = false;
  bool high_inclusive = false;
  Span low_span;   // of the figure, or of the band if the end is open
  Span high_span;  // likewise
};

namespace {

bool begins_before(const BandEdges& a, const BandEdges& b) {
  if (!a.low || !b.low) return !a.low && b.low.has_value();
  return *a.low < *b.low;
}

void label(Diagnostic& error, Span span, const char* zh, const char* en) {
  error.labels.push_back({span, {zh, en}});
}

// The ends of a band; nothing if they depend on facts and cannot be compared here, or
// are in error.
std::optional<BandEdges> edges_of(const BandSyntax& band, const PolicyModel& model,
                                  Diagnostics& diagnostics,
                                  const std::function<Expression(const Formula&)>& fit) {
  BandEdges edges;
  edges.low_span = band.low ? band.low->span : band.span;
  edges.high_span = band.high ? band.high->span : band.span;
  const auto read = [&](const std::optional<BandEndSyntax>& end,
                        std::optional<Constant>& value, bool& inclusive) {
    if (!end || !end->value) return true;
    const Expression expression = fit(end->value);
    if (expression.type.is_error()) return false;
    value = constant_value(expression, model);
    inclusive = end->inclusive;
    return value.has_value();
  };
  if (!read(band.low, edges.low, edges.low_inclusive)) return std::nullopt;
  if (!read(band.high, edges.high, edges.high_inclusive)) return std::nullopt;
  if (!edges.low || !edges.high) return edges;
  const bool nothing =
      *edges.high == *edges.low && !(edges.low_inclusive && edges.high_inclusive);
  if (*edges.high < *edges.low || nothing) {
    Diagnostic& error = diagnostics.error(Code::model_empty_range, edges.high_span);
    label(error, edges.low_span, "下限", "the lower end");
    return std::nullopt;
  }
  return edges;
}

// Whether a value is a number without fraction by what is declared.
bool is_whole(const Expression& value, const PolicyModel& model) {
  if (value.op == Op::field) {
    const Field& field = model.vocabulary.entities[value.b].fields[value.a];
    return field.integral && !field.is_derived();
  }
  return value.op == Op::call && static_cast<Builtin>(value.a) == Builtin::count;
}

// Between "at most 10" and "at least 11" lies no whole number.
bool holds_no_whole_number(const BandEdges& before, const BandEdges& after) {
  const auto* high = std::get_if<Decimal>(&*before.high);
  const auto* low = std::get_if<Decimal>(&*after.low);
  if (high == nullptr || low == nullptr) return false;
  const Decimal left_out =
      before.high_inclusive ? floor(*high) + Decimal(1) : ceiling(*high);
  const Decimal held = after.low_inclusive ? ceiling(*low) : floor(*low) + Decimal(1);
  return left_out >= held;
}

}  // namespace

bool Resolver::check_bands(const std::vector<BandSyntax>& bands,
                           const Expression& subject, bool from_zero, bool gaps_allowed,
                           const Scope& scope) {
  const Type& type = subject.type;
  // A progressive tariff counts what lies between the ends: there a gap is one.
  const bool whole_numbers = !from_zero && is_whole(subject, model_);
  std::vector<BandEdges> edges;
  for (const BandSyntax& band : bands) {
    auto read = edges_of(band, model_, diagnostics_, [&](const Formula& end) {
      Expression expression = resolve(*end, scope);
      return coerce(expression, type) ? std::move(expression) : failed(end->span);
    });
    if (!read) return false;
    edges.push_back(std::move(*read));
  }
  std::stable_sort(edges.begin(), edges.end(), begins_before);
  const Decimal* start =
      edges.front().low ? std::get_if<Decimal>(&*edges.front().low) : nullptr;
  if (from_zero && start != nullptr && *start > Decimal(0)) {
    diagnostics_.warning(Code::model_bands_start, edges.front().low_span);
  }
  bool contiguous = true;
  for (size_t i = 1; i < edges.size(); ++i) {
    const BandEdges& before = edges[i - 1];
    const BandEdges& after = edges[i];
    if (overlap(before, after, type)) continue;
    const bool touch = *after.low == *before.high;
    if (touch && (before.high_inclusive || after.low_inclusive)) continue;
    if (whole_numbers && holds_no_whole_number(before, after)) continue;
    contiguous = false;
    // A single point is nothing in a progressive tariff.
    if (!gaps_allowed && !(touch && from_zero))
      report_gap(before, after, type, from_zero);
  }
  return contiguous;
}

// Reports it if so.
bool Resolver::overlap(const BandEdges& before, const BandEdges& after,
                       const Type& type) {
  if (!before.high || !after.low || *after.low < *before.high) {
    Diagnostic& error = diagnostics_.error(Code::model_bands_overlap, after.low_span);
    label(error, before.high_span, "前一档到这里", "the band before ends here");
    return true;
  }
  if (*after.low != *before.high || !before.high_inclusive || !after.low_inclusive) {
    return false;
  }
  Diagnostic& error =
      diagnostics_.error(Code::model_bands_shared_end, after.low_span,
                         {constant_text(*after.low, type, model_.vocabulary)});
  label(error, before.high_span, "前一档也含这一点", "the band before holds it too");
  error.help = {"写明归哪一档：以上/不超过 含本数，超过/不满 不含",
                "say which band owns it: at least / at most include it, over / "
                "below do not"};
  return true;
}

void Resolver::report_gap(const BandEdges& before, const BandEdges& after,
                          const Type& type, bool from_zero) {
  const bool touch = *after.low == *before.high;
  Diagnostic& error = diagnostics_.error(
      touch ? Code::model_bands_point : Code::model_bands_gap, after.low_span,
      {constant_text(*before.high, type, model_.vocabulary),
       constant_text(*after.low, type, model_.vocabulary)});
  label(error, before.high_span, "前一档到这里", "the band before ends here");
  error.help = {"让两档相接", "let the bands meet"};
  if (!from_zero)
    error.help = {"让两档相接，或写 otherwise", "let the bands meet, or add 'otherwise'"};
  if (touch) {
    error.help = {"以上/不超过 含本数：用在其中一档",
                  "at least / at most include it: use one of them in one band"};
  }
}

// Bands without a gap: `otherwise` applies only below the lowest or above the highest,
// that is, where the lower end of no band and the upper end of no band is kept.
FormulaId Resolver::outside_bands(const Award& award) {
  const Expression* lowest = nullptr;
  const Expression* highest = nullptr;
  bool open_low = false;
  bool open_high = false;
  for (const FormulaId id : award.conditions) {
    bool has_low = false;
    bool has_high = false;
    for (const Expression& end : model_.formulas[id].operands) {
      if (end.operands.size() != 2) continue;
      const bool low = end.op == Op::greater || end.op == Op::greater_equal;
      (low ? has_low : has_high) = true;
      const Expression*& extreme = low ? lowest : highest;
      const auto value = constant_value(end.operands[1], model_);
      const auto known =
          extreme == nullptr ? value : constant_value(extreme->operands[1], model_);
      const bool beyond = extreme == nullptr || (low ? *value < *known : *known < *value);
      if (beyond) extreme = &end;
    }
    open_low = open_low || !has_low;
    open_high = open_high || !has_high;
  }
  Expression inside = make_operation(Op::and_, boolean_type(), {}, award.span);
  if (!open_low && lowest != nullptr) inside.operands.push_back(*lowest);
  if (!open_high && highest != nullptr) inside.operands.push_back(*highest);
  if (inside.operands.empty()) {
    return add_formula(make_literal(false, boolean_type(), award.span));
  }
  const Span span = award.span;
  return add_formula(make_operation(Op::not_, boolean_type(), {std::move(inside)}, span));
}

namespace {

/// What one bracket gives, between its ends; what is left out is open.
struct PaidBand {
  const Award* award = nullptr;
  std::string of;  // the quantity, as written
  std::optional<Decimal> low;
  std::optional<Decimal> high;
};

void put_value(Expression& formula, const std::string& name, const Decimal& value) {
  if (formula.text == name) {
    formula = make_literal(value, formula.type, formula.span);
    return;
  }
  for (Expression& operand : formula.operands) put_value(operand, name, value);
}

// The amount where the quantity has this value; nothing if it hangs on other facts.
std::optional<Decimal> amount_at(const PaidBand& band, const Decimal& value,
                                 const PolicyModel& model) {
  const Award& award = *band.award;
  if (award.kind != Award::Kind::amount || award.formula == no_formula) return {};
  Expression formula = model.formulas[award.formula];
  if (!band.of.empty()) put_value(formula, band.of, value);
  const auto amount = constant_value(formula, model);
  if (!amount || !std::holds_alternative<Decimal>(*amount)) return {};
  return std::get<Decimal>(*amount);
}

PaidBand paid_band(const Award& given, const Expression& inside,
                   const PolicyModel& model) {
  PaidBand band;
  band.award = &given;
  for (const Expression& end : inside.operands) {
    if (end.operands.size() != 2) continue;
    const auto value = constant_value(end.operands[1], model);
    if (!value || !std::holds_alternative<Decimal>(*value)) continue;
    band.of = end.operands[0].text;
    const bool low = end.op == Op::greater || end.op == Op::greater_equal;
    (low ? band.low : band.high) = std::get<Decimal>(*value);
  }
  return band;
}

}  // namespace

// A tariff that falls at a boundary is legal, but worth a look. Bands may be listed from
// either end.
void Resolver::check_falling(const std::vector<BandSyntax>& bands, const Award& award) {
  std::vector<PaidBand> paid;
  for (size_t i = 0; i < bands.size() && i < award.conditions.size(); ++i) {
    paid.push_back(
        paid_band(award.alternatives[i], model_.formulas[award.conditions[i]], model_));
  }
  std::stable_sort(paid.begin(), paid.end(), [](const PaidBand& a, const PaidBand& b) {
    return a.low < b.low;  // without a lower end: first
  });
  for (size_t i = 1; i < paid.size(); ++i) {
    const PaidBand& below = paid[i - 1];
    const PaidBand& above = paid[i];
    if (!above.low) continue;
    const auto last = amount_at(below, below.high.value_or(*above.low), model_);
    const auto amount = amount_at(above, *above.low, model_);
    if (!last || !amount || !(*amount < *last)) continue;
    Diagnostic& warning =
        diagnostics_.warning(Code::model_tariff_falls, above.award->span,
                             {last->to_string() + "元", amount->to_string() + "元"});
    label(warning, below.award->span, "前一档", "the band before");
    warning.help = {"确是如此可不理会；否则查看两档的金额",
                    "leave it if it is meant so, else check the two amounts"};
  }
}

}  // namespace jiangbu
