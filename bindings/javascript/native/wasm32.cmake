# CMake toolchain: WebAssembly with Debian's clang 19 and WASI libraries.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR wasm32)
set(CMAKE_CXX_COMPILER clang++-19)
set(CMAKE_CXX_COMPILER_TARGET wasm32-wasi)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
# The archives of other programs are not for this processor.
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
