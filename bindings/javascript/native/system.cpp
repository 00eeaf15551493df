// The operating system the C library asks: there is none, and the module imports nothing.
// In: calls of WASI (wasi/api.h) and of the compiler's library. Out: no environment, no
// time, no files, a trap, which is an exception in JavaScript. Never: says that something
// was done.
#include <wasi/api.h>

#include <cstdint>
#include <cstdlib>

extern "C" {

__wasi_errno_t __wasi_environ_sizes_get(__wasi_size_t* count, __wasi_size_t* bytes) {
  *count = *bytes = 0;
  return __WASI_ERRNO_SUCCESS;
}
__wasi_errno_t __wasi_environ_get(std::uint8_t**, std::uint8_t*) {
  return __WASI_ERRNO_SUCCESS;
}

// A clock that stands still: the binding offers no limit of time.
__wasi_errno_t __wasi_clock_time_get(__wasi_clockid_t, __wasi_timestamp_t,
                                     __wasi_timestamp_t* time) {
  *time = 0;
  return __WASI_ERRNO_SUCCESS;
}

__wasi_errno_t __wasi_fd_close(__wasi_fd_t) { return __WASI_ERRNO_BADF; }
__wasi_errno_t __wasi_fd_seek(__wasi_fd_t, __wasi_filedelta_t, __wasi_whence_t,
                              __wasi_filesize_t*) {
  return __WASI_ERRNO_BADF;
}
__wasi_errno_t __wasi_fd_write(__wasi_fd_t, const __wasi_ciovec_t*, std::size_t,
                               __wasi_size_t*) {
  return __WASI_ERRNO_BADF;
}

void __wasi_proc_exit(__wasi_exitcode_t) { std::abort(); }

// clang's library for 128-bit numbers is built with stack protection.
std::uintptr_t __stack_chk_guard = 0x5AFE57AC;
[[noreturn]] void __stack_chk_fail() { std::abort(); }

}  // extern "C"
