// Rows that a plan makes: groups of items, the items of rows made, and pairs of rows
// where a formula sees two lists at once.
#include <algorithm>

#include "batch/plan_builder.hpp"

namespace jiangbu {

namespace {

constexpr const char* two_lists = "a formula over two lists at once";

/// The operands of an `and`, however deep, or the formula itself.
void collect_conjuncts(const Program& program, StepId id, std::vector<StepId>& parts) {
  const Step& step = program.steps[id];
  if (step.op != Op::and_) {
    parts.push_back(id);
    return;
  }
  for (std::uint32_t i = 0; i < step.operand_count; ++i) {
    collect_conjuncts(program, program.operand(step, i), parts);
  }
}

bool is_key(const Scalar& key) {
  return !key.constant && !key.text && !key.is_range() && key.bad == no_register &&
         key.kind != Scalar::Kind::truth && key.divisor == 1 &&
         key.rounding == Scalar::Rounding::no;
}

}  // namespace

DomainId PlanBuilder::made_domain(DomainId parent, DomainId source) {
  DomainLayout layout = plan.layout.domains[source];
  layout.parent = parent;
  layout.field = no_field;
  layout.made = true;
  plan.layout.domains.push_back(std::move(layout));
  return static_cast<DomainId>(plan.layout.domains.size() - 1);
}

// Equal rows are made once.
DomainId PlanBuilder::make_rows(PlanOp operation, DomainId parent, DomainId source) {
  operation.domain = parent;
  operation.y = source;
  const PlanOp key = operation;
  const auto known = made_domains_.find(key);
  if (known != made_domains_.end()) return known->second;
  if (operation.code == PlanCode::group) {
    parent = made_domain(parent, source);
    plan.layout.domains[parent].scalar = true;  // a group has no facts
    operation.x = parent;
  }
  const DomainId domain = made_domain(parent, source);
  operation.domain = domain;
  operation.d = static_cast<RegisterId>(plan.registers.size());
  plan.registers.push_back({domain, Width::code});
  plan.operations.push_back(operation);
  made_rows_[domain] = {source, operation.d};
  made_domains_[key] = domain;
  return domain;
}

DomainId PlanBuilder::nested_domain(DomainId parent, std::uint32_t field,
                                    const Type& type) {
  const MadeRows from = made_rows_.at(parent);
  PlanOp operation{PlanCode::nested};
  operation.a = from.rows;
  return make_rows(operation, parent, child_domain(from.source, field, type));
}

// The value of the rows that the rows made stand for.
Scalar PlanBuilder::gathered(const Scalar& value, DomainId domain) {
  if (value.constant || value.text) return value;
  const MadeRows& rows = made_rows_.at(domain);
  const auto gather = [&](RegisterId id) {
    if (id == no_register) return id;
    PlanOp operation{PlanCode::gather};
    operation.a = spread(id, rows.source);
    operation.b = rows.rows;
    return emit(operation, domain, plan.registers[id].width);
  };
  Scalar result = value;
  result.domain = domain;
  for (RegisterId* part : {&result.low, &result.high, &result.null, &result.bad}) {
    *part = gather(*part);
  }
  return result;
}

ColumnGroups PlanBuilder::grouped(const ColumnList& items,
                                  const std::optional<Scalar>& key) {
  const auto here = [&](RegisterId id) {
    return id == no_register ? id : spread(id, items.domain);
  };
  PlanOp group{PlanCode::group};
  group.a = here(items.mask);
  if (key) {
    if (key->divisor != 1) throw Obstacle{"groups by a quotient"};
    if (key->is_range()) throw Obstacle{"groups by a range"};
    group.b = here(key->low);
    group.c = here(key->null);
    if (key->bad != no_register) refuse_where(and_(key->bad, items.mask));
  }
  ColumnGroups groups;
  const DomainId members = make_rows(group, 0, items.domain);
  groups.domain = plan.layout.domains[members].parent;
  groups.items.domain = members;
  groups.items.anchor = groups.domain;
  if (items.value) groups.items.value = gathered(*items.value, members);
  if (!key) return groups;
  groups.key = gathered(*key, members);
  groups.key->bad = no_register;
  groups.key->domain = groups.domain;
  for (RegisterId* part : {&groups.key->low, &groups.key->high, &groups.key->null}) {
    if (*part == no_register) continue;
    PlanOp first{PlanCode::first};
    first.a = *part;
    *part = emit(first, groups.domain, plan.registers[*part].width);
  }
  return groups;
}

ColumnList PlanBuilder::paired(const ColumnList& list, DomainId with,
                               const std::optional<EqualKeys>& keys) {
  if (!reaches(with, list.anchor) || list.elements != nullptr) throw Obstacle{two_lists};
  PlanOp pairs{PlanCode::pairs};
  pairs.x = list.anchor;
  if (list.mask != no_register) pairs.a = spread(list.mask, list.domain);
  if (keys) {
    pairs.b = spread(keys->outer, with);
    pairs.c = spread(keys->inner, list.domain);
  }
  ColumnList result;
  result.domain = make_rows(pairs, with, list.domain);
  result.anchor = with;
  if (list.value) result.value = gathered(*list.value, result.domain);
  return result;
}

std::optional<DomainId> PlanBuilder::domain_of(const Node& node) const {
  if (const auto* scalar = std::get_if<Scalar>(&node)) {
    return scalar->constant || scalar->text ? std::nullopt
                                            : std::optional(scalar->domain);
  }
  if (const auto* record = std::get_if<ColumnRecord>(&node)) return record->domain;
  if (const auto* list = std::get_if<ColumnList>(&node)) return list->anchor;
  const auto& range = std::get<ColumnRange>(node);
  std::optional<DomainId> domain;
  for (const auto* end : {&range.low, &range.high}) {
    if (*end && !(*end)->constant) domain = join(domain.value_or(0), (*end)->domain);
  }
  return domain;
}

void PlanBuilder::collect_slots(StepId id, std::vector<Slot>& slots) const {
  const Step& step = program.steps[id];
  if (step.op == Op::local) slots.push_back(step.a);
  for (std::uint32_t i = 0; i < step.operand_count; ++i) {
    collect_slots(program.operand(step, i), slots);
  }
}

// The rows that variables of a formula belong to, other than those it is asked for and
// those above these; nothing if there are none.
std::optional<DomainId> PlanBuilder::outer_domain(StepId body, Slot slot,
                                                  DomainId inner) const {
  std::vector<Slot> slots;
  collect_slots(body, slots);
  std::optional<DomainId> outer;
  for (const Slot used : slots) {
    const auto bound = frame_.find(used);
    if (used == slot || bound == frame_.end()) continue;
    const auto domain = domain_of(bound->second);
    if (!domain || (*domain != inner && reaches(inner, *domain))) continue;
    outer = join(outer.value_or(0), *domain);
  }
  return outer;
}

// If the formula asked of each item knows of other rows too, the list of pairs with them.
// With `held`, items for which it does not hold are not needed.
PlanBuilder::ListBeside PlanBuilder::beside(const ColumnList& list, Slot slot,
                                            StepId body, bool held) {
  const auto outer = outer_domain(body, slot, list.domain);
  if (!outer) return {list, {body}};
  ColumnList inner = list;
  std::optional<EqualKeys> keys;
  std::vector<StepId> parts;
  if (held) {
    collect_conjuncts(program, body, parts);
  } else {
    parts.push_back(body);
  }
  std::vector<StepId> open;
  const std::map<Slot, Node> frame = frame_;
  bind(slot, element_of(list));
  for (const StepId part : parts) {
    bool known = false;
    if (held && !outer_domain(part, slot, list.domain)) {
      const Scalar truth = as_scalar(step(part, list.domain), part);
      known = truth.bad == no_register;
      if (known) {
        inner.mask =
            and_(inner.mask, truth_register(truth, join(truth.domain, list.domain)));
      }
    } else if (held && !keys && program.steps[part].op == Op::equal) {
      keys = equal_keys(program.steps[part], slot, list.domain, *outer);
      known = keys && !keys->outer_may_be_null;
      if (known && keys->inner_null != no_register) {
        inner.mask = and_(inner.mask, not_(keys->inner_null));
      }
    }
    if (!known) open.push_back(part);
  }
  frame_ = frame;
  return {paired(inner, *outer, keys), std::move(open)};
}

// Of a = b, where one side knows the item only and the other one does not know it.
std::optional<PlanBuilder::EqualKeys> PlanBuilder::equal_keys(const Step& equal,
                                                              Slot slot, DomainId inner,
                                                              DomainId outer) {
  for (const std::uint32_t side : {0U, 1U}) {
    const StepId of_item = program.operand(equal, side);
    const StepId of_row = program.operand(equal, 1 - side);
    std::vector<Slot> slots;
    collect_slots(of_row, slots);
    if (outer_domain(of_item, slot, inner) ||
        std::find(slots.begin(), slots.end(), slot) != slots.end()) {
      continue;
    }
    const Scalar item = as_scalar(step(of_item, inner), of_item);
    const Scalar row = as_scalar(step(of_row, outer), of_row);
    return equal_keys(row, outer, item, inner);
  }
  return std::nullopt;
}

std::optional<PlanBuilder::EqualKeys> PlanBuilder::equal_keys(const Scalar& row,
                                                              DomainId outer,
                                                              const Scalar& item,
                                                              DomainId inner) {
  const bool known = is_key(row) && is_key(item) && row.kind == item.kind;
  if (!known || !reaches(outer, row.domain) || !reaches(inner, item.domain)) {
    return std::nullopt;
  }
  EqualKeys keys{row.low, item.low, item.null, row.null != no_register};
  if (row.kind == Scalar::Kind::code) return keys;
  const int scale = std::max(row.scale, item.scale);
  keys.outer = rescaled(row, scale).low;
  keys.inner = rescaled(item, scale).low;
  return keys;
}

}  // namespace jiangbu
