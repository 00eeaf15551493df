// jiangbu/facts.hpp: facts of applicants, laid out for each policy of the rules.
#include "jiangbu/facts.hpp"

#include <algorithm>

#include "api/problems.hpp"
#include "api/states.hpp"
#include "document/read_document.hpp"
#include "read/json_facts.hpp"
#include "read/read_facts.hpp"

namespace jiangbu {

namespace {

std::shared_ptr<Facts::State> start(const Rules& rules, const FactOptions& options) {
  auto state = std::make_shared<Facts::State>();
  state->rules = rules.state();
  state->options = options;
  state->problems = rules.problems();
  return state;
}

ReadFactsOptions reading_options(const Facts::State& state) {
  ReadFactsOptions reading;
  reading.closed_world = state.options.closed_world;
  reading.allow_unknown = state.options.allow_unknown_names;
  reading.known_elsewhere = state.rules->fact_names;
  return reading;
}

ReadLimits limits_of(const FactOptions& options) {
  ReadLimits limits;
  if (options.max_bytes != 0) limits.max_bytes = options.max_bytes;
  // Readers call themselves for what is nested.
  if (options.max_depth != 0) {
    limits.max_depth = std::min(options.max_depth, limits.max_depth);
  }
  if (options.max_values != 0) limits.max_nodes = options.max_values;
  return limits;
}

/// Whether the text is certainly within the limits: it has no more values than bytes.
bool is_small(std::string_view text, const FactOptions& options) {
  const ReadLimits limits = limits_of(options);
  return options.max_depth == 0 && text.size() <= limits.max_bytes &&
         text.size() <= limits.max_nodes;
}

/// One applicant of plain form, for every policy; false if anything is not.
bool read_plainly(std::string_view text, Facts::State& state) {
  const ReadFactsOptions reading = reading_options(state);
  std::vector<std::vector<CaseFacts>> cases;
  for (const LoadedPolicy& policy : state.rules->rules.policies) {
    auto facts = JsonFactReader(policy.program->model->vocabulary, reading).read(text);
    if (!facts) return false;
    cases.emplace_back().push_back(std::move(*facts));
  }
  if (cases.empty()) return false;
  state.cases = std::move(cases);
  state.applicants = {""};
  state.ok = true;
  return true;
}

void read_cases(const Node& document, Facts::State& state, Diagnostics& diagnostics) {
  const ReadFactsOptions reading = reading_options(state);
  state.is_set = document.find("applicants") != nullptr;
  for (const LoadedPolicy& policy : state.rules->rules.policies) {
    state.cases.push_back(read_applicants(document, policy.program->model->vocabulary,
                                          reading, diagnostics));
  }
  if (diagnostics.has_errors() || state.cases.empty()) return;
  for (const CaseFacts& facts : state.cases.front()) {
    state.applicants.push_back(facts.applicant);
  }
}

using DocumentReader = std::optional<Node> (*)(const SourceMap&, FileId, Diagnostics&,
                                               const ReadLimits&);

std::shared_ptr<const Facts::State> read_text(const Rules& rules, std::string name,
                                              std::string_view text,
                                              const FactOptions& options,
                                              DocumentReader read) {
  auto state = start(rules, options);
  SourceMap sources;
  Diagnostics diagnostics;
  const FileId file = sources.add(std::move(name), std::string(text));
  const auto document = read(sources, file, diagnostics, limits_of(options));
  // What the facts mean is known only with all policies.
  if (document && rules.ok() && !diagnostics.has_errors()) {
    read_cases(*document, *state, diagnostics);
  }
  state->ok = rules.ok() && document && !diagnostics.has_errors();
  add_problems(diagnostics, sources, state->problems);
  return state;
}

}  // namespace

Facts Facts::from_json(const Rules& rules, std::string_view text,
                       const FactOptions& options) {
  auto state = start(rules, options);
  if (rules.ok() && is_small(text, options) && read_plainly(text, *state)) {
    return Facts(state);
  }
  return Facts(read_text(rules, "facts.json", text, options, read_json));
}

Facts Facts::from_yaml(const Rules& rules, std::string_view text,
                       const FactOptions& options) {
  return Facts(read_text(rules, "facts.yaml", text, options, read_yaml));
}

Facts Facts::from_file(const Rules& rules, const std::string& path,
                       const FactOptions& options) {
  if (const auto text = read_file(path)) {
    return Facts(read_text(rules, path, *text, options, read_document));
  }
  auto state = start(rules, options);
  const std::vector<std::string> arguments{path};
  const Code code = Code::syntax_cannot_open;
  state->problems.push_back(error_without_place(
      std::string(code_text(code)),
      {message(code, Language::zh, arguments), message(code, Language::en, arguments)}));
  return Facts(state);
}

bool Facts::ok() const { return state_->ok; }
const std::vector<Problem>& Facts::problems() const { return state_->problems; }
const std::vector<std::string>& Facts::applicants() const { return state_->applicants; }

}  // namespace jiangbu
