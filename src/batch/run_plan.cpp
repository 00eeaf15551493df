#include "batch/run_plan.hpp"

#include <algorithm>

#include "batch/plan_builder.hpp"

namespace jiangbu {

namespace {

/// All rows, in whole blocks: what is computed beyond the last row is not used.
template <typename Row>
void each_row(std::uint32_t rows, Row row) {
  if (rows == 1) return row(0);
  for (std::uint32_t first = 0; first < rows; first += block_rows) {
    for (std::uint32_t k = 0; k < block_rows; ++k) row(first + k);
  }
}

}  // namespace

PlanRun::PlanRun(const Plan& plan)
    : plan_(plan),
      rows_(plan.layout.domains.size(), 0),
      capacity_(plan.layout.domains.size(), 0),
      truth_memory_(plan.registers.size()),
      code_memory_(plan.registers.size()),
      number_memory_(plan.registers.size()),
      truths_(plan.registers.size()),
      codes_(plan.registers.size()),
      numbers_(plan.registers.size()),
      answers_(plan.text_tests.size()) {}

void PlanRun::prepare(const Columns& columns) {
  bool grown = false;
  for (DomainId d = 0; d < rows_.size(); ++d) {
    rows_[d] = columns.rows(d);
    if (rows_[d] <= capacity_[d]) continue;
    capacity_[d] = whole_blocks(rows_[d] + rows_[d] / 2);
    grown = true;
  }
  if (grown) {
    for (RegisterId r = 0; r < plan_.registers.size(); ++r) {
      const RegisterLayout& layout = plan_.registers[r];
      const std::size_t size = capacity_[layout.domain];
      if (layout.width == Width::truth) truth_memory_[r].resize(size);
      if (layout.width == Width::code) code_memory_[r].resize(size);
      if (layout.width == Width::number) number_memory_[r].resize(size);
      truths_[r] = truth_memory_[r].data();
      codes_[r] = code_memory_[r].data();
      numbers_[r] = number_memory_[r].data();
    }
    for (const PlanOp& constant : plan_.constants) {
      const std::uint32_t size = capacity_[constant.domain];
      if (constant.code == PlanCode::fill_truth) {
        std::fill_n(truth_memory_[constant.d].begin(), size,
                    static_cast<std::uint8_t>(constant.x));
      } else {
        std::fill_n(number_memory_[constant.d].begin(), size, constant.x);
      }
    }
    low_.resize(capacity_[0]);
    high_.resize(capacity_[0]);
    refused_.resize(capacity_[0]);
  }
  for (ColumnId c = 0; c < plan_.column_registers.size(); ++c) {
    const RegisterId r = plan_.column_registers[c];
    switch (plan_.registers[r].width) {
      case Width::truth:
        truths_[r] = columns.truths(c).data();
        break;
      case Width::code:
        codes_[r] = columns.codes(c).data();
        break;
      case Width::number:
        numbers_[r] = columns.numbers(c).data();
        break;
    }
  }
}

bool PlanRun::anybody_eligible() const {
  if (plan_.eligible == no_register) return true;
  const std::uint8_t* eligible = truths_[plan_.eligible];
  return std::find(eligible, eligible + rows_[0], 1) != eligible + rows_[0];
}

void PlanRun::run(const Columns& columns, const TextDictionary& texts) {
  prepare(columns);
  texts_ = &texts;
  overflow_ = false;
  for (std::uint32_t i = 0; i < rows_[0]; ++i) {
    refused_[i] = 0;
    low_[i] = high_[i] = 0;
  }
  const PlanOp* op = plan_.operations.data();
  const PlanOp* const end = op + plan_.operations.size();
  for (const PlanOp* middle = op + plan_.first_after_eligible; op != middle; ++op) {
    execute(*op, columns);
  }
  if (!anybody_eligible()) return refuse_overflow();
  for (; op != end; ++op) execute(*op, columns);
  add_up();
  refuse_overflow();
}

void PlanRun::refuse_overflow() {
  if (overflow_) std::fill_n(refused_.begin(), rows_[0], 1);
}

void PlanRun::add_up() {
  bool overflow = false;
  const std::uint8_t* eligible =
      plan_.eligible == no_register ? nullptr : truths_[plan_.eligible];
  for (const ClauseOutput& clause : plan_.clauses) {
    const std::int64_t* low = numbers_[clause.low];
    const std::int64_t* high = numbers_[clause.high];
    if (rows_[0] == 1) {
      overflow |= __builtin_add_overflow(low_[0], low[0], low_.data());
      overflow |= __builtin_add_overflow(high_[0], high[0], high_.data());
      continue;
    }
    for (std::uint32_t i = 0; i < rows_[0]; ++i) {
      overflow |= __builtin_add_overflow(low_[i], low[i], &low_[i]);
      overflow |= __builtin_add_overflow(high_[i], high[i], &high_[i]);
    }
  }
  overflow_ |= overflow;
  if (eligible == nullptr) return;
  for (std::uint32_t i = 0; i < rows_[0]; ++i) {
    if (eligible[i] == 0) low_[i] = high_[i] = 0;
  }
}

// One case for each operation.
// NOLINTNEXTLINE(readability-function-size)
void PlanRun::execute(const PlanOp& op, const Columns& columns) {
  if (op.code == PlanCode::fold) return fold(op, columns);
  if (op.code == PlanCode::refuse) return refuse(op.a, columns);
  const std::uint32_t n = rows_[op.domain];
  if (n == 0) return;
  std::uint8_t* truth = truth_memory_[op.d].data();
  switch (op.code) {
    case PlanCode::and_: {
      const std::uint8_t* a = truths_[op.a];
      const std::uint8_t* b = truths_[op.b];
      each_row(n, [=](std::uint32_t i) { truth[i] = a[i] & b[i]; });
      return;
    }
    case PlanCode::or_: {
      const std::uint8_t* a = truths_[op.a];
      const std::uint8_t* b = truths_[op.b];
      each_row(n, [=](std::uint32_t i) { truth[i] = a[i] | b[i]; });
      return;
    }
    case PlanCode::not_: {
      const std::uint8_t* a = truths_[op.a];
      each_row(n, [=](std::uint32_t i) { truth[i] = a[i] ^ 1; });
      return;
    }
    case PlanCode::code_within: {
      const std::int32_t* a = codes_[op.a];
      const std::int32_t low = narrowed(op.x);
      const std::int32_t high = narrowed(op.y);
      each_row(n, [=](std::uint32_t i) { truth[i] = low <= a[i] && a[i] <= high; });
      return;
    }
    case PlanCode::code_equal: {
      const std::int32_t* a = codes_[op.a];
      const std::int32_t* b = codes_[op.b];
      each_row(n, [=](std::uint32_t i) { truth[i] = a[i] == b[i]; });
      return;
    }
    case PlanCode::code_less: {
      const std::int32_t* a = codes_[op.a];
      const std::int32_t* b = codes_[op.b];
      each_row(n, [=](std::uint32_t i) { truth[i] = a[i] < b[i]; });
      return;
    }
    case PlanCode::number_within: {
      const std::int64_t* a = numbers_[op.a];
      const std::int64_t low = op.x;
      const std::int64_t high = op.y;
      each_row(n, [=](std::uint32_t i) { truth[i] = low <= a[i] && a[i] <= high; });
      return;
    }
    case PlanCode::number_equal: {
      const std::int64_t* a = numbers_[op.a];
      const std::int64_t* b = numbers_[op.b];
      each_row(n, [=](std::uint32_t i) { truth[i] = a[i] == b[i]; });
      return;
    }
    case PlanCode::number_less: {
      const std::int64_t* a = numbers_[op.a];
      const std::int64_t* b = numbers_[op.b];
      each_row(n, [=](std::uint32_t i) { truth[i] = a[i] < b[i]; });
      return;
    }
    case PlanCode::choose_truth: {
      const std::uint8_t* a = truths_[op.a];
      const std::uint8_t* b = truths_[op.b];
      const std::uint8_t* c = truths_[op.c];
      each_row(n, [=](std::uint32_t i) { truth[i] = a[i] != 0 ? b[i] : c[i]; });
      return;
    }
    case PlanCode::lookup_truth:
    case PlanCode::lookup_number:
      return lookup(op);
    case PlanCode::text_test:
      return test_texts(op, *texts_);
    case PlanCode::spread_truth:
    case PlanCode::spread_code:
    case PlanCode::spread_number:
      return execute_spread(op, columns);
    case PlanCode::count:
    case PlanCode::sum:
    case PlanCode::least:
    case PlanCode::greatest:
      return execute_fold(op, columns);
    default:
      return execute_number(op);
  }
}

void PlanRun::execute_number(const PlanOp& op) {
  const std::uint32_t n = rows_[op.domain];
  std::int64_t* d = number_memory_[op.d].data();
  const std::int64_t* a = op.a == no_register ? nullptr : numbers_[op.a];
  const std::int64_t* b = op.b == no_register ? nullptr : numbers_[op.b];
  bool overflow = false;
  switch (op.code) {
    case PlanCode::add:
      for (std::uint32_t i = 0; i < n; ++i)
        overflow |= __builtin_add_overflow(a[i], b[i], &d[i]);
      break;
    case PlanCode::subtract:
      for (std::uint32_t i = 0; i < n; ++i)
        overflow |= __builtin_sub_overflow(a[i], b[i], &d[i]);
      break;
    case PlanCode::multiply:
      for (std::uint32_t i = 0; i < n; ++i)
        overflow |= __builtin_mul_overflow(a[i], b[i], &d[i]);
      break;
    case PlanCode::multiply_constant:
      for (std::uint32_t i = 0; i < n; ++i)
        overflow |= __builtin_mul_overflow(a[i], op.x, &d[i]);
      break;
    case PlanCode::minimum:
      each_row(n, [=](std::uint32_t i) { d[i] = std::min(a[i], b[i]); });
      break;
    case PlanCode::maximum:
      each_row(n, [=](std::uint32_t i) { d[i] = std::max(a[i], b[i]); });
      break;
    case PlanCode::choose: {
      const std::uint8_t* when = truths_[op.a];
      const std::int64_t* c = numbers_[op.c];
      each_row(n, [=](std::uint32_t i) { d[i] = when[i] != 0 ? b[i] : c[i]; });
      break;
    }
    case PlanCode::keep: {
      const std::uint8_t* when = truths_[op.a];
      each_row(n, [=](std::uint32_t i) { d[i] = when[i] != 0 ? b[i] : 0; });
      break;
    }
    case PlanCode::days_between: {
      const std::int32_t* from = codes_[op.b];
      const std::int32_t* to = codes_[op.a];
      each_row(n, [=](std::uint32_t i) { d[i] = std::int64_t{to[i]} - from[i]; });
      break;
    }
    case PlanCode::round: {
      const auto mode = static_cast<RoundingMode>(op.y);
      for (std::uint32_t i = 0; i < n; ++i) d[i] = divide_rounded(a[i], op.x, mode);
      break;
    }
    default:
      break;
  }
  overflow_ |= overflow;
}

namespace {

/// How many of the first `rows` are 1; reads whole blocks.
std::int64_t count_of(const std::uint8_t* held, std::uint32_t rows) {
  std::uint32_t count = 0;
  for (std::uint32_t first = 0; first < rows; first += block_rows) {
    std::uint8_t in_block = 0;
    for (std::uint32_t k = 0; k < block_rows; ++k) {
      in_block =
          static_cast<std::uint8_t>(in_block + (first + k < rows ? held[first + k] : 0));
    }
    count += in_block;
  }
  return count;
}

}  // namespace

void PlanRun::execute_fold(const PlanOp& op, const Columns& columns) {
  const DomainId parent = op.domain;
  const DomainId child = plan_.registers[op.a].domain;
  const std::uint32_t* offsets = columns.offsets(child).data();
  const std::uint32_t n = rows_[parent];
  std::int64_t* d = number_memory_[op.d].data();
  if (op.code == PlanCode::count && n == 1) {
    d[0] = count_of(truths_[op.a], offsets[1]);
    return;
  }
  if (op.code == PlanCode::count) {
    const std::uint8_t* a = truths_[op.a];
    for (std::uint32_t i = 0; i < n; ++i) {
      std::int64_t count = 0;
      for (std::uint32_t j = offsets[i]; j < offsets[i + 1]; ++j) count += a[j];
      d[i] = count;
    }
    return;
  }
  const std::int64_t* a = numbers_[op.a];
  const std::uint8_t* mask = op.b == no_register ? nullptr : truths_[op.b];
  bool overflow = false;
  for (std::uint32_t i = 0; i < n; ++i) {
    std::int64_t result = 0;
    bool any = false;
    for (std::uint32_t j = offsets[i]; j < offsets[i + 1]; ++j) {
      if (mask != nullptr && mask[j] == 0) continue;
      if (op.code == PlanCode::sum) {
        overflow |= __builtin_add_overflow(result, a[j], &result);
      } else if (!any) {
        result = a[j];
      } else {
        result =
            op.code == PlanCode::least ? std::min(result, a[j]) : std::max(result, a[j]);
      }
      any = true;
    }
    d[i] = result;
  }
  overflow_ |= overflow;
}

void PlanRun::execute_spread(const PlanOp& op, const Columns& columns) {
  const DomainId child = op.domain;
  const std::uint32_t parents = rows_[plan_.layout.domains[child].parent];
  const std::uint32_t* offsets = columns.offsets(child).data();
  const auto spread = [&](auto* d, const auto* a) {
    for (std::uint32_t i = 0; i < parents; ++i) {
      std::fill(d + offsets[i], d + offsets[i + 1], a[i]);
    }
  };
  if (op.code == PlanCode::spread_truth) {
    spread(truth_memory_[op.d].data(), truths_[op.a]);
  } else if (op.code == PlanCode::spread_code) {
    spread(code_memory_[op.d].data(), codes_[op.a]);
  } else {
    spread(number_memory_[op.d].data(), numbers_[op.a]);
  }
}

void PlanRun::lookup(const PlanOp& op) {
  const Lookup& lookup = plan_.lookups[static_cast<std::size_t>(op.x)];
  const std::uint32_t n = rows_[op.domain];
  const Lookup::Input& first = lookup.inputs.front();
  if (lookup.is_simple(plan_.registers)) {
    const std::int32_t* code = codes_[first.column];
    const std::int64_t* values = lookup.values.data();
    if (op.code == PlanCode::lookup_number) {
      std::int64_t* d = number_memory_[op.d].data();
      each_row(n, [=](std::uint32_t i) { d[i] = values[code[i]]; });
    } else {
      std::uint8_t* d = truth_memory_[op.d].data();
      each_row(
          n, [=](std::uint32_t i) { d[i] = static_cast<std::uint8_t>(values[code[i]]); });
    }
    return;
  }
  for (std::uint32_t i = 0; i < n; ++i) {
    std::int64_t place = 0;
    for (const Lookup::Input& input : lookup.inputs) {
      const bool truth = plan_.registers[input.column].width == Width::truth;
      std::int64_t value = truth ? truths_[input.column][i] : codes_[input.column][i];
      if (input.null != no_register) {
        value = truths_[input.null][i] != 0 ? 0 : value + 1;
      }
      place += value * input.stride;
    }
    const std::int64_t result = lookup.values[static_cast<std::size_t>(place)];
    if (op.code == PlanCode::lookup_truth) {
      truth_memory_[op.d][i] = static_cast<std::uint8_t>(result);
    } else {
      number_memory_[op.d][i] = result;
    }
  }
}

void PlanRun::test_texts(const PlanOp& op, const TextDictionary& texts) {
  const auto index = static_cast<std::size_t>(op.x);
  const TextTest& test = plan_.text_tests[index];
  std::vector<std::int8_t>& answers = answers_[index];
  if (answers.size() < texts.size()) answers.resize(texts.size(), -1);
  const std::uint32_t n = rows_[op.domain];
  const std::int32_t* codes = codes_[op.a];
  for (std::uint32_t i = 0; i < n; ++i) {
    std::int8_t& answer = answers[static_cast<std::size_t>(codes[i])];
    if (answer < 0) {
      const Program& program = *plan_.program;
      FactValue record = unknown_record(program.model->vocabulary.entities[test.entity]);
      record.items[test.field] = FactValue::known(texts.text_of(codes[i]));
      const Value value = evaluate_on(
          program, plan_, {test.slot, test.entity, record},
          [&](FormulaEvaluator& evaluator) { return evaluator.step(test.step); });
      answer = value.truth == Truth::yes ? 1 : 0;
      // A test that is not decided by the text was not collected as one.
      overflow_ |= value.truth == Truth::unknown;
    }
    truth_memory_[op.d][i] = static_cast<std::uint8_t>(answer);
  }
}

void PlanRun::refuse(RegisterId mask, const Columns& columns) {
  const DomainId domain = plan_.registers[mask].domain;
  const std::uint8_t* held = truths_[mask];
  for (std::uint32_t row = 0; row < rows_[domain]; ++row) {
    if (held[row] == 0) continue;
    std::uint32_t at = row;
    for (DomainId d = domain; d != 0; d = plan_.layout.domains[d].parent) {
      const auto& offsets = columns.offsets(d);
      const auto next = std::upper_bound(offsets.begin(), offsets.end(), at);
      at = static_cast<std::uint32_t>(next - offsets.begin()) - 1;
    }
    refused_[at] = 1;
  }
}

}  // namespace jiangbu
