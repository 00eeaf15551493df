// Words, titles, formulas: the leaves of a rule file.
#include "syntax/read_parts.hpp"

#include "diagnostics/display_width.hpp"
#include "syntax/parse_expression.hpp"
#include "syntax/words.hpp"

namespace jiangbu {

namespace {

// An id may begin with a digit and hold - . ( ) behind its first character.
bool is_id(std::string_view text) {
  const std::u32string characters = decode_utf8(text);
  for (size_t i = 0; i < characters.size(); ++i) {
    const char32_t c = characters[i];
    const bool mark = c == U'-' || c == U'.' || c == U'(' || c == U')';
    if (!is_name_character(c) && !(mark && i > 0)) return false;
  }
  return !characters.empty();
}

Word read_checked(const Node& node, bool id, Diagnostics& diagnostics) {
  Word word = read_word(&node, diagnostics);
  if (!word.empty() && !(id ? is_id(word.text) : is_name(word.text))) {
    diagnostics.error(Code::syntax_bad_name, word.span, {word.text});
  }
  return word;
}

using Parse = std::optional<ExpressionSyntax> (*)(std::string_view, const SpanOf&,
                                                  Diagnostics&);

Formula parse_scalar(const Node& node, Parse parse, Diagnostics& diagnostics) {
  if (!node.is_scalar()) {
    diagnostics.error(Code::syntax_expected_formula, node.span);
    return std::nullopt;
  }
  const SpanOf span_of = [&node](size_t begin, size_t end) {
    return node.span_of(begin, end);
  };
  return parse(node.text, span_of, diagnostics);
}

// A YAML list of values: quoted items are texts, others formulas.
Formula read_list(const Node& node, Diagnostics& diagnostics) {
  ExpressionSyntax list;
  list.kind = ExpressionKind::list;
  list.span = node.span;
  for (const Node& item : node.items) {
    if (item.is_quoted()) {
      ExpressionSyntax text;
      text.kind = ExpressionKind::text;
      text.text = item.text;
      text.span = item.span;
      list.operands.push_back(std::move(text));
      continue;
    }
    Formula value = parse_scalar(item, parse_expression, diagnostics);
    if (!value) return std::nullopt;
    list.operands.push_back(std::move(*value));
  }
  return list;
}

Formula read_either(const Node* node, Parse parse, Diagnostics& diagnostics) {
  if (node == nullptr) return std::nullopt;
  if (node->is_sequence()) return read_list(*node, diagnostics);
  if (!node->is_mapping()) return parse_scalar(*node, parse, diagnostics);
  MappingReader reader(*node, "by reading", diagnostics);
  ExpressionSyntax result;
  result.kind = ExpressionKind::reading;
  result.span = node->span;
  const Word question = read_word(reader.take("by reading"), diagnostics);
  result.text = question.text;
  result.text_span = question.span;
  if (question.empty()) {
    reader.report_missing("by reading");
    return std::nullopt;
  }
  for (const Entry& entry : node->entries) {
    if (entry.key.text == "by reading") continue;
    Formula alternative = read_either(&entry.value, parse, diagnostics);
    if (!alternative) return std::nullopt;
    result.names.push_back(entry.key.text);
    result.name_spans.push_back(entry.key.span);
    result.operands.push_back(std::move(*alternative));
  }
  return result;
}

}  // namespace

Word read_word(const Node* node, Diagnostics& diagnostics) {
  if (node == nullptr || node->is_null()) return {};
  if (!node->is_scalar()) {
    diagnostics.error(Code::syntax_expected_word, node->span);
    return {};
  }
  return {node->text, node->span};
}

Word read_name(const Node& node, Diagnostics& diagnostics) {
  return read_checked(node, false, diagnostics);
}

Word read_id(const Node& node, Diagnostics& diagnostics) {
  return read_checked(node, true, diagnostics);
}

std::vector<Word> read_words(const Node* node, Diagnostics& diagnostics) {
  std::vector<Word> words;
  if (node == nullptr) return words;
  if (!node->is_sequence()) {
    words.push_back(read_word(node, diagnostics));
    return words;
  }
  for (const Node& item : node->items) words.push_back(read_word(&item, diagnostics));
  return words;
}

bool read_flag(const Node* node, bool absent, Diagnostics& diagnostics) {
  if (node == nullptr) return absent;
  if (node->is_scalar() && node->text == "true") return true;
  if (node->is_scalar() && node->text == "false") return false;
  diagnostics.error(Code::syntax_expected_flag, node->span);
  return absent;
}

TitleSyntax read_title(const Node* node, Diagnostics& diagnostics) {
  TitleSyntax title;
  if (node == nullptr) return title;
  title.span = node->span;
  MappingReader reader(*node, "title", diagnostics);
  if (!reader) return title;
  title.text.zh = read_word(reader.take("zh"), diagnostics).text;
  title.text.en = read_word(reader.take("en"), diagnostics).text;
  if (title.text.zh.empty() || title.text.en.empty()) {
    diagnostics.warning(Code::syntax_title_one_language, node->span,
                        {title.text.zh.empty() ? "zh" : "en"});
  }
  reader.finish();
  return title;
}

std::vector<TitleSyntax> read_titles(const Node* node, Diagnostics& diagnostics) {
  std::vector<TitleSyntax> titles;
  if (node == nullptr) return titles;
  if (node->is_mapping()) return {read_title(node, diagnostics)};
  if (!node->is_sequence()) {
    report_shape(Code::syntax_expected_list, node->span, "title", diagnostics);
    return titles;
  }
  for (const Node& item : node->items) titles.push_back(read_title(&item, diagnostics));
  return titles;
}

std::vector<NoteSyntax> read_notes(const Node* node, Diagnostics& diagnostics) {
  std::vector<NoteSyntax> notes;
  if (node == nullptr) return notes;
  const auto read_one = [&](const Node& item) {
    MappingReader reader(item, "note", diagnostics);
    if (!reader) return;
    NoteSyntax note;
    note.cite = read_word(reader.take("cite"), diagnostics);
    note.refs = read_words(reader.take("ref"), diagnostics);
    note.text.span = item.span;
    note.text.text.zh = read_word(reader.require("zh"), diagnostics).text;
    note.text.text.en = read_word(reader.require("en"), diagnostics).text;
    reader.finish();
    notes.push_back(std::move(note));
  };
  if (node->is_sequence()) {
    for (const Node& item : node->items) read_one(item);
  } else {
    read_one(*node);
  }
  return notes;
}

Formula read_formula(const Node* node, Diagnostics& diagnostics) {
  return read_either(node, parse_expression, diagnostics);
}

Formula read_amount(const Node* node, Diagnostics& diagnostics) {
  return read_either(node, parse_amount, diagnostics);
}

Formula read_rate(const Node* node, Diagnostics& diagnostics) {
  return read_either(node, parse_rate, diagnostics);
}

std::vector<std::pair<Word, Formula>> read_named_formulas(const Node* node,
                                                          const char* what,
                                                          Diagnostics& diagnostics) {
  std::vector<std::pair<Word, Formula>> result;
  if (node == nullptr) return result;
  if (!node->is_mapping()) {
    report_shape(Code::syntax_expected_mapping, node->span, what, diagnostics);
    return result;
  }
  for (const Entry& entry : node->entries) {
    Word name = read_name(entry.key, diagnostics);
    if (entry.value.is_null()) {
      diagnostics.error(Code::syntax_expected_formula, entry.key.span);
      continue;
    }
    result.emplace_back(std::move(name), read_formula(&entry.value, diagnostics));
  }
  return result;
}

std::vector<OnlyUnderSyntax> read_only_under(const Node* node, Diagnostics& diagnostics) {
  std::vector<OnlyUnderSyntax> result;
  if (node == nullptr) return result;
  if (!node->is_mapping()) {
    report_shape(Code::syntax_expected_mapping, node->span, "only under", diagnostics);
    return result;
  }
  for (const Entry& entry : node->entries) {
    result.push_back(
        {read_name(entry.key, diagnostics), read_words(&entry.value, diagnostics)});
  }
  return result;
}

}  // namespace jiangbu
