// Populations of any size, a run of applicants at a time.
// In: tables in one order. Out: Populations one after another. Never: holds all of it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "read/read_population.hpp"

namespace jiangbu {

/// Takes a run of applicants; called from the reading thread, in order.
using RunReceiver = std::function<void(const Population&)>;

/// Reads as read_population() does, some 64 thousand applicants at a time, from a folder
/// of CSV files in ascending order of the applicants' ids (see Identifier), lists too.
/// Rejects are not written. False, with an error, if it cannot go on.
bool stream_population(const std::string& source,
                       const std::vector<const Program*>& policies,
                       const ReadPopulationOptions& options, SourceMap& sources,
                       Diagnostics& diagnostics, ReadReport& report,
                       const RunReceiver& receiver);

}  // namespace jiangbu
