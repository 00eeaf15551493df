// Facts of applicants from a YAML or JSON document.
// In: a document, a vocabulary. Out: CaseFacts, and diagnostics JB4xxx.
// Never: guesses a value, drops a key without saying so.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "document/node.hpp"
#include "facts/case_facts.hpp"

namespace jiangbu {

struct ReadFactsOptions {
  bool closed_world = false;
  /// Names other policies of the set know; they are no errors here.
  std::shared_ptr<const std::set<std::string>> known_elsewhere;
  /// Facts no policy knows are warnings, not errors: for files that serve other rules
  /// too.
  bool allow_unknown = false;

  bool is_known_elsewhere(const std::string& name) const {
    return known_elsewhere && known_elsewhere->contains(name);
  }
};

/// The facts of one applicant: a mapping of fact names. Bad values are errors and stay
/// unknown.
CaseFacts read_facts(const Node& facts, const Vocabulary& vocabulary,
                     const ReadFactsOptions& options, Diagnostics& diagnostics);

/// One applicant as read_facts(), or a set: `applicants: {NAME: {facts}, …}`.
std::vector<CaseFacts> read_applicants(const Node& document, const Vocabulary& vocabulary,
                                       const ReadFactsOptions& options,
                                       Diagnostics& diagnostics);

}  // namespace jiangbu
