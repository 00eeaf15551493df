// Readings in words; see readings_text.hpp.
#include "report/readings_text.hpp"

#include <algorithm>

#include "report/amount_text.hpp"

namespace jiangbu {

namespace {

constexpr int indent = 2;
constexpr int option_indent = 4;

/// The id stands behind the title: it is what `--reading` wants to be told.
std::string question_name(const Bilingual& title, const std::string& id,
                          const Wording& say) {
  return title.empty() ? id : say.with_remark(title.in(say.language()), id);
}

using Outcomes = std::vector<const ReadingOutcome*>;

std::vector<Outcomes> by_question(const ReadingComparison& comparison) {
  std::vector<Outcomes> questions;
  for (const ReadingOutcome& outcome : comparison.outcomes) {
    const bool next =
        questions.empty() || questions.back().front()->question != outcome.question;
    if (next) questions.emplace_back();
    questions.back().push_back(&outcome);
  }
  return questions;
}

bool matters(const Outcomes& question) {
  return std::ranges::any_of(question, [&](const ReadingOutcome* outcome) {
    return !outcome->clauses.empty() || outcome->total != question.front()->total;
  });
}

void write_question(Page& page, const Outcomes& question, const Wording& say) {
  const ReadingOutcome& first = *question.front();
  page.paragraph(indent, question_name(first.question_title, first.question, say));
  std::vector<std::vector<std::string>> rows;
  for (const ReadingOutcome* outcome : question) {
    const std::string name = question_name(outcome->option_title, outcome->option, say);
    std::vector<std::string> differences;
    for (const auto& [clause, amount] : outcome->clauses) {
      differences.push_back(say(Word::labelled, clause, amount_text(amount, say)));
    }
    rows.push_back({outcome->is_default ? say(Word::default_reading, name) : name,
                    amount_text(outcome->total, say), say.sentence(differences)});
  }
  page.table(option_indent, rows, 1);
}

}  // namespace

void write_readings_used(Page& page, const PolicyResult& policy,
                         const ReportVoice& voice) {
  const Wording& say = voice.say;
  if (policy.readings.empty()) return;
  std::vector<std::string> chosen;
  for (const ReadingUsed& reading : policy.readings) {
    if (reading.is_default && !voice.all) continue;
    chosen.push_back(say(Word::reading_choice,
                         question_name(reading.question_title, reading.question, say),
                         question_name(reading.option_title, reading.option, say)));
  }
  if (voice.all) {
    page.paragraph(0, say(Word::label_only, say(Word::section_readings)));
    for (const std::string& reading : chosen) page.bullet(indent, reading);
    return;
  }
  const std::size_t rest = policy.readings.size() - chosen.size();
  if (chosen.empty()) {
    chosen.push_back(say.count(Word::reading_default, Word::readings_default, rest));
  } else if (rest > 0) {
    chosen.push_back(say.count(Word::reading_rest, Word::readings_rest, rest));
  }
  page.paragraph(0, say(Word::readings_used, say.sentence(chosen)));
}

void write_readings_compared(Page& page, const PolicyResult& policy,
                             const ReportVoice& voice) {
  const Wording& say = voice.say;
  if (!policy.comparison) return;
  page.blank();
  page.paragraph(0, say(Word::section_comparison));
  std::size_t left_out = 0;
  const std::vector<Outcomes> questions = by_question(*policy.comparison);
  for (const Outcomes& question : questions) {
    if (voice.all || matters(question)) {
      write_question(page, question, say);
    } else {
      ++left_out;
    }
  }
  if (left_out == questions.size()) {
    page.paragraph(indent, say(Word::no_reading_matters));
  } else if (left_out > 0) {
    page.paragraph(indent, say.count(Word::reading_without_effect,
                                     Word::readings_without_effect, left_out));
  }
  page.paragraph(indent, say(policy.comparison->exhaustive ? Word::spread_exhaustive
                                                           : Word::spread_partial,
                             amount_text(policy.comparison->spread, say)));
}

}  // namespace jiangbu
