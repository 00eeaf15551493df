// A compiled image with changes: each is a place, what is done there and with what.
// Length and checksum are made right again, so that the contents are read and not only
// refused.
#include "bytes.hpp"
#include "every_type.hpp"
#include "image/format.hpp"

namespace jiangbu::fuzz {

namespace {

void change(std::string& image, Bytes& bytes) {
  const std::size_t room = image.size() - image_contents_place + 1;
  const std::size_t place = image_contents_place + bytes.take<std::uint32_t>() % room;
  const std::size_t left = image.size() - place;
  switch (bytes.below(5)) {
    case 0:
      if (left > 0) image[place] = bytes.take<char>();
      break;
    case 1:
      image.insert(place, bytes.text());
      break;
    case 2:
      image.erase(place, bytes.below(64));
      break;
    case 3:
      image.insert(place, image.substr(place, bytes.below(64)));
      break;
    default:
      if (left > 0)
        image[place] = static_cast<char>(image[place] ^ (1 << bytes.below(8)));
      break;
  }
}

/// Numbers of images have their lowest byte first.
void write_number(std::string& image, std::size_t place, std::uint64_t number) {
  for (std::size_t i = 0; i < 8; ++i) {
    image[place + i] = static_cast<char>(number >> (8 * i) & 0xFFU);
  }
}

void try_image(std::string_view image) {
  const Rules rules = Rules::from_image(image);
  require(rules.ok() || !rules.problems().empty(), "an image that is refused says why");
  if (!rules.ok() || rules.policies().empty()) return;
  evaluate_and_write(Facts::from_json(rules, "{}"));
  evaluate_and_write(Facts::from_json(rules, "{}", {.closed_world = true}));
}

}  // namespace

void fuzz_image(std::string_view input) {
  static const std::string sound = every_type_rules().image();
  require(sound.size() > image_contents_place, "there is an image");
  try_image(input);
  std::string image = sound;
  for (Bytes bytes(input); !bytes.empty();) change(image, bytes);
  write_number(image, 24, image.size());
  write_number(image, image_checksum_place, image_checksum(image));
  try_image(image);
}

}  // namespace jiangbu::fuzz
