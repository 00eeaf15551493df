# One interface target carries the warning and sanitizer flags of every stage.
add_library(jiangbu_compiler_flags INTERFACE)
target_compile_options(jiangbu_compiler_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
  -Woverloaded-virtual -Wold-style-cast)
# GCC 12 warns wrongly when optimising: about text + std::string&& (GCC bug 105651, and the
# same in other words where the header is precompiled) and about an empty std::optional
# (80635). clang and the sanitizers watch in its place.
target_compile_options(jiangbu_compiler_flags INTERFACE
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict$<SEMICOLON>-Wno-stringop-overflow$<SEMICOLON>-Wno-array-bounds$<SEMICOLON>-Wno-maybe-uninitialized>)
# For ccache: precompiled headers are named in what GCC makes of a file.
target_compile_options(jiangbu_compiler_flags INTERFACE
  $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fpch-preprocess>)
# Texts compiled in are longer than the 65,536 characters that every compiler has to take;
# those used here take more.
target_compile_options(jiangbu_compiler_flags INTERFACE
  $<$<CXX_COMPILER_ID:Clang>:-Wno-overlength-strings>)
if(JIANGBU_WARNINGS_AS_ERRORS)
  target_compile_options(jiangbu_compiler_flags INTERFACE -Werror)
endif()
if(JIANGBU_SANITIZE)
  target_compile_options(jiangbu_compiler_flags INTERFACE
    -fsanitize=${JIANGBU_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(jiangbu_compiler_flags INTERFACE -fsanitize=${JIANGBU_SANITIZE})
endif()
if(JIANGBU_FUZZ)  # reports what was reached
  target_compile_options(jiangbu_compiler_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
