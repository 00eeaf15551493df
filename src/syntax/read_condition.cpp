// Conditions and exclusions as written.
#include "syntax/read_parts.hpp"

namespace jiangbu {

namespace {

ConditionSyntax leaf(const Node& node, Diagnostics& diagnostics) {
  ConditionSyntax condition;
  condition.span = node.span;
  condition.formula = read_formula(&node, diagnostics);
  return condition;
}

void read_parts_into(ConditionSyntax& condition, const Node& list,
                     Diagnostics& diagnostics, int depth) {
  if (!list.is_sequence()) {
    condition.parts.push_back(read_condition(list, diagnostics, depth + 1));
    return;
  }
  if (list.items.empty()) {
    report_shape(Code::syntax_empty_list, list.span, "condition", diagnostics);
  }
  for (const Node& item : list.items) {
    condition.parts.push_back(read_condition(item, diagnostics, depth + 1));
  }
}

void read_alternatives(ConditionSyntax& condition, const Node& node,
                       Diagnostics& diagnostics, int depth) {
  condition.kind = ConditionSyntax::Kind::by_reading;
  condition.question = read_word(node.find("by reading"), diagnostics);
  for (const Entry& entry : node.entries) {
    const std::string& key = entry.key.text;
    if (key == "by reading" || key == "title" || key == "cite") continue;
    condition.options.push_back({key, entry.key.span});
    condition.parts.push_back(read_condition(entry.value, diagnostics, depth + 1));
  }
}

void read_mapping(ConditionSyntax& condition, const Node& node, Diagnostics& diagnostics,
                  int depth) {
  MappingReader reader(node, "condition", diagnostics);
  condition.title = read_title(reader.take("title"), diagnostics);
  condition.cite = read_word(reader.take("cite"), diagnostics);
  if (reader.has("by reading")) {
    read_alternatives(condition, node, diagnostics, depth);
    return;
  }
  const Node* that = reader.take("that");
  const Node* all = reader.take("all");
  const Node* any = reader.take("any");
  const Node* negated = reader.take("not");
  const int given =
      (that != nullptr) + (all != nullptr) + (any != nullptr) + (negated != nullptr);
  reader.finish();
  if (given != 1) {
    diagnostics.error(Code::syntax_condition_shape, node.span);
    return;
  }
  if (that != nullptr) {
    condition.formula = read_formula(that, diagnostics);
  } else if (all != nullptr) {
    condition.kind = ConditionSyntax::Kind::all;
    read_parts_into(condition, *all, diagnostics, depth);
  } else if (any != nullptr) {
    condition.kind = ConditionSyntax::Kind::any;
    read_parts_into(condition, *any, diagnostics, depth);
  } else {
    condition.kind = ConditionSyntax::Kind::not_;
    read_parts_into(condition, *negated, diagnostics, depth);
  }
}

}  // namespace

ConditionSyntax read_condition(const Node& node, Diagnostics& diagnostics, int depth) {
  if (depth > max_rule_depth) {
    diagnostics.error(Code::syntax_too_deep, node.span);
    return {};
  }
  if (node.is_scalar()) return leaf(node, diagnostics);
  ConditionSyntax condition;
  condition.span = node.span;
  if (node.is_sequence()) {
    condition.kind = ConditionSyntax::Kind::all;
    read_parts_into(condition, node, diagnostics, depth);
  } else if (node.is_mapping()) {
    read_mapping(condition, node, diagnostics, depth);
  } else {
    diagnostics.error(Code::syntax_condition_shape, node.span);
  }
  return condition;
}

std::vector<ExclusionSyntax> read_exclusions(const Node* node, Diagnostics& diagnostics) {
  std::vector<ExclusionSyntax> exclusions;
  if (node == nullptr) return exclusions;
  const auto read_one = [&](const Node& item) {
    MappingReader reader(item, "exclude", diagnostics);
    if (!reader) return;
    ExclusionSyntax exclusion;
    if (const Node* when = reader.require("when")) {
      exclusion.when = read_condition(*when, diagnostics);
    }
    exclusion.title = read_title(reader.take("title"), diagnostics);
    exclusion.cite = read_word(reader.take("cite"), diagnostics);
    reader.finish();
    exclusions.push_back(std::move(exclusion));
  };
  if (node->is_sequence()) {
    for (const Node& item : node->items) read_one(item);
  } else {
    read_one(*node);
  }
  return exclusions;
}

}  // namespace jiangbu
