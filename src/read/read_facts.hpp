// Facts of applicants from a YAML or JSON document.
// In: a document, a vocabulary. Out: CaseFacts, and diagnostics JB4xxx.
// Never: guesses a value, drops a key without saying so.
#pragma once

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
  std::set<std::string> known_elsewhere;
};

/// The facts of one applicant: a mapping of fact names. Bad values are errors and stay
/// unknown.
CaseFacts read_facts(const Node& facts, const Vocabulary& vocabulary,
                     const ReadFactsOptions& options, Diagnostics& diagnostics);

/// One applicant as read_facts(), or a set: `applicants: {NAME: {facts}, …}`.
std::vector<CaseFacts> read_applicants(const Node& document, const Vocabulary& vocabulary,
                                       const ReadFactsOptions& options,
                                       Diagnostics& diagnostics);

/// Money as people write it: "3万元", "500", "1.5亿元", "1000 CHF"; bare numbers are
/// multiplied by `factor`. Nothing if it is no amount of that currency.
std::optional<Decimal> parse_money(std::string_view text, std::uint32_t currency,
                                   const Decimal& factor);

/// A number: "12", "-0.5", "70%", "3.8万".
std::optional<Decimal> parse_number(std::string_view text);

}  // namespace jiangbu
