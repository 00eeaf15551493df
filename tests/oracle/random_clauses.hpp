// Clauses and stacking steps by chance.
// In: Chance, RandomFormulas. Out: YAML. Never: anything of another clause but awarded().
#pragma once

#include <string>

#include "oracle/chance.hpp"
#include "oracle/random_formulas.hpp"

namespace jiangbu::oracle {

/// Clause number `place` ("C1", "C2", …) as an entry of `clauses`.
std::string random_clause(Chance& chance, RandomFormulas& formulas, size_t place);

/// A stacking step over some of `clauses` clauses, in braces.
std::string random_step(Chance& chance, size_t clauses);

}  // namespace jiangbu::oracle
