#include "evaluate/across.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

#include "evaluate/across_groups.hpp"
#include "evaluate/step_terms.hpp"

namespace jiangbu {

namespace {

using Amounts = std::vector<std::int64_t>;

/// A value applicants are placed by; null comes after all others.
struct Placing {
  NumberRange range;
  bool is_null = false;
  bool maybe_null = false;

  bool is_exact() const { return is_null || (!maybe_null && range.is_exact()); }
};

/// What one step decides on: every claimant's claim, group and rank. A claimant is an
/// applicant, or one line where a group cap goes by keys of the clause.
struct Claims {
  std::vector<FenRange> amounts;
  std::vector<GroupName> groups;
  std::vector<std::vector<Placing>> order;  // the first decides, then the next
  std::vector<Causes> causes;               // why group or order value is open
  std::vector<FenRange> limits;             // the applicant's own view of the limit
};

FenRange limit_of(const AcrossStep& step, FormulaEvaluator& evaluator) {
  const Value limit = evaluator.formula(step.amount);
  const Decimal scale(step.kind == AcrossKind::rank ? 1 : 100);
  const auto end = [&](const std::optional<Decimal>& value, std::int64_t open) {
    return value ? floor(*value * scale).to_int64().value_or(open) : open;
  };
  return {end(limit.number.low, 0), end(limit.number.high, unbounded_fen)};
}

class AcrossRun {
 public:
  AcrossRun(const AcrossStep& step, const Claims& claims)
      : step_(step), claims_(claims) {}

  /// The amounts allowed when the claims are `amounts`; `favoured`'s own order value is
  /// taken at its better end (or worse, if not `optimistic`), the others' at the other.
  Amounts run(const Amounts& amounts, std::optional<size_t> favoured,
              bool optimistic) const {
    switch (step_.kind) {
      case AcrossKind::group_cap:
        return cap_group_of(*favoured, amounts, optimistic);
      case AcrossKind::rank:
        return take_best(amounts, favoured, optimistic);
      case AcrossKind::pool:
        break;
    }
    if (step_.share == PoolShare::pro_rata) {
      return cut_to(amounts, limit(0, optimistic), CutOrder::pro_rata);
    }
    return pay_in_order(amounts, favoured, optimistic);
  }

 private:
  std::int64_t limit(size_t applicant, bool optimistic) const {
    const FenRange& range = claims_.limits[applicant];
    return optimistic ? range.high : range.low;
  }

  // Only the favoured applicant's part counts. At worst all whose group is not known are
  // in its group, and it is in the most crowded one if its own is not known.
  Amounts cap_group_of(size_t favoured, const Amounts& amounts, bool optimistic) const {
    const std::vector<GroupName>& groups = claims_.groups;
    Amounts result = amounts;
    if (!in_some_group(favoured)) return result;
    for (size_t leader = 0; leader < groups.size(); ++leader) {
      const bool joins = leader == favoured ||
                         (!optimistic && groups[favoured].open && !groups[leader].open);
      if (!joins) continue;
      Amounts part;
      size_t place = 0;
      for (size_t j = 0; j < amounts.size(); ++j) {
        const bool member = j == favoured || groups[j].same(groups[leader]) ||
                            (!optimistic && groups[j].open && in_some_group(leader));
        if (j == favoured) place = part.size();
        if (member) part.push_back(amounts[j]);
      }
      const Amounts cut = cut_to(part, limit(favoured, optimistic), step_.cut);
      result[favoured] = std::min(result[favoured], cut[place]);
    }
    return result;
  }

  bool in_some_group(size_t applicant) const {
    return claims_.groups[applicant].open || claims_.groups[applicant].name.has_value();
  }

  /// The end of a value that serves the applicant best, or worst; without such an end it
  /// is better, or worse, than all others.
  struct End {
    std::optional<Decimal> value;
    bool is_null = false;

    bool operator==(const End&) const = default;
  };

  struct Key {
    std::vector<End> ends;
    bool best = false;
  };

