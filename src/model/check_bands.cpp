// Bands must not overlap, leave gaps, or share an end point.
#include <algorithm>

#include "model/resolver.hpp"

namespace jiangbu {

/// The ends of one band.
struct BandEdges {
  std::optional<Constant> low;   // absent: open to minus infinity
  std::optional<Constant> high;  // absent: open to infinity
  bool low_inclusive = false;
  bool high_inclusive = false;
  Span span;
};

// Nothing if an end is wrong, or depends on facts and so cannot be compared here.
std::optional<BandEdges> Resolver::edges_of(const BandSyntax& band, const Type& type,
                                            const Scope& scope) {
  BandEdges edges;
  edges.span = band.span;
  const auto read = [&](const std::optional<BandEndSyntax>& end,
                        std::optional<Constant>& value, bool& inclusive) {
    if (!end || !end->value) return true;
    Expression expression = resolve(*end->value, scope);
    if (!coerce(expression, type)) return false;
    value = constant_value(expression, model_);
    inclusive = end->inclusive;
    return value.has_value();
  };
  if (!read(band.low, edges.low, edges.low_inclusive)) return std::nullopt;
  if (!read(band.high, edges.high, edges.high_inclusive)) return std::nullopt;
  if (edges.low && edges.high && *edges.high < *edges.low) {
    diagnostics_.error(Code::model_empty_range, band.span);
    return std::nullopt;
  }
  return edges;
}

// Whether a band goes on where the one before ends; reports what must not be.
bool Resolver::check_neighbours(const BandEdges& before, const BandEdges& after,
                                const Type& type, bool from_zero, bool gaps_allowed) {
  if (!before.high || !after.low || *after.low < *before.high) {
    Diagnostic& error = diagnostics_.error(Code::model_bands_overlap, after.span);
    error.labels.push_back({before.span, {"与这一档重叠", "overlaps this band"}});
    return true;
  }
  const std::string from = constant_text(*before.high, type, model_.vocabulary);
  const std::string to = constant_text(*after.low, type, model_.vocabulary);
  const bool same_point = *after.low == *before.high;
  if (same_point && before.high_inclusive && after.low_inclusive) {
    Diagnostic& error =
        diagnostics_.error(Code::model_bands_shared_end, after.span, {to});
    error.help = {"写明归哪一档：以上/不超过 含本数，超过/不满 不含",
                  "say which band owns it: at least / at most include it, over / "
                  "below do not"};
  }
  if (same_point && (before.high_inclusive || after.low_inclusive)) return true;
  // At a single point that no band owns a marginal tariff has nothing to pay.
  if (!gaps_allowed && !(same_point && from_zero)) {
    diagnostics_.error(Code::model_bands_gap, after.span, {from, to});
  }
  return false;
}

bool Resolver::check_bands(const std::vector<BandSyntax>& bands, const Type& type,
                           bool from_zero, bool gaps_allowed, const Scope& scope) {
  std::vector<BandEdges> edges;
  for (const BandSyntax& band : bands) {
    auto read = edges_of(band, type, scope);
    if (!read) return false;
    edges.push_back(std::move(*read));
  }
  std::stable_sort(edges.begin(), edges.end(),
                   [](const BandEdges& a, const BandEdges& b) {
                     if (!a.low || !b.low) return !a.low && b.low.has_value();
                     return *a.low < *b.low;
                   });
  if (from_zero && edges.front().low &&
      std::get_if<Decimal>(&*edges.front().low) != nullptr &&
      std::get<Decimal>(*edges.front().low) > Decimal(0)) {
    diagnostics_.warning(Code::model_bands_start, edges.front().span);
  }
  bool contiguous = true;
  for (size_t i = 1; i < edges.size(); ++i) {
    if (!check_neighbours(edges[i - 1], edges[i], type, from_zero, gaps_allowed)) {
      contiguous = false;
    }
  }
  return contiguous;
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

// A tariff that falls at a boundary is legal, but worth a look.
void Resolver::check_falling(const std::vector<BandSyntax>& bands, const Award& award) {
  std::optional<Decimal> last;
  for (size_t i = 0; i < bands.size() && i < award.alternatives.size(); ++i) {
    const Award& given = award.alternatives[i];
    if (given.kind != Award::Kind::amount || given.formula == no_formula) return;
    const auto value = constant_value(model_.formulas[given.formula], model_);
    if (!value || !std::holds_alternative<Decimal>(*value)) return;
    const Decimal amount = std::get<Decimal>(*value);
    if (last && amount < *last) {
      diagnostics_.warning(Code::model_tariff_falls, bands[i].span,
                           {last->to_string(), amount.to_string()});
    }
    last = amount;
  }
}

}  // namespace jiangbu
