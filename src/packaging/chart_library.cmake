# jiangbu_chart_library(TARGET): brings the chart library named in publish/charts with npm into
# the build folder, and tells TARGET's chart_library.cpp where it is.
function(jiangbu_chart_library target)
  set(source ${CMAKE_CURRENT_SOURCE_DIR}/publish/charts)
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/charts)
  set(library ${folder}/node_modules/echarts/dist/echarts.min.js)
  set(user ${CMAKE_CURRENT_SOURCE_DIR}/publish/chart_library.cpp)
  add_custom_command(
    OUTPUT ${library}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${folder}
    COMMAND ${CMAKE_COMMAND} -E copy ${source}/package.json ${source}/package-lock.json ${folder}
    COMMAND ${JIANGBU_NPM} ci --prefix ${folder} --ignore-scripts --no-audit --no-fund
            --loglevel=error
    COMMAND ${CMAKE_COMMAND} -E touch ${library}
    DEPENDS ${source}/package.json ${source}/package-lock.json
    COMMENT "Chart library from npm"
    VERBATIM)
  target_sources(${target} PRIVATE ${library})
  set_source_files_properties(${library} PROPERTIES HEADER_FILE_ONLY ON)
  set_source_files_properties(${user} PROPERTIES
    COMPILE_DEFINITIONS "JIANGBU_CHART_LIBRARY=\"${library}\"" OBJECT_DEPENDS ${library})
endfunction()
