#include "batch/run_terms.hpp"

namespace jiangbu {

namespace {

NumberRange number_of(const Registers& registers, const TermColumn& term,
                      std::uint32_t row) {
  const Decimal unit = Decimal::from_parts(false, 1, -term.scale);
  const auto number = [&](RegisterId end) {
    return Decimal(registers.numbers[end][row]) * unit / Decimal(term.divisor);
  };
  return {number(term.low), number(term.high)};
}

// A part of what the lines of a group come to.
FenRange part_of(const FenRange& total, const Decimal& part) {
  NumberRange yuan{Money{total.low}.to_yuan(), Money{total.high}.to_yuan()};
  if (total.high >= unbounded_fen) yuan.high.reset();
  const NumberRange limit = multiply(NumberRange::exact(part), yuan);
  return {limit.low ? to_fen(*limit.low, RoundingMode::half_up) : 0,
          limit.high ? to_fen(*limit.high, RoundingMode::half_up) : unbounded_fen};
}

}  // namespace

FenRange less_used(const FenRange& limit, const FenRange& used) {
  const bool open = used.high >= unbounded_fen;
  return {open ? 0 : subtract_fen(limit.low, used.high),
          subtract_fen(limit.high, used.low)};
}

StepTerms terms_of(const Registers& registers, const PlanStep& step,
                   const StepColumns& of, const LinePlace& first, const FenRange& total) {
  StepTerms terms;
  const std::uint32_t row = first.row;
  if (step.of_applicant) {
    terms.limit = fen_of(registers, *step.of_applicant, first.applicant);
    return terms;
  }
  if (step.of_total) {
    const bool cap = step.step->kind == StepKind::cap;
    (cap ? terms.limit : terms.minus) = part_of(total, *step.of_total);
    return terms;
  }
  switch (step.step->kind) {
    case StepKind::highest_only:
    case StepKind::first_only:
      break;
    case StepKind::top_up:
    case StepKind::deduct:
      terms.minus = fen_of(registers, *of.limit, row);
      break;
    case StepKind::cap:
    case StepKind::aid_ceiling:
    case StepKind::matching:
      terms.limit = fen_of(registers, *of.limit, row);
      if (of.other) {
        terms.limit = less_used(terms.limit, fen_of(registers, *of.other, row));
      }
      break;
    case StepKind::limit:
      terms.take = fen_of(registers, *of.limit, row);
      break;
    case StepKind::scale:
      terms.by = number_of(registers, *of.limit, row);
      break;
    case StepKind::round: {
      const NumberRange to = number_of(registers, *of.limit, row);
      if (to.is_exact()) terms.to = to.low;
      break;
    }
    case StepKind::no_double_funding:
      terms.funded = truth_from(registers.truths[of.funded][row] != 0);
      break;
  }
  return terms;
}

Key key_of(const Plan& plan, const Registers& registers, const KeyColumn& key,
           std::uint32_t row) {
  if (key.null != no_register && registers.truths[key.null][row] != 0) return {true, 0};
  switch (plan.registers[key.value].width) {
    case Width::truth:
      return {false, registers.truths[key.value][row]};
    case Width::code:
      return {false, registers.codes[key.value][row]};
    case Width::number:
      return {false, registers.numbers[key.value][row]};
  }
  return {};
}

std::vector<Tranche> tranches_of(const Registers& registers,
                                 const std::vector<TrancheColumns>& columns,
                                 std::uint32_t row) {
  std::vector<Tranche> tranches;
  for (const TrancheColumns& part : columns) {
    Tranche& tranche = tranches.emplace_back();
    tranche.share = part.share;
    if (part.amount) {
      const FenRange fen = fen_of(registers, *part.amount, row);
      tranche.amount_low = fen.low;
      tranche.amount_high = fen.high;
    }
    if (part.when != no_register) {
      tranche.condition = truth_from(registers.truths[part.when][row] != 0);
    }
  }
  return tranches;
}

}  // namespace jiangbu
