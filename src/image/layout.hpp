// What an image of this build looks like: types, members and values, by name and order.
// In: members.def. Out: a text, and its fingerprint for headers. Never: a policy.
#pragma once

#include <cstdint>
#include <string>

namespace jiangbu {

/// One line for each type that an image keeps.
std::string layout_text();

/// Images with another fingerprint cannot be read. It follows from the types alone:
/// nobody has to remember to raise a number when a member is added or an enum reordered.
std::uint64_t layout_fingerprint();

}  // namespace jiangbu
