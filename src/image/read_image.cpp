// From bytes to policies: header, contents, verifier, in this order.
#include "image/decoder.hpp"
#include "image/format.hpp"
#include "image/image.hpp"
#include "image/layout.hpp"
#include "image/verify.hpp"

namespace jiangbu {

namespace {

std::string version_in(std::string_view image) {
  std::string version;
  for (const char c : image.substr(32, image_version_size)) {
    if (c > ' ' && c <= '~') version += c;
  }
  return version.empty() ? "?" : version;
}

/// Whether the bytes are a whole image of this build, undamaged; if not, says why.
bool check_header(std::string_view bytes, const std::string& name,
                  Diagnostics& diagnostics) {
  const auto refuse = [&](Code code, std::vector<std::string> arguments) {
    diagnostics.error(code, Span{}, std::move(arguments));
    return false;
  };
  if (bytes.substr(0, image_magic.size()) != image_magic) {
    const bool begins = image_magic.starts_with(bytes);
    return begins ? refuse(Code::image_cut, {name, "?", std::to_string(bytes.size())})
                  : refuse(Code::image_no_image, {name});
  }
  if (bytes.size() < image_contents_place) {
    return refuse(Code::image_cut, {name, "?", std::to_string(bytes.size())});
  }
  const auto format = fixed_from<std::uint32_t>(bytes.substr(8));
  if (format != image_format) {
    return refuse(
        Code::image_other_format,
        {name, std::to_string(format), std::to_string(image_format), version_in(bytes)});
  }
  const auto length = fixed_from<std::uint64_t>(bytes.substr(24));
  if (bytes.size() < length) {
    return refuse(Code::image_cut,
                  {name, std::to_string(length), std::to_string(bytes.size())});
  }
  if (bytes.size() > length && length >= image_contents_place) {
    return refuse(Code::image_trailing, {name, std::to_string(bytes.size() - length)});
  }
  if (fixed_from<std::uint64_t>(bytes.substr(image_checksum_place)) !=
      image_checksum(bytes)) {
    return refuse(Code::image_damaged, {name});
  }
  if (fixed_from<std::uint64_t>(bytes.substr(16)) != layout_fingerprint()) {
    return refuse(Code::image_other_version, {name, version_in(bytes)});
  }
  return true;
}

}  // namespace

std::optional<std::vector<PolicyImage>> read_image(std::string_view bytes,
                                                   const std::string& name,
                                                   Diagnostics& diagnostics) {
  if (!check_header(bytes, name, diagnostics)) return std::nullopt;
  Decoder decoder(bytes.substr(image_contents_place));
  std::vector<PolicyImage> policies;
  decoder.get(policies);
  if (!decoder.is_done()) {
    diagnostics.error(Code::image_unsound, Span{},
                      {name, "不是一组政策", "they are no list of policies"});
    return std::nullopt;
  }
  for (std::size_t i = 0; i < policies.size(); ++i) {
    const Verdict verdict = verify(policies[i].program, decoder.trees()[i]);
    if (verdict.holds()) continue;
    const Bilingual why = verdict.text();
    diagnostics.error(Code::image_unsound, Span{}, {name, why.zh, why.en});
    return std::nullopt;
  }
  return policies;
}

}  // namespace jiangbu
