// jiangbu/explanation.hpp: results as plain values, made when they are first asked for.
#include "jiangbu/explanation.hpp"

#include <algorithm>

#include "api/problems.hpp"
#include "api/states.hpp"

namespace jiangbu {

namespace {

Answer answer_of(Truth truth) {
  switch (truth) {
    case Truth::no:
      return Answer::no;
    case Truth::unknown:
      return Answer::unknown;
    case Truth::yes:
      break;
  }
  return Answer::yes;
}

ExplanationKind kind_of(ProofKind kind) {
  switch (kind) {
    case ProofKind::all:
      return ExplanationKind::all;
    case ProofKind::any:
      return ExplanationKind::any;
    case ProofKind::not_:
      return ExplanationKind::not_;
    case ProofKind::condition:
      return ExplanationKind::condition;
    case ProofKind::exclusion:
      return ExplanationKind::exclusion;
    case ProofKind::window:
      return ExplanationKind::window;
    case ProofKind::history:
      return ExplanationKind::history;
    case ProofKind::amount:
      break;
  }
  return ExplanationKind::amount;
}

ShownValue shown(const std::string& source, const ProofValue& value) {
  return {source, value.text,
          value.title == nullptr ? BilingualText{} : public_text(*value.title)};
}

ExplanationStep step_of(const ProofPart& part) {
  ExplanationStep step;
  step.kind = kind_of(part.kind);
  step.title = public_text(part.title);
  step.text = part.text;
  step.cite = part.cite;
  return step;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the rule is nested
ExplanationStep step_of(const ProofNode& node) {
  ExplanationStep step = step_of(*node.part);
  step.answer = answer_of(node.truth);
  for (std::size_t i = 0; i < node.values.size(); ++i) {
    const bool named = i < node.part->sources.size();
    step.values.push_back(shown(named ? node.part->sources[i].text : "", node.values[i]));
  }
  step.missing = node.missing;
  for (const ProofNode& part : node.parts) step.parts.push_back(step_of(part));
  return step;
}

ExplanationStep step_of(const Calculation& calculation) {
  ExplanationStep step = step_of(*calculation.part);
  for (const Calculation::Used& used : calculation.values) {
    step.values.push_back(shown(used.source, used.value));
  }
  return step;
}

template <typename To, typename From>
std::vector<To> each(const std::vector<From>& all, To (*make)(const From&)) {
  std::vector<To> made;
  made.reserve(all.size());
  for (const From& one : all) made.push_back(make(one));
  return made;
}

TakenAway taken_away(const Reduction& reduction) {
  return {reduction.step, public_text(reduction.title), reduction.lost.fen,
          reduction.winners};
}

InstalmentOutcome instalment(const InstalmentResult& from) {
  return {public_text(from.title), from.due ? from.due->to_string() : "",
          public_amount(from.amount), answer_of(from.condition)};
}

LineOutcome line_of(const LineResult& from) {
  LineOutcome line;
  line.item = from.item;
  line.item_label = from.item_label;
  line.status = public_status(from.status);
  if (from.computed) line.computed = public_amount(*from.computed);
  if (has_amount(from.status)) line.amount = public_amount(from.amount);
  line.conditions = each<ExplanationStep, ProofNode>(from.proof, step_of);
  line.calculations = each<ExplanationStep, Calculation>(from.calculations, step_of);
  line.missing = from.missing;
  line.reductions = each(from.reductions, taken_away);
  line.instalments = each(from.instalments, instalment);
  return line;
}

ClauseExplanation clause_of(const ClauseResult& from) {
  ClauseExplanation clause;
  clause.departments = from.departments;
  clause.payers = from.payers;
  clause.lines = each(from.lines, line_of);
  clause.documents = each(from.proofs, public_text);
  clause.obligations = each(from.obligations, public_text);
  clause.notes = each(from.notes, public_text);
  clause.refusal = each<ExplanationStep, ProofNode>(from.refusal, step_of);
  return clause;
}

void add_missing(const PolicyResult& policy, std::vector<DecidingFact>& missing) {
  for (const MissingFact& fact : policy.missing) {
    missing.push_back({policy.policy, fact.path, public_text(fact.title),
                       public_text(fact.question), fact.item,
                       public_amount(fact.at_stake), fact.clauses});
  }
}

void add_near_misses(const PolicyResult& policy, std::vector<NearbyAward>& near_misses) {
  for (const NearMiss& from : policy.near_misses) {
    NearbyAward& near_miss = near_misses.emplace_back();
    near_miss = {policy.policy,
                 from.clause,
                 from.item,
                 from.item_label,
                 public_amount(from.gain),
                 {}};
    for (const FactChange& change : from.changes) {
      near_miss.changes.push_back(
          {change.path, public_text(change.title), change.from, change.to, change.added});
    }
  }
}

void add_readings(const PolicyResult& policy, std::vector<ReadingAlternative>& readings) {
  const auto is_used = [&](const ReadingOutcome& outcome) {
    return std::ranges::any_of(policy.readings, [&](const ReadingUsed& used) {
      return used.question == outcome.question && used.option == outcome.option;
    });
  };
  if (policy.comparison) {
    for (const ReadingOutcome& one : policy.comparison->outcomes) {
      readings.push_back({policy.policy, one.question, one.option,
                          public_text(one.question_title), public_text(one.option_title),
                          one.is_default, is_used(one), public_amount(one.total)});
    }
    return;
  }
  for (const ReadingUsed& used : policy.readings) {
    readings.push_back({policy.policy, used.question, used.option,
                        public_text(used.question_title), public_text(used.option_title),
                        used.is_default, true, std::nullopt});
  }
}

ApplicantExplanation explained(const CaseResult& result) {
  ApplicantExplanation explanation;
  for (const PolicyResult& policy : result.policies) {
    for (const ClauseResult& clause : policy.clauses) {
      explanation.clauses.push_back(clause_of(clause));
    }
    add_missing(policy, explanation.missing);
    add_near_misses(policy, explanation.near_misses);
    add_readings(policy, explanation.readings);
  }
  return explanation;
}

}  // namespace

const std::vector<ApplicantExplanation>& Evaluation::explanations() const {
  std::call_once(state_->explained,
                 [this] { state_->explanations = each(state_->results, explained); });
  return state_->explanations;
}

}  // namespace jiangbu
