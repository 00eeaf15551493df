// The pieces that json.cpp and json_clause.cpp share.
// In: values, parts of results. Out: JSON through a writer. Never: a whole document.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evaluate/result.hpp"
#include "report/json_writer.hpp"

namespace jiangbu::json_parts {

/// What the conditions and amounts of one policy say, each once; proofs refer to them by
/// number, in the order of their first appearance.
class FormulaTable {
 public:
  std::uint32_t number_of(const ProofPart& part);
  /// Notes the title of a value that a node or calculation of `part` shows.
  void add_value(const ProofPart& part, const ProofValue& value);
  void write(JsonWriter& json, JsonKey key) const;

 private:
  struct Entry {
    const ProofPart* part;
    std::vector<const ProofValue*> titled;  // values with different titles
  };
  static void write_entry(JsonWriter& json, const Entry& entry);

  std::vector<Entry> entries_;
  std::vector<std::uint32_t> numbers_;  // by ProofPart::number, plus one; 0: none yet
};

/// Name and value of one member. What is empty is left out, unless the writer says
/// otherwise: a text without characters, a title without words, an array without
/// elements.
void text(JsonWriter& json, JsonKey key, std::string_view value);
void title(JsonWriter& json, JsonKey key, const Bilingual& value);
void texts(JsonWriter& json, JsonKey key, const std::vector<std::string>& values);
/// "missing" and, where not all are listed, "missing_more": the count of the others.
void missing(JsonWriter& json, const std::vector<std::string>& paths, std::size_t more);
void titles(JsonWriter& json, JsonKey key, const std::vector<Bilingual>& values);
/// "names": what people call the words of formulas, values and paths.
void names(JsonWriter& json, const std::vector<Name>& values);
void causes(JsonWriter& json, const std::vector<Cause>& values);
void proof(JsonWriter& json, JsonKey key, const std::vector<ProofNode>& nodes,
           FormulaTable& formulas);

/// The same, always written.
void flag(JsonWriter& json, JsonKey key, bool value);
void amount(JsonWriter& json, JsonKey key, const AmountRange& value);
void money(JsonWriter& json, JsonKey key, Money value);
void date(JsonWriter& json, JsonKey key, const std::optional<Date>& value);
void status(JsonWriter& json, LineStatus value);
void truth(JsonWriter& json, JsonKey key, Truth value);

/// An array of objects, left out if empty; `write_members` writes what stands inside one.
template <typename Items, typename WriteMembers>
void objects(JsonWriter& json, JsonKey key, const Items& items,
             WriteMembers write_members) {
  if (json.leaves_out(items.empty())) return;
  json.known_key(key);
  json.begin_array();
  for (const auto& item : items) {
    json.begin_object();
    write_members(json, item);
    json.end_object();
  }
  json.end_array();
}

/// The members of one clause, its lines included.
void write_clause(JsonWriter& json, const ClauseResult& clause, FormulaTable& formulas);

}  // namespace jiangbu::json_parts
