#include "read/cell_parser.hpp"

#include <algorithm>
#include <limits>

namespace jiangbu {

namespace {

using Form = CellPlan::Form;

// Values in unusual forms that are kept; a column of nothing else is read one by one.
constexpr std::size_t most_seen = 65'536;

Form form_of(const Type& type) {
  switch (type.base) {
    case BaseType::boolean:
    case BaseType::enumeration:
      return Form::lexicon;
    case BaseType::date:
      return Form::date;
    case BaseType::number:
    case BaseType::money:
      return Form::number;
    case BaseType::text:
      return Form::text;
    case BaseType::region:
      return Form::region;
    default:
      return Form::other;
  }
}

/// Words that stand for something else than a value.
bool is_word(std::string_view text) {
  return text == "?" || text == "unknown" || text == "null";
}

void add_spelling(CellPlan& plan, const ScalarReader& scalars, const std::string& text) {
  if (text.empty() || is_word(text)) return;
  std::string padded = text;
  padded.append(text_padding, '\0');
  if (plan.lexicon.find(padded.data(), text.size()) != TextTable::absent) return;
  const auto value = scalars.parse(text, plan.type, *plan.field);
  if (!value) return;
  if (const auto* index = std::get_if<EnumValue>(&*value)) {
    plan.lexicon.add(text, static_cast<std::int32_t>(index->index));
  } else if (const auto* truth = std::get_if<bool>(&*value)) {
    plan.lexicon.add(text, *truth ? 1 : 0);
  }
}

void plan_lexicon(CellPlan& plan) {
  const ScalarReader scalars(*plan.vocabulary, Spelling::table);
  if (plan.type.base == BaseType::boolean) {
    for (const char* text : {"true", "false", "是", "否", "TRUE", "FALSE"}) {
      add_spelling(plan, scalars, text);
    }
    return;
  }
  for (const EnumerationValue& value : plan.vocabulary->enums[plan.type.id].values) {
    add_spelling(plan, scalars, value.name);
    add_spelling(plan, scalars, value.title.zh);
    add_spelling(plan, scalars, value.title.en);
  }
}

void plan_number(CellPlan& plan) {
  plan.low = std::numeric_limits<std::int64_t>::min();
  plan.high = std::numeric_limits<std::int64_t>::max();
  Decimal factor = 1;
  if (plan.type.base == BaseType::money) factor = plan.field->unit_factor;
  const auto whole = scaled(factor, plan.scale);
  if (!whole) {
    plan.form = Form::other;
    return;
  }
  plan.factor = *whole;
  if (!plan.bounded) return;
  // A bound the scale cannot express leaves everything to the longer way.
  const auto low = plan.field->min ? scaled(*plan.field->min, plan.scale) : plan.low;
  const auto high = plan.field->max ? scaled(*plan.field->max, plan.scale) : plan.high;
  if (!low || !high) {
    plan.form = Form::other;
    return;
  }
  plan.low = *low;
  plan.high = *high;
}

}  // namespace

const YearsTable& YearsTable::usual() {
  static const YearsTable table = [] {
    YearsTable made;
    std::uint32_t days = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const auto year = static_cast<int>(first + i);
      const bool leap = Date::from_ymd(year, 2, 29).has_value();
      made.starts[i] = days * 2 + (leap ? 1 : 0);
      days += leap ? 366 : 365;
    }
    for (const std::size_t leap : {0U, 1U}) {
      std::uint16_t days_before = 0;
      for (unsigned month = 1; month <= 12; ++month) {
        const int year = leap == 1 ? 2024 : 2023;
        const Date last = last_day_of_month(*Date::from_ymd(year, month, 1));
        made.before[leap * 16 + month] = days_before;
        made.lengths[leap * 16 + month] = static_cast<std::uint8_t>(last.day());
        days_before = static_cast<std::uint16_t>(days_before + last.day());
      }
    }
    return made;
  }();
  return table;
}

CellPlan plan_cells(const PopulationLayout& layout, std::size_t fact, bool closed_world) {
  const PopulationFact& of = layout.facts[fact];
  CellPlan plan;
  plan.fact = fact;
  plan.scale = of.scale;
  plan.type = of.type;
  plan.field = of.field;
  plan.vocabulary = of.vocabulary;
  // Bounds are those of a value of its own, not of items or ends.
  plan.bounded = of.part == FactPart::whole && !of.name.empty();
  plan.form = form_of(of.type);
  if (plan.form == Form::lexicon) plan_lexicon(plan);
  if (plan.form == Form::number) plan_number(plan);
  if (of.part == FactPart::from || of.part == FactPart::to) {
    plan.not_given = FactState::null_;  // open
  } else if (closed_world && !of.name.empty()) {
    if (of.field->assume) {
      plan.assumed = *of.field->assume;
    } else if (of.type.optional) {
      plan.not_given = FactState::null_;
    }
  }
  return plan;
}

CellParser::CellParser(const CellPlan& plan)
    : plan_(plan), scalars_(*plan.vocabulary, Spelling::table) {
  // Number 0 stands where there is no text, as in the population's dictionary.
  if (plan.form == Form::text || plan.form == Form::region) number_of("");
  not_given_ = {plan.not_given, 0};
  if (plan.assumed) not_given_ = encode(*plan.assumed);
}

std::int32_t CellParser::number_of(const std::string& text) {
  std::string padded = text;
  padded.append(text_padding, '\0');
  const std::int32_t known = texts_.find(padded.data(), text.size());
  if (known != TextTable::absent) return known;
  const auto number = static_cast<std::int32_t>(texts_.size());
  texts_.add(text, number);
  return number;
}

Cell CellParser::encode(const Constant& value) {
  Cell cell = column_value(value, plan_.scale,
                           [this](const std::string& text) { return number_of(text); });
  if (cell.state == FactState::exact) {
    cell.value = static_cast<std::int64_t>(exact_.size());
    exact_.push_back(std::get<Decimal>(value));
  }
  return cell;
}

bool CellParser::parse_other(const char* text, std::size_t size, Cell& cell) {
  std::string key(text, size);
  if (const auto known = seen_.find(key); known != seen_.end()) {
    cell = known->second;
    return true;
  }
  if (key == "?" || key == "unknown") {
    cell = {FactState::unknown, 0};
  } else if (key == "null") {
    if (plan_.not_given != FactState::null_ && !plan_.type.optional) return false;
    cell = {FactState::null_, 0};
  } else {
    Diagnostics unheard;
    const auto value = scalars_.parse(key, plan_.type, *plan_.field);
    if (!value) return false;
    if (plan_.bounded && !scalars_.check_bounds(*value, {}, *plan_.field, unheard)) {
      return false;
    }
    cell = encode(*value);
    if (plan_.form == Form::text || plan_.form == Form::region) return true;
  }
  if (seen_.size() < most_seen) seen_.emplace(std::move(key), cell);
  return true;
}

void CellParser::report(const std::string& text, Span span,
                        Diagnostics& diagnostics) const {
  if (text == "null") return report_null_given(*plan_.field, span, diagnostics);
  if (plan_.bounded) {
    scalars_.read(text, span, plan_.type, *plan_.field, diagnostics);
  } else if (!scalars_.parse(text, plan_.type, *plan_.field)) {
    scalars_.report_wrong(text, span, plan_.type, *plan_.field, diagnostics);
  }
}

}  // namespace jiangbu
