// Filters, quantifiers and aggregates as operations over columns.
#include <algorithm>
#include <limits>

#include "batch/plan_builder.hpp"

namespace jiangbu {

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

}  // namespace

Scalar PlanBuilder::any_of(const ColumnList& list, RegisterId held) {
  Scalar count;
  count.kind = Scalar::Kind::number;
  count.domain = list.anchor;
  count.low = count.high = count_over(and_(list.mask, held), list.domain, list.anchor);
  return truth_of(within(count, 1, most, list.anchor), list.anchor);
}

ColumnList PlanBuilder::operand_list(const Step& step, DomainId context) {
  const Node node = this->step(program.operand(step, 0), context);
  const auto* list = std::get_if<ColumnList>(&node);
  if (list == nullptr) give_up(step);
  return *list;
}

template <typename Body>
auto PlanBuilder::over(const ColumnList& list, Slot slot, Body body) {
  const std::map<Slot, Node> outer = frame_;
  bind(slot, element_of(list));
  auto result = body();
  frame_ = outer;
  return result;
}

Scalar PlanBuilder::all_hold(const std::vector<StepId>& conjuncts, DomainId context) {
  Scalar result = fixed(1, BaseType::boolean);
  result.kind = Scalar::Kind::truth;
  for (const StepId id : conjuncts) {
    const Scalar part = as_scalar(step(id, context), id);
    result = id == conjuncts.front() ? part : joined(true, result, part);
  }
  return result;
}

Node PlanBuilder::filter(const Step& step, DomainId context) {
  auto [list, open] =
      beside(operand_list(step, context), step.a, program.operand(step, 1), true);
  const DomainId domain = list.domain;
  const Scalar held =
      over(list, step.a, [&, &open = open] { return all_hold(open, domain); });
  if (held.bad != no_register) refuse_where(and_(held.bad, list.mask));
  if (open.empty()) return list;
  list.mask = and_(list.mask, truth_register(held, join(held.domain, list.domain)));
  return list;
}

Node PlanBuilder::element_of(const ColumnList& list) const {
  if (list.elements != nullptr) return *list.elements;
  if (list.value) return *list.value;
  return ColumnRecord{list.domain};
}

// One list of the elements of lists.
ColumnList PlanBuilder::flattened(const ColumnList& list, ColumnList elements) {
  elements.anchor = list.anchor;
  if (list.mask != no_register) {
    elements.mask = and_(spread(list.mask, elements.domain), elements.mask);
  }
  return elements;
}

Node PlanBuilder::iterate(const Step& step, DomainId context) {
  const ColumnList list =
      beside(operand_list(step, context), step.a, program.operand(step, 1), false).list;
  const Node body = over(
      list, step.a, [&] { return this->step(program.operand(step, 1), list.domain); });
  ColumnList result = list;
  if (const auto* elements = std::get_if<ColumnList>(&body)) {
    if (!reaches(elements->domain, list.domain)) give_up(step);
    if (step.b == 1) return flattened(list, *elements);
    result.value.reset();
    result.elements = std::make_shared<const ColumnList>(*elements);
    return result;
  }
  result.elements.reset();
  result.value = as_scalar(body, program.operand(step, 1));
  return result;
}

Node PlanBuilder::flatten(const Step& step, DomainId context) {
  const ColumnList list = operand_list(step, context);
  return list.elements == nullptr ? list : flattened(list, *list.elements);
}

// A list of one value belongs to the row it is written for.
Node PlanBuilder::listed(const Step& step, DomainId context) {
  if (step.operand_count != 1) give_up(step);
  ColumnList list;
  list.domain = list.anchor = context;
  const StepId id = program.operand(step, 0);
  list.value = as_scalar(this->step(id, context), id);
  return list;
}

Scalar PlanBuilder::quantify(const Step& step, DomainId context) {
  const auto [list, open] = beside(operand_list(step, context), step.a,
                                   program.operand(step, 1), step.op == Op::some);
  const DomainId domain = list.domain;
  const Scalar held =
      over(list, step.a, [&, &open = open] { return all_hold(open, domain); });
  if (held.bad != no_register) refuse_where(and_(held.bad, list.mask));
  const RegisterId body = truth_register(held, join(held.domain, list.domain));
  if (step.op == Op::some) return any_of(list, body);
  const Scalar counter = any_of(list, not_(body));
  return truth_of(not_(counter.low), list.anchor);
}

// min, max or sum of values that are listed one by one.
Scalar PlanBuilder::fold(Builtin builtin, const Step& list, DomainId context) {
  std::optional<Scalar> result;
  for (std::uint32_t i = 0; i < list.operand_count; ++i) {
    const Scalar one = operand(list, i, context);
    if (one.null != no_register || one.kind != Scalar::Kind::number) give_up(list);
    if (!result) {
      result = one;
      continue;
    }
    const bool non_negative = result->non_negative && one.non_negative;
    const PlanCode code = builtin == Builtin::sum   ? PlanCode::add
                          : builtin == Builtin::min ? PlanCode::minimum
                                                    : PlanCode::maximum;
    result = combine(code, *result, one, false);
    result->non_negative = non_negative;
  }
  if (!result) give_up(list);
  return *result;
}

Scalar PlanBuilder::aggregate(Builtin builtin, const ColumnList& list) {
  if (builtin == Builtin::count) {
    Scalar result;
    result.kind = Scalar::Kind::number;
    result.base = BaseType::number;
    result.domain = list.anchor;
    result.non_negative = true;
    result.low = result.high = count_over(list.mask, list.domain, list.anchor);
    return result;
  }
  if (!list.value || list.value->kind != Scalar::Kind::number ||
      list.value->null != no_register) {
    throw Obstacle{"an aggregate of something that is not a number"};
  }
  if (builtin == Builtin::sum) {
    return sum_over(*list.value, list.mask, list.domain, list.anchor);
  }
  if (list.value->is_range() || list.value->bad != no_register ||
      plan.layout.domains[list.domain].parent != list.anchor) {
    throw Obstacle{"the least or greatest of ranges"};
  }
  Scalar result = *list.value;
  result.constant.reset();
  result.domain = list.anchor;
  const RegisterId mask = list.mask == no_register ? truth_constant(true, list.domain)
                                                   : spread(list.mask, list.domain);
  PlanOp operation{builtin == Builtin::min ? PlanCode::least : PlanCode::greatest};
  operation.a = number_register(*list.value, false, list.domain);
  operation.b = mask;
  result.low = result.high = emit(operation, list.anchor, Width::number);
  result.null = not_(any_of(list, mask).low);
  return result;
}

Scalar PlanBuilder::count_distinct(const ColumnList& list) {
  if (!list.value || list.value->is_range() || list.value->null != no_register ||
      list.value->bad != no_register || list.value->constant || list.value->text) {
    throw Obstacle{"different values of something that is not plain"};
  }
  if (list.domain == list.anchor) return aggregate(Builtin::count, list);
  Scalar result;
  result.kind = Scalar::Kind::number;
  result.base = BaseType::number;
  result.domain = list.anchor;
  result.non_negative = true;
  PlanOp count{PlanCode::count_distinct};
  count.x = list.anchor;  // the same values may be asked for by several levels
  count.a = spread(list.value->low, list.domain);
  count.b = list.mask == no_register ? no_register : spread(list.mask, list.domain);
  result.low = result.high = emit(count, list.anchor, Width::number);
  return result;
}

}  // namespace jiangbu
