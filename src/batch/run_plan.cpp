#include "batch/run_plan.hpp"

#include <algorithm>
#include <bit>

#include "batch/plan_builder.hpp"
#include "values/rounded_quotient.hpp"

namespace jiangbu {

PlanRun::PlanRun(const Plan& plan, const Kernels& kernels)
    : plan_(plan),
      kernels_(kernels),
      owners_(plan.layout.domains.size()),
      rows_(plan.layout.domains.size(), 0),
      capacity_(plan.layout.domains.size(), 0),
      truth_memory_(plan.registers.size()),
      code_memory_(plan.registers.size()),
      number_memory_(plan.registers.size()),
      truths_(plan.registers.size()),
      codes_(plan.registers.size()),
      numbers_(plan.registers.size()),
      is_column_(plan.registers.size(), false),
      answers_(plan.text_tests.size()),
      steps_(plan),
      by_line_(is_by_line(plan)),
      sums_(plan.clauses.size()) {
  for (const RegisterId column : plan.column_registers) is_column_[column] = true;
  refuses_later_ = std::any_of(
      plan.operations.begin() + static_cast<std::ptrdiff_t>(plan.first_after_eligible),
      plan.operations.end(),
      [](const PlanOp& op) { return op.code == PlanCode::refuse; });
}

void PlanRun::grow(const Chunk& chunk) {
  bool grown = false;
  for (DomainId d = 0; d < rows_.size(); ++d) {
    rows_[d] = chunk.domains[d].rows;
    if (rows_[d] > capacity_[d]) {
      grow(d);
      grown = true;
    }
  }
  if (!grown) return;
  low_.resize(capacity_[0]);
  high_.resize(capacity_[0]);
  refused_.resize(capacity_[0]);
  steps_.reserve(capacity_[0]);
}

// Room for the rows of a domain, in all its registers.
void PlanRun::grow(DomainId domain) {
  capacity_[domain] = rows_[domain] + rows_[domain] / 2 + 16;
  const std::uint32_t size = capacity_[domain];
  for (RegisterId r = 0; r < plan_.registers.size(); ++r) {
    const RegisterLayout& layout = plan_.registers[r];
    if (layout.domain != domain || is_column_[r]) continue;
    if (layout.width == Width::truth) truth_memory_[r].resize(size);
    if (layout.width == Width::code) code_memory_[r].resize(size);
    if (layout.width == Width::number) number_memory_[r].resize(size);
    truths_[r] = truth_memory_[r].data();
    codes_[r] = code_memory_[r].data();
    numbers_[r] = number_memory_[r].data();
  }
  for (const PlanOp& constant : plan_.constants) {
    if (constant.domain != domain) continue;
    if (constant.code == PlanCode::fill_truth) {
      std::fill_n(truth_memory_[constant.d].begin(), size,
                  static_cast<std::uint8_t>(constant.x));
    } else if (constant.code == PlanCode::fill_code) {
      std::fill_n(code_memory_[constant.d].begin(), size, narrowed(constant.x));
    } else {
      std::fill_n(number_memory_[constant.d].begin(), size, constant.x);
    }
  }
}

void PlanRun::bind_column(ColumnId c, const ColumnSlice& slice) {
  const RegisterId r = plan_.column_registers[c];
  const Width width = plan_.registers[r].width;
  if (slice.width == natural_width(width)) {
    truths_[r] = static_cast<const std::uint8_t*>(slice.values);
    codes_[r] = static_cast<const std::int32_t*>(slice.values);
    numbers_[r] = static_cast<const std::int64_t*>(slice.values);
    return;
  }
  const std::uint32_t n = rows_[plan_.layout.columns[c].domain];
  const auto load = [&](auto& memory, auto kernel) {
    if (memory.size() < n) memory.resize(capacity_[plan_.layout.columns[c].domain]);
    kernel(memory.data(), slice.values, slice.width, n);
    return memory.data();
  };
  if (width == Width::truth) truths_[r] = load(truth_memory_[r], kernels_.load_truths);
  if (width == Width::code) codes_[r] = load(code_memory_[r], kernels_.load_codes);
  if (width == Width::number)
    numbers_[r] = load(number_memory_[r], kernels_.load_numbers);
}

void PlanRun::prepare(const Chunk& chunk) {
  chunk_ = &chunk;
  domains_ = chunk.domains;
  grow(chunk);
  for (ColumnId c = 0; c < plan_.column_registers.size(); ++c) {
    bind_column(c, chunk.columns[c]);
  }
  if (chunk.undecided == nullptr) {
    std::fill_n(refused_.begin(), rows_[0], std::uint8_t{0});
  } else {
    std::copy_n(chunk.undecided, rows_[0], refused_.begin());
  }
  std::fill_n(low_.begin(), rows_[0], 0);
  std::fill_n(high_.begin(), rows_[0], 0);
  for (ClauseSums& sums : sums_) sums = {};
  steps_.clear();
  any_refused_ = chunk.undecided != nullptr;
  overflow_ = large_ = false;
}

// Who is not eligible may still have facts that nothing can be computed from, and that is
// said.
bool PlanRun::anybody_eligible() const {
  if (plan_.eligible == no_register || refuses_later_) return true;
  const std::uint8_t* eligible = truths_[plan_.eligible];
  return std::find(eligible, eligible + rows_[0], 1) != eligible + rows_[0];
}

void PlanRun::run(const Chunk& chunk, const TextDictionary& texts) {
  texts_ = &texts;
  prepare(chunk);
  const PlanOp* op = plan_.operations.data();
  const PlanOp* const end = op + plan_.operations.size();
  for (const PlanOp* middle = op + plan_.first_after_eligible; op != middle; ++op) {
    execute(*op);
  }
  if (!anybody_eligible()) return refuse_overflow();
  for (; op != end; ++op) execute(*op);
  if (by_line_) apply_steps();
  if (rows_[0] == 1) {
    add_up_one();
  } else {
    add_up();
  }
  if (by_line_) take_range_totals();
  refuse_overflow();
}

void PlanRun::refuse_overflow() {
  if (!overflow_) return;
  std::fill_n(refused_.begin(), rows_[0], 1);
  any_refused_ = true;
}

void PlanRun::execute(const PlanOp& op) {
  if (op.code == PlanCode::refuse) return refuse(op);
  if (op.code == PlanCode::refuse_repeated) return refuse_repeated(op);
  if (makes_rows(op.code)) return make_rows(op);
  const std::uint32_t n = rows_[op.domain];
  if (n == 0 || (chunk_->endless && execute_endless(op))) return;
  switch (op.code) {
    case PlanCode::fold:
      return fold(op);
    case PlanCode::lookup_truth:
    case PlanCode::lookup_number:
      return lookup(op);
    case PlanCode::text_test:
      return test_texts(op);
    case PlanCode::spread_truth:
    case PlanCode::spread_code:
    case PlanCode::spread_number:
      return spread(op);
    case PlanCode::add_months:
    case PlanCode::add_days:
    case PlanCode::months_between:
    case PlanCode::month_end:
    case PlanCode::date_part:
      return execute_dates(op);
    case PlanCode::choose_code:
      return choose_code(op);
    case PlanCode::count_distinct:
      return count_distinct(op);
    case PlanCode::count:
      return count(op);
    case PlanCode::sum:
      return sum(op);
    case PlanCode::least:
    case PlanCode::greatest:
      return extreme(op);
    case PlanCode::gather:
      return gather(op);
    case PlanCode::first:
      return first(op);
    default:
      break;
  }
  if (n == 1) return execute_one(op);
  if (plan_.registers[op.d].width == Width::truth) return execute_truths(op);
  execute_numbers(op);
}

namespace {

// The modes that rules use most are constants of their loops.
void round_all(const Kernels& kernels, std::int64_t* d, const std::int64_t* a,
               std::size_t n, std::int64_t divisor, RoundingMode mode) {
  const auto bits = static_cast<std::uint64_t>(divisor);
  if (mode == RoundingMode::half_up && divisor > 1 && std::has_single_bit(bits)) {
    return kernels.round_half_up_binary(d, a,
                                        static_cast<unsigned>(std::countr_zero(bits)), n);
  }
  const RepeatedDivisor by(divisor);
  const auto round = [&](auto rounding) {
    for (std::size_t i = 0; i < n; ++i) d[i] = by.rounded_quotient(a[i], rounding());
  };
  if (mode == RoundingMode::half_up) return round([] { return RoundingMode::half_up; });
  if (mode == RoundingMode::down) return round([] { return RoundingMode::down; });
  round([mode] { return mode; });
}

}  // namespace

// One case for each operation.
// NOLINTNEXTLINE(readability-function-size)
void PlanRun::execute_truths(const PlanOp& op) {
  const std::size_t n = rows_[op.domain];
  std::uint8_t* d = truth_memory_[op.d].data();
  switch (op.code) {
    case PlanCode::and_:
      return kernels_.both(d, truths_[op.a], truths_[op.b], n);
    case PlanCode::or_:
      return kernels_.either(d, truths_[op.a], truths_[op.b], n);
    case PlanCode::not_:
      return kernels_.negate(d, truths_[op.a], n);
    case PlanCode::choose_truth:
      return kernels_.choose_truth(d, truths_[op.a], truths_[op.b], truths_[op.c], n);
    case PlanCode::code_within:
      return kernels_.code_within(d, codes_[op.a], narrowed(op.x), narrowed(op.y), n);
    case PlanCode::code_equal:
      return kernels_.code_equal(d, codes_[op.a], codes_[op.b], n);
    case PlanCode::code_less:
      return kernels_.code_less(d, codes_[op.a], codes_[op.b], n);
    case PlanCode::number_within:
      return kernels_.number_within(d, numbers_[op.a], op.x, op.y, n);
    case PlanCode::number_equal:
      return kernels_.number_equal(d, numbers_[op.a], numbers_[op.b], n);
    case PlanCode::number_less:
      return kernels_.number_less(d, numbers_[op.a], numbers_[op.b], n);
    case PlanCode::divides:
      for (std::size_t i = 0; i < n; ++i) {
        d[i] = divides(op, numbers_[op.a][i]) ? 1 : 0;
      }
      return;
    default:
      break;
  }
}

// One case for each operation.
// NOLINTNEXTLINE(readability-function-size)
void PlanRun::execute_numbers(const PlanOp& op) {
  const std::size_t n = rows_[op.domain];
  std::int64_t* d = number_memory_[op.d].data();
  const std::int64_t* a = op.a == no_register ? nullptr : numbers_[op.a];
  const std::int64_t* b = op.b == no_register ? nullptr : numbers_[op.b];
  switch (op.code) {
    case PlanCode::add:
      overflow_ |= kernels_.add(d, a, b, n);
      return;
    case PlanCode::subtract:
      overflow_ |= kernels_.subtract(d, a, b, n);
      return;
    case PlanCode::multiply:
      overflow_ |= kernels_.multiply(d, a, b, n);
      return;
    case PlanCode::multiply_constant:
      overflow_ |= kernels_.multiply_constant(d, a, op.x, n);
      return;
    case PlanCode::minimum:
      return kernels_.minimum(d, a, b, n);
    case PlanCode::maximum:
      return kernels_.maximum(d, a, b, n);
    case PlanCode::choose:
      return kernels_.choose(d, truths_[op.a], b, numbers_[op.c], n);
    case PlanCode::keep:
      return kernels_.keep(d, truths_[op.a], b, n);
    case PlanCode::days_between:
      return kernels_.days_between(d, codes_[op.a], codes_[op.b], n);
    case PlanCode::round:
      return round_all(kernels_, d, a, n, op.x, static_cast<RoundingMode>(op.y));
    default:
      break;
  }
}

void PlanRun::lookup(const PlanOp& op) {
  const Lookup& lookup = plan_.lookups[static_cast<std::size_t>(op.x)];
  const std::uint32_t n = rows_[op.domain];
  const auto write = [&](auto place_of) {
    const std::int64_t* values = lookup.values.data();
    if (op.code == PlanCode::lookup_number) {
      std::int64_t* d = number_memory_[op.d].data();
      for (std::uint32_t i = 0; i < n; ++i) d[i] = values[place_of(i)];
    } else {
      std::uint8_t* d = truth_memory_[op.d].data();
      for (std::uint32_t i = 0; i < n; ++i) {
        d[i] = static_cast<std::uint8_t>(values[place_of(i)]);
      }
    }
  };
  if (lookup.is_simple(plan_.registers)) {
    const std::int32_t* code = codes_[lookup.inputs.front().column];
    return write([=](std::uint32_t i) { return static_cast<std::size_t>(code[i]); });
  }
  places_.assign(n, 0);
  for (const Lookup::Input& input : lookup.inputs) {
    if (plan_.registers[input.column].width == Width::truth) {
      add_to_places(input, truths_[input.column]);
    } else {
      add_to_places(input, codes_[input.column]);
    }
  }
  write([&](std::uint32_t i) { return static_cast<std::size_t>(places_[i]); });
}

template <typename Value>
void PlanRun::add_to_places(const Lookup::Input& input, const Value* values) {
  // A lookup has far fewer entries than 2^31.
  const auto stride = static_cast<std::int32_t>(input.stride);
  std::int32_t* const places = places_.data();
  const std::size_t n = places_.size();
  if (input.null == no_register) {
    for (std::size_t i = 0; i < n; ++i) places[i] += values[i] * stride;
    return;
  }
  const std::uint8_t* const null = truths_[input.null];
  for (std::size_t i = 0; i < n; ++i) {
    places[i] += null[i] != 0 ? 0 : (values[i] + 1) * stride;
  }
}

void PlanRun::test_texts(const PlanOp& op) {
  const auto index = static_cast<std::size_t>(op.x);
  std::vector<std::int8_t>& answers = answers_[index];
  if (answers.size() < texts_->size()) answers.resize(texts_->size(), -1);
  const std::uint32_t n = rows_[op.domain];
  const std::int32_t* codes = codes_[op.a];
  std::uint8_t* d = truth_memory_[op.d].data();
  std::uint8_t unasked = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    d[i] = static_cast<std::uint8_t>(answers[static_cast<std::size_t>(codes[i])]);
    unasked |= d[i];
  }
  if ((unasked & 0x80U) == 0) return;
  for (std::uint32_t i = 0; i < n; ++i) {
    std::int8_t& answer = answers[static_cast<std::size_t>(codes[i])];
    if (answer < 0) ask_text(plan_.text_tests[index], codes[i], answer);
    d[i] = static_cast<std::uint8_t>(answer);
  }
}

void PlanRun::ask_text(const TextTest& test, std::int32_t code, std::int8_t& answer) {
  if (test.equal_to) {
    answer = texts_->text_of(code) == *test.equal_to ? 1 : 0;
    return;
  }
  const Program& program = *plan_.program;
  FactValue record = unknown_record(program.model->vocabulary.entities[test.entity]);
  record.items[test.field] = FactValue::known(texts_->text_of(code));
  const Value value =
      evaluate_on(program, plan_, {test.slot, test.entity, record},
                  [&](FormulaEvaluator& evaluator) { return evaluator.step(test.step); });
  answer = value.truth == Truth::yes ? 1 : 0;
  // A test that is not decided by the text was not collected as one.
  overflow_ |= value.truth == Truth::unknown;
}

void PlanRun::refuse(const PlanOp& op) {
  const DomainId domain = plan_.registers[op.a].domain;
  const std::uint8_t* held = truths_[op.a];
  for (std::uint32_t row = 0; row < rows_[domain]; ++row) {
    if (held[row] == 0) continue;
    refused_[applicant_of(domains_, plan_.layout, domain, row)] = 1;
    any_refused_ = true;
  }
}

}  // namespace jiangbu
