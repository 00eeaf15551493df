// Facts, records, enums and regions as JSON; see description_words.hpp.
#include "report/description_words.hpp"

#include <algorithm>
#include <utility>

#include "report/json_parts.hpp"

namespace jiangbu {

namespace {

using namespace json_parts;

const char* type_word(const Type& type, bool integral) {
  switch (type.base) {
    case BaseType::boolean:
      return "boolean";
    case BaseType::number:
      return integral ? "integer" : "number";
    case BaseType::money:
      return "money";
    case BaseType::date:
      return "date";
    case BaseType::months:
      return "months";
    case BaseType::days:
      return "days";
    case BaseType::enumeration:
      return "enum";
    case BaseType::region:
      return "region";
    case BaseType::record:
      return "record";
    case BaseType::list:
      return "list";
    case BaseType::range:
      return "period";
    default:
      return "text";
  }
}

/// What a policy means by its words.
class PolicyWords {
 public:
  PolicyWords(const PolicyModel& policy, bool with_id)
      : vocabulary_(policy.vocabulary),
        suffix_(with_id ? " (" + policy.id + ")" : std::string()) {}

  std::string name_of(const std::string& name) const { return name + suffix_; }

  void write_enum(JsonWriter& json, const Enumeration& enumeration) const {
    text(json, "name", name_of(enumeration.name));
    title(json, "title", enumeration.title);
    if (enumeration.ordered) flag(json, "ordered", true);
    objects(json, "values", enumeration.values,
            [](JsonWriter& writer, const EnumerationValue& value) {
              text(writer, "name", value.name);
              title(writer, "title", value.title);
            });
  }

  void write_record(JsonWriter& json, const Entity& entity) const {
    text(json, "name", name_of(entity.name));
    title(json, "title", entity.title);
    if (entity.key) text(json, "key", entity.fields[*entity.key].name);
    objects(json, "fields", entity.fields,
            [&](JsonWriter& writer, const Field& field) { write_field(writer, field); });
  }

  void write_field(JsonWriter& json, const Field& field) const {
    text(json, "name", field.name);
    title(json, "title", field.title);
    title(json, "question", field.question);
    write_type(json, field.type, field);
    const auto bound = [&](JsonKey key, const std::optional<Decimal>& value) {
      if (value) text(json, key, (*value / field.unit_factor).to_string());
    };
    bound("min", field.min);
    bound("max", field.max);
    if (field.changeable) flag(json, "changeable", true);
    if (field.assume) {
      text(json, "assumed", constant_text(*field.assume, field.type, vocabulary_));
    }
    if (field.assume_empty_list) text(json, "assumed", "[]");
    if (field.is_derived()) flag(json, "derived", true);
    if (field.aggregate) flag(json, "over_applicants", true);
  }

 private:
  void write_type(JsonWriter& json, const Type& type, const Field& field) const {
    text(json, "type", type_word(type, field.integral));
    if (type.optional) flag(json, "optional", true);
    switch (type.base) {
      case BaseType::money:
        text(json, "currency", currency_code(type.id));
        text(json, "unit", money_unit(type, field));
        break;
      case BaseType::number:
        text(json, "unit", field.unit);
        break;
      case BaseType::enumeration:
        text(json, "of", name_of(vocabulary_.enums[type.id].name));
        break;
      case BaseType::record:
        text(json, "of", name_of(vocabulary_.entities[type.id].name));
        break;
      case BaseType::list:
      case BaseType::range:
        json.known_key("element");
        json.begin_object();
        write_type(json, *type.element, field);
        json.end_object();
        break;
      default:
        break;
    }
  }

  /// Of numbers given without a unit.
  static std::string money_unit(const Type& type, const Field& field) {
    if (!field.unit.empty()) return field.unit;
    return type.id == yuan_currency ? "元" : currency_code(type.id);
  }

  const Vocabulary& vocabulary_;
  std::string suffix_;
};

/// A word as some of the policies mean it.
template <typename Item>
struct Meaning {
  const Item* item = nullptr;
  std::string written;                  // all that is said of it
  std::vector<std::size_t> policies{};  // that mean it so, ascending
};

/// Words by name in the order they came, each with its different meanings.
template <typename Item>
class Words {
 public:
  void add(const Item& item, std::string written, std::size_t policy) {
    std::vector<Meaning<Item>>& meanings = of(item.name);
    const auto same = std::ranges::find(meanings, written, &Meaning<Item>::written);
    if (same != meanings.end()) {
      same->policies.push_back(policy);
    } else {
      meanings.push_back({&item, std::move(written), {policy}});
    }
  }

  bool is_ambiguous() const {
    return std::ranges::any_of(words_,
                               [](const auto& word) { return word.second.size() > 1; });
  }

