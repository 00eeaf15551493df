// Policies loaded from rule files.
//
// Example:
//   const auto rules = jiangbu::Rules::load({"rules"});
//   std::cout << jiangbu::problems_text(rules.problems(), jiangbu::TextLanguage::en);
//   for (const jiangbu::Rules::Policy& policy : rules.policies()) {
//     std::cout << policy.id << ' ' << policy.title.zh << '\n';
//   }
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jiangbu/problem.hpp"

namespace jiangbu {

/// A set of compiled policies. Immutable once loaded; a copy shares what was loaded. Any
/// number of threads may use one Rules, and copies of it, at the same time.
class Rules {
 public:
  struct Policy {
    std::string id;
    std::string version;
    BilingualText title;
    std::string file;
    bool draft = false;  ///< pays nothing yet: its amounts are indicative
    std::string hash;    ///< of its meaning, 16 hex digits; empty if it has errors
  };

  /// Loads files and folders (every .yaml file below them). Never throws for what the
  /// files hold: whatever is wrong stands in problems(), an unreadable path too.
  static Rules load(const std::vector<std::string>& paths);

  /// Loads texts by name, such as {"city/policy.yaml", …}. Names relate to one another as
  /// paths do: `uses: [../vocabulary.yaml]` finds "vocabulary.yaml". No file is opened.
  static Rules from_memory(const std::map<std::string, std::string>& texts);

  /// Loads the texts of these names, and of every name they use, from a function that
  /// gives nothing where there is no such text. It is called while this call runs.
  static Rules read(
      const std::vector<std::string>& names,
      const std::function<std::optional<std::string>(const std::string& name)>& read);

  /// Loads a compiled image, in about a millisecond for a city's policies and without
  /// reading any rule. Whatever is wrong with the bytes stands in problems(), and then
  /// there are no policies. Warnings of the rules are not in an image. The bytes are
  /// copied from: they may go afterwards.
  static Rules from_image(std::string_view bytes);

  /// The policies as a compiled image, for from_image() of the same version of this
  /// library on any machine; empty if ok() is false.
  std::string image() const;

  /// Whether there is no error; else nothing is evaluated with these rules.
  bool ok() const;
  /// Errors and warnings, in order of files and places.
  const std::vector<Problem>& problems() const;
  /// The policies in the order they were loaded, those with errors too.
  const std::vector<Policy>& policies() const;

  /// What a user interface needs of the policies without errors: their clauses and
  /// readings, the facts they ask for with questions, types and bounds, and the records,
  /// enums and regions these speak of. JSON by src/report/description_schema.json; the
  /// same rules give the same bytes.
  std::string description() const;

  /// For the library itself.
  struct State;
  const std::shared_ptr<const State>& state() const { return state_; }

 private:
  explicit Rules(std::shared_ptr<const State> state) : state_(std::move(state)) {}

  std::shared_ptr<const State> state_;
};

}  // namespace jiangbu
