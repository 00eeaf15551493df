// The pieces that json.cpp and json_clause.cpp share; see json_parts.hpp.
#include "report/json_parts.hpp"

namespace jiangbu::json_parts {

namespace {

const char* cause_name(Cause cause) {
  switch (cause) {
    case Cause::discretion:
      return "discretion";
    case Cause::unknown_fact:
      return "unknown fact";
    case Cause::reading:
      return "reading";
    case Cause::other_applicants:
      return "other applicants";
  }
  return "unknown fact";
}

const char* kind_name(ProofNode::Kind kind) {
  switch (kind) {
    case ProofNode::Kind::all:
      return "all";
    case ProofNode::Kind::any:
      return "any";
    case ProofNode::Kind::not_:
      return "not";
    case ProofNode::Kind::condition:
      return "condition";
    case ProofNode::Kind::exclusion:
      return "exclusion";
    case ProofNode::Kind::window:
      return "window";
    case ProofNode::Kind::history:
      return "history";
  }
  return "condition";
}

void title_value(JsonWriter& json, const Bilingual& value) {
  json.begin_object();
  text(json, "zh", value.zh);
  text(json, "en", value.en);
  json.end_object();
}

void proof_node(JsonWriter& json, const ProofNode& node) {
  text(json, "kind", kind_name(node.kind));
  truth(json, "truth", node.truth);
  title(json, "title", node.title);
  text(json, "text", node.text);
  text(json, "cite", node.cite);
  pairs(json, "values", "source", "value", node.values);
  texts(json, "missing", node.missing);
  names(json, node.names);
  proof(json, "parts", node.parts);
}

}  // namespace

void text(JsonWriter& json, std::string_view key, std::string_view value) {
  json.key(key);
  json.string(value);
}

void flag(JsonWriter& json, std::string_view key, bool value) {
  json.key(key);
  json.boolean(value);
}

void title(JsonWriter& json, std::string_view key, const Bilingual& value) {
  json.key(key);
  title_value(json, value);
}

void amount(JsonWriter& json, std::string_view key, const AmountRange& value) {
  json.key(key);
  json.begin_object();
  money(json, "low", value.low);
  json.key("high");
  if (value.high) {
    json.string(value.high->to_string());
  } else {
    json.null();
  }
  flag(json, "exact", value.is_exact());
  json.end_object();
}

void money(JsonWriter& json, std::string_view key, Money value) {
  text(json, key, value.to_string());
}

void date(JsonWriter& json, std::string_view key, const std::optional<Date>& value) {
  json.key(key);
  if (value) {
    json.string(value->to_string());
  } else {
    json.null();
  }
}

void status(JsonWriter& json, LineStatus value) {
  text(json, "status", name_of(value, Language::en));
}

void truth(JsonWriter& json, std::string_view key, Truth value) {
  text(json, key, name_of(value));
}

void texts(JsonWriter& json, std::string_view key,
           const std::vector<std::string>& values) {
  json.key(key);
  json.begin_array();
  for (const std::string& value : values) json.string(value);
  json.end_array();
}

void titles(JsonWriter& json, std::string_view key,
            const std::vector<Bilingual>& values) {
  json.key(key);
  json.begin_array();
  for (const Bilingual& value : values) title_value(json, value);
  json.end_array();
}

void names(JsonWriter& json, const std::vector<Name>& values) {
  objects(json, "names", values, [](JsonWriter& writer, const Name& name) {
    text(writer, "text", name.text);
    title(writer, "title", name.title);
    text(writer, "of", name.of);
  });
}

void causes(JsonWriter& json, const std::vector<Cause>& values) {
  json.key("causes");
  json.begin_array();
  for (const Cause value : values) json.string(cause_name(value));
  json.end_array();
}

void proof(JsonWriter& json, std::string_view key, const std::vector<ProofNode>& nodes) {
  objects(json, key, nodes, proof_node);
}

void pairs(JsonWriter& json, std::string_view key, std::string_view first,
           std::string_view second,
           const std::vector<std::pair<std::string, std::string>>& values) {
  objects(json, key, values, [&](JsonWriter& writer, const auto& pair) {
    text(writer, first, pair.first);
    text(writer, second, pair.second);
  });
}

}  // namespace jiangbu::json_parts
