// YAML to a tree, on top of the events of yaml-cpp.
// In: a file. Out: the tree, or diagnostics. Never: lets an exception of yaml-cpp out.
//
// Events are used rather than YAML::Load, which drops duplicate keys and gives no place
// to aliases. yaml-cpp gives byte offsets (behind a byte order mark) of where values
// begin; the ends are found here. This is the only file that may include yaml-cpp.
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <cstdint>
#include <exception>
#include <new>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "diagnostics/display_width.hpp"
#include "document/check_source.hpp"
#include "document/read_document.hpp"
#include "document/tree_builder.hpp"
#include "document/yaml_advice.hpp"
#include "document/yaml_places.hpp"
#include "document/yaml_scalar.hpp"

namespace jiangbu {

namespace {

/// Thrown through yaml-cpp to stop it; the error has been added. Never leaves this file.
struct Stop {};

bool is_refused_property(char first) { return first == '&' || first == '!'; }

/// yaml-cpp 0.7 writes the escapes \N and \_ as single bytes. The source being valid
/// UTF-8, every bad byte of a text is one of these.
std::string repair_escapes(const std::string& text) {
  if (is_valid_utf8(text)) return text;
  std::string repaired;
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter character = decode_utf8(text, at);
    append_utf8(repaired, character.valid ? character.code_point
                                          : static_cast<unsigned char>(text[at]));
    at += character.length;
  }
  return repaired;
}

/// Turns events into a tree with spans.
class YamlEvents final : public YAML::EventHandler {
 public:
  YamlEvents(const SourceMap& sources, FileId file, Diagnostics& diagnostics,
             const ReadLimits& limits)
      : source_(sources.file(file).text()),
        mark_shift_(byte_order_mark_size(source_)),
        file_(file),
        diagnostics_(diagnostics),
        tree_(diagnostics, limits),
        cursor_(mark_shift_) {}

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag,
                       YAML::anchor_t anchor, YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { close(']'); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override { close('}'); }

  /// Byte offset in the file of a mark, within the file whatever the mark says.
  std::size_t offset_of(const YAML::Mark& mark) const;

  /// The innermost collection still open that needs a closing bracket, if there is one.
  std::optional<Span> open_bracket() const;

  std::optional<Node> take_root() { return tree_.take_root(); }
  /// Whether what stopped the reading is a second document, so that the first is sound.
  bool second_is_separate() const { return second_is_separate_; }

 private:
  Span span_at(std::size_t begin, std::size_t end) const;
  void require_closed_quote(std::size_t begin);
  void add(Node value);
  void add_null(std::size_t begin, std::size_t end);
  void refuse_gap(std::size_t behind);
  void refuse_merge_key(Node key);
  void open(NodeKind kind, std::size_t begin, bool is_flow);
  void close(char bracket);
  std::size_t refuse_properties(std::size_t begin, const std::string& tag,
                                YAML::anchor_t anchor);

  std::string_view source_;
  std::size_t mark_shift_;
  FileId file_;
  Diagnostics& diagnostics_;
  TreeBuilder tree_;
  std::size_t cursor_;          // end of what has been read
  std::vector<bool> brackets_;  // whether each open collection ends with a bracket
  int documents_ = 0;
  bool second_is_separate_ = false;
};

std::size_t YamlEvents::offset_of(const YAML::Mark& mark) const {
  const std::size_t offset = mark.pos < 0 ? 0 : static_cast<std::size_t>(mark.pos);
  return std::min(offset + mark_shift_, source_.size());
}

Span YamlEvents::span_at(std::size_t begin, std::size_t end) const {
  return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

std::optional<Span> YamlEvents::open_bracket() const {
  if (brackets_.empty() || !brackets_.back()) return std::nullopt;
  const std::size_t begin = tree_.innermost().span.begin;
  return span_at(begin, begin + 1);
}

void YamlEvents::add(Node value) {
  cursor_ = std::max<std::size_t>(cursor_, value.span.end);
  if (!tree_.add(std::move(value))) throw Stop();
}

void YamlEvents::add_null(std::size_t begin, std::size_t end) {
  Node null;
  null.span = span_at(begin, end);
  null.text = source_.substr(begin, end - begin);
  add(std::move(null));
}

void YamlEvents::refuse_merge_key(Node key) {
  diagnostics_.error(Code::document_merge_key, key.span);
  cursor_ = key.span.end;
  if (!tree_.add_refused_key(std::move(key))) throw Stop();
}

void YamlEvents::open(NodeKind kind, std::size_t begin, bool is_flow) {
  const char bracket = kind == NodeKind::mapping ? '{' : '[';
  const bool has_bracket = is_flow && begin < source_.size() && source_[begin] == bracket;
  Node collection;
  collection.kind = kind;
  collection.span = span_at(begin, begin);
  if (!tree_.open(std::move(collection))) throw Stop();
  brackets_.push_back(has_bracket);
  cursor_ = begin + (has_bracket ? 1 : 0);
}

void YamlEvents::close(char bracket) {
  if (brackets_.back()) cursor_ = end_of_flow(source_, cursor_, bracket);
  brackets_.pop_back();
  tree_.close(cursor_);
}

/// Adds errors for tags and anchors before a value and returns where the value begins.
std::size_t YamlEvents::refuse_properties(std::size_t begin, const std::string& tag,
                                          YAML::anchor_t anchor) {
  // "?" and "!" are yaml-cpp's own marks for plain and other scalars without a tag; but
  // the author may have written "!" too.
  const bool is_implicit = tag == "?" || tag == "!" || tag.empty();
  const bool is_written = begin < source_.size() && is_refused_property(source_[begin]);
  if (is_implicit && anchor == YAML::NullAnchor && !(tag == "!" && is_written)) {
    return begin;
  }
  const YamlProperties properties = read_yaml_properties(source_, begin);
  for (const YamlProperty& property : properties.properties) {
    const Span span = span_at(property.begin, property.end);
    const std::string text(source_.substr(property.begin, property.end - property.begin));
    if (property.is_tag) {
      diagnostics_.error(Code::document_tag, span, {text});
    } else {
      diagnostics_.error(Code::document_anchor, span, {text.substr(1)});
    }
  }
  return properties.value_begin;
}

void YamlEvents::OnDocumentStart(const YAML::Mark& mark) {
  if (++documents_ == 1) return;
  const std::size_t begin = offset_of(mark);
  const std::string_view before = source_.substr(0, begin);
  const std::size_t last = before.find_last_not_of(" \t\r\n");
  second_is_separate_ = source_.substr(begin).starts_with("---") ||
                        before.substr(0, last + 1).ends_with("...");
  diagnostics_.error(
      second_is_separate_ ? Code::document_multiple_documents : Code::document_trailing,
      span_at(begin, end_of_word(source_, begin)));
  throw Stop();
}

void YamlEvents::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const std::size_t begin = refuse_properties(offset_of(mark), "", anchor);
  if (is_null_written(source_, begin, tree_.expects_key())) {
    return add_null(begin, begin + null_word_size(source_, begin));
  }
  refuse_gap(begin);
  const std::size_t place = place_of_empty(source_, cursor_);
  add_null(place, place);
}

/// Two gaps that YAML forbids and yaml-cpp 0.7 takes for null: an empty item of a flow
/// sequence, and a key of a block mapping without a colon. `behind` is where the parser
/// stands after the gap.
void YamlEvents::refuse_gap(std::size_t behind) {
  if (brackets_.empty()) return;
  const std::size_t next = skip_yaml_blanks(source_, cursor_);
  const char following = next < source_.size() ? source_[next] : '\0';
  const bool is_empty_item = brackets_.back() && tree_.innermost().is_sequence();
  const Node* key = tree_.waiting_key();
  const bool lacks_colon = !brackets_.back() && key != nullptr && following != ':' &&
                           !is_explicit_key(source_, key->span.begin);
  if (is_empty_item) {
    diagnostics_.error(Code::document_yaml_syntax, span_at(behind, behind),
                       {"empty item", "空的列表项"});
  } else if (lacks_colon) {
    Diagnostic& error = diagnostics_.error(Code::document_yaml_syntax, key->span,
                                           {"a key without ':'", "键后面没有“:”"});
    if (key->text.find("：") != std::string::npos) error.help = fullwidth_colon_advice();
  }
}

void YamlEvents::OnAlias(const YAML::Mark& mark, YAML::anchor_t) {
  const std::size_t begin = offset_of(mark);
  const std::size_t end = end_of_word(source_, begin);
  diagnostics_.error(Code::document_alias, span_at(begin, end),
                     {std::string(source_.substr(begin, end - begin))});
  add_null(begin, end);
}

void YamlEvents::OnScalar(const YAML::Mark& mark, const std::string& tag,
                          YAML::anchor_t anchor, const std::string& value) {
  const std::size_t begin = refuse_properties(offset_of(mark), tag, anchor);
  if (begin >= source_.size()) return add_null(begin, begin);
  Node scalar;
  scalar.kind = NodeKind::scalar;
  scalar.text = repair_escapes(value);
  scalar.span = span_at(begin, begin);
  require_closed_quote(begin);
  locate_yaml_scalar(source_, scalar);
  if (value == "<<" && tree_.expects_key() && !scalar.is_quoted()) {
    return refuse_merge_key(std::move(scalar));
  }
  add(std::move(scalar));
}

/// yaml-cpp 0.7 takes the end of the file for the end of a quoted text when a line end
/// stands before it, and so would swallow all that follows a forgotten quote.
void YamlEvents::require_closed_quote(std::size_t begin) {
  const bool is_quoted = source_[begin] == '"' || source_[begin] == '\'';
  if (!is_quoted || end_of_quoted(source_, begin)) return;
  const std::size_t end = source_.size();
  Diagnostic& diagnostic =
      diagnostics_.error(Code::document_unexpected_end, span_at(end, end),
                         {"引号没有闭合", "a quotation mark is not closed"});
  diagnostic.labels.push_back(
      {span_at(begin, begin + 1), {"引号从这里开始", "the quotation begins here"}});
  throw Stop();
}

void YamlEvents::OnSequenceStart(const YAML::Mark& mark, const std::string& tag,
                                 YAML::anchor_t anchor, YAML::EmitterStyle::value style) {
  const std::size_t begin = refuse_properties(offset_of(mark), tag, anchor);
  open(NodeKind::sequence, begin, style == YAML::EmitterStyle::Flow);
}

void YamlEvents::OnMapStart(const YAML::Mark& mark, const std::string& tag,
                            YAML::anchor_t anchor, YAML::EmitterStyle::value style) {
  const std::size_t begin = refuse_properties(offset_of(mark), tag, anchor);
  open(NodeKind::mapping, begin, style == YAML::EmitterStyle::Flow);
}

/// Refuses a text with so many indicators that yaml-cpp, which keeps every token of a
/// flow collection until its end, would take memory out of proportion to the limits. Each
/// node of a sound document needs fewer.
bool check_indicators(std::string_view source, FileId file, Diagnostics& diagnostics,
                      const ReadLimits& limits) {
  std::size_t indicators = 0;
  std::size_t quotes = 0;
  for (const char character : source) {
    if (std::string_view("[{,:?&*!").find(character) != std::string_view::npos)
      ++indicators;
    if (character == '"' || character == '\'') ++quotes;
  }
  if (indicators + quotes / 2 <= 2 * limits.max_nodes + 64) return true;
  diagnostics.error(Code::document_too_many_nodes, {file, 0, 0},
                    {std::to_string(limits.max_nodes)});
  return false;
}

/// An error of yaml-cpp as a diagnostic, with its message and its place.
void add_yaml_error(const YAML::Exception& error, const YamlEvents& events,
                    const SourceFile& source, FileId file, Diagnostics& diagnostics) {
  const std::string_view text = source.text();
  const std::size_t begin = events.offset_of(error.mark);
  const auto at = static_cast<std::uint32_t>(begin);
  if (error.msg == YAML::ErrorMsg::UNKNOWN_ANCHOR) {
    const std::size_t end = end_of_word(text, begin);
    diagnostics.error(Code::document_alias, {file, at, static_cast<std::uint32_t>(end)},
                      {std::string(text.substr(begin, end - begin))});
    return;
  }
  const bool wants_more = error.msg == YAML::ErrorMsg::EOF_IN_SCALAR ||
                          error.msg == YAML::ErrorMsg::END_OF_SEQ_FLOW ||
                          error.msg == YAML::ErrorMsg::END_OF_MAP_FLOW;
  const bool is_at_end = skip_yaml_blanks(text, begin) == text.size();
  Diagnostic& diagnostic =
      wants_more && is_at_end
          ? diagnostics.error(Code::document_unexpected_end, {file, at, at},
                              {yaml_reason_in_chinese(error.msg), error.msg})
          : diagnostics.error(Code::document_yaml_syntax, {file, at, at},
                              {error.msg, yaml_reason_in_chinese(error.msg)});
  diagnostic.help = yaml_advice(error.msg, source, begin);
  if (const auto bracket = events.open_bracket()) {
    diagnostic.labels.push_back({*bracket, {"这里还没有闭合", "this is still open"}});
  }
}

/// Feeds the one document to the events; returns whether it was read to its end.
bool parse(const SourceFile& source, FileId file, YamlEvents& events,
           Diagnostics& diagnostics, const ReadLimits& limits) {
  try {
    std::istringstream stream(source.text());
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(events)) {
      diagnostics.error(Code::document_empty, {file, 0, 0});
      return false;
    }
    // Once more, for what follows the document.
    parser.HandleNextDocument(events);
    return true;
  } catch (const Stop&) {
    return events.second_is_separate();
  } catch (const YAML::DeepRecursion& error) {
    const auto at = static_cast<std::uint32_t>(events.offset_of(error.mark));
    add_too_deep(diagnostics, {file, at, at}, limits);
  } catch (const YAML::Exception& error) {
    add_yaml_error(error, events, source, file, diagnostics);
  } catch (const std::bad_alloc&) {
    throw;  // says nothing of the text
  } catch (const std::exception& error) {
    diagnostics.error(Code::document_yaml_syntax, {file, 0, 0},
                      {error.what(), yaml_reason_in_chinese(error.what())});
  }
  return false;
}

}  // namespace

std::optional<Node> read_yaml(const SourceMap& sources, FileId file,
                              Diagnostics& diagnostics, const ReadLimits& limits) {
  const SourceFile& source = sources.file(file);
  if (!check_size_and_encoding(source, file, diagnostics, limits) ||
      !check_control_characters(source, file, diagnostics) ||
      !check_indicators(source.text(), file, diagnostics, limits)) {
    return std::nullopt;
  }
  YamlEvents events(sources, file, diagnostics, limits);
  if (!parse(source, file, events, diagnostics, limits)) return std::nullopt;
  return events.take_root();
}

}  // namespace jiangbu
