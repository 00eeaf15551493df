// Decision tables as operations over columns.
#include <algorithm>

#include "batch/plan_builder.hpp"

namespace jiangbu {

std::vector<PlanBuilder::TableHit> PlanBuilder::hits_of(const Table& table,
                                                        DomainId context) {
  std::vector<TableHit> hits;
  for (const TableRow& row : table.rows) {
    TableHit& hit = hits.emplace_back();
    for (const FormulaId test : row.tests) {
      if (test == no_formula) continue;
      const Scalar truth = scalar(test, context);
      if (truth.bad != no_register) refuse_where(truth.bad);
      hit.when = and_(hit.when, truth_register(truth, truth.domain));
    }
    hit.output = scalar(row.outputs.front(), context);
  }
  return hits;
}

// The first row that is hit decides.
Scalar PlanBuilder::first_of(const std::vector<TableHit>& hits,
                             std::optional<Scalar> otherwise, const Step& step) {
  std::optional<Scalar> result = std::move(otherwise);
  for (std::size_t r = hits.size(); r-- > 0;) {
    const TableHit& hit = hits[r];
    if (hit.when == no_register) {
      result = hit.output;
      continue;
    }
    Scalar none = hit.output;
    if (!result) none.bad = truth_constant(true, domain_of(hit.when));
    const Scalar& other = result ? *result : none;
    const DomainId domain =
        join(domain_of(hit.when), join(hit.output.domain, other.domain));
    result = choose(hit.when, hit.output, other, domain);
  }
  if (!result) give_up(step);
  return *result;
}

// Rows stand in the order of their outputs, which must be known beforehand.
void PlanBuilder::sort_by_priority(const Table& table, std::vector<TableHit>& hits,
                                   const Step& step) {
  const auto rank = [&](const TableHit& hit) {
    for (std::size_t i = 0; i < table.priority.size(); ++i) {
      const Scalar value = scalar(table.priority[i], 0);
      if (!value.constant || !hit.output.constant) give_up(step);
      const bool number = value.kind == Scalar::Kind::number;
      const auto [a, b] =
          number ? alike(value, hit.output) : std::pair(value, hit.output);
      if (a.constant == b.constant) return i;
    }
    return table.priority.size();
  };
  std::stable_sort(hits.begin(), hits.end(), [&](const TableHit& a, const TableHit& b) {
    return rank(a) < rank(b);
  });
}

// The sum, number, least or greatest of the outputs of all rows that are hit.
Scalar PlanBuilder::collected(HitPolicy policy, const std::vector<TableHit>& hits,
                              const std::optional<Scalar>& otherwise) {
  const bool counts = policy == HitPolicy::collect_count;
  std::optional<Scalar> result;
  RegisterId any = no_register;  // row hit so far
  if (policy == HitPolicy::collect_sum || counts) result = fixed(0);
  for (const TableHit& hit : hits) {
    const RegisterId when =
        hit.when == no_register ? truth_constant(true, hit.output.domain) : hit.when;
    const Scalar output = counts ? fixed(1) : hit.output;
    const Scalar so_far = result.value_or(output);
    Scalar with = output;
    if (policy == HitPolicy::collect_sum || counts) {
      with = add(so_far, output);
    } else if (any != no_register) {
      const PlanCode code =
          policy == HitPolicy::collect_min ? PlanCode::minimum : PlanCode::maximum;
      const Scalar both = combine(code, so_far, output, false);
      with = choose(any, both, output, join(domain_of(any), both.domain));
    }
    const DomainId domain = join(domain_of(when), join(with.domain, so_far.domain));
    result = choose(when, with, so_far, domain);
    any = or_(any, when);
  }
  if (!result || any == no_register) throw Obstacle{"a table without rows"};
  if (otherwise) {
    const DomainId domain = join(domain_of(any), join(result->domain, otherwise->domain));
    return choose(any, *result, *otherwise, domain);
  }
  const bool may_be_null =
      policy == HitPolicy::collect_min || policy == HitPolicy::collect_max;
  if (may_be_null) result->null = not_(any);
  return *result;
}

Scalar PlanBuilder::table(const Step& step, DomainId context) {
  const Table& table = model.tables[step.a];
  const bool one = table.hit_policy < HitPolicy::rule_order;
  const bool many = table.hit_policy == HitPolicy::rule_order ||
                    table.hit_policy == HitPolicy::output_order ||
                    table.hit_policy == HitPolicy::collect;
  if (many || table.output.base == BaseType::record) give_up(step);
  for (std::uint32_t i = 0; i < step.operand_count; ++i) {
    bind(table.inputs[i], this->step(program.operand(step, i), context));
  }
  std::optional<Scalar> otherwise;
  if (!table.otherwise.empty()) otherwise = scalar(table.otherwise.front(), context);
  std::vector<TableHit> hits = hits_of(table, context);
  if (table.hit_policy == HitPolicy::priority) sort_by_priority(table, hits, step);
  return one ? first_of(hits, otherwise, step)
             : collected(table.hit_policy, hits, otherwise);
}

}  // namespace jiangbu