  std::vector<Key> keys_of(std::optional<size_t> favoured, bool optimistic) const {
    std::vector<Key> keys;
    for (size_t i = 0; i < claims_.order.size(); ++i) {
      Key& key = keys.emplace_back();
      key.best = favoured ? (*favoured == i) == optimistic : optimistic;
      for (const Placing& placing : claims_.order[i]) {
        const bool is_null = placing.is_null || (placing.maybe_null && !key.best);
        const bool high = key.best == step_.highest_first;
        const auto& end = high ? placing.range.high : placing.range.low;
        key.ends.push_back({is_null ? std::nullopt : end, is_null});
      }
    }
    return keys;
  }

  bool goes_before(const Key& a, const Key& b) const {
    for (size_t p = 0; p < std::min(a.ends.size(), b.ends.size()); ++p) {
      const End& x = a.ends[p];
      const End& y = b.ends[p];
      if (x.is_null != y.is_null) return y.is_null;
      if (x.is_null || (!x.value && !y.value && a.best == b.best)) continue;
      if (!x.value) return a.best;
      if (!y.value) return !b.best;
      if (*x.value != *y.value) {
        return step_.highest_first ? *y.value < *x.value : *x.value < *y.value;
      }
    }
    return false;
  }

  std::vector<size_t> ordered(const Amounts& amounts, std::optional<size_t> favoured,
                              bool optimistic) const {
    std::vector<size_t> order;
    for (size_t i = 0; i < amounts.size(); ++i) {
      if (amounts[i] > 0) order.push_back(i);
    }
    const std::vector<Key> keys = keys_of(favoured, optimistic);
    std::stable_sort(order.begin(), order.end(),
                     [&](size_t a, size_t b) { return goes_before(keys[a], keys[b]); });
    return order;
  }

  // Ties at the last place: all of them, none of them, or the first given.
  Amounts take_best(const Amounts& amounts, std::optional<size_t> favoured,
                    bool optimistic) const {
    const std::vector<size_t> order = ordered(amounts, favoured, optimistic);
    const size_t take =
        static_cast<size_t>(std::max<std::int64_t>(0, limit(0, optimistic)));
    Amounts result(amounts.size(), 0);
    size_t count = std::min(take, order.size());
    const std::vector<Key> keys = keys_of(favoured, optimistic);
    const auto is_known = [](const End& end) { return end.is_null || end.value; };
    const auto tied = [&](size_t a, size_t b) {
      const Key& x = keys[order[a]];
      const Key& y = keys[order[b]];
      return x.ends == y.ends && std::ranges::all_of(x.ends, is_known);
    };
    if (count > 0 && count < order.size() && tied(count - 1, count)) {
      const size_t last = count - 1;
      if (step_.ties == Ties::all) {
        while (count < order.size() && tied(last, count)) ++count;
      } else if (step_.ties == Ties::none) {
        while (count > 0 && tied(last, count - 1)) --count;
      }
    }
    for (size_t i = 0; i < count; ++i) result[order[i]] = amounts[order[i]];
    return result;
  }

  Amounts pay_in_order(const Amounts& amounts, std::optional<size_t> favoured,
                       bool optimistic) const {
    Amounts result(amounts.size(), 0);
    std::int64_t left = limit(0, optimistic);
    for (const size_t i : ordered(amounts, favoured, optimistic)) {
      result[i] = std::min(amounts[i], left);
      if (left < unbounded_fen) left -= result[i];
    }
    return result;
  }

