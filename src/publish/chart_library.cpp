#include "publish/chart_library.hpp"

// The assembler takes the file in as it is: as a literal a megabyte of JavaScript would
// cost the compiler minutes.
__asm__(
    ".section .rodata\n"
    ".global jiangbu_chart_library_begin\n"
    ".global jiangbu_chart_library_end\n"
    "jiangbu_chart_library_begin:\n"
    ".incbin \"" JIANGBU_CHART_LIBRARY
    "\"\n"
    "jiangbu_chart_library_end:\n"
    ".byte 0\n"
    ".text\n");

extern "C" {
extern const char jiangbu_chart_library_begin[];
extern const char jiangbu_chart_library_end[];
}

namespace jiangbu {

std::string_view chart_library() {
  return {
      jiangbu_chart_library_begin,
      static_cast<std::size_t>(jiangbu_chart_library_end - jiangbu_chart_library_begin)};
}

}  // namespace jiangbu
