// One clause of a result in words; see clause_text.hpp.
#include "report/clause_text.hpp"

#include <algorithm>

#include "report/amount_text.hpp"
#include "report/line_text.hpp"
#include "values/decimal.hpp"

namespace jiangbu {

namespace {

constexpr int clause_indent = 2;
constexpr int reason_indent = 4;
// What a report without `all` shows of clauses with many items.
constexpr std::size_t shown_groups = 8;
constexpr std::size_t shown_items = 6;

std::string head_text(const ClauseResult& clause, const Wording& say) {
  return clause.id + "  " + clause.title.in(say.language());
}

/// "50%"; of a third "≈33.33%".
std::string percent(const std::string& share) {
  const auto number = Decimal::parse(share);
  if (!number) return share;
  const Decimal exact = *number * 100;
  const Decimal shown =
      round_to_multiple(exact, Decimal::from_parts(false, 1, -2), RoundingMode::half_up);
  return (shown == exact ? "" : "≈") + shown.to_string() + "%";
}

std::string payers_text(const ClauseResult& clause, const Wording& say) {
  std::vector<std::string> names;
  for (const auto& [payer, share] : clause.payers) {
    const bool alone = clause.payers.size() == 1;
    const char* const gap = say.language() == Language::en ? " " : "";
    names.push_back(alone ? say.term(payer) : say.term(payer) + gap + percent(share));
  }
  return names.empty() ? std::string() : say(Word::payers, say.list(names));
}

/// "三(一)3 · 市财政局 · 市级承担 · 一次性".
std::string source_text(const ClauseResult& clause, const Wording& say) {
  std::vector<std::string> parts = {clause.cite, say.list(clause.departments),
                                    payers_text(clause, say)};
  if (clause.mode != "entitlement") parts.push_back(say.term(clause.mode));
  if (clause.form != "cash") parts.push_back(say.term(clause.form));
  if (clause.automatic) parts.push_back(say(Word::automatic));
  std::string out;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += " · ";
    out += part;
  }
  return out;
}

std::string items_text(const LineGroup& group, const ReportVoice& voice) {
  if (voice.all || group.items.size() <= shown_items) return voice.say.list(group.items);
  const std::vector<std::string> first(group.items.begin(),
                                       group.items.begin() + shown_items);
  return voice.say.list(first) + " " + voice.say(Word::more_items, group.items.size());
}

/// What a group is, in a word: its amount, or its status where that is not the clause's.
std::string outcome_text(const LineGroup& group, const ClauseResult& clause,
                         const Wording& say) {
  if (clause.lines.size() == 1) return {};
  if (!group.amount.empty()) {
    const std::string amount =
        group.items.size() > 1 ? say(Word::each_item, group.amount) : group.amount;
    if (group.status == clause.status) return amount;
    return say.sentence({name_of(group.status, say.language()), amount});
  }
  return group.status == clause.status ? std::string()
                                       : name_of(group.status, say.language());
}

void write_group(Page& page, int indent, const LineGroup& group,
                 const ClauseResult& clause, const ReportVoice& voice) {
  const Wording& say = voice.say;
  const bool one_detail = group.details.size() == 1;
  const std::string outcome =
      say.sentence({outcome_text(group, clause, say),
                    one_detail ? group.details.front().text : std::string()});
  const std::string items = items_text(group, voice);
  page.bullet(indent, outcome.empty() ? items : say(Word::labelled, items, outcome));
  if (!one_detail) write_bullets(page, indent + 2, group.details);
}

void write_lines(Page& page, int indent, const ClauseResult& clause,
                 const ReportVoice& voice) {
  const std::vector<LineGroup> groups = group_lines(clause, voice);
  const std::size_t shown =
      voice.all ? groups.size() : std::min(groups.size(), shown_groups);
  for (std::size_t i = 0; i < shown; ++i) {
    if (groups[i].items.empty()) {
      write_bullets(page, indent, groups[i].details);
    } else {
      write_group(page, indent, groups[i], clause, voice);
    }
  }
  if (shown < groups.size()) {
    page.bullet(indent, voice.say.count(Word::one_more_line, Word::more_lines,
                                        groups.size() - shown));
  }
}

/// Where it is not known which items there are, the clause is open without any line.
void write_open_items(Page& page, int indent, const ClauseResult& clause,
                      const Wording& say) {
  if (!clause.lines.empty()) return;
  if (!clause.causes.empty()) {
    page.bullet(indent, say(Word::because, causes_text(clause.causes, say)));
  }
  write_bullets(page, indent, explain(clause.refusal, Truth::unknown, say));
}

void write_titles(Page& page, int indent, Word label,
                  const std::vector<Bilingual>& titles, const Wording& say) {
  std::vector<std::string> texts;
  for (const Bilingual& title : titles) texts.push_back(title.in(say.language()));
  if (!texts.empty()) page.bullet(indent, say(label, say.sentence(texts)));
}

void write_remarks(Page& page, int indent, const ClauseResult& clause,
                   const Wording& say) {
  write_titles(page, indent, Word::proofs, clause.proofs, say);
  write_titles(page, indent, Word::obligations, clause.obligations, say);
  write_titles(page, indent, Word::note, clause.notes, say);
}

}  // namespace

void write_paying_clause(Page& page, const ClauseResult& clause, int cell_width,
                         const ReportVoice& voice) {
  const Wording& say = voice.say;
  page.row(clause_indent, amount_text(clause.amount, say), cell_width,
           head_text(clause, say));
  const int indent = page.row_text_indent(clause_indent, cell_width);
  const std::string source = source_text(clause, say);
  if (!source.empty()) page.paragraph(indent, source);
  write_open_items(page, indent, clause, say);
  write_lines(page, indent, clause, voice);
  write_remarks(page, indent, clause, say);
}

void write_other_clause(Page& page, const ClauseResult& clause,
                        const ReportVoice& voice) {
  const Wording& say = voice.say;
  page.paragraph(clause_indent, reason_indent,
                 say.with_remark(head_text(clause, say), clause.cite));
  if (!clause.refusal.empty()) {
    write_bullets(page, reason_indent,
                  voice.all ? whole_proof(clause.refusal, say)
                            : reasons(clause.status, clause.refusal, say));
  }
  if (clause.refusal.empty() || voice.all) {
    write_lines(page, reason_indent, clause, voice);
  }
  const bool open_to_the_applicant =
      clause.status == LineStatus::unspecified || clause.status == LineStatus::delegated;
  if (open_to_the_applicant || voice.all) {
    write_remarks(page, reason_indent, clause, say);
  }
}

void write_bullets(Page& page, int indent, const std::vector<ProofLine>& lines) {
  for (const ProofLine& line : lines) page.bullet(indent + 2 * line.depth, line.text);
}

std::string item_text(const LineResult& line, const Wording& say) {
  if (line.item.ends_with("[?]")) return say(Word::unknown_items);
  return line.item_label.empty() ? line.item : line.item_label;
}

std::string causes_text(const std::vector<Cause>& causes, const Wording& say) {
  std::vector<std::string> texts;
  for (const Cause cause : causes) {
    switch (cause) {
      case Cause::discretion:
        texts.push_back(say(Word::cause_discretion));
        break;
      case Cause::unknown_fact:
        texts.push_back(say(Word::cause_unknown_fact));
        break;
      case Cause::reading:
        texts.push_back(say(Word::cause_reading));
        break;
      case Cause::other_applicants:
        texts.push_back(say(Word::cause_other_applicants));
        break;
    }
  }
  return say.sentence(texts);
}

}  // namespace jiangbu
