// Rules::load, from_memory, read: rule files, from disk or from texts.
#include <set>

#include "api/problems.hpp"
#include "api/states.hpp"
#include "jiangbu/rules.hpp"

namespace jiangbu {

namespace {

namespace fs = std::filesystem;

std::shared_ptr<Rules::State> load_state(const std::vector<fs::path>& paths,
                                         const FileReader& read) {
  auto state = std::make_shared<Rules::State>();
  SourceMap& sources = state->sources;
  Diagnostics diagnostics;
  state->rules = load_rules(paths, sources, diagnostics, read);
  for (const std::string& path : state->rules.unreadable) {
    diagnostics.error(Code::syntax_cannot_open, Span{}, {path});
  }
  state->ok = !diagnostics.has_errors();
  add_problems(diagnostics, sources, state->problems);
  for (const LoadedPolicy& policy : state->rules.policies) {
    Rules::Policy& described = state->policies.emplace_back(public_policy(policy));
    described.id = policy.syntax.id.text;  // of policies with errors too
  }
  state->fact_names = std::make_shared<const std::set<std::string>>(
      all_fact_names(state->rules.policies));
  return state;
}

/// A name as other files find it: "city/../vocabulary.yaml" is "vocabulary.yaml".
std::string plain_name(const fs::path& name) { return name.lexically_normal().string(); }

}  // namespace

Rules Rules::load(const std::vector<std::string>& paths) {
  return Rules(load_state({paths.begin(), paths.end()}, read_file));
}

Rules Rules::from_memory(const std::map<std::string, std::string>& texts) {
  std::set<std::string> unread;
  std::vector<fs::path> paths;
  for (const auto& [name, text] : texts) {
    unread.insert(name);
    paths.emplace_back(name);
  }
  const std::shared_ptr<State> state =
      load_state(paths, [&](const fs::path& path) -> std::optional<std::string> {
        for (const auto& [name, text] : texts) {
          if (plain_name(name) != plain_name(path)) continue;
          unread.erase(name);
          return text;
        }
        return std::nullopt;
      });
  // Two spellings of one name, or a name that a link on the disk leads elsewhere.
  for (const std::string& name : unread) {
    state->problems.push_back(
        error_without_place("", {"“" + name + "”与另一个名称指同一文件",
                                 "'" + name + "' names the same file as another name"}));
    state->ok = false;
  }
  return Rules(state);
}

Rules Rules::read(
    const std::vector<std::string>& names,
    const std::function<std::optional<std::string>(const std::string& name)>& read) {
  return Rules(load_state({names.begin(), names.end()},
                          [&](const fs::path& path) { return read(plain_name(path)); }));
}

}  // namespace jiangbu
