// Awards, bands and tables as written.
#include <algorithm>
#include <array>

#include "syntax/read_parts.hpp"

namespace jiangbu {

namespace {

using Kind = AwardSyntax::Kind;

std::vector<AwardSyntax> read_otherwise(const Node* node, Diagnostics& diagnostics,
                                        int depth) {
  if (node == nullptr) return {};
  return {read_award(*node, diagnostics, depth + 1)};
}

void read_cases(AwardSyntax& award, const Node& amounts, const char* skipped,
                Diagnostics& diagnostics, int depth) {
  if (!amounts.is_mapping()) {
    report_shape(Code::syntax_expected_mapping, amounts.span, "amounts", diagnostics);
    return;
  }
  award.cases_span = amounts.span;
  for (const Entry& entry : amounts.entries) {
    if (entry.key.text == skipped) continue;
    if (entry.value.is_null()) {
      diagnostics.error(Code::syntax_expected_formula, entry.key.span);
      continue;
    }
    award.case_names.push_back({entry.key.text, entry.key.span});
    award.cases.push_back(read_award(entry.value, diagnostics, depth + 1));
  }
}

void read_by_value(AwardSyntax& award, const Node& by, MappingReader& reader,
                   Diagnostics& diagnostics, int depth) {
  award.kind = Kind::by_value;
  award.formula = read_formula(&by, diagnostics);
  if (const Node* amounts = reader.require("amounts")) {
    read_cases(award, *amounts, "", diagnostics, depth);
  }
  award.otherwise = read_otherwise(reader.take("otherwise"), diagnostics, depth);
}

void read_banded(AwardSyntax& award, const Node& node, bool marginal,
                 Diagnostics& diagnostics, int depth) {
  award.kind = marginal ? Kind::marginal : Kind::step;
  MappingReader reader(node, marginal ? "marginal" : "step", diagnostics);
  if (!reader) return;
  award.formula = read_formula(reader.require("of"), diagnostics);
  award.bands = read_bands(reader.require("bands"), marginal, diagnostics, depth);
  if (!marginal) {
    award.otherwise = read_otherwise(reader.take("otherwise"), diagnostics, depth);
  }
  reader.finish();
}

bool is_range_of_rates(const ExpressionSyntax& rate) {
  return rate.kind == ExpressionKind::call &&
         (rate.text == "discretion" || rate.text == "up to");
}

// rate × base. discretion(30%, 50%) × base is discretion(30% × base, 50% × base), also
// in one of several readings.
ExpressionSyntax product_of(ExpressionSyntax rate, const ExpressionSyntax& base,
                            Span span) {
  const bool distributes =
      is_range_of_rates(rate) ||
      (rate.kind == ExpressionKind::reading &&
       std::any_of(rate.operands.begin(), rate.operands.end(), is_range_of_rates));
  if (distributes) {
    for (ExpressionSyntax& part : rate.operands) {
      part = product_of(std::move(part), base, span);
    }
    return rate;
  }
  ExpressionSyntax product;
  product.kind = ExpressionKind::binary;
  product.op = Operator::multiply;
  product.span = span;
  product.operands = {std::move(rate), base};
  return product;
}

// percent × of, as a product.
Formula read_percentage(const Node& percent, const Node* of, Diagnostics& diagnostics) {
  Formula rate = read_rate(&percent, diagnostics);
  Formula base = read_formula(of, diagnostics);
  if (!rate || !base) return std::nullopt;
  return product_of(std::move(*rate), *base, join(percent.span, of->span));
}

void read_form(AwardSyntax& award, const Node& node, MappingReader& reader,
               Diagnostics& diagnostics, int depth) {
  if (const Node* by_reading = reader.take("by reading")) {
    award.kind = Kind::by_reading;
    award.question = read_word(by_reading, diagnostics);
    read_cases(award, node, "by reading", diagnostics, depth);
    return;
  }
  const Node* amount = reader.take("amount");
  const Node* delegated = reader.take("delegated");
  const Node* by = reader.take("by");
  const Node* percent = reader.take("percent");
  const Node* table = reader.take("table");
  const Node* marginal = reader.take("marginal");
  const Node* step = reader.take("step");
  const int given = (amount != nullptr) + (delegated != nullptr) + (by != nullptr) +
                    (percent != nullptr) + (table != nullptr) + (marginal != nullptr) +
                    (step != nullptr);
  if (given != 1) {
    diagnostics.error(Code::syntax_award_shape, node.span);
  } else if (amount != nullptr) {
    award.kind = Kind::formula;
    award.formula = read_amount(amount, diagnostics);
  } else if (delegated != nullptr) {
    award.kind = Kind::delegated;
    award.delegated = read_title(delegated, diagnostics);
  } else if (by != nullptr) {
    read_by_value(award, *by, reader, diagnostics, depth);
  } else if (percent != nullptr) {
    award.kind = Kind::formula;
    award.formula = read_percentage(*percent, reader.require("of"), diagnostics);
    award.percent = true;
  } else if (table != nullptr) {
    award.kind = Kind::table;
    award.table = read_table(*table, false, diagnostics);
  } else {
    read_banded(award, marginal != nullptr ? *marginal : *step, marginal != nullptr,
                diagnostics, depth);
  }
}

struct BandKey {
  const char* key;
  bool is_low;
  bool inclusive;
};

// 民法典 art. 1259: 以上、以下、以内 include the figure itself, 超过、不满 do not.
constexpr std::array<BandKey, 9> band_keys{{{"at least", true, true},
                                            {"以上", true, true},
                                            {"over", true, false},
                                            {"超过", true, false},
                                            {"at most", false, true},
                                            {"不超过", false, true},
                                            {"以下", false, true},
                                            {"以内", false, true},
                                            {"below", false, false}}};

BandSyntax read_band(const Node& node, bool marginal, Diagnostics& diagnostics,
                     int depth) {
  BandSyntax band;
  band.span = node.span;
  MappingReader reader(node, "band", diagnostics);
  if (!reader) return band;
  const auto put = [&](const char* key, bool is_low, bool inclusive) {
    const Node* value = reader.take(key);
    if (value == nullptr) return;
    auto& end = is_low ? band.low : band.high;
    if (end) diagnostics.error(Code::syntax_band_end_twice, value->span);
    end = BandEndSyntax{read_formula(value, diagnostics), inclusive, value->span};
  };
  for (const BandKey& key : band_keys) put(key.key, key.is_low, key.inclusive);
  put("不满", false, false);
  if (marginal) {
    band.rate = read_formula(reader.require("rate"), diagnostics);
  } else if (const Node* give = reader.require("give")) {
    band.award.push_back(read_award(*give, diagnostics, depth + 1));
  }
  reader.finish();
  return band;
}

}  // namespace

AwardSyntax read_award(const Node& node, Diagnostics& diagnostics, int depth) {
  AwardSyntax award;
  award.span = node.span;
  if (depth > max_rule_depth) {
    diagnostics.error(Code::syntax_too_deep, node.span);
    return award;
  }
  if (node.is_scalar() && !node.is_quoted() && node.text == "unspecified") {
    award.kind = Kind::unspecified;
    return award;
  }
  if (node.is_scalar() && !node.is_quoted() && node.text == "none") return award;
  if (!node.is_mapping()) {
    award.kind = Kind::formula;
    award.formula = read_amount(&node, diagnostics);
    return award;
  }
  MappingReader reader(node, "award", diagnostics);
  read_form(award, node, reader, diagnostics, depth);
  if (award.kind == Kind::by_reading) return award;  // its keys are options
  award.at_most = read_formula(reader.take("at most"), diagnostics);
  award.at_least = read_formula(reader.take("at least"), diagnostics);
  reader.finish();
  return award;
}

std::vector<BandSyntax> read_bands(const Node* node, bool marginal,
                                   Diagnostics& diagnostics, int depth) {
  std::vector<BandSyntax> bands;
  if (node == nullptr) return bands;
  if (!node->is_sequence() || node->items.empty()) {
    report_shape(Code::syntax_expected_list, node->span, "bands", diagnostics);
    return bands;
  }
  for (const Node& item : node->items) {
    bands.push_back(read_band(item, marginal, diagnostics, depth));
  }
  return bands;
}

}  // namespace jiangbu
