// Texts by number.
// In: texts. Out: TextDictionary. Never: knows what a text means.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace jiangbu {

/// Texts by number, equal texts equal numbers, numbers from 0 on without gaps; 0 is the
/// empty text, which also stands where there is none. Grows; not for several threads at
/// once while it does.
class TextDictionary {
 public:
  TextDictionary() { code_of(""); }
  TextDictionary(TextDictionary&&) = default;
  TextDictionary& operator=(TextDictionary&&) = default;

  std::int32_t code_of(std::string_view text) {
    const auto known = codes_.find(text);
    if (known != codes_.end()) return known->second;
    const auto code = static_cast<std::int32_t>(texts_.size());
    texts_.emplace_back(text);
    codes_.emplace(texts_.back(), code);
    return code;
  }
  const std::string& text_of(std::int32_t code) const {
    return texts_[static_cast<std::size_t>(code)];
  }
  std::size_t size() const { return texts_.size(); }

 private:
  std::deque<std::string> texts_;  // addresses stay, codes_ refers to them
  std::unordered_map<std::string_view, std::int32_t> codes_;
};

}  // namespace jiangbu
