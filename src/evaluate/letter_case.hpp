// Upper and lower case of letters, one to one (Unicode 14.0.0, simple case mapping).
// In: UTF-8. Out: UTF-8 of as many characters. Never: a locale; other scripts than Latin
// (up to Extended-A and full width), Greek and Cyrillic.
#pragma once

#include <string>
#include <string_view>

namespace jiangbu {

/// Letters without a single counterpart stay as they are: ß, ŉ.
std::string upper_case(std::string_view text);
std::string lower_case(std::string_view text);

}  // namespace jiangbu
