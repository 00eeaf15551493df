# One interface target carries the warning and sanitizer flags of every stage.
add_library(jiangbu_compiler_flags INTERFACE)
target_compile_options(jiangbu_compiler_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
  -Woverloaded-virtual -Wold-style-cast)
if(JIANGBU_WARNINGS_AS_ERRORS)
  target_compile_options(jiangbu_compiler_flags INTERFACE -Werror)
endif()
if(JIANGBU_SANITIZE)
  target_compile_options(jiangbu_compiler_flags INTERFACE
    -fsanitize=${JIANGBU_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(jiangbu_compiler_flags INTERFACE -fsanitize=${JIANGBU_SANITIZE})
endif()
