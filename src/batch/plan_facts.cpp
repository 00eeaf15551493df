// Facts as columns of the plan.
#include <algorithm>

#include "batch/plan_builder.hpp"

namespace jiangbu {

namespace {

// Facts given as yuan carry fen, other numbers up to six digits behind the point.
int scale_of(const Type& type, bool integral) {
  if (type.base == BaseType::money) return 2;
  return integral || type.base != BaseType::number ? 0 : 6;
}

}  // namespace

const Field& list_field(const Plan& plan, DomainId list) {
  const DomainLayout& rows = plan.layout.domains[list];
  const Entity& owner =
      plan.program->model->vocabulary.entities[plan.layout.domains[rows.parent].entity];
  return owner.fields[rows.field];
}

const Field* field_of(const Plan& plan, const ColumnLayout& column) {
  const DomainLayout& rows = plan.layout.domains[column.domain];
  if (rows.scalar) return nullptr;
  const SharedList<Entity>& entities = plan.program->model->vocabulary.entities;
  const Entity* entity = &entities[rows.entity];
  if (column.record != no_record) {
    entity = &entities[entity->fields[column.record].type.id];
  }
  return &entity->fields[column.field];
}

bool is_never_negative(const Plan& plan, const ColumnLayout& column) {
  const Field* field = field_of(plan, column);
  return column.kind == ColumnKind::number && !column.is_null && field != nullptr &&
         field->min && !field->min->is_negative();
}

RegisterId PlanBuilder::column_register(ColumnId id) { return plan.column_registers[id]; }

ColumnId PlanBuilder::column(const ColumnRecord& record, std::uint32_t field,
                             const Type& type, bool is_null) {
  const DomainId domain = record.domain;
  std::vector<ColumnLayout>& columns = plan.layout.columns;
  ColumnLayout layout;
  layout.domain = domain;
  layout.record = record.record;
  layout.field = field;
  layout.type = type;
  layout.is_null = is_null;
  for (ColumnId c = 0; c < columns.size(); ++c) {
    if (columns[c].is_same_fact(layout) && columns[c].is_null == is_null) return c;
  }
  Width width = Width::code;
  switch (type.base) {
    case BaseType::boolean:
      layout.kind = ColumnKind::truth;
      width = Width::truth;
      break;
    case BaseType::date:
      layout.kind = ColumnKind::date;
      break;
    case BaseType::enumeration:
    case BaseType::text:
    case BaseType::region:
      layout.kind = ColumnKind::code;
      break;
    case BaseType::number:
    case BaseType::money: {
      const DomainLayout& rows = plan.layout.domains[domain];
      std::uint32_t entity = rows.entity;
      if (record.record != no_record) {
        entity = model.vocabulary.entities[entity].fields[record.record].type.id;
      }
      const bool integral =
          !rows.scalar && model.vocabulary.entities[entity].fields[field].integral;
      layout.kind = ColumnKind::number;
      layout.scale = scale_of(type, integral);
      width = Width::number;
      break;
    }
    default:
      throw Obstacle{"a fact of type " + type_name(type, model.vocabulary)};
  }
  const auto id = static_cast<ColumnId>(columns.size());
  columns.push_back(layout);
  plan.column_registers.push_back(static_cast<RegisterId>(plan.registers.size()));
  plan.registers.push_back({domain, is_null ? Width::truth : width});
  return id;
}

Scalar PlanBuilder::fact_scalar(const ColumnRecord& record, std::uint32_t field,
                                const Type& type) {
  if (const auto made = made_rows_.find(record.domain); made != made_rows_.end()) {
    const ColumnRecord from{made->second.source, record.record};
    return gathered(fact_scalar(from, field, type), record.domain);
  }
  Scalar result;
  const ColumnId id = column(record, field, type, false);
  result.low = result.high = column_register(id);
  result.domain = record.domain;
  result.base = type.base;
  const ColumnLayout layout = plan.layout.columns[id];
  result.scale = layout.scale;
  result.kind = layout.kind == ColumnKind::truth    ? Scalar::Kind::truth
                : layout.kind == ColumnKind::number ? Scalar::Kind::number
                                                    : Scalar::Kind::code;
  result.non_negative = is_never_negative(plan, layout);
  if (type.optional) result.null = column_register(column(record, field, type, true));
  return result;
}

DomainId PlanBuilder::child_domain(DomainId parent, std::uint32_t field,
                                   const Type& type) {
  if (made_rows_.contains(parent)) return nested_domain(parent, field, type);
  std::vector<DomainLayout>& domains = plan.layout.domains;
  for (DomainId d = 1; d < domains.size(); ++d) {
    if (domains[d].parent == parent && domains[d].field == field) return d;
  }
  DomainLayout layout;
  layout.parent = parent;
  layout.field = field;
  layout.element = *type.element;
  layout.scalar = type.element->base != BaseType::record;
  layout.entity = type.element->id;
  domains.push_back(layout);
  return static_cast<DomainId>(domains.size() - 1);
}

Node PlanBuilder::fact(const ColumnRecord& record, std::uint32_t index,
                       std::uint32_t entity) {
  const Entity& owner = model.vocabulary.entities[entity];
  const Field& field = owner.fields[index];
  if (field.aggregate) throw Obstacle{"a total over other applicants"};
  if (field.is_derived()) {
    if (entity == applicant_entity) return step(program.roots[field.formula], 0);
    const auto saved = frame_;
    frame_[owner.self] = record;
    Node result = step(program.roots[field.formula], record.domain);
    frame_ = saved;
    return result;
  }
  if (field.type.base == BaseType::record && !field.type.optional &&
      record.record == no_record) {
    return ColumnRecord{record.domain, index};
  }
  if (!field.type.is_list()) return fact_scalar(record, index, field.type);
  if (record.record != no_record) throw Obstacle{"a list inside a record"};
  ColumnList list;
  list.anchor = record.domain;
  list.domain = child_domain(record.domain, index, field.type);
  if (plan.layout.domains[list.domain].scalar) {
    list.value = fact_scalar({list.domain}, 0, *field.type.element);
  }
  return list;
}

Node PlanBuilder::project(const Step& step, DomainId context) {
  ColumnList list = operand_list(step, context);
  const Node field = fact(ColumnRecord{list.domain}, step.a, step.b);
  if (const auto* inner = std::get_if<ColumnList>(&field)) {
    ColumnList result = *inner;
    result.anchor = list.anchor;
    if (list.mask != no_register) {
      result.mask = and_(spread(list.mask, result.domain), result.mask);
    }
    return result;
  }
  const auto* scalar = std::get_if<Scalar>(&field);
  if (scalar == nullptr) give_up(step);
  list.value = *scalar;
  return list;
}

}  // namespace jiangbu
