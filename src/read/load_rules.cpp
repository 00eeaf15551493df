#include "read/load_rules.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "document/read_document.hpp"
#include "image/image.hpp"
#include "image/verify.hpp"
#include "model/resolve_policy.hpp"
#include "read/test_files.hpp"
#include "syntax/read_policy.hpp"

namespace jiangbu {

namespace {

namespace fs = std::filesystem;

class RuleLoader {
 public:
  RuleLoader(SourceMap& sources, Diagnostics& diagnostics, const FileReader& read)
      : sources_(sources), diagnostics_(diagnostics), read_(read) {}

  /// Files of tests wait until they are needed, but for those named by `paths`.
  void pass_over_tests(const std::vector<fs::path>& paths) {
    passes_over_ = true;
    for (const fs::path& path : paths) named_.insert(file_key(path));
  }

  LoadedRules load(const std::vector<fs::path>& paths) {
    for (const fs::path& path : rule_files(paths)) {
      if (load_file(path) == Loaded::unreadable) {
        rules_.unreadable.push_back(path.string());
      }
    }
    if (rules_.policies.empty() && !passed_over_.empty()) {
      passes_over_ = false;
      for (const fs::path& path : passed_over_) {
        loaded_.erase(file_key(path));
        load_file(path);
      }
    }
    attach_tests();
    // What a policy names may turn out to be another policy: the list grows by those.
    const size_t asked_for = rules_.policies.size();
    for (size_t i = 0; i < asked_for; ++i) {
      if (!rules_.policies[i].program) compile_policy(i);
    }
    return std::move(rules_);
  }

 private:
  /// What became of a file. `broken`: its errors are reported.
  enum class Loaded { unreadable, broken, vocabulary, policy, tests, image };

  Loaded load_file(const fs::path& path) {
    const auto [known, fresh] = loaded_.emplace(file_key(path), Loaded::unreadable);
    if (fresh) known->second = read_rule_file(path);
    return loaded_.at(file_key(path));
  }

  Loaded read_rule_file(const fs::path& path) {
    const size_t before = diagnostics_.error_count();
    auto text = read_(path);
    if (!text) return Loaded::unreadable;
    if (path.extension() == ".jbi") return read_policies_of_image(path, *text);
    if (passes_over_ && !named_.contains(file_key(path)) && begins_like_tests(*text)) {
      passed_over_.push_back(path);
      return Loaded::tests;
    }
    const FileId file = sources_.add(path.string(), std::move(*text));
    const auto tree = read_yaml(sources_, file, diagnostics_);
    if (!tree) return Loaded::broken;
    switch (kind_of_rule_file(*tree)) {
      case RuleFileKind::vocabulary:
        vocabularies_[file_key(path)] =
            std::make_shared<VocabularySyntax>(read_vocabulary(*tree, diagnostics_));
        if (diagnostics_.error_count() > before) unsound_.insert(file_key(path));
        return Loaded::vocabulary;
      case RuleFileKind::policy: {
        LoadedPolicy& policy = rules_.policies.emplace_back();
        policy.file = path.string();
        policy.syntax = read_policy(*tree, diagnostics_);
        policy.tests = policy.syntax.tests;
        if (diagnostics_.error_count() > before) unsound_.insert(file_key(path));
        return Loaded::policy;
      }
      case RuleFileKind::tests:
        test_files_.emplace_back(path, read_test_file(*tree, diagnostics_));
        return Loaded::tests;
      case RuleFileKind::unknown:
        break;
    }
    const bool named = tree->is_mapping() && !tree->entries.empty();
    diagnostics_.error(Code::syntax_not_a_rule_file,
                       named ? tree->entries.front().key.span : tree->span);
    return Loaded::broken;
  }

  Loaded read_policies_of_image(const fs::path& path, const std::string& bytes) {
    if (!passes_over_) {
      diagnostics_.error(Code::image_without_text, Span{}, {path.string()});
      return Loaded::broken;
    }
    auto image = read_image(bytes, path.string(), diagnostics_);
    if (!image) return Loaded::broken;
    for (PolicyImage& policy : *image) {
      LoadedPolicy& loaded = rules_.policies.emplace_back();
      loaded.file = std::move(policy.file);
      loaded.program = std::move(policy.program);
    }
    return Loaded::image;
  }

