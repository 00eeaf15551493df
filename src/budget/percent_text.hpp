// Shares as people write them.
// In: a Decimal. Out: "60%", "62.5%". Never: rounds.
#pragma once

#include <string>

#include "values/decimal.hpp"

namespace jiangbu {

inline std::string percent_text(const Decimal& share) {
  return (share * Decimal(100)).to_string() + "%";
}

}  // namespace jiangbu