  const AcrossStep& step_;
  const Claims& claims_;
};

Placing placing_of(const Value& value, const Type& type,
                   const FormulaEvaluator& evaluator) {
  if (value.is_null()) return {NumberRange::unbounded(), true, false};
  return {evaluator.order_number(value, type), false, value.maybe_null};
}

// A list is compared part by part.
std::vector<Placing> order_of(const Value& by, const Type& type,
                              const FormulaEvaluator& evaluator) {
  if (!type.is_list()) return {placing_of(by, type, evaluator)};
  if (by.kind != Value::Kind::list) return {{NumberRange::unbounded()}};
  std::vector<Placing> order;
  for (const ListElement& element : by.list->elements) {
    order.push_back(placing_of(element.value, *type.element, evaluator));
  }
  return order;
}

Claims claims_of(const AcrossStep& step,
                 std::vector<std::unique_ptr<CaseEvaluation>>& applicants) {
  Claims claims;
  for (auto& applicant : applicants) {
    FormulaEvaluator& evaluator = applicant->evaluator();
    claims.amounts.push_back(applicant->amount_of_clauses(step.of));
    claims.groups.push_back(step.kind == AcrossKind::group_cap
                                ? group_name(evaluator, step.by)
                                : GroupName{});
    Causes causes = claims.groups.back().causes;
    claims.order.emplace_back();
    if (step.by != no_formula && step.kind != AcrossKind::group_cap) {
      const Value by = evaluator.formula(step.by);
      if (!by.is_exact()) {
        causes = evaluator.causes().join(causes, evaluator.causes_of(by));
      }
      claims.order.back() =
          order_of(by, evaluator.model().formulas.type(step.by), evaluator);
    }
    claims.causes.push_back(causes);
    claims.limits.push_back(limit_of(step, evaluator));
  }
  return claims;
}

/// Where a claim of a group cap by keys comes from.
struct LinePlace {
  size_t applicant = 0;
  size_t line = 0;
};

const Line& line_at(const std::vector<std::unique_ptr<CaseEvaluation>>& applicants,
                    const LinePlace& place) {
  return applicants[place.applicant]->lines()[place.line];
}

// The group of a line: `by` of its applicant, if any, and its keys. A null belongs to no
// group; what is not known may belong to any.
GroupName line_group(const AcrossStep& step, CaseEvaluation& applicant,
                     const Line& line) {
  FormulaEvaluator& evaluator = applicant.evaluator();
  bind_locals(line, evaluator);
  std::vector<FormulaId> parts;
  if (step.by != no_formula) parts.push_back(step.by);
  for (const std::string& key : step.keys) {
    for (const Binding& binding : evaluator.model().clauses[line.clause].keys) {
      if (binding.name == key) parts.push_back(binding.formula);
    }
  }
  GroupName group{std::string(), false, 0};
  for (const FormulaId part : parts) {
    const GroupName name = group_name(evaluator, part);
    if (!name.name && !name.open) return {};
    group.open = group.open || name.open;
    group.causes = evaluator.causes().join(group.causes, name.causes);
    if (name.name) *group.name += *name.name + "\x1f";
  }
  if (group.open) group.name.reset();
  return group;
}

Claims claims_of_lines(const AcrossStep& step,
                       std::vector<std::unique_ptr<CaseEvaluation>>& applicants,
                       std::vector<LinePlace>& places) {
  Claims claims;
  for (size_t a = 0; a < applicants.size(); ++a) {
    CaseEvaluation& applicant = *applicants[a];
    const FenRange limit = limit_of(step, applicant.evaluator());
    for (size_t i = 0; i < applicant.lines().size(); ++i) {
      const Line& line = applicant.lines()[i];
      const bool touched =
          std::find(step.of.begin(), step.of.end(), line.clause) != step.of.end();
      if (!touched || !line.has_amount()) continue;
      places.push_back({a, i});
      claims.amounts.push_back(applicant.amounts().line(i));
      claims.groups.push_back(line_group(step, applicant, line));
      claims.order.emplace_back();
      claims.causes.push_back(claims.groups.back().causes);
      claims.limits.push_back(limit);
    }
  }
  return claims;
}

// Whether nothing is open: then one run tells everything.
bool is_exact(const AcrossStep& step, const Claims& claims) {
  const bool ordered = step.by != no_formula && step.kind != AcrossKind::group_cap;
  for (size_t i = 0; i < claims.amounts.size(); ++i) {
    if (!claims.amounts[i].is_exact() || claims.groups[i].open ||
        !claims.limits[i].is_exact() ||
        (ordered && !std::ranges::all_of(claims.order[i], &Placing::is_exact))) {
      return false;
    }
  }
  return true;
}

// Each group is cut once, under the limit as each member sees it.
std::vector<FenRange> allowed_in_groups(const AcrossStep& step, const Claims& claims) {
  std::vector<FenRange> allowed = claims.amounts;
  std::map<std::string, std::vector<size_t>> members;
  for (size_t i = 0; i < claims.groups.size(); ++i) {
    if (claims.groups[i].name) members[*claims.groups[i].name].push_back(i);
  }
  for (const auto& [name, group] : members) {
    Amounts part;
    for (const size_t i : group) part.push_back(claims.amounts[i].high);
    std::map<std::int64_t, Amounts> cuts;  // by limit
    for (size_t k = 0; k < group.size(); ++k) {
      const std::int64_t limit = claims.limits[group[k]].high;
      auto cut = cuts.find(limit);
      if (cut == cuts.end()) {
        cut = cuts.emplace(limit, cut_to(part, limit, step.cut)).first;
      }
      const std::int64_t left = std::min(part[k], cut->second[k]);
      allowed[group[k]] = {left, left};
    }
  }
  return allowed;
}

std::vector<FenRange> allowed_exactly(const AcrossStep& step, const Claims& claims) {
  if (step.kind == AcrossKind::group_cap) return allowed_in_groups(step, claims);
  Amounts amounts;
  for (const FenRange& amount : claims.amounts) amounts.push_back(amount.high);
  std::vector<FenRange> allowed;
  for (const std::int64_t left : AcrossRun(step, claims).run(amounts, {}, true)) {
    allowed.push_back({left, left});
  }
  return allowed;
}

std::vector<FenRange> allowed_by(const AcrossStep& step, const Claims& claims,
                                 Interrupt* interrupt) {
  if (is_exact(step, claims)) return allowed_exactly(step, claims);
  const AcrossRun runner(step, claims);
  Amounts low;
  Amounts high;
  for (const FenRange& amount : claims.amounts) {
    low.push_back(amount.low);
    high.push_back(amount.high);
  }
  std::vector<FenRange> allowed(low.size(), {unbounded_fen, 0});
  const auto take = [&](size_t i, const Amounts& run) {
    allowed[i].low = std::min(allowed[i].low, run[i]);
    allowed[i].high = std::max(allowed[i].high, run[i]);
  };
  for (size_t i = 0; i < low.size(); ++i) {
    if (interrupt != nullptr) interrupt->count(static_cast<std::int64_t>(low.size()));
    Amounts worst = high;
    worst[i] = low[i];
    take(i, runner.run(worst, i, false));
    Amounts best = low;
    best[i] = high[i];
    take(i, runner.run(best, i, true));
  }
  return allowed;
}

// An amount before instalments were left out, when their sum is cut down.
std::int64_t in_proportion(std::int64_t whole, std::int64_t after, std::int64_t before) {
  if (after == before || before <= 0) return whole;
  if (before >= unbounded_fen || whole == before) return after;
  const Decimal yuan = Money{whole}.to_yuan() * Decimal(after) / Decimal(before);
  const auto money = Money::from_yuan(yuan, RoundingMode::half_up);
  return money ? money->fen : after;
}

// Gives a line what a step leaves of it.
void settle_line(const AcrossStep& step, CaseEvaluation& applicant, size_t i, Causes own,
                 const FenRange& before, const FenRange& after) {
  Line& line = applicant.lines()[i];
  line.amount = after;
  line.before_instalments = {
      in_proportion(line.before_instalments.low, after.low, before.low),
      in_proportion(line.before_instalments.high, after.high, before.high)};
  if (before.is_exact() && !after.is_exact()) {
    CauseTable& causes = applicant.evaluator().causes();
    const Causes others = causes.of(CauseTable::other_applicants);
    line.causes = causes.join(line.causes, causes.join(others, own));
  }
  if (!after.is_exact() && line.status == LineStatus::due) {
    line.status = LineStatus::possible;
  }
  if (before.high > after.high && before.high < unbounded_fen) {
    line.reductions.push_back({step.kind == AcrossKind::rank   ? "rank"
                               : step.kind == AcrossKind::pool ? "pool"
                                                               : "group cap",
                               step.title,
                               Money{before.high - after.high},
                               {}});
  }
  if (after.high == 0 && before.high > 0) line.status = LineStatus::superseded;
}

// Cuts one applicant's lines of the step's clauses to what is allowed.
void cut_applicant(const AcrossStep& step, CaseEvaluation& applicant, Causes own,
                   const FenRange& allowed) {
  AmountBounds& amounts = applicant.amounts();
  AmountBounds::Block block;
  std::vector<FenRange> before;
  for (size_t i = 0; i < applicant.lines().size(); ++i) {
    const Line& line = applicant.lines()[i];
    const bool touched =
        std::find(step.of.begin(), step.of.end(), line.clause) != step.of.end();
    if (!touched || !line.has_amount()) continue;
    block.lines.push_back(i);
    before.push_back(amounts.line(i));
  }
  const FenRange claimed = amounts.sum_of(block.lines);
  const RangeOutcome cut = cut_ranges(before, claimed, allowed, CutOrder::pro_rata);
  block.total = cut.total;
  const std::vector<size_t> indexes = block.lines;
  amounts.set(std::move(block), cut.lines, false);
  for (size_t k = 0; k < indexes.size(); ++k) {
    settle_line(step, applicant, indexes[k], own, before[k], cut.lines[k]);
  }
}

// A group cap by keys: each line is cut with the other lines of its group.
void cap_lines(const AcrossStep& step,
               std::vector<std::unique_ptr<CaseEvaluation>>& applicants) {
  std::vector<LinePlace> places;
  const Claims claims = claims_of_lines(step, applicants, places);
  const std::vector<FenRange> allowed =
      allowed_by(step, claims, applicants.front()->evaluator().interrupt());
  std::vector<AmountBounds::Block> blocks(applicants.size());
  std::vector<std::vector<FenRange>> ranges(applicants.size());
  for (size_t k = 0; k < places.size(); ++k) {
    if (!claims.groups[k].open && !claims.groups[k].name) continue;  // of no group
    FenRange after = allowed[k];
    // Items not known of may lie in any number of groups.
    if (line_at(applicants, places[k]).many) after.high = claims.amounts[k].high;
    after.low = std::min(after.low, after.high);
    const size_t a = places[k].applicant;
    settle_line(step, *applicants[a], places[k].line, claims.causes[k], claims.amounts[k],
                after);
    blocks[a].lines.push_back(places[k].line);
    ranges[a].push_back(after);
  }
  for (size_t a = 0; a < applicants.size(); ++a) {
    AmountBounds& amounts = applicants[a]->amounts();
    blocks[a].total = {0, amounts.sum_of(blocks[a].lines).high};
    amounts.set(std::move(blocks[a]), ranges[a], false);
  }
}

}  // namespace

std::int64_t most_of_all(const AcrossStep& step, CaseEvaluation& applicant) {
  if (step.kind != AcrossKind::pool) return unbounded_fen;
  return limit_of(step, applicant.evaluator()).high;
}

void apply_across(const PolicyModel& model,
                  std::vector<std::unique_ptr<CaseEvaluation>>& applicants) {
  if (applicants.empty()) return;
  for (const AcrossStep& step : model.across) {
    if (!step.keys.empty()) {
      cap_lines(step, applicants);
      continue;
    }
    const Claims claims = claims_of(step, applicants);
    const std::vector<FenRange> allowed =
        allowed_by(step, claims, applicants.front()->evaluator().interrupt());
    for (size_t i = 0; i < applicants.size(); ++i) {
      cut_applicant(step, *applicants[i], claims.causes[i], allowed[i]);
    }
  }
}

}  // namespace jiangbu
