// What the libraries ask of an operating system: there is none, and the module imports
// nothing.
// In: calls of libraries. Out: a trap, which JavaScript sees as an exception. Never:
// returns as if something had been done.
#include <cstdint>
#include <cstdlib>

extern "C" {

// clang's library for 128-bit numbers is built with stack protection.
std::uintptr_t __stack_chk_guard = 0x5AFE57AC;
[[noreturn]] void __stack_chk_fail() { std::abort(); }

}  // extern "C"
