// From policies to bytes: contents first, then the header that names their length.
#include "image/encoder.hpp"
#include "image/format.hpp"
#include "image/image.hpp"
#include "image/layout.hpp"
#include "jiangbu/version.hpp"

namespace jiangbu {

void Encoder::put(const std::string& text) {
  if (text.empty()) return append_varint(bytes_, 0);
  const auto [place, fresh] =
      places_.emplace(text, static_cast<std::uint32_t>(texts_.size()));
  if (fresh) texts_.push_back(text);
  append_varint(bytes_, place->second + 1);
}

// The exponent, the sign, then as much of the coefficient as 64 bits hold, and the rest.
void Encoder::put(const Decimal& number) {
  const Uint128 coefficient = number.coefficient();
  const bool is_long = (coefficient >> 64) != 0;
  append_varint(bytes_, zigzag(number.exponent()));
  append_varint(bytes_, (is_long ? 2U : 0U) | (number.is_negative() ? 1U : 0U));
  append_varint(bytes_, static_cast<std::uint64_t>(coefficient));
  if (is_long) append_varint(bytes_, static_cast<std::uint64_t>(coefficient >> 64));
}

void Encoder::put(const Type& type) {
  put(type.base);
  append_varint(bytes_, (type.element ? 2U : 0U) | (type.optional ? 1U : 0U));
  put(type.id);
  if (type.element) put(*type.element);
}

void Encoder::put(const WorkingCalendar& calendar) {
  put(calendar.idle_weekdays());
  put(calendar.worked_weekends());
}

std::string Encoder::contents() const {
  std::string all;
  append_varint(all, texts_.size());
  for (const std::string_view text : texts_) append_varint(all, text.size());
  for (const std::string_view text : texts_) all += text;
  return all + bytes_;
}

std::string write_image(const std::vector<PolicyImage>& policies) {
  Encoder encoder;
  encoder.put(policies);
  const std::string contents = encoder.contents();
  std::string image(image_magic);
  append_fixed(image, image_format);
  append_fixed(image, std::uint32_t{0});
  append_fixed(image, layout_fingerprint());
  append_fixed(image, std::uint64_t{image_contents_place + contents.size()});
  std::string writer = version;
  writer.resize(image_version_size);
  image += writer;
  const std::uint64_t seed = xxh64(image);
  append_fixed(image, xxh64(contents, seed));
  return image + contents;
}

}  // namespace jiangbu
