// The version of the engine; every result carries it.
// In: nothing. Out: version. Never: the version of a policy.
//
// Example:
//   std::cout << "jiangbu " << jiangbu::version << '\n';
#pragma once

namespace jiangbu {

inline constexpr const char* version = "0.1.0";

}  // namespace jiangbu
