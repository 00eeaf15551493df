// The fuzzer of one entrance: fuzz --entrance=NAME, then the options and folders of
// libFuzzer, which passes over options that begin with two dashes.
#include "entrances.hpp"

namespace {

jiangbu::fuzz::Entrance entrance = nullptr;

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* count, char*** words) {
  constexpr std::string_view option = "--entrance=";
  for (int i = 1; i < *count; ++i) {
    const std::string_view word = (*words)[i];
    if (!word.starts_with(option)) continue;
    entrance = jiangbu::fuzz::entrance_named(word.substr(option.size()));
  }
  if (entrance != nullptr) return 0;
  std::cerr << "fuzz --entrance=NAME: no such entrance\n";
  std::exit(2);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  entrance({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
