// Bands must not overlap, leave gaps, or share an end point.
#include <algorithm>

#include "model/resolver.hpp"

namespace jiangbu {

namespace {

struct Edges {
  std::optional<Constant> low;   // absent: open to minus infinity
  std::optional<Constant> high;  // absent: open to infinity
  bool low_inclusive = false;
  bool high_inclusive = false;
  Span span;
};

}  // namespace

void Resolver::check_bands(const std::vector<BandSyntax>& bands, const Type& type,
                           bool from_zero, bool gaps_allowed, const Scope& scope) {
  std::vector<Edges> edges;
  for (const BandSyntax& band : bands) {
    Edges edge;
    edge.span = band.span;
    const auto read = [&](const std::optional<BandEndSyntax>& end,
                          std::optional<Constant>& value, bool& inclusive) {
      if (!end || !end->value) return true;
      Expression expression = resolve(*end->value, scope);
      if (!coerce(expression, type)) return false;
      value = constant_value(expression, model_);
      inclusive = end->inclusive;
      return value.has_value();
    };
    // Bounds that depend on facts cannot be compared here.
    if (!read(band.low, edge.low, edge.low_inclusive)) return;
    if (!read(band.high, edge.high, edge.high_inclusive)) return;
    if (edge.low && edge.high && *edge.high < *edge.low) {
      diagnostics_.error(Code::model_empty_range, band.span);
      return;
    }
    edges.push_back(std::move(edge));
  }
  std::stable_sort(edges.begin(), edges.end(), [](const Edges& a, const Edges& b) {
    if (!a.low || !b.low) return !a.low && b.low.has_value();
    return *a.low < *b.low;
  });
  if (from_zero && edges.front().low &&
      std::get_if<Decimal>(&*edges.front().low) != nullptr &&
      std::get<Decimal>(*edges.front().low) > Decimal(0)) {
    diagnostics_.warning(Code::model_bands_start, edges.front().span);
  }
  for (size_t i = 1; i < edges.size(); ++i) {
    const Edges& before = edges[i - 1];
    const Edges& after = edges[i];
    if (!before.high || !after.low || *after.low < *before.high) {
      Diagnostic& error = diagnostics_.error(Code::model_bands_overlap, after.span);
      error.labels.push_back({before.span, {"与这一档重叠", "overlaps this band"}});
    } else if (*after.low == *before.high) {
      const std::string point = constant_text(*after.low, type, model_.vocabulary);
      if (before.high_inclusive && after.low_inclusive) {
        Diagnostic& error =
            diagnostics_.error(Code::model_bands_shared_end, after.span, {point});
        error.help = {"写明归哪一档：以上/不超过 含本数，超过/不满 不含",
                      "say which band owns it: at least / at most include it, over / "
                      "below do not"};
      } else if (!before.high_inclusive && !after.low_inclusive && !gaps_allowed &&
                 !from_zero) {
        diagnostics_.error(Code::model_bands_gap, after.span, {point, point});
      }
    } else if (!gaps_allowed) {
      diagnostics_.error(Code::model_bands_gap, after.span,
                         {constant_text(*before.high, type, model_.vocabulary),
                          constant_text(*after.low, type, model_.vocabulary)});
    }
  }
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
