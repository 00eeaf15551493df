#include "author/json_fragment.hpp"

#include <cassert>

#include "diagnostics/json_text.hpp"
#include "document/read_document.hpp"
#include "report/json_writer.hpp"

namespace jiangbu {

namespace {

void write(JsonWriter& out, const Node& node) {
  if (node.is_mapping()) {
    out.begin_object();
    for (const Entry& entry : node.entries) {
      out.key(entry.key.text);
      write(out, entry.value);
    }
    out.end_object();
  } else if (node.is_sequence()) {
    out.begin_array();
    for (const Node& item : node.items) write(out, item);
    out.end_array();
  } else if (node.is_quoted()) {
    out.string(node.text);
  } else {
    out.number(node.text);  // numbers and words alike stand as they are
  }
}

}  // namespace

JsonPiece json_text(std::string_view text) { return json_string(text); }

JsonPiece json_object(const JsonMembers& members) {
  JsonPiece piece = "{";
  for (const auto& [key, value] : members) {
    piece += (piece.size() > 1 ? "," : "") + json_string(key) + ":" + value;
  }
  return piece + "}";
}

JsonPiece json_array(const std::vector<JsonPiece>& items) {
  JsonPiece piece = "[";
  for (const JsonPiece& item : items) piece += (piece.size() > 1 ? "," : "") + item;
  return piece + "]";
}

std::string json_laid_out(const JsonPiece& piece) {
  SourceMap sources;
  Diagnostics diagnostics;
  const auto tree = read_json(sources, sources.add("", piece), diagnostics);
  assert(tree && diagnostics.empty());
  JsonWriter out(JsonWriter::Form::indented);
  write(out, *tree);
  return out.take();
}

}  // namespace jiangbu