  // The file that another one names is not of the kind it should be.
  void report_used(const Word& name, Loaded found, const Bilingual& wanted) {
    if (found == Loaded::broken) return;
    if (found == Loaded::unreadable) {
      Diagnostic& error =
          diagnostics_.error(Code::syntax_cannot_open, name.span, {name.text});
      error.help = {"路径相对于写它的文件",
                    "paths are relative to the file they stand in"};
    } else {
      diagnostics_.error(Code::syntax_wrong_file, name.span,
                         {name.text, wanted.en, wanted.zh});
    }
  }

  // A test file brings its policy with it.
  void attach_tests() {
    for (size_t i = 0; i < test_files_.size(); ++i) {
      const auto [path, file] = test_files_[i];  // loading others may move it
      const fs::path target = path.parent_path() / file.policy_file.text;
      const Loaded found = load_file(target);
      if (found != Loaded::policy && !file.policy_file.empty()) {
        report_used(file.policy_file, found, {"政策", "policy"});
      }
      for (LoadedPolicy& policy : rules_.policies) {
        if (file_key(policy.file) != file_key(target)) continue;
        policy.tests.insert(policy.tests.end(), file.tests.begin(), file.tests.end());
      }
    }
  }

  void compile_policy(size_t index) {
    const std::string own_file = rules_.policies[index].file;
    const std::vector<Word> uses = rules_.policies[index].syntax.uses;
    bool sound = !unsound_.contains(file_key(own_file));
    const size_t before = diagnostics_.error_count();
    std::vector<std::shared_ptr<const VocabularySyntax>> vocabularies;
    for (const Word& name : uses) {
      const fs::path path = fs::path(own_file).parent_path() / name.text;
      const Loaded found = load_file(path);
      sound = sound && !unsound_.contains(file_key(path));
      if (found == Loaded::vocabulary) {
        vocabularies.push_back(vocabularies_.at(file_key(path)));
      } else {
        report_used(name, found, {"词汇表", "vocabulary"});
      }
    }
    // Every name of a missing vocabulary would be reported as unknown.
    if (vocabularies.size() < uses.size()) return;
    LoadedPolicy& policy = rules_.policies[index];
    policy.vocabularies = vocabularies;
    std::vector<const VocabularySyntax*> used;
    for (const auto& vocabulary : vocabularies) used.push_back(vocabulary.get());
    used.push_back(&policy.syntax.vocabulary);
    PolicyModel model = resolve_policy(policy.syntax, used, sources_, diagnostics_);
    sound = sound && diagnostics_.error_count() == before;
    if (sound) policy.program = compile_bounded(std::move(model));
  }

  // Nothing where evaluation would be too deep for its stack, or never come to an end.
  std::optional<Program> compile_bounded(PolicyModel model) {
    Program program = compile(std::move(model));
    const auto excess = find_excess(program);
    if (!excess) return program;
    const Span span = program.model->formulas[excess->formula].span;
    if (excess->is_work) {
      diagnostics_.error(Code::model_too_much_work, span, {std::to_string(most_work)});
    } else {
      diagnostics_.error(Code::model_too_deep, span, {std::to_string(deepest_step)});
    }
    return std::nullopt;
  }

  SourceMap& sources_;
  Diagnostics& diagnostics_;
  const FileReader& read_;
  LoadedRules rules_;
  std::map<std::string, Loaded> loaded_;
  std::set<std::string> unsound_;  // files with errors
  std::map<std::string, std::shared_ptr<const VocabularySyntax>> vocabularies_;
  std::vector<std::pair<fs::path, TestFileSyntax>> test_files_;
  bool passes_over_ = false;
  std::set<std::string> named_;  // files that are not passed over
  std::vector<fs::path> passed_over_;
};

}  // namespace

LoadedRules load_rules(const std::vector<fs::path>& paths, SourceMap& sources,
                       Diagnostics& diagnostics, const FileReader& read,
                       TestFiles tests) {
  RuleLoader loader(sources, diagnostics, read);
  if (tests == TestFiles::pass_over) loader.pass_over_tests(paths);
  return loader.load(paths);
}

}  // namespace jiangbu
