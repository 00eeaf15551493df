#include "read/read_facts.hpp"

#include <map>
#include <string_view>

#include "diagnostics/suggest.hpp"
#include "read/read_scalar.hpp"

namespace jiangbu {

namespace {

std::string chinese_name_of(const Entity& entity) {
  return entity.title.zh.empty() ? entity.name : entity.title.zh;
}

class FactReader {
 public:
  FactReader(const Vocabulary& vocabulary, const ReadFactsOptions& options,
             Diagnostics& diagnostics)
      : vocabulary_(vocabulary),
        scalars_(vocabulary),
        options_(options),
        diagnostics_(diagnostics) {}

  FactValue read_record(const Node& node, std::uint32_t id) {
    const Entity& entity = vocabulary_.entities[id];
    FactValue record = unknown_record(entity);
    if (!node.is_mapping()) {
      diagnostics_.error(Code::facts_expected_record, node.span,
                         {entity.name, chinese_name_of(entity)});
      return FactValue::unknown();
    }
    for (const Entry& entry : node.entries) {
      const auto index = entity.index_of(entry.key.text);
      if (!index) {
        report_unknown(entry.key, entity, id);
        continue;
      }
      const Field& field = entity.fields[*index];
      if (field.is_derived()) {
        diagnostics_.error(Code::facts_derived_given, entry.key.span, {field.name});
        continue;
      }
      record.items[*index] = read_field(entry.value, field);
    }
    return record;
  }

 private:
  void report_unknown(const Node& key, const Entity& entity, std::uint32_t id) {
    if (id == applicant_entity && options_.is_known_elsewhere(key.text)) return;
    const std::vector<std::string> words = {key.text, entity.name,
                                            chinese_name_of(entity)};
    Diagnostic& error =
        options_.allow_unknown && id == applicant_entity
            ? diagnostics_.warning(Code::facts_unknown_name, key.span, words)
            : diagnostics_.error(Code::facts_unknown_name, key.span, words);
    std::vector<std::string> names;
    for (const Field& field : entity.fields) names.push_back(field.name);
    suggest(error, key.text, names);
    for (const Field& field : entity.fields) {
      if (field.title.zh != key.text && field.title.en != key.text) continue;
      error.help = {"这里写名称 " + field.name, "write the name: " + field.name};
    }
  }

  FactValue read_field(const Node& node, const Field& field) {
    FactValue value = read_value(node, field.type, field);
    // Only a fact of its own has bounds, not the items of a list.
    if (value.is_known() &&
        !scalars_.check_bounds(value.scalar, node.span, field, diagnostics_)) {
      return FactValue::unknown();
    }
    return value;
  }

  static bool is_plain(const Node& node, std::string_view word) {
    return node.is_scalar() && !node.is_quoted() && node.text == word;
  }

  /// `unknown`, or {"unknown": true}, since JSON has no word for it. Where a record has a
  /// field of that name, it is the record.
  bool states_unknown(const Node& node, const Type& type) const {
    if (!node.is_mapping()) return is_plain(node, "unknown");
    const bool says_so = node.entries.size() == 1 &&
                         node.entries.front().key.text == "unknown" &&
                         is_plain(node.entries.front().value, "true");
    return says_so && !(type.base == BaseType::record &&
                        vocabulary_.entities[type.id].index_of("unknown"));
  }

  FactValue read_value(const Node& node, const Type& type, const Field& field) {
    if (states_unknown(node, type)) return FactValue::stated_as_unknown();
    if (node.is_null()) {
      if (type.optional) return FactValue::null();
      report_null_given(field, node.span, diagnostics_);
      return FactValue::unknown();
    }
    if (type.base == BaseType::list) return read_list(node, type, field);
    if (type.base == BaseType::record) return read_record(node, type.id);
    if (type.base == BaseType::range) return read_period(node, type, field);
    if (!node.is_scalar()) return wrong(node, type, field);
    auto scalar = scalars_.parse(node.text, type, field);
    return scalar ? FactValue::known(std::move(*scalar)) : wrong(node, type, field);
  }

  FactValue wrong(const Node& node, const Type& type, const Field& field) {
    scalars_.report_wrong(node.is_scalar() ? node.text : "…", node.span, type, field,
                          diagnostics_);
    return FactValue::unknown();
  }

  FactValue read_list(const Node& node, const Type& type, const Field& field) {
    if (!node.is_sequence()) {
      diagnostics_.error(Code::facts_expected_list, node.span, {field.name});
      return FactValue::unknown();
    }
    std::vector<FactValue> items;
    items.reserve(node.items.size());
    for (const Node& item : node.items) {
      items.push_back(read_value(item, *type.element, field));
    }
    if (type.element->base == BaseType::record) {
      check_keys(node, vocabulary_.entities[type.element->id], field);
    }
    return FactValue::composite(std::move(items));
  }

  // The key tells the items of an entity apart: `once` and caps per item go by it.
  void check_keys(const Node& list, const Entity& entity, const Field& field) {
    if (!entity.key) return;
    const Field& key = entity.fields[*entity.key];
    std::map<std::string, Span> seen;
    for (const Node& item : list.items) {
      const Node* value = item.find(key.name);
      if (value == nullptr || !value->is_scalar() || is_plain(*value, "unknown")) {
        continue;
      }
      const auto [first, fresh] = seen.emplace(value->text, value->span);
      if (fresh) continue;
      Diagnostic& error = diagnostics_.error(Code::facts_key_twice, value->span,
                                             {field.name, key.name, value->text});
      error.labels.push_back({first->second, {"首次出现", "first here"}});
    }
  }

  FactValue read_period(const Node& node, const Type& type, const Field& field) {
    if (!node.is_mapping()) return wrong(node, type, field);
    std::vector<FactValue> ends(2, FactValue::null());
    for (const Entry& entry : node.entries) {
      const bool from = entry.key.text == "from";
      if (!from && entry.key.text != "to") {
        diagnostics_.error(Code::facts_unknown_name, entry.key.span,
                           {entry.key.text, "period", "期间"});
        continue;
      }
      ends[from ? 0 : 1] = read_value(entry.value, *type.element, field);
    }
    return FactValue::composite(std::move(ends));
  }

  const Vocabulary& vocabulary_;
  ScalarReader scalars_;
  const ReadFactsOptions& options_;
  Diagnostics& diagnostics_;
};

}  // namespace

CaseFacts read_facts(const Node& facts, const Vocabulary& vocabulary,
                     const ReadFactsOptions& options, Diagnostics& diagnostics) {
  CaseFacts result;
  result.closed_world = options.closed_world;
  FactReader reader(vocabulary, options, diagnostics);
  result.record = reader.read_record(facts, applicant_entity);
  if (!result.record.is_known()) result.record = unknown_record(vocabulary.applicant());
  if (options.closed_world) {
    close_world(result.record, vocabulary.applicant(), vocabulary);
  }
  return result;
}

std::vector<CaseFacts> read_applicants(const Node& document, const Vocabulary& vocabulary,
                                       const ReadFactsOptions& options,
                                       Diagnostics& diagnostics) {
  const Node* applicants = document.find("applicants");
  if (applicants == nullptr || !applicants->is_mapping()) {
    return {read_facts(document, vocabulary, options, diagnostics)};
  }
  std::vector<CaseFacts> result;
  for (const Entry& entry : applicants->entries) {
    result.push_back(read_facts(entry.value, vocabulary, options, diagnostics));
    result.back().applicant = entry.key.text;
  }
  return result;
}

}  // namespace jiangbu
