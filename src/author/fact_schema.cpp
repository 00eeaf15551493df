#include "author/fact_schema.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "author/json_fragment.hpp"

namespace jiangbu {

namespace {

const std::string decimal = R"(-?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?)";

std::string both_languages(const Bilingual& text) {
  if (text.zh.empty() || text.en.empty() || text.zh == text.en) {
    return text.zh.empty() ? text.en : text.zh;
  }
  return text.zh + " / " + text.en;
}

JsonPiece reference(const std::string& name) {
  return json_object({{"$ref", json_text("#/$defs/" + name)}});
}

JsonPiece text_like(const std::string& pattern) {
  return json_object({{"type", json_text("string")}, {"pattern", json_text(pattern)}});
}

/// $defs for the types whose values look the same in every vocabulary.
JsonMembers simple_types() {
  const std::string region = R"(^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$)";
  return {
      {"unknown", json_object({{"title", json_text("未知 / not known")},
                               {"enum", R"(["unknown",{"unknown":true}])"}})},
      {"boolean", R"({"enum":[true,false,"true","false"]})"},
      {"text", R"({"type":["string","number","boolean"]})"},
      {"number_text", text_like("^ *" + decimal + " *[%万亿]? *$")},
      {"money_text",
       text_like("^ *" + decimal + " *(元|千元|万元|百万元|千万元|亿元)? *$")},
      {"date", text_like(R"(^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$)")},
      {"months", text_like(R"(^-?P([0-9]+Y([0-9]+M)?|[0-9]+M)$)")},
      {"days", text_like(R"(^-?P[0-9]+D$)")},
      {"region", json_object({{"type", R"(["string","integer"])"},
                              {"minimum", "10"},
                              {"pattern", json_text(region)}})},
  };
}

std::string name_of_simple(BaseType base) {
  switch (base) {
    case BaseType::boolean:
      return "boolean";
    case BaseType::date:
      return "date";
    case BaseType::months:
      return "months";
    case BaseType::days:
      return "days";
    case BaseType::region:
      return "region";
    default:
      return "text";
  }
}

std::string description(const Field& field) {
  Bilingual more = field.question;
  const auto add = [&](const std::string& zh, const std::string& en) {
    more.zh += (more.zh.empty() ? "" : "；") + zh;
    more.en += (more.en.empty() ? "" : "; ") + en;
  };
  if (field.type.base == BaseType::money) {
    const bool yuan = field.type.id == yuan_currency;
    const std::string unit = !field.unit.empty() ? field.unit
                             : yuan              ? "元"
                                                 : currency_code(field.type.id);
    add("不带单位的数以" + unit + "计", "bare numbers are in " + unit);
  } else if (!field.unit.empty()) {
    add("单位：" + field.unit, "unit: " + field.unit);
  }
  if (field.changeable) add("申请人可以改变", "the applicant can change it");
  if (field.type.optional) add("确知没有时写 null", "null when known to be absent");
  return both_languages(more);
}

/// The schemas of one policy's records. Where another policy means something else by the
/// name of a record, the policy's id is added to it.
class RecordSchemas {
 public:
  RecordSchemas(const PolicyModel& policy, bool with_id)
      : vocabulary_(policy.vocabulary), suffix_(with_id ? " (" + policy.id + ")" : "") {}

  std::string name_of(const Entity& entity) const { return entity.name + suffix_; }

  JsonPiece record(const Entity& entity) const {
    JsonMembers members;
    const std::string title = both_languages(entity.title);
    if (!title.empty()) members.emplace_back("title", json_text(title));
    members.emplace_back("type", json_text("object"));
    members.emplace_back("additionalProperties", "false");
    if (entity.key) {
      const std::string& key = entity.fields[*entity.key].name;
      members.emplace_back("required", json_array({json_text(key)}));
    }
    members.emplace_back("properties", json_object(fields(entity)));
    return json_object(members);
  }

  JsonMembers fields(const Entity& entity) const {
    JsonMembers members;
    for (const Field& one : entity.fields) {
      if (!one.is_derived()) members.emplace_back(one.name, field(one));
    }
    return members;
  }

 private:
  JsonPiece field(const Field& field) const {
    JsonMembers members{{"title", json_text(both_languages(field.title))}};
    const std::string more = description(field);
    if (!more.empty()) members.emplace_back("description", json_text(more));
    members.emplace_back("anyOf", json_array(values(field.type, field)));
    return json_object(members);
  }

  /// What a value may look like: as its type takes it, `unknown`, and null if optional.
  std::vector<JsonPiece> values(const Type& type, const Field& field) const {
    std::vector<JsonPiece> pieces = known_values(type, field);
    pieces.push_back(reference("unknown"));
    if (type.optional) pieces.emplace_back(R"({"type":"null"})");
    return pieces;
  }

  std::vector<JsonPiece> known_values(const Type& type, const Field& field) const {
    switch (type.base) {
      case BaseType::number:
        return {bare_number(field), reference("number_text")};
      case BaseType::money:
        return {bare_number(field), money_text(type)};
      case BaseType::enumeration:
        return {enumeration(vocabulary_.enums[type.id])};
      case BaseType::list:
        return {json_object(
            {{"type", json_text("array")},
             {"items",
              json_object({{"anyOf", json_array(values(*type.element, field))}})}})};
      case BaseType::range:
        return {period(type, field)};
      case BaseType::record:
        return {reference(name_of(vocabulary_.entities[type.id]))};
      default:
        return {reference(name_of_simple(type.base))};
    }
  }

