// The lines of one clause in words; see line_text.hpp.
#include "report/line_text.hpp"

#include <algorithm>
#include <iterator>

#include "report/amount_text.hpp"
#include "report/formula_text.hpp"

namespace jiangbu {

namespace {

using Kind = ProofKind;

bool pays(LineStatus status) {
  return status == LineStatus::due || status == LineStatus::possible;
}

void append(std::vector<ProofLine>& lines, std::vector<ProofLine> more) {
  lines.insert(lines.end(), more.begin(), more.end());
}

std::vector<ProofNode> of_kind(const std::vector<ProofNode>& nodes, Kind kind) {
  std::vector<ProofNode> chosen;
  std::ranges::copy_if(nodes, std::back_inserter(chosen),
                       [&](const ProofNode& node) { return node.part->kind == kind; });
  return chosen;
}

/// Nodes that are conditions to be met, not exclusions or earlier payments.
std::vector<ProofNode> conditions(const std::vector<ProofNode>& nodes) {
  std::vector<ProofNode> chosen;
  std::ranges::copy_if(nodes, std::back_inserter(chosen), [](const ProofNode& node) {
    const Kind kind = node.part->kind;
    return kind != Kind::exclusion && kind != Kind::history;
  });
  return chosen;
}

std::string reduction_text(const Reduction& reduction, const Wording& say) {
  const std::string step = say.term(reduction.step);
  const std::string title =
      reduction.title.empty() ? step
                              : say.with_remark(reduction.title.in(say.language()), step);
  const std::string lost = amount_text(reduction.lost, say);
  if (reduction.winners.empty()) return say(Word::reduced, title, lost);
  return say(Word::replaced, title, say.list(reduction.winners), lost);
}

// How the amount came about: the formula and the values it used.
void add_calculations(std::vector<ProofLine>& out, const LineResult& line,
                      const Wording& say) {
  for (const Calculation& calculation : line.calculations) {
    const std::vector<Name> names = names_of(calculation);
    std::vector<std::string> values;
    for (const Calculation::Used& used : calculation.values) {
      values.push_back(formula_text(used.source, names, say) + " = " +
                       value_text(used.value.text, names, say));
    }
    out.push_back(
        {0,
         say(calculation.part->kind == Kind::amount ? Word::calculation : Word::bracket,
             formula_text(calculation.part->text, names, say), say.list(values))});
  }
  for (const BoundReached& bound : line.bounds) {
    out.push_back(
        {0, say(bound.upper ? Word::at_most_reached : Word::at_least_reached,
                amount_text(bound.bound, say), amount_text(bound.before, say))});
  }
}

void add_reductions(std::vector<ProofLine>& out, const LineResult& line,
                    const ReportVoice& voice) {
  if (!line.reductions.empty() && line.computed) {
    out.push_back(
        {0, voice.say(Word::computed_before, amount_text(*line.computed, voice.say))});
  }
  for (const Reduction& reduction : line.reductions) {
    if (reduction.lost == Money{} && !voice.all) continue;
    out.push_back({0, reduction_text(reduction, voice.say)});
  }
}

/// What keeps a line open and is not said yet: causes, and paths of unknown facts.
void add_open_points(std::vector<ProofLine>& out, const LineResult& line,
                     const Wording& say) {
  const auto is_said = [&](const std::string& fact) {
    return std::ranges::any_of(
        out, [&](const ProofLine& said) { return said.text.find(fact) != fact.npos; });
  };
  std::vector<std::string> paths;
  for (const std::string& path : line.missing) {
    if (!is_said(fact_text(path, line.names, line.item_label, say)))
      paths.push_back(path);
  }
  // Naming the facts says that facts are missing.
  std::vector<Cause> causes;
  std::ranges::copy_if(line.causes, std::back_inserter(causes), [&](Cause cause) {
    return cause != Cause::unknown_fact || line.missing.empty();
  });
  if (!causes.empty()) out.push_back({0, say(Word::because, causes_text(causes, say))});
  if (!paths.empty())
    out.push_back(
        {0, say(Word::still_missing,
                facts_text(paths, line.names, line.item_label, say, line.missing_more))});
}

void add_dates(std::vector<ProofLine>& out, const LineResult& line, const Wording& say) {
  for (const DeadlineResult& deadline : line.deadlines) {
    const std::string by =
        deadline.by ? deadline.by->to_string() : say(Word::date_unknown);
    out.push_back({0, say(Word::deadline, deadline.title.in(say.language()), by)});
  }
}

std::vector<ProofLine> line_details(const LineResult& line, const ReportVoice& voice) {
  const Wording& say = voice.say;
  std::vector<ProofLine> out;
  if (line.delegated_to) {
    out.push_back({0, say(Word::delegated_to, line.delegated_to->in(say.language()))});
  }
  if (pays(line.status) || voice.all) add_calculations(out, line, say);
  add_reductions(out, line, voice);
  append(out, voice.all ? whole_proof(line.proof, say)
                        : reasons(line.status, line.proof, say, line.item_label));
  add_open_points(out, line, say);
  if (pays(line.status) || voice.all) add_dates(out, line, say);
  return out;
}

}  // namespace

std::vector<ProofLine> reasons(LineStatus status, const std::vector<ProofNode>& proof,
                               const Wording& say, const std::string& own_item) {
  const auto why = [&](const std::vector<ProofNode>& nodes, Truth truth) {
    return explain(nodes, truth, say, own_item);
  };
  std::vector<ProofLine> found;
  switch (status) {
    case LineStatus::not_met:
      found = why(conditions(proof), Truth::no);
      if (found.empty()) found = why(proof, Truth::no);
      if (found.empty()) found.push_back({0, say(Word::reason_unknown)});
      return found;
    case LineStatus::excluded:
      return why(of_kind(proof, Kind::exclusion), Truth::yes);
    case LineStatus::already_paid:
      for (const Truth truth : {Truth::yes, Truth::no}) {
        append(found, why(of_kind(proof, Kind::history), truth));
      }
      return found;
    default:
      return why(proof, Truth::unknown);
  }
}

std::vector<LineGroup> group_lines(const ClauseResult& clause, const ReportVoice& voice) {
  std::vector<LineGroup> groups;
  for (const LineResult& line : clause.lines) {
    LineGroup group{line.status, {}, line_details(line, voice), {}};
    if (pays(line.status)) group.amount = amount_text(line.amount, voice.say);
    const auto same = std::ranges::find_if(groups, [&](const LineGroup& other) {
      return other.status == group.status && other.amount == group.amount &&
             other.details == group.details;
    });
    LineGroup& home =
        same == groups.end() ? groups.emplace_back(std::move(group)) : *same;
    if (!line.item.empty()) home.items.push_back(item_text(line, voice.say));
  }
  return groups;
}

}  // namespace jiangbu
