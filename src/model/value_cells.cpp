#include "model/value_cells.hpp"

#include <algorithm>

#include "model/resolver.hpp"

namespace jiangbu {

namespace {

// Whether a comparison has its constant on the left.
bool is_mirrored(const Expression& comparison) {
  return value_key(comparison.operands[0]).empty();
}

bool take_subject(const Expression& value, SimpleTests& tests) {
  const std::string key = value_key(value);
  if (key.empty()) return false;
  if (tests.subject == nullptr) tests.subject = &value;
  return value_key(*tests.subject) == key;
}

bool take_bound(const Expression& value, const PolicyModel& model, SimpleTests& tests) {
  auto bound = constant_value(value, model);
  if (!bound || std::holds_alternative<std::monostate>(*bound)) return false;
  tests.bounds.push_back(std::move(*bound));
  return true;
}

/// -1, 0, 1: the cell against a bound.
int position(const ValueCell& cell, const Constant& bound) {
  if (cell.below_all) return -1;
  if (cell.value < bound) return -1;
  if (bound < cell.value) return 1;
  return cell.between ? 1 : 0;
}

bool compares(Op op, int order) {
  switch (op) {
    case Op::equal:
      return order == 0;
    case Op::not_equal:
      return order != 0;
    case Op::less:
      return order < 0;
    case Op::less_equal:
      return order <= 0;
    case Op::greater:
      return order > 0;
    default:
      return order >= 0;
  }
}

bool in_range_holds(const Expression& range, const ValueCell& cell,
                    const PolicyModel& model) {
  const int low = position(cell, *constant_value(range.operands[0], model));
  const int high = position(cell, *constant_value(range.operands[1], model));
  return compares((range.a & 1U) != 0 ? Op::greater : Op::greater_equal, low) &&
         compares((range.a & 2U) != 0 ? Op::less : Op::less_equal, high);
}

}  // namespace

bool collect_bounds(const Expression& test, const PolicyModel& model,
                    SimpleTests& tests) {
  const auto all_of = [&](const std::vector<Expression>& parts, auto take) {
    return std::all_of(parts.begin(), parts.end(), take);
  };
  if (test.op == Op::and_ || test.op == Op::or_ || test.op == Op::not_) {
    return all_of(test.operands, [&](const Expression& part) {
      return collect_bounds(part, model, tests);
    });
  }
  if (is_comparison(test.op)) {
    const size_t subject = is_mirrored(test) ? 1 : 0;
    return take_subject(test.operands[subject], tests) &&
           take_bound(test.operands[1 - subject], model, tests);
  }
  if (test.op == Op::in_range || test.op == Op::in_list) {
    const Expression& set = test.operands[1];
    return (set.op == Op::range || set.op == Op::list) &&
           take_subject(test.operands[0], tests) &&
           all_of(set.operands,
                  [&](const Expression& end) { return take_bound(end, model, tests); });
  }
  if (test.op == Op::literal) return std::holds_alternative<bool>(test.constant);
  return test.type.is(BaseType::boolean) && take_subject(test, tests);
}

std::vector<ValueCell> cells_of(const Type& type, std::vector<Constant> bounds,
                                const PolicyModel& model) {
  std::vector<ValueCell> cells;
  if (type.base == BaseType::enumeration) {
    const auto& values = model.vocabulary.enums[type.id].values;
    for (std::uint32_t v = 0; v < values.size(); ++v) {
      cells.push_back({EnumValue{v}, false, false, values[v].name});
    }
    return cells;
  }
  if (type.base == BaseType::boolean) {
    return {{false, false, false, "false"}, {true, false, false, "true"}};
  }
  std::sort(bounds.begin(), bounds.end());
  bounds.erase(std::unique(bounds.begin(), bounds.end()), bounds.end());
  const bool ordered = type.without_optional().is_ordered();
  if (bounds.empty()) return {{Constant{}, false, true, "*"}};
  for (size_t i = 0; i < bounds.size(); ++i) {
    const std::string text = constant_text(bounds[i], type, model.vocabulary);
    if (i == 0) cells.push_back({bounds[i], false, true, ordered ? "< " + text : "*"});
    cells.push_back({bounds[i], false, false, text});
    if (ordered) cells.push_back({bounds[i], true, false, "> " + text});
  }
  return cells;
}

bool holds_on(const Expression& test, const ValueCell& cell, const PolicyModel& model) {
  const auto holds = [&](const Expression& part) { return holds_on(part, cell, model); };
  switch (test.op) {
    case Op::literal:
      return std::get<bool>(test.constant);
    case Op::not_:
      return !holds(test.operands[0]);
    case Op::and_:
      return std::all_of(test.operands.begin(), test.operands.end(), holds);
    case Op::or_:
      return std::any_of(test.operands.begin(), test.operands.end(), holds);
    case Op::in_range:
      return in_range_holds(test.operands[1], cell, model);
    case Op::in_list:
      return std::any_of(test.operands[1].operands.begin(),
                         test.operands[1].operands.end(), [&](const Expression& value) {
                           return position(cell, *constant_value(value, model)) == 0;
                         });
    default:
      break;
  }
  if (!is_comparison(test.op)) return cell.value == Constant(true);
  const bool turned = is_mirrored(test);
  const auto bound = constant_value(test.operands[turned ? 0 : 1], model);
  return compares(turned ? mirrored(test.op) : test.op, position(cell, *bound));
}

}  // namespace jiangbu
