// Built-in functions of lists.
#include <algorithm>

#include "oracle/reference_formulas.hpp"

namespace jiangbu::oracle {

using Kind = ExactValue::Kind;

namespace {

// A position from 1, or from the end if negative, as an index.
std::optional<size_t> index_in(const ExactValue& position, size_t size) {
  if (!position.is(Kind::number)) return std::nullopt;
  auto at = position.number.to_int64().value_or(0);
  if (at < 0) at += static_cast<std::int64_t>(size) + 1;
  if (at < 1) return std::nullopt;
  return static_cast<size_t>(at - 1);
}

}  // namespace

// The first of every set of equal elements stays.
ExactValue ReferenceFormulas::distinct(const std::vector<ExactValue>& elements) {
  std::vector<ExactValue> kept;
  for (const ExactValue& element : elements) {
    const Truth known = truth_of(in_list(element, list(kept)));
    if (known == Truth::unknown) return failed();
    if (known == Truth::no) kept.push_back(element);
  }
  return list(std::move(kept));
}

ExactValue ReferenceFormulas::most_frequent(const std::vector<ExactValue>& elements) {
  const auto times = [&](const ExactValue& wanted) {
    return std::count_if(elements.begin(), elements.end(), [&](const ExactValue& one) {
      return truth_of(equal(one, wanted)) == Truth::yes;
    });
  };
  std::ptrdiff_t most = 0;
  for (const ExactValue& element : elements) most = std::max(most, times(element));
  std::vector<ExactValue> result;
  for (const ExactValue& element : distinct(elements).parts) {
    if (times(element) == most) result.push_back(element);
  }
  std::stable_sort(
      result.begin(), result.end(),
      [](const ExactValue& a, const ExactValue& b) { return order_of(a) < order_of(b); });
  return list(std::move(result));
}

ExactValue ReferenceFormulas::aggregate(Builtin builtin,
                                        const std::vector<ExactValue>& elements) {
  if (builtin == Builtin::count) return number(Decimal(elements.size()));
  if (builtin == Builtin::count_distinct) {
    const ExactValue values = distinct(elements);
    return values.is(Kind::list) ? number(Decimal(values.parts.size())) : failed();
  }
  if (builtin == Builtin::min || builtin == Builtin::max) {
    if (elements.empty()) return null();
    const ExactValue* best = &elements.front();
    for (const ExactValue& element : elements) {
      const auto mine = order_of(element);
      const auto its = order_of(*best);
      if (!mine || !its) return failed();
      if (builtin == Builtin::min ? *mine < *its : *its < *mine) best = &element;
    }
    return *best;
  }
  Decimal sum = 0;
  Decimal product = 1;
  std::vector<Decimal> numbers;
  for (const ExactValue& element : elements) {
    if (!element.is(Kind::number)) return failed();
    sum += element.number;
    product *= element.number;
    numbers.push_back(element.number);
  }
  if (builtin == Builtin::sum) return number(sum);
  if (numbers.empty()) return null();
  if (builtin == Builtin::product) return number(product);
  if (builtin == Builtin::mean) return number(sum / Decimal(numbers.size()));
  if (builtin == Builtin::stddev) {
    if (numbers.size() < 2) return null();
    Decimal squares = 0;
    for (const Decimal& one : numbers) {
      const Decimal away = one - sum / Decimal(numbers.size());
      squares += away * away;
    }
    return number(square_root(squares / Decimal(numbers.size() - 1)));
  }
  std::sort(numbers.begin(), numbers.end());
  const size_t middle = numbers.size() / 2;
  if (numbers.size() % 2 == 1) return number(numbers[middle]);
  return number((numbers[middle - 1] + numbers[middle]) / Decimal(2));
}

ExactValue ReferenceFormulas::call_list(Builtin builtin,
                                        const std::vector<ExactValue>& v) {
  if (!v[0].is(Kind::list)) return failed();
  const std::vector<ExactValue>& elements = v[0].parts;
  switch (builtin) {
    case Builtin::all:
    case Builtin::any: {
      Truth result = truth_from(builtin == Builtin::all);
      for (const ExactValue& element : elements) {
        const Truth one = truth_of(element);
        result = builtin == Builtin::all ? and_(result, one) : or_(result, one);
      }
      return of_truth(result);
    }
    case Builtin::list_contains:
      return in_list(v[1], v[0]);
    case Builtin::distinct_values:
      return distinct(elements);
    case Builtin::mode:
      return most_frequent(elements);
    case Builtin::flatten: {
      std::vector<ExactValue> all;
      for (const ExactValue& inner : elements) {
        if (!inner.is(Kind::list)) return failed();
        all.insert(all.end(), inner.parts.begin(), inner.parts.end());
      }
      return list(std::move(all));
    }
    case Builtin::index_of: {
      std::vector<ExactValue> places;
      for (size_t i = 0; i < elements.size(); ++i) {
        const Truth same = truth_of(equal(elements[i], v[1]));
        if (same == Truth::unknown) return failed();
        if (same == Truth::yes) places.push_back(number(Decimal(i + 1)));
      }
      return list(std::move(places));
    }
    case Builtin::append:
    case Builtin::concatenate:
    case Builtin::union_:
    case Builtin::insert_before:
    case Builtin::list_replace:
    case Builtin::remove:
    case Builtin::reverse:
    case Builtin::sublist:
      return change_list(builtin, v);
    default:
      return aggregate(builtin, elements);
  }
}

ExactValue ReferenceFormulas::change_list(Builtin builtin,
                                          const std::vector<ExactValue>& v) {
  std::vector<ExactValue> result = v[0].parts;
  const size_t size = result.size();
  const auto place = [&](size_t index) {
    return result.begin() + static_cast<std::ptrdiff_t>(index);
  };
  switch (builtin) {
    case Builtin::append:
      result.push_back(v[1]);
      return list(std::move(result));
    case Builtin::concatenate:
    case Builtin::union_:
      if (!v[1].is(Kind::list)) return failed();
      result.insert(result.end(), v[1].parts.begin(), v[1].parts.end());
      return builtin == Builtin::union_ ? distinct(result) : list(std::move(result));
    case Builtin::reverse:
      std::reverse(result.begin(), result.end());
      return list(std::move(result));
    default:
      break;
  }
  const auto at = index_in(v[1], size);
  if (builtin == Builtin::sublist) {
    if (!at || *at >= size) return list({});
    size_t length = size - *at;
    if (v.size() > 2) {
      const auto wanted = v[2].number.to_int64().value_or(0);
      length = std::min(length, static_cast<size_t>(std::max<std::int64_t>(wanted, 0)));
    }
    return list({place(*at), place(*at + length)});
  }
  if (builtin == Builtin::insert_before) {
    if (!at || *at > size) return failed();
    result.insert(place(*at), v[2]);
  } else if (builtin == Builtin::list_replace) {
    if (!at || *at >= size) return failed();
    result[*at] = v[2];
  } else {
    if (!at || *at >= size) return failed();
    result.erase(place(*at));
  }
  return list(std::move(result));
}

}  // namespace jiangbu::oracle
