// One rich result, made by hand: every status, ranges, instalments, readings, a draft.
#pragma once

#include "evaluate/result.hpp"

namespace jiangbu::report_test {

CaseResult sample_result();

}  // namespace jiangbu::report_test
