# jiangbu_embed(TARGET STAGE NAME FILE...): gives the target's sources "STAGE/NAME.hpp", which
# holds the files one after another as `inline constexpr std::string_view NAME`.
function(jiangbu_embed target stage name)
  set(rest "")
  foreach(file IN LISTS ARGN)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    file(READ ${file} text)
    string(APPEND rest "${text}")
  endforeach()
  # Compilers limit the length of one literal: it is cut at ends of lines.
  set(literals "")
  while(NOT rest STREQUAL "")
    string(SUBSTRING "${rest}" 0 8000 piece)
    string(FIND "${piece}" "\n" end REVERSE)
    math(EXPR end "${end} + 1")
    string(SUBSTRING "${rest}" 0 ${end} piece)
    string(SUBSTRING "${rest}" ${end} -1 rest)
    string(APPEND literals "    R\"EMBEDDED(${piece})EMBEDDED\"\n")
  endwhile()
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/embedded)
  file(CONFIGURE OUTPUT ${folder}/${stage}/${name}.hpp CONTENT "\
// Made by src/packaging/embed.cmake.
#pragma once

#include <string_view>

namespace jiangbu {

inline constexpr std::string_view ${name} =
${literals}    ;

}  // namespace jiangbu
" @ONLY)
  target_include_directories(${target} PRIVATE ${folder})
endfunction()
