#include "read/load_rules.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <sstream>

#include "document/read_document.hpp"
#include "model/resolve_policy.hpp"
#include "syntax/read_policy.hpp"

namespace jiangbu {

namespace {

namespace fs = std::filesystem;

class RuleLoader {
 public:
  RuleLoader(SourceMap& sources, Diagnostics& diagnostics, const FileReader& read)
      : sources_(sources), diagnostics_(diagnostics), read_(read) {}

  LoadedRules load(const std::vector<fs::path>& paths) {
    for (const fs::path& path : rule_files(paths)) load_file(path);
    attach_tests();
    for (LoadedPolicy& policy : rules_.policies) compile_policy(policy);
    return std::move(rules_);
  }

 private:
  /// The tree of a file, read once; the file id serves for spans of missing files.
  std::optional<Node> read_tree(const fs::path& path) {
    auto text = read_(path);
    if (!text) {
      rules_.unreadable.push_back(path.string());
      return std::nullopt;
    }
    const FileId file = sources_.add(path.string(), std::move(*text));
    return read_yaml(sources_, file, diagnostics_);
  }

  static std::string key_of(const fs::path& path) {
    std::error_code error;
    const fs::path canonical = fs::weakly_canonical(path, error);
    return error ? path.lexically_normal().string() : canonical.string();
  }

  void load_file(const fs::path& path) {
    if (!seen_.insert(key_of(path)).second) return;
    const size_t before = diagnostics_.error_count();
    const auto tree = read_tree(path);
    if (!tree) return;
    switch (kind_of_rule_file(*tree)) {
      case RuleFileKind::vocabulary:
        vocabularies_[key_of(path)] =
            std::make_unique<VocabularySyntax>(read_vocabulary(*tree, diagnostics_));
        if (diagnostics_.error_count() > before) unsound_.insert(key_of(path));
        return;
      case RuleFileKind::policy: {
        LoadedPolicy& policy = rules_.policies.emplace_back();
        policy.file = path.string();
        policy.syntax = read_policy(*tree, diagnostics_);
        policy.tests = policy.syntax.tests;
        if (diagnostics_.error_count() > before) unsound_.insert(key_of(path));
        return;
      }
      case RuleFileKind::tests:
        test_files_.emplace_back(path, read_test_file(*tree, diagnostics_));
        return;
      case RuleFileKind::unknown:
        diagnostics_.error(Code::syntax_not_a_rule_file, tree->span);
    }
  }

  // A test file brings its policy with it.
  void attach_tests() {
    for (size_t i = 0; i < test_files_.size(); ++i) {
      const auto& [path, file] = test_files_[i];
      const fs::path target = path.parent_path() / file.policy_file.text;
      load_file(target);
      for (LoadedPolicy& policy : rules_.policies) {
        if (key_of(policy.file) != key_of(target)) continue;
        policy.tests.insert(policy.tests.end(), file.tests.begin(), file.tests.end());
      }
    }
  }

  const VocabularySyntax* vocabulary_at(const fs::path& path) {
    const std::string key = key_of(path);
    const auto known = vocabularies_.find(key);
    if (known != vocabularies_.end()) return known->second.get();
    load_file(path);
    const auto loaded = vocabularies_.find(key);
    return loaded == vocabularies_.end() ? nullptr : loaded->second.get();
  }

  void compile_policy(LoadedPolicy& policy) {
    bool sound = !unsound_.contains(key_of(policy.file));
    const size_t before = diagnostics_.error_count();
    std::vector<const VocabularySyntax*> used;
    for (const Word& name : policy.syntax.uses) {
      const fs::path path = fs::path(policy.file).parent_path() / name.text;
      const VocabularySyntax* vocabulary = vocabulary_at(path);
      sound = sound && !unsound_.contains(key_of(path));
      if (vocabulary != nullptr) {
        used.push_back(vocabulary);
      } else {
        diagnostics_.error(Code::syntax_cannot_open, name.span, {name.text});
      }
    }
    used.push_back(&policy.syntax.vocabulary);
    PolicyModel model = resolve_policy(policy.syntax, used, sources_, diagnostics_);
    sound = sound && diagnostics_.error_count() == before;
    if (sound) policy.program = compile(std::move(model));
  }

  SourceMap& sources_;
  Diagnostics& diagnostics_;
  const FileReader& read_;
  LoadedRules rules_;
  std::set<std::string> seen_;
  std::set<std::string> unsound_;  // files with errors
  std::map<std::string, std::unique_ptr<VocabularySyntax>> vocabularies_;
  std::vector<std::pair<fs::path, TestFileSyntax>> test_files_;
};

}  // namespace

std::optional<std::string> read_file(const fs::path& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return std::nullopt;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return std::nullopt;
  std::ostringstream text;
  text << stream.rdbuf();
  if (stream.bad()) return std::nullopt;
  return std::move(text).str();
}

std::vector<fs::path> rule_files(const std::vector<fs::path>& paths) {
  std::vector<fs::path> files;
  for (const fs::path& path : paths) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      files.push_back(path);
      continue;
    }
    std::vector<fs::path> found;
    for (const auto& entry : fs::recursive_directory_iterator(path, error)) {
      if (entry.path().extension() == ".yaml") found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
    files.insert(files.end(), found.begin(), found.end());
  }
  return files;
}

LoadedRules load_rules(const std::vector<fs::path>& paths, SourceMap& sources,
                       Diagnostics& diagnostics, const FileReader& read) {
  return RuleLoader(sources, diagnostics, read).load(paths);
}

std::set<std::string> all_fact_names(const std::vector<LoadedPolicy>& policies) {
  std::set<std::string> names;
  for (const LoadedPolicy& policy : policies) {
    if (!policy.program) continue;
    for (const Field& field : policy.program->model->vocabulary.applicant().fields) {
      names.insert(field.name);
    }
  }
  return names;
}

}  // namespace jiangbu
