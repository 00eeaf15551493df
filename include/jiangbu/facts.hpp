// What is known of applicants, read for a set of rules.
//
// Example:
//   const auto rules = jiangbu::Rules::load({"rules/changzhi"});
//   const auto facts = jiangbu::Facts::from_json(rules, R"({"kind": "park"})");
//   std::cout << "applicants: " << facts.applicants().size() << '\n';
//   const auto wrong = jiangbu::Facts::from_yaml(rules, "kind: parc\n");
//   std::cout << wrong.problems().front().rendered.en;  // facts.yaml:1:7: error …
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "jiangbu/rules.hpp"

namespace jiangbu {

struct FactOptions {
  /// Lists not given are taken as empty; else they are unknown and make ranges.
  bool closed_world = false;
  /// Facts none of the policies knows are warnings instead of errors.
  bool allow_unknown_names = false;
  /// What a text may have at most; more is an error. 0: 64 MiB, 64 collections within
  /// each other (which is also the most that can be asked for), 1,000,000 values and
  /// keys.
  std::size_t max_bytes = 0;
  std::size_t max_depth = 0;
  std::size_t max_values = 0;
};

/// Facts of one applicant, or of a set (`applicants: {NAME: {…}, …}`). They keep the
/// rules they were read for. Immutable; a copy shares; any number of threads may use them
/// at the same time.
class Facts {
 public:
  /// A JSON object, or a YAML mapping, of facts. What is wrong stands in problems().
  static Facts from_json(const Rules& rules, std::string_view text,
                         const FactOptions& options = {});
  static Facts from_yaml(const Rules& rules, std::string_view text,
                         const FactOptions& options = {});
  /// JSON if the name ends in .json, else YAML.
  static Facts from_file(const Rules& rules, const std::string& path,
                         const FactOptions& options = {});

  /// Whether neither the rules nor the facts have an error; else nothing is evaluated.
  bool ok() const;
  /// What is wrong with the rules, then what is wrong with the facts.
  const std::vector<Problem>& problems() const;
  /// The applicants' names in a set; one empty name for a single applicant. Empty if
  /// there are errors.
  const std::vector<std::string>& applicants() const;

  /// For the library itself.
  struct State;
  const std::shared_ptr<const State>& state() const { return state_; }

 private:
  explicit Facts(std::shared_ptr<const State> state) : state_(std::move(state)) {}

  std::shared_ptr<const State> state_;
};

}  // namespace jiangbu
