# What `cmake --install` puts where, and by what component; the packages of Debian are made
# of the same components.
#   program      the program, its manual pages, completion of shells, the rules
#   runtime      the shared library of the C interface
#   development  headers, the static library of the C++ interface, CMake and pkg-config
include(CMakePackageConfigHelpers)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/jiangbu)
set(made ${CMAKE_CURRENT_BINARY_DIR}/packaging)

# Made by the program itself, of its help.
add_custom_command(TARGET jiangbu_cli POST_BUILD
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${made}/share
  COMMAND jiangbu_cli manual --folder ${made}/share
  COMMENT "Manual pages and completion" VERBATIM)

install(TARGETS jiangbu_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
install(DIRECTORY ${made}/share/ DESTINATION ${CMAKE_INSTALL_DATADIR} COMPONENT program)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/rules DESTINATION ${CMAKE_INSTALL_DATADIR}/jiangbu
        COMPONENT program)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/jiangbu
        COMPONENT program)

install(TARGETS jiangbu EXPORT jiangbu_targets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
        COMPONENT development)
install(TARGETS jiangbu_c_library EXPORT jiangbu_targets
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
        COMPONENT runtime NAMELINK_COMPONENT development)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/jiangbu
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development
        FILES_MATCHING PATTERN "*.h" PATTERN "*.hpp")

install(EXPORT jiangbu_targets FILE jiangbu-targets.cmake NAMESPACE jiangbu::
        DESTINATION ${package_folder} COMPONENT development)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/jiangbu-config.cmake.in
                              ${made}/jiangbu-config.cmake
                              INSTALL_DESTINATION ${package_folder}
                              PATH_VARS CMAKE_INSTALL_DATADIR)
write_basic_package_version_file(${made}/jiangbu-config-version.cmake
                                 COMPATIBILITY SameMajorVersion)
install(FILES ${made}/jiangbu-config.cmake ${made}/jiangbu-config-version.cmake
        DESTINATION ${package_folder} COMPONENT development)

# The prefix is where the file is found, so that an installed tree can be moved.
file(RELATIVE_PATH pc_prefix /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
string(REGEX REPLACE "/$" "" pc_prefix "${pc_prefix}")
configure_file(${CMAKE_CURRENT_LIST_DIR}/jiangbu.pc.in ${made}/jiangbu.pc @ONLY)
configure_file(${CMAKE_CURRENT_LIST_DIR}/jiangbu-c.pc.in ${made}/jiangbu-c.pc @ONLY)
install(FILES ${made}/jiangbu.pc ${made}/jiangbu-c.pc
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)
include(${CMAKE_CURRENT_LIST_DIR}/debian.cmake)
