// The pieces that json.cpp and json_clause.cpp share.
// In: values, parts of results. Out: JSON through a writer. Never: a whole document.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "evaluate/result.hpp"
#include "report/json_writer.hpp"

namespace jiangbu::json_parts {

/// Name and value of one member.
void text(JsonWriter& json, std::string_view key, std::string_view value);
void flag(JsonWriter& json, std::string_view key, bool value);
void title(JsonWriter& json, std::string_view key, const Bilingual& value);
void amount(JsonWriter& json, std::string_view key, const AmountRange& value);
void money(JsonWriter& json, std::string_view key, Money value);
void date(JsonWriter& json, std::string_view key, const std::optional<Date>& value);
void status(JsonWriter& json, LineStatus value);
void truth(JsonWriter& json, std::string_view key, Truth value);
void texts(JsonWriter& json, std::string_view key,
           const std::vector<std::string>& values);
void titles(JsonWriter& json, std::string_view key, const std::vector<Bilingual>& values);
/// "names": what people call the words of formulas, values and paths.
void names(JsonWriter& json, const std::vector<Name>& values);
void causes(JsonWriter& json, const std::vector<Cause>& values);
void proof(JsonWriter& json, std::string_view key, const std::vector<ProofNode>& nodes);

/// An array of {first: …, second: …}.
void pairs(JsonWriter& json, std::string_view key, std::string_view first,
           std::string_view second,
           const std::vector<std::pair<std::string, std::string>>& values);

/// An array of objects; `write_members` writes what stands inside one.
template <typename Item, typename WriteMembers>
void objects(JsonWriter& json, std::string_view key, const std::vector<Item>& items,
             WriteMembers write_members) {
  json.key(key);
  json.begin_array();
  for (const Item& item : items) {
    json.begin_object();
    write_members(json, item);
    json.end_object();
  }
  json.end_array();
}

/// The members of one clause, its lines included.
void write_clause(JsonWriter& json, const ClauseResult& clause);

}  // namespace jiangbu::json_parts
