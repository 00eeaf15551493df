// Amounts as people write them.
// In: money, ranges. Out: "5万–10万元", "CNY 50,000–100,000". Never: computes or rounds.
#pragma once

#include <string>

#include "evaluate/result.hpp"
#include "report/wording.hpp"

namespace jiangbu {

/// Chinese: in 万元 from 10,000 yuan on if no digit below 100 yuan is lost ("3.25万元"),
/// otherwise in 元 ("12,345.67元"). English: "CNY 32,500".
std::string amount_text(Money money, const Wording& say);

/// A range with both ends, or in words that it has no upper bound.
std::string amount_text(const AmountRange& range, const Wording& say);

/// A gain: the same with a plus sign, "+2万元", unless it may be a loss.
std::string gain_text(const AmountRange& gain, const Wording& say);

}  // namespace jiangbu
