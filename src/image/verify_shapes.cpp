#include "image/verify_shapes.hpp"

#include <algorithm>

namespace jiangbu {

namespace {

using Maybe = std::optional<Shape>;

const Shape number_shape = simple_type(BaseType::number);
const Shape truth_shape = simple_type(BaseType::boolean);
const Shape date_shape = simple_type(BaseType::date);

/// What is in a list; error of an unknown one, nothing of what is no list.
Maybe element_of(const Shape& list) {
  if (list.is_error()) return Shape{};
  return list.base == BaseType::list ? Maybe(*list.element) : std::nullopt;
}

Maybe unified_of(Operands shapes) {
  Maybe all = Shape{};
  for (const Shape* shape : shapes) {
    if (all) all = unified(*all, *shape);
  }
  return all;
}

class OperationShape {
 public:
  OperationShape(const Step& step, Operands operands, const PolicyModel& model)
      : step_(step), v_(operands), model_(model) {}

  // One case for each operation.
  // NOLINTNEXTLINE(readability-function-size)
  Maybe find() const {
    switch (step_.op) {
      case Op::applicant:
        return take(record_type(applicant_entity));
      case Op::field:
        return take(record_type(step_.b), field_shape());
      case Op::project:
        return project();
      case Op::let:
        return v_.size() == 2 ? Maybe(*v_[1]) : std::nullopt;
      case Op::parameter:
        return take(shape_of(model_.parameters[step_.a].type));
      case Op::parameter_as_of:
        return take(date_shape, shape_of(model_.parameters[step_.a].type));
      case Op::decision_date:
        return take(date_shape);
      case Op::reading:
        return take(enum_type(model_.readings[step_.a].enumeration));
      case Op::by_reading:
        return v_.size() == model_.readings[step_.a].options.size() ? unified_of(v_)
                                                                    : std::nullopt;
      case Op::awarded:
        return take(number_shape);
      case Op::negate:
        return take(number_shape, number_shape);
      case Op::add:
      case Op::subtract:
      case Op::multiply:
      case Op::divide:
      case Op::power:
        return take(number_shape, number_shape, number_shape);
      case Op::add_months:
      case Op::add_days:
        return take(date_shape, number_shape, date_shape);
      case Op::subtract_dates:
        return take(date_shape, date_shape, number_shape);
      case Op::equal:
      case Op::not_equal:
        return v_.size() == 2 && unified_of(v_) ? Maybe(truth_shape) : std::nullopt;
      case Op::less:
      case Op::less_equal:
      case Op::greater:
      case Op::greater_equal:
        return compare();
      case Op::is_null:
        return v_.size() == 1 ? Maybe(truth_shape) : std::nullopt;
      case Op::in_range:
        return v_.size() == 2 && is_ordered(*v_[0]) && fits(*v_[1], range_of(*v_[0]))
                   ? Maybe(truth_shape)
                   : std::nullopt;
      case Op::in_list:
        return v_.size() == 2 && fits(*v_[1], list_of(*v_[0])) ? Maybe(truth_shape)
                                                               : std::nullopt;
      case Op::and_:
      case Op::or_:
        return logic();
      case Op::not_:
        return take(truth_shape, truth_shape);
      case Op::if_:
        return v_.size() == 3 && fits(*v_[0], truth_shape) ? unified(*v_[1], *v_[2])
                                                           : std::nullopt;
      case Op::for_:
        return iterate();
      case Op::some:
      case Op::every:
        return quantify(truth_shape);
      case Op::filter:
        return v_.empty() ? std::nullopt : quantify(*v_[0]);
      case Op::at:
        return v_.size() == 2 && fits(*v_[1], number_shape) ? element_of(*v_[0])
                                                            : std::nullopt;
      case Op::list: {
        const Maybe element = unified_of(v_);
        return element ? Maybe(list_of(*element)) : std::nullopt;
      }
      case Op::record:
        return record();
      case Op::range: {
        const Maybe end = v_.size() == 2 ? unified(*v_[0], *v_[1]) : std::nullopt;
        return end && is_ordered(*end) ? Maybe(range_of(*end)) : std::nullopt;
      }
      case Op::number_list:
        return take(number_shape, number_shape, list_of(number_shape));
      case Op::part:
        return v_.size() == 1 && (fits(*v_[0], date_shape) || fits(*v_[0], number_shape))
                   ? Maybe(number_shape)
                   : std::nullopt;
      case Op::call:
        return can_be_written() ? shape_of_call(static_cast<Builtin>(step_.a), v_)
                                : std::nullopt;
      case Op::table:
        return table();
      case Op::literal:
      case Op::local:
      case Op::formula:
        break;
    }
    return std::nullopt;
  }

