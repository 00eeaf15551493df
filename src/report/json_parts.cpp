// The pieces that json.cpp and json_clause.cpp share; see json_parts.hpp.
#include "report/json_parts.hpp"

#include <algorithm>

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

const char* kind_name(ProofKind kind) {
  switch (kind) {
    case ProofKind::all:
      return "all";
    case ProofKind::any:
      return "any";
    case ProofKind::not_:
      return "not";
    case ProofKind::condition:
      return "condition";
    case ProofKind::exclusion:
      return "exclusion";
    case ProofKind::window:
      return "window";
    case ProofKind::history:
      return "history";
    case ProofKind::amount:
      return "amount";
  }
  return "condition";
}

void title_value(JsonWriter& json, const Bilingual& value) {
  json.begin_object();
  json.known_key("zh");
  json.string(value.zh);
  json.known_key("en");
  json.string(value.en);
  json.end_object();
}

void proof_node(JsonWriter& json, const ProofNode& node, FormulaTable& formulas) {
  json.known_key("formula");
  json.number(formulas.number_of(*node.part));
  truth(json, "truth", node.truth);
  if (!node.values.empty()) {
    json.known_key("values");
    json.begin_array();
    for (const ProofValue& value : node.values) {
      if (value.text.empty()) {
        json.null();
      } else {
        json.string(value.text);
      }
      formulas.add_value(*node.part, value);
    }
    json.end_array();
  }
  missing(json, node.missing, node.missing_more);
  names(json, node.names);
  proof(json, "parts", node.parts, formulas);
}

void name(JsonWriter& json, std::string_view word, const Bilingual& meaning,
          std::string_view of) {
  json.begin_object();
  text(json, "text", word);
  title(json, "title", meaning);
  text(json, "of", of);
  json.end_object();
}

}  // namespace

std::uint32_t FormulaTable::number_of(const ProofPart& part) {
  if (part.number >= numbers_.size()) numbers_.resize(part.number + 32);
  std::uint32_t& number = numbers_[part.number];
  if (number == 0) {
    entries_.push_back({&part, {}});
    number = static_cast<std::uint32_t>(entries_.size());
  }
  return number - 1;
}

void FormulaTable::add_value(const ProofPart& part, const ProofValue& value) {
  if (value.title == nullptr) return;
  Entry& entry = entries_[number_of(part)];
  for (const ProofValue* known : entry.titled) {
    if (known->title == value.title || known->text == value.text) return;
  }
  entry.titled.push_back(&value);
}

void FormulaTable::write(JsonWriter& json, JsonKey key) const {
  objects(json, key, entries_, write_entry);
}

void FormulaTable::write_entry(JsonWriter& json, const Entry& entry) {
  const ProofPart& part = *entry.part;
  json.known_key("kind");
  json.string(kind_name(part.kind));
  title(json, "title", part.title);
  text(json, "text", part.text);
  text(json, "cite", part.cite);
  if (!part.sources.empty()) {
    json.known_key("sources");
    json.begin_array();
    for (const ProofSource& source : part.sources) json.string(source.text);
    json.end_array();
  }
  if (part.names.empty() && entry.titled.empty()) return;
  json.known_key("names");
  json.begin_array();
  for (const Name& known : part.names) name(json, known.text, known.title, {});
  for (const ProofValue* value : entry.titled) {
    const auto is_known = [&](const Name& known) { return known.text == value->text; };
    if (std::ranges::any_of(part.names, is_known)) continue;
    name(json, value->text, *value->title, {});
  }
  json.end_array();
}

void text(JsonWriter& json, JsonKey key, std::string_view value) {
  if (json.leaves_out(value.empty())) return;
  json.known_key(key);
  json.string(value);
}

void flag(JsonWriter& json, JsonKey key, bool value) {
  json.known_key(key);
  json.boolean(value);
}

void title(JsonWriter& json, JsonKey key, const Bilingual& value) {
  if (json.leaves_out(value.empty())) return;
  json.known_key(key);
  title_value(json, value);
}

void amount(JsonWriter& json, JsonKey key, const AmountRange& value) {
  json.known_key(key);
  json.begin_object();
  money(json, "low", value.low);
  if (value.high) {
    money(json, "high", *value.high);
  } else {
    json.known_key("high");
    json.null();
  }
  json.end_object();
}

void money(JsonWriter& json, JsonKey key, Money value) {
  json.known_key(key);
  json.string(value.to_string());
}

void date(JsonWriter& json, JsonKey key, const std::optional<Date>& value) {
  json.known_key(key);
  if (value) {
    json.string(value->to_string());
  } else {
    json.null();
  }
}

void status(JsonWriter& json, LineStatus value) {
  text(json, "status", name_of(value, Language::en));
}

void truth(JsonWriter& json, JsonKey key, Truth value) {
  text(json, key, name_of(value));
}

void texts(JsonWriter& json, JsonKey key, const std::vector<std::string>& values) {
  if (json.leaves_out(values.empty())) return;
  json.known_key(key);
  json.begin_array();
  for (const std::string& value : values) json.string(value);
  json.end_array();
}

void missing(JsonWriter& json, const std::vector<std::string>& paths, std::size_t more) {
  texts(json, "missing", paths);
  if (more == 0) return;
  json.known_key("missing_more");
  json.number(static_cast<std::int64_t>(more));
}

void titles(JsonWriter& json, JsonKey key, const std::vector<Bilingual>& values) {
  if (json.leaves_out(values.empty())) return;
  json.known_key(key);
  json.begin_array();
  for (const Bilingual& value : values) title_value(json, value);
  json.end_array();
}

void names(JsonWriter& json, const std::vector<Name>& values) {
  if (json.leaves_out(values.empty())) return;
  json.known_key("names");
  json.begin_array();
  for (const Name& value : values) name(json, value.text, value.title, value.of);
  json.end_array();
}

void causes(JsonWriter& json, const std::vector<Cause>& values) {
  if (json.leaves_out(values.empty())) return;
  json.known_key("causes");
  json.begin_array();
  for (const Cause value : values) json.string(cause_name(value));
  json.end_array();
}

void proof(JsonWriter& json, JsonKey key, const std::vector<ProofNode>& nodes,
           FormulaTable& formulas) {
  objects(json, key, nodes, [&](JsonWriter& writer, const ProofNode& node) {
    proof_node(writer, node, formulas);
  });
}

}  // namespace jiangbu::json_parts