  static JsonPiece bare_number(const Field& field) {
    JsonMembers members{{"type", json_text(field.integral ? "integer" : "number")}};
    const auto bound = [&](const char* key, const std::optional<Decimal>& value) {
      if (!value) return;
      members.emplace_back(key, (*value / field.unit_factor).to_string());
    };
    bound("minimum", field.min);
    bound("maximum", field.max);
    return json_object(members);
  }

  static JsonPiece money_text(const Type& type) {
    if (type.id == yuan_currency) return reference("money_text");
    return text_like("^ *" + decimal + " *(" + currency_code(type.id) + ")? *$");
  }

  static JsonPiece enumeration(const Enumeration& enumeration) {
    std::vector<JsonPiece> values;
    for (const EnumerationValue& value : enumeration.values) {
      values.push_back(json_object({{"const", json_text(value.name)},
                                    {"title", json_text(both_languages(value.title))}}));
    }
    return json_object({{"title", json_text(both_languages(enumeration.title))},
                        {"oneOf", json_array(values)}});
  }

  JsonPiece period(const Type& type, const Field& field) const {
    const JsonPiece end =
        json_object({{"anyOf", json_array(values(*type.element, field))}});
    return json_object({{"type", json_text("object")},
                        {"additionalProperties", "false"},
                        {"properties", json_object({{"from", end}, {"to", end}})}});
  }

  const Vocabulary& vocabulary_;
  std::string suffix_;
};

/// Schemas by name, each different one once, in the order they came.
class NamedSchemas {
 public:
  void add(const std::string& name, JsonPiece schema) {
    const auto [place, is_new] = place_of_.try_emplace(name, schemas_.size());
    if (is_new) schemas_.emplace_back(name, std::vector<JsonPiece>());
    std::vector<JsonPiece>& all = schemas_[place->second].second;
    if (std::find(all.begin(), all.end(), schema) == all.end()) {
      all.push_back(std::move(schema));
    }
  }

  bool is_ambiguous(const std::string& name) const {
    const auto place = place_of_.find(name);
    return place != place_of_.end() && schemas_[place->second].second.size() > 1;
  }

  /// Several schemas under one name must all hold.
  JsonMembers members() const {
    JsonMembers members;
    for (const auto& [name, all] : schemas_) {
      members.emplace_back(name, all.size() == 1
                                     ? all.front()
                                     : json_object({{"allOf", json_array(all)}}));
    }
    return members;
  }

 private:
  std::vector<std::pair<std::string, std::vector<JsonPiece>>> schemas_;
  std::map<std::string, std::size_t> place_of_;
};

/// Whether two of the policies mean different things by the name of a record.
bool records_differ(const std::vector<const PolicyModel*>& policies) {
  NamedSchemas records;
  for (const PolicyModel* policy : policies) {
    const RecordSchemas schemas(*policy, false);
    for (const Entity& entity : policy->vocabulary.entities) {
      if (&entity == &policy->vocabulary.applicant()) continue;
      records.add(entity.name, schemas.record(entity));
      if (records.is_ambiguous(entity.name)) return true;
    }
  }
  return false;
}

}  // namespace

std::string fact_schema(const std::vector<const PolicyModel*>& policies) {
  NamedSchemas facts;
  NamedSchemas records;
  const bool with_id = records_differ(policies);
  std::string title;
  for (const PolicyModel* policy : policies) {
    title += (title.empty() ? "" : "; ") + both_languages(policy->title);
    const RecordSchemas schemas(*policy, with_id);
    for (const Entity& entity : policy->vocabulary.entities) {
      if (&entity == &policy->vocabulary.applicant()) continue;
      records.add(schemas.name_of(entity), schemas.record(entity));
    }
    for (auto& [name, schema] : schemas.fields(policy->vocabulary.applicant())) {
      facts.add(name, std::move(schema));
    }
  }
  JsonMembers definitions = simple_types();
  const JsonMembers shared = records.members();
  definitions.insert(definitions.end(), shared.begin(), shared.end());
  definitions.emplace_back(
      "applicant",
      json_object({{"title", json_text("申请人的事实 / facts of an applicant")},
                   {"type", json_text("object")},
                   {"additionalProperties", "false"},
                   {"properties", json_object(facts.members())}}));
  const JsonPiece several = json_object(
      {{"type", json_text("object")},
       {"additionalProperties", "false"},
       {"required", R"(["applicants"])"},
       {"properties",
        json_object({{"applicants", json_object({{"type", json_text("object")},
                                                 {"additionalProperties",
                                                  reference("applicant")}})}})}});
  return json_laid_out(
      json_object({{"$schema", json_text("https://json-schema.org/draft/2020-12/schema")},
                   {"title", json_text(title)},
                   {"anyOf", json_array({reference("applicant"), several})},
                   {"$defs", json_object(definitions)}}));
}

}  // namespace jiangbu