 private:
  /// `result` if there are no operands, one, or two, and they are these.
  Maybe take(Shape result) const {
    return v_.empty() ? Maybe(std::move(result)) : std::nullopt;
  }
  Maybe take(const Shape& wanted, Shape result) const {
    return v_.size() == 1 && fits(*v_[0], wanted) ? Maybe(std::move(result))
                                                  : std::nullopt;
  }
  Maybe take(const Shape& first, const Shape& second, Shape result) const {
    const bool all = v_.size() == 2 && fits(*v_[0], first) && fits(*v_[1], second);
    return all ? Maybe(std::move(result)) : std::nullopt;
  }

  Shape field_shape() const {
    return shape_of(model_.vocabulary.entities[step_.b].fields[step_.a].type);
  }

  Maybe project() const {
    const Shape field = field_shape();
    return take(list_of(record_type(step_.b)),
                field.base == BaseType::list ? field : list_of(field));
  }

  static bool is_ordered(const Shape& shape) {
    return shape.is_error() || shape.base == BaseType::number ||
           shape.base == BaseType::date || shape.base == BaseType::enumeration;
  }

  Maybe compare() const {
    const Maybe both = v_.size() == 2 ? unified(*v_[0], *v_[1]) : std::nullopt;
    return both && is_ordered(*both) ? Maybe(truth_shape) : std::nullopt;
  }

  Maybe logic() const {
    const bool all = std::ranges::all_of(
        v_, [](const Shape* shape) { return fits(*shape, truth_shape); });
    return all && !v_.empty() ? Maybe(truth_shape) : std::nullopt;
  }

  Maybe iterate() const {
    if (v_.size() != 2 || !element_of(*v_[0]) || step_.b > 1) return std::nullopt;
    if (step_.b == 0) return list_of(*v_[1]);
    const Maybe inner = element_of(*v_[1]);
    return inner ? Maybe(list_of(*inner)) : std::nullopt;
  }

  Maybe quantify(const Shape& result) const {
    const bool fine = v_.size() == 2 && element_of(*v_[0]) && fits(*v_[1], truth_shape);
    return fine ? Maybe(result) : std::nullopt;
  }

  Maybe record() const {
    const auto& fields = model_.vocabulary.entities[step_.a].fields;
    if (v_.size() != fields.size()) return std::nullopt;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (!fits_type(*v_[i], fields[i].type)) return std::nullopt;
    }
    return record_type(step_.a);
  }

  // string(x) finds the type of what is in a list or range in the model.
  bool can_be_written() const {
    const bool writes = static_cast<Builtin>(step_.a) == Builtin::string && !v_.empty();
    if (!writes || (step_.b == 0 && !v_[0]->element)) return true;
    return step_.b != 0 && fits(shape_of(model_.written_types[step_.b - 1]), *v_[0]);
  }

  Maybe table() const {
    const Table& called = model_.tables[step_.a];
    if (v_.size() != called.inputs.size()) return std::nullopt;
    for (std::size_t i = 0; i < v_.size(); ++i) {
      if (!fits_type(*v_[i], called.input_types[i])) return std::nullopt;
    }
    return shape_of(called.result);
  }

  const Step& step_;
  Operands v_;
  const PolicyModel& model_;
};

}  // namespace

Shape shape_of(const Type& type) {
  switch (type.base) {
    case BaseType::number:
    case BaseType::money:
    case BaseType::months:
    case BaseType::days:
      return simple_type(BaseType::number);
    case BaseType::text:
    case BaseType::region:
      return simple_type(BaseType::text);
    case BaseType::null_:
      return Shape{};
    case BaseType::list:
      return list_of(type.element ? shape_of(*type.element) : Shape{});
    case BaseType::range:
      return range_of(type.element ? shape_of(*type.element) : Shape{});
    case BaseType::enumeration:
      return enum_type(type.id);
    case BaseType::record:
      return record_type(type.id);
    default:
      return simple_type(type.base);
  }
}

bool fits(const Shape& shape, const Shape& wanted) {
  if (shape.is_error() || wanted.is_error()) return true;
  if (shape.base != wanted.base || shape.id != wanted.id) return false;
  return !shape.element || shape.element == wanted.element ||
         fits(*shape.element, *wanted.element);
}

bool fits_type(const Shape& shape, const Type& type) {
  const bool has_element = type.base == BaseType::list || type.base == BaseType::range;
  if (!has_element) return fits(shape, shape_of(type));
  if (shape.is_error()) return true;
  return shape.base == type.base &&
         (!type.element || fits_type(*shape.element, *type.element));
}

std::optional<Shape> unified(const Shape& a, const Shape& b) {
  if (a.is_error()) return b;
  if (b.is_error()) return a;
  if (a.base != b.base || a.id != b.id) return std::nullopt;
  if (!a.element || a.element == b.element) return a;
  const Maybe element = unified(*a.element, *b.element);
  if (!element) return std::nullopt;
  return a.base == BaseType::list ? list_of(*element) : range_of(*element);
}

std::optional<Shape> shape_of_operation(const Step& step, Operands operands,
                                        const PolicyModel& model) {
  return OperationShape(step, operands, model).find();
}

}  // namespace jiangbu
