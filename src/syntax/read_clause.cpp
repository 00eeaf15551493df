// Clauses as written.
#include "syntax/read_parts.hpp"

#include "syntax/parse_expression.hpp"
#include "syntax/words.hpp"

namespace jiangbu {

namespace {

// `m in marks, d in m.designations` is FEEL's binding list: parse it as the head of a
// `for` expression.
std::vector<BindingSyntax> read_for_each(const Node* node, Diagnostics& diagnostics) {
  std::vector<BindingSyntax> bindings;
  if (node == nullptr) return bindings;
  if (!node->is_scalar()) {
    diagnostics.error(Code::syntax_expected_formula, node->span);
    return bindings;
  }
  if (is_name(node->text)) {
    diagnostics
        .error(Code::syntax_unexpected, node->span,
               {"“名称 in 列表”", "'NAME in LIST'", "“" + node->text + "”",
                "'" + node->text + "'"})
        .help = {"写作 e in " + node->text + "，每一项叫 e",
                 "write e in " + node->text + ": each item is called e"};
    return bindings;
  }
  const std::string prefix = "for ";
  const std::string whole = prefix + node->text + "\n return null";
  const SpanOf span_of = [&](size_t begin, size_t end) {
    const size_t shift = prefix.size();
    const size_t last = node->text.size();
    return node->span_of(std::min(begin < shift ? 0 : begin - shift, last),
                         std::min(end < shift ? 0 : end - shift, last));
  };
  auto parsed = parse_expression(whole, span_of, diagnostics);
  if (!parsed) return bindings;
  if (parsed->kind != ExpressionKind::for_) {
    diagnostics.error(Code::syntax_expected_formula, node->span);
    return bindings;
  }
  for (size_t i = 0; i < parsed->names.size(); ++i) {
    bindings.push_back(
        {{parsed->names[i], parsed->name_spans[i]}, std::move(parsed->operands[i])});
  }
  return bindings;
}

std::vector<PayerShareSyntax> read_shares(const Node& node, Diagnostics& diagnostics) {
  std::vector<PayerShareSyntax> payers;
  if (!node.is_mapping()) {
    payers.push_back({read_word(&node, diagnostics), std::nullopt});
    return payers;
  }
  for (const Entry& entry : node.entries) {
    payers.push_back(
        {{entry.key.text, entry.key.span}, read_formula(&entry.value, diagnostics)});
  }
  return payers;
}

PayersSyntax read_payers(const Node* node, Diagnostics& diagnostics) {
  PayersSyntax payers;
  if (node == nullptr) return payers;
  const Node* question = node->find("by reading");
  if (question == nullptr) {
    payers.alternatives.push_back(read_shares(*node, diagnostics));
    return payers;
  }
  payers.question = read_word(question, diagnostics);
  for (const Entry& entry : node->entries) {
    if (entry.key.text == "by reading") continue;
    payers.options.push_back({entry.key.text, entry.key.span});
    payers.alternatives.push_back(read_shares(entry.value, diagnostics));
  }
  return payers;
}

template <typename Item, typename Read>
std::vector<Item> read_mappings(const Node* node, const char* what, Read read,
                                Diagnostics& diagnostics) {
  std::vector<Item> items;
  if (node == nullptr) return items;
  if (!node->is_sequence()) {
    report_shape(Code::syntax_expected_list, node->span, what, diagnostics);
    return items;
  }
  for (const Node& child : node->items) {
    MappingReader reader(child, what, diagnostics);
    if (!reader) continue;
    items.push_back(read(reader, child));
    reader.finish();
  }
  return items;
}

std::optional<ConditionSyntax> read_optional_condition(const Node* node,
                                                       Diagnostics& diagnostics) {
  if (node == nullptr) return std::nullopt;
  return read_condition(*node, diagnostics);
}

std::vector<InstalmentSyntax> read_instalments(const Node* node,
                                               Diagnostics& diagnostics) {
  return read_mappings<InstalmentSyntax>(
      node, "instalment",
      [&](MappingReader& reader, const Node& child) {
        InstalmentSyntax instalment;
        instalment.span = child.span;
        instalment.title = read_title(reader.take("title"), diagnostics);
        instalment.share = read_formula(reader.take("share"), diagnostics);
        instalment.amount = read_formula(reader.take("amount"), diagnostics);
        instalment.when = read_optional_condition(reader.take("when"), diagnostics);
        instalment.due = read_formula(reader.take("due"), diagnostics);
        if (instalment.share.has_value() == instalment.amount.has_value()) {
          diagnostics.error(Code::syntax_instalment_shape, child.span);
        }
        return instalment;
      },
      diagnostics);
}

std::vector<DeadlineSyntax> read_deadlines(const Node* node, Diagnostics& diagnostics) {
  return read_mappings<DeadlineSyntax>(
      node, "deadline",
      [&](MappingReader& reader, const Node&) {
        DeadlineSyntax deadline;
        deadline.title = read_title(reader.take("title"), diagnostics);
        deadline.by = read_formula(reader.require("by"), diagnostics);
        return deadline;
      },
      diagnostics);
}

std::vector<ClawbackSyntax> read_clawback(const Node* node, Diagnostics& diagnostics) {
  return read_mappings<ClawbackSyntax>(
      node, "clawback",
      [&](MappingReader& reader, const Node&) {
        ClawbackSyntax clawback;
        clawback.title = read_title(reader.take("title"), diagnostics);
        clawback.when = read_optional_condition(reader.require("when"), diagnostics);
        clawback.repay = read_formula(reader.require("repay"), diagnostics);
        return clawback;
      },
      diagnostics);
}

void read_texts(ClauseSyntax& clause, MappingReader& reader, Diagnostics& diagnostics) {
  clause.title = read_title(reader.require("title"), diagnostics);
  clause.cite = read_word(reader.take("cite"), diagnostics);
  clause.departments = read_words(reader.take("departments"), diagnostics);
  clause.payers = read_payers(reader.take("payer"), diagnostics);
  clause.mode = read_word(reader.take("mode"), diagnostics);
  clause.form = read_word(reader.take("form"), diagnostics);
  clause.application = read_word(reader.take("application"), diagnostics);
  clause.proofs = read_titles(reader.take("proofs"), diagnostics);
  clause.obligations = read_titles(reader.take("obligations"), diagnostics);
  clause.notes = read_notes(reader.take("notes"), diagnostics);
  clause.refs = read_words(reader.take("ref"), diagnostics);
}

void read_scope(ClauseSyntax& clause, MappingReader& reader, Diagnostics& diagnostics) {
  clause.only_under = read_only_under(reader.take("only under"), diagnostics);
  clause.for_each = read_for_each(reader.take("for each"), diagnostics);
  clause.group_by = read_formula(reader.take("group by"), diagnostics);
  clause.let = read_named_formulas(reader.take("let"), "let", diagnostics);
  clause.when = read_optional_condition(reader.take("when"), diagnostics);
  clause.selected = read_formula(reader.take("selected"), diagnostics);
  clause.exclude = read_exclusions(reader.take("exclude"), diagnostics);
  clause.once = read_word(reader.take("once"), diagnostics);
  clause.object = read_formula(reader.take("object"), diagnostics);
  if (const Node* window = reader.take("window")) {
    MappingReader ends(*window, "window", diagnostics);
    clause.window_of = read_formula(ends.take("of"), diagnostics);
    clause.window_from = read_formula(ends.take("from"), diagnostics);
    clause.window_to = read_formula(ends.take("to"), diagnostics);
    ends.finish();
  }
}

void read_money(ClauseSyntax& clause, MappingReader& reader, Diagnostics& diagnostics) {
  if (const Node* award = reader.require("award")) {
    clause.award = read_award(*award, diagnostics);
  }
  if (const Node* rounding = reader.take("rounding")) {
    MappingReader parts(*rounding, "rounding", diagnostics);
    clause.rounding.mode = read_word(parts.take("mode"), diagnostics);
    clause.rounding.to = read_formula(parts.take("to"), diagnostics);
    parts.finish();
  }
  clause.keys = read_named_formulas(reader.take("keys"), "keys", diagnostics);
  clause.stacking = read_stacking(reader.take("stacking"), diagnostics);
  clause.instalments = read_instalments(reader.take("instalments"), diagnostics);
  clause.deadlines = read_deadlines(reader.take("deadlines"), diagnostics);
  clause.clawback = read_clawback(reader.take("clawback"), diagnostics);
}

}  // namespace

ClauseSyntax read_clause(const Entry& entry, Diagnostics& diagnostics) {
  ClauseSyntax clause;
  clause.id = read_id(entry.key, diagnostics);
  MappingReader reader(entry, "clause", diagnostics);
  if (!reader) return clause;
  read_texts(clause, reader, diagnostics);
  read_scope(clause, reader, diagnostics);
  read_money(clause, reader, diagnostics);
  reader.finish();
  return clause;
}

}  // namespace jiangbu
