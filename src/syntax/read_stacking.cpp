// Stacking steps and steps across applicants as written.
#include <algorithm>
#include <array>
#include <span>

#include "diagnostics/suggest.hpp"
#include "syntax/read_parts.hpp"

namespace jiangbu {

namespace {

struct StepShape {
  const char* kind;
  std::vector<const char*> formulas;  // required first, optional with a leading '?'
  bool cut = false;
  bool keep = false;
  bool when = false;
  bool mode = false;
};

const std::vector<StepShape>& step_shapes() {
  static const std::vector<StepShape> shapes = {
      {"highest only", {}},
      {"first only", {}},
      {"top up", {"received"}},
      {"deduct", {"minus"}},
      {"cap", {"at most", "?used"}, true},
      {"aid ceiling", {"at most", "other aid"}, true},
      {"matching", {"ratio", "base"}, true},
      {"limit", {"take"}, false, true},
      {"no double funding", {}, false, false, true},
      {"scale", {"by"}},
      {"round", {"to"}, false, false, false, true},
  };
  return shapes;
}

const std::vector<StepShape>& across_shapes() {
  static const std::vector<StepShape> shapes = {
      {"group cap", {"?by", "at most"}, true},
      {"rank", {"by", "take"}},
      {"pool", {"amount", "?by"}},
  };
  return shapes;
}

const StepShape* find_shape(const Word& kind, std::span<const StepShape> shapes,
                            Diagnostics& diagnostics) {
  std::vector<std::string> names;
  for (const StepShape& shape : shapes) {
    if (kind.text == shape.kind) return &shape;
    names.emplace_back(shape.kind);
  }
  Diagnostic& error =
      diagnostics.error(Code::syntax_unknown_step, kind.span, {kind.text});
  suggest(error, kind.text, names);
  return nullptr;
}

std::map<std::string, Formula> read_step_formulas(const StepShape& shape,
                                                  MappingReader& reader,
                                                  Diagnostics& diagnostics) {
  std::map<std::string, Formula> formulas;
  for (const char* name : shape.formulas) {
    const bool optional = name[0] == '?';
    const char* key = optional ? name + 1 : name;
    const Node* node = optional ? reader.take(key) : reader.require(key);
    if (node != nullptr) formulas[key] = read_formula(node, diagnostics);
  }
  return formulas;
}

// A step is a mapping with one key, the kind, whose value is the step's mapping.
const Entry* step_entry(const Node& item, Diagnostics& diagnostics) {
  if (item.is_mapping() && item.entries.size() == 1) return &item.entries.front();
  diagnostics.error(Code::syntax_step_shape, item.span);
  return nullptr;
}

std::optional<StackingStepSyntax> read_step(const Node& item, Diagnostics& diagnostics) {
  const Entry* entry = step_entry(item, diagnostics);
  if (entry == nullptr) return std::nullopt;
  StackingStepSyntax step;
  step.kind = {entry->key.text, entry->key.span};
  step.span = item.span;
  const StepShape* shape = find_shape(step.kind, step_shapes(), diagnostics);
  if (shape == nullptr) return std::nullopt;
  if (entry->value.is_null()) return step;
  MappingReader reader(*entry, shape->kind, diagnostics);
  if (!reader) return std::nullopt;
  step.of = read_words(reader.take("of"), diagnostics);
  step.per = read_words(reader.take("per"), diagnostics);
  step.title = read_title(reader.take("title"), diagnostics);
  step.only_under = read_only_under(reader.take("only under"), diagnostics);
  step.formulas = read_step_formulas(*shape, reader, diagnostics);
  if (shape->cut) step.cut = read_word(reader.take("cut"), diagnostics);
  if (shape->keep) step.keep = read_word(reader.take("keep"), diagnostics);
  if (shape->mode) step.mode = read_word(reader.take("mode"), diagnostics);
  if (shape->when) {
    if (const Node* when = reader.require("when")) {
      step.when = read_condition(*when, diagnostics);
    }
  }
  reader.finish();
  return step;
}

std::optional<AcrossSyntax> read_across_step(const Node& item, Diagnostics& diagnostics) {
  const Entry* entry = step_entry(item, diagnostics);
  if (entry == nullptr) return std::nullopt;
  AcrossSyntax step;
  step.kind = {entry->key.text, entry->key.span};
  step.span = item.span;
  const StepShape* shape = find_shape(step.kind, across_shapes(), diagnostics);
  if (shape == nullptr) return std::nullopt;
  MappingReader reader(*entry, shape->kind, diagnostics);
  if (!reader) return std::nullopt;
  step.of = read_words(reader.take("of"), diagnostics);
  step.title = read_title(reader.take("title"), diagnostics);
  step.formulas = read_step_formulas(*shape, reader, diagnostics);
  if (step.kind.text == "group cap") {
    step.per = read_words(reader.take("per"), diagnostics);
    step.cut = read_word(reader.take("cut"), diagnostics);
    if (step.per.empty() && !step.formulas.contains("by")) reader.report_missing("by");
  } else {
    step.order = read_word(reader.take("order"), diagnostics);
  }
  if (step.kind.text == "rank") step.ties = read_word(reader.take("ties"), diagnostics);
  if (step.kind.text == "pool")
    step.share = read_word(reader.require("share"), diagnostics);
  reader.finish();
  return step;
}

template <typename Step, typename Read>
std::vector<Step> read_list(const Node* node, const char* what, Read read_one,
                            Diagnostics& diagnostics) {
  std::vector<Step> steps;
  if (node == nullptr) return steps;
  if (!node->is_sequence()) {
    report_shape(Code::syntax_expected_list, node->span, what, diagnostics);
    return steps;
  }
  for (const Node& item : node->items) {
    if (auto step = read_one(item, diagnostics)) steps.push_back(std::move(*step));
  }
  return steps;
}

}  // namespace

std::vector<StackingStepSyntax> read_stacking(const Node* node,
                                              Diagnostics& diagnostics) {
  return read_list<StackingStepSyntax>(node, "stacking", read_step, diagnostics);
}

std::vector<AcrossSyntax> read_across(const Node* node, Diagnostics& diagnostics) {
  return read_list<AcrossSyntax>(node, "across", read_across_step, diagnostics);
}

}  // namespace jiangbu
