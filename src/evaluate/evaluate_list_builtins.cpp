// Built-in functions of lists.
#include <algorithm>

#include "evaluate/exact_number.hpp"
#include "evaluate/formula_evaluator.hpp"

namespace jiangbu {

namespace {

bool is_certain(const ListValue& list) {
  return !list.open && std::all_of(list.elements.begin(), list.elements.end(),
                                   [](const ListElement& element) {
                                     return element.present == Truth::yes;
                                   });
}

Value open_list(Causes causes) {
  ListValue list;
  list.open = true;
  list.open_causes = causes;
  Value value = list_value(std::move(list));
  value.causes = causes;
  return value;
}

}  // namespace

// How many elements there are: the certain ones, to the possible ones.
static NumberRange count_of(const ListValue& list) {
  std::int64_t certain = 0;
  for (const ListElement& element : list.elements) {
    certain += element.present == Truth::yes ? 1 : 0;
  }
  NumberRange range = NumberRange::exact(Decimal(certain));
  range.high =
      list.open ? std::nullopt
                : std::optional(Decimal(static_cast<std::int64_t>(list.elements.size())));
  return range;
}

Value FormulaEvaluator::sum_of(const ListValue& list, Causes causes) {
  NumberRange total = NumberRange::exact(0);
  for (const ListElement& element : list.elements) {
    NumberRange value = element.value.kind == Value::Kind::number
                            ? element.value.number
                            : NumberRange::unbounded();
    if (element.present == Truth::unknown) {
      value = jiangbu::hull(value, NumberRange::exact(0));
    }
    total = add(total, value);
  }
  if (list.open) {
    // Any number of further elements, each within its bounds.
    const NumberRange& each = list.open_bounds;
    if (!each.low || *each.low < Decimal(0)) total.low = std::nullopt;
    if (!each.high || Decimal(0) < *each.high) total.high = std::nullopt;
  }
  if (!total.is_valid()) return failure({"合计溢出", "the sum overflows"});
  return number_value(total, causes);
}

Value FormulaEvaluator::extreme_of(Builtin builtin, const Value& value) {
  const ListValue& list = *value.list;
  const Causes causes = causes_of(value);
  const bool least = builtin == Builtin::min;
  if (is_certain(list) && list.elements.empty()) return null_value();
  if (is_certain(list) && value.is_exact()) {
    const ListElement* best = &list.elements.front();
    for (const ListElement& element : list.elements) {
      const NumberRange a = order_number(element.value);
      const NumberRange b = order_number(best->value);
      if (less(least ? a : b, least ? b : a) == Truth::yes) best = &element;
    }
    return best->value;
  }
  bool numbers = true;
  std::optional<NumberRange> certain;   // over elements that are there
  std::optional<NumberRange> possible;  // over all
  for (const ListElement& element : list.elements) {
    numbers = numbers && element.value.kind == Value::Kind::number;
    const NumberRange range = order_number(element.value);
    const auto take = [&](std::optional<NumberRange>& into) {
      into = !into   ? range
             : least ? jiangbu::min(*into, range)
                     : jiangbu::max(*into, range);
    };
    if (element.present == Truth::yes) take(certain);
    take(possible);
  }
  Value result = unknown_value(causes);
  if (numbers && possible && certain) {
    // An element that may be absent can only lower a minimum, or raise a maximum.
    NumberRange range = least ? NumberRange{possible->low, certain->high}
                              : NumberRange{certain->low, possible->high};
    if (list.open) {
      range = least ? NumberRange{jiangbu::min(range, list.open_bounds).low, range.high}
                    : NumberRange{range.low, jiangbu::max(range, list.open_bounds).high};
    }
    result = number_value(range, causes);
  } else if (numbers && possible && !list.open) {
    // Any of them may be the only one.
    NumberRange range = order_number(list.elements.front().value);
    for (const ListElement& element : list.elements) {
      range = jiangbu::hull(range, order_number(element.value));
    }
    result = number_value(range, causes);
  }
  result.maybe_null = !certain;
  if (result.maybe_null) result.causes = causes;
  return result;
}

Value FormulaEvaluator::distinct(const ListValue& list) {
  ListValue result;
  result.open = list.open;
  result.open_causes = list.open_causes;
  for (const ListElement& element : list.elements) {
    ListElement kept = element;
    for (const ListElement& earlier : result.elements) {
      Causes causes = 0;
      const Truth same = equal(element.value, earlier.value, causes);
      // Gone if an earlier one is there and equal; there if no earlier one can be equal.
      const Truth dropped = and_(earlier.present, same);
      if (dropped == Truth::no) continue;
      kept.present = and_(kept.present, not_(dropped));
      kept.causes = causes_.join(kept.causes, causes_.join(causes, earlier.causes));
      if (kept.present == Truth::no) break;
    }
    if (kept.present == Truth::no) continue;
    if (kept.present == Truth::yes) kept.causes = 0;
    result.elements.push_back(std::move(kept));
  }
  return list_value(std::move(result));
}

// Of a sample: the squares are divided by n - 1.
static Decimal standard_deviation(const std::vector<Decimal>& numbers) {
  const Decimal count(static_cast<std::int64_t>(numbers.size()));
  Decimal sum = 0;
  for (const Decimal& number : numbers) sum += number;
  const Decimal mean = sum / count;
  Decimal squares = 0;
  for (const Decimal& number : numbers) squares += (number - mean) * (number - mean);
  return square_root(squares / (count - 1));
}

Value FormulaEvaluator::aggregate_list(Builtin builtin, const Value& value) {
  const ListValue& list = *value.list;
  const Causes causes = causes_of(value);
  switch (builtin) {
    case Builtin::count:
      return number_value(count_of(list), causes);
    case Builtin::count_distinct: {
      const Value values = distinct(list);
      return number_value(count_of(*values.list), causes_of(values));
    }
    case Builtin::sum:
      return sum_of(list, causes);
    case Builtin::min:
    case Builtin::max:
      return extreme_of(builtin, value);
    default:
      break;
  }
  if (is_certain(list) && list.elements.empty()) return null_value();
  if (builtin == Builtin::mean && is_certain(list)) {
    const Value total = sum_of(list, causes);
    const auto size = static_cast<std::int64_t>(list.elements.size());
    return number_value(divide(total.number, NumberRange::exact(Decimal(size))), causes);
  }
  const bool numbers_only = std::ranges::all_of(
      list.elements, [](const ListElement& item) { return is_exact_number(item.value); });
  if (!value.is_exact() || !numbers_only) {
    Value result = number_value(NumberRange::unbounded(), causes);
    const Decimal needed = builtin == Builtin::stddev ? 2 : 1;
    result.maybe_null = *count_of(list).low < needed;
    return result;
  }
  std::vector<Decimal> numbers;
  for (const ListElement& element : list.elements) {
    numbers.push_back(*element.value.number.low);
  }
  if (builtin == Builtin::product) {
    Decimal product = 1;
    for (const Decimal& number : numbers) product *= number;
    if (!product.is_valid()) return failure({"乘积溢出", "the product overflows"});
    return number_value(NumberRange::exact(product));
  }
  if (builtin == Builtin::stddev) {
    if (numbers.size() < 2) return null_value();
    const Decimal deviation = standard_deviation(numbers);
    if (!deviation.is_valid()) return failure({"标准差溢出", "the deviation overflows"});
    return number_value(NumberRange::exact(deviation));
  }
  std::sort(numbers.begin(), numbers.end());
  const size_t middle = numbers.size() / 2;
  const Decimal median = numbers.size() % 2 == 1
                             ? numbers[middle]
                             : (numbers[middle - 1] + numbers[middle]) / Decimal(2);
  return number_value(NumberRange::exact(median));
}

namespace {

Value all_or_any(Builtin builtin, const ListValue& list, CauseTable& causes) {
  const bool any = builtin == Builtin::any;
  const Truth decisive = any ? Truth::yes : Truth::no;
  Truth truth = list.open ? Truth::unknown : not_(decisive);
  Causes why = list.open_causes;
  for (const ListElement& element : list.elements) {
    const Truth counts = any ? and_(element.present, element.value.truth)
                             : or_(not_(element.present), element.value.truth);
    truth = any ? or_(truth, counts) : and_(truth, counts);
    if (counts == Truth::unknown) {
      why = causes.join(why, causes.join(element.causes, element.value.causes));
    }
    if (truth == decisive) break;
  }
  return truth_value(truth, why);
}

void append_list(ListValue& to, const ListValue& list, CauseTable& causes) {
  to.elements.insert(to.elements.end(), list.elements.begin(), list.elements.end());
  to.open = to.open || list.open;
  to.open_causes = causes.join(to.open_causes, list.open_causes);
}

ListValue flattened(const ListValue& lists, CauseTable& causes) {
  ListValue result;
  result.open = lists.open;
  result.open_causes = lists.open_causes;
  for (const ListElement& element : lists.elements) {
    if (element.value.is_null()) continue;
    if (element.value.kind != Value::Kind::list) {
      result.open = true;
      result.open_causes = causes.join(result.open_causes,
                                       causes.join(element.causes, element.value.causes));
      continue;
    }
    for (const ListElement& item : element.value.list->elements) {
      result.elements.push_back({item.value, and_(element.present, item.present),
                                 causes.join(element.causes, item.causes)});
    }
    if (element.value.list->open) {
      result.open = true;
      result.open_causes =
          causes.join(result.open_causes, element.value.list->open_causes);
    }
  }
  return result;
}

// A position from 1, or from the end if negative, as an index; nothing if outside.
std::optional<size_t> index_in(const Value& position, size_t size, size_t end) {
  auto at = position.number.low->to_int64().value_or(0);
  if (at < 0) at += static_cast<std::int64_t>(size) + 1;
  if (at < 1 || static_cast<size_t>(at) > end) return std::nullopt;
  return static_cast<size_t>(at - 1);
}

}  // namespace

Value FormulaEvaluator::places_of(const Value& wanted, const ListValue& list) {
  ListValue places;
  for (size_t i = 0; i < list.elements.size(); ++i) {
    Causes why = 0;
    if (equal(list.elements[i].value, wanted, why) != Truth::yes) continue;
    const Decimal place(static_cast<std::int64_t>(i + 1));
    places.elements.push_back({number_value(NumberRange::exact(place)), Truth::yes, 0});
  }
  return list_value(std::move(places));
}

// The most frequent values, ascending.
Value FormulaEvaluator::most_frequent(const ListValue& list) {
  std::vector<std::pair<const Value*, int>> counts;
  for (const ListElement& element : list.elements) {
    Causes why = 0;
    auto known = std::find_if(counts.begin(), counts.end(), [&](const auto& entry) {
      return equal(*entry.first, element.value, why) == Truth::yes;
    });
    if (known == counts.end()) {
      counts.emplace_back(&element.value, 1);
    } else {
      ++known->second;
    }
  }
  int most = 0;
  for (const auto& entry : counts) most = std::max(most, entry.second);
  ListValue result;
  for (const auto& entry : counts) {
    if (entry.second == most) result.elements.push_back({*entry.first, Truth::yes, 0});
  }
  std::stable_sort(result.elements.begin(), result.elements.end(),
                   [&](const ListElement& a, const ListElement& b) {
                     return less(order_number(a.value), order_number(b.value)) ==
                            Truth::yes;
                   });
  return list_value(std::move(result));
}

Value FormulaEvaluator::call_list(Builtin builtin, const std::vector<Value>& v) {
  Causes causes = 0;
  for (const Value& value : v) causes = causes_.join(causes, causes_of(value));
  if (v[0].kind != Value::Kind::list) {
    return call_list(builtin, [&] {
      std::vector<Value> opened = v;
      opened[0] = open_list(v[0].causes);
      return opened;
    }());
  }
  const ListValue& list = *v[0].list;
  switch (builtin) {
    case Builtin::all:
    case Builtin::any:
      return all_or_any(builtin, list, causes_);
    case Builtin::list_contains: {
      Truth truth = list.open ? Truth::unknown : Truth::no;
      for (const ListElement& element : list.elements) {
        Causes why = 0;
        truth = or_(truth, and_(element.present, equal(element.value, v[1], why)));
      }
      return truth_value(truth, causes);
    }
    case Builtin::append: {
      ListValue result = list;
      for (size_t i = 1; i < v.size(); ++i) {
        result.elements.push_back({v[i], Truth::yes, 0});
      }
      return list_value(std::move(result));
    }
    case Builtin::concatenate:
    case Builtin::union_: {
      ListValue all = list;
      for (size_t i = 1; i < v.size(); ++i) {
        if (v[i].kind != Value::Kind::list) return open_list(causes);
        append_list(all, *v[i].list, causes_);
      }
      return builtin == Builtin::union_ ? distinct(all) : list_value(std::move(all));
    }
    case Builtin::distinct_values:
      return distinct(list);
    case Builtin::flatten:
      return list_value(flattened(list, causes_));
    case Builtin::reverse: {
      ListValue result = list;
      std::reverse(result.elements.begin(), result.elements.end());
      return list_value(std::move(result));
    }
    case Builtin::insert_before:
    case Builtin::list_replace:
    case Builtin::remove:
    case Builtin::sublist:
    case Builtin::index_of:
    case Builtin::mode:
      break;
    default:
      return aggregate_list(builtin, v[0]);
  }
  return edit_list(builtin, v, causes);
}

// These need to know exactly which elements there are.
Value FormulaEvaluator::edit_list(Builtin builtin, const std::vector<Value>& v,
                                  Causes causes) {
  const ListValue& list = *v[0].list;
  const bool values_matter = builtin == Builtin::index_of || builtin == Builtin::mode;
  bool certain = is_certain(list) && (!values_matter || v[0].is_exact());
  for (size_t i = 1; i < v.size(); ++i) {
    const bool new_item = i == 2 && builtin != Builtin::sublist;
    certain = certain && (v[i].is_exact() || new_item);
  }
  const bool by_place = !values_matter;
  certain = certain && (!by_place || is_exact_number(v[1]));
  if (builtin == Builtin::sublist && v.size() > 2) {
    certain = certain && is_exact_number(v[2]);
  }
  if (!certain) return open_list(causes);
  if (builtin == Builtin::index_of) return places_of(v[1], list);
  if (builtin == Builtin::mode) return most_frequent(list);
  ListValue result = list;
  const size_t size = list.elements.size();
  if (builtin == Builtin::insert_before) {
    const auto at = index_in(v[1], size, size + 1);
    if (!at) return failure({"位置超出列表", "the position lies outside the list"});
    result.elements.insert(result.elements.begin() + static_cast<std::ptrdiff_t>(*at),
                           {v[2], Truth::yes, 0});
  } else if (builtin == Builtin::list_replace) {
    const auto at = index_in(v[1], size, size);
    if (!at) return failure({"位置超出列表", "the position lies outside the list"});
    result.elements[*at] = {v[2], Truth::yes, 0};
  } else if (builtin == Builtin::remove) {
    const auto at = index_in(v[1], size, size);
    if (!at) return failure({"位置超出列表", "the position lies outside the list"});
    result.elements.erase(result.elements.begin() + static_cast<std::ptrdiff_t>(*at));
  } else {  // sublist
    const auto at = index_in(v[1], size, size);
    if (!at) return failure({"位置超出列表", "the position lies outside the list"});
    size_t length = size - *at;
    if (v.size() > 2) {
      const auto wanted = v[2].number.low->to_int64();
      if (!wanted) return failure({"长度应为整数", "the length must be a whole number"});
      length = std::min(length, static_cast<size_t>(std::max<std::int64_t>(*wanted, 0)));
    }
    const auto first = list.elements.begin() + static_cast<std::ptrdiff_t>(*at);
    result.elements.assign(first, first + static_cast<std::ptrdiff_t>(length));
  }
  return list_value(std::move(result));
}

}  // namespace jiangbu