  const auto& all() const { return words_; }

 private:
  std::vector<Meaning<Item>>& of(const std::string& name) {
    for (auto& [known, meanings] : words_) {
      if (known == name) return meanings;
    }
    return words_.emplace_back(name, std::vector<Meaning<Item>>()).second;
  }

  std::vector<std::pair<std::string, std::vector<Meaning<Item>>>> words_;
};

template <typename Write>
std::string written(Write write) {
  JsonWriter json(JsonWriter::Form::compact);
  json.begin_object();
  write(json);
  json.end_object();
  return json.take();
}

struct AllWords {
  Words<Field> facts;
  Words<Entity> records;
  Words<Enumeration> enums;
};

/// Whether an enum is made of the options of a reading, which no fact has for its type.
bool is_of_reading(const Enumeration& enumeration, const PolicyModel& policy) {
  return std::ranges::any_of(policy.readings, [&](const Reading& reading) {
    return &policy.vocabulary.enums[reading.enumeration] == &enumeration;
  });
}

AllWords collect(const std::vector<const PolicyModel*>& policies, bool with_id) {
  AllWords all;
  for (std::size_t i = 0; i < policies.size(); ++i) {
    const Vocabulary& vocabulary = policies[i]->vocabulary;
    const PolicyWords words(*policies[i], with_id);
    for (const Field& fact : vocabulary.applicant().fields) {
      all.facts.add(fact,
                    written([&](JsonWriter& json) { words.write_field(json, fact); }), i);
    }
    for (const Entity& entity : vocabulary.entities) {
      if (&entity == &vocabulary.applicant()) continue;
      all.records.add(
          entity, written([&](JsonWriter& json) { words.write_record(json, entity); }),
          i);
    }
    for (const Enumeration& one : vocabulary.enums) {
      if (is_of_reading(one, *policies[i])) continue;
      all.enums.add(one, written([&](JsonWriter& json) { words.write_enum(json, one); }),
                    i);
    }
  }
  return all;
}

/// Several policies know a fact, and not all of them alike: whose meaning this is.
void write_policies(JsonWriter& json, const std::vector<const PolicyModel*>& policies,
                    const std::vector<std::size_t>& which) {
  json.known_key("policies");
  json.begin_array();
  for (const std::size_t i : which) json.string(policies[i]->id);
  json.end_array();
}

template <typename Item, typename Write>
void write_all(JsonWriter& json, JsonKey key, const Words<Item>& words, Write write) {
  if (words.all().empty()) return;
  json.known_key(key);
  json.begin_array();
  for (const auto& [name, meanings] : words.all()) {
    for (const Meaning<Item>& meaning : meanings) {
      json.begin_object();
      write(meaning, meanings.size() > 1);
      json.end_object();
    }
  }
  json.end_array();
}

void write_regions(JsonWriter& json, const std::vector<const PolicyModel*>& policies) {
  using Region = std::pair<std::string, Bilingual>;
  std::vector<Region> regions;
  for (const PolicyModel* policy : policies) {
    for (const auto& one : policy->vocabulary.regions) {
      const Region region = one;
      if (std::ranges::find(regions, region) == regions.end()) regions.push_back(region);
    }
  }
  std::ranges::stable_sort(regions, {}, &Region::first);
  objects(json, "regions", regions, [](JsonWriter& writer, const auto& region) {
    text(writer, "code", region.first);
    title(writer, "title", region.second);
  });
}

}  // namespace

DescriptionWords::DescriptionWords(std::vector<const PolicyModel*> policies)
    : policies_(std::move(policies)) {
  const AllWords all = collect(policies_, false);
  with_id_ = all.records.is_ambiguous() || all.enums.is_ambiguous();
}

std::string DescriptionWords::record_name(const PolicyModel& policy,
                                          const Entity& entity) const {
  return PolicyWords(policy, with_id_).name_of(entity.name);
}

void DescriptionWords::write(JsonWriter& json) const {
  const AllWords all = collect(policies_, with_id_);
  const auto words_of = [&](const auto& meaning) {
    return PolicyWords(*policies_[meaning.policies.front()], with_id_);
  };
  write_all(json, "facts", all.facts, [&](const Meaning<Field>& fact, bool differs) {
    words_of(fact).write_field(json, *fact.item);
    if (differs) write_policies(json, policies_, fact.policies);
  });
  write_all(json, "records", all.records, [&](const Meaning<Entity>& record, bool) {
    words_of(record).write_record(json, *record.item);
  });
  write_all(json, "enums", all.enums, [&](const Meaning<Enumeration>& one, bool) {
    words_of(one).write_enum(json, *one.item);
  });
  write_regions(json, policies_);
}

}  // namespace jiangbu
