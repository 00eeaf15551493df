# What `cmake --install` puts where: the program, the library with its public headers, its
# CMake package and jiangbu.pc, the rules.
include(CMakePackageConfigHelpers)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/jiangbu)
set(made ${CMAKE_CURRENT_BINARY_DIR}/packaging)

install(TARGETS jiangbu_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS jiangbu EXPORT jiangbu_targets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS jiangbu_c_library EXPORT jiangbu_targets
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/jiangbu
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h" PATTERN "*.hpp")
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/jiangbu)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/rules DESTINATION ${CMAKE_INSTALL_DATADIR}/jiangbu)

install(EXPORT jiangbu_targets FILE jiangbu-targets.cmake NAMESPACE jiangbu::
        DESTINATION ${package_folder})
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/jiangbu-config.cmake.in
                              ${made}/jiangbu-config.cmake
                              INSTALL_DESTINATION ${package_folder}
                              PATH_VARS CMAKE_INSTALL_DATADIR)
write_basic_package_version_file(${made}/jiangbu-config-version.cmake
                                 COMPATIBILITY SameMajorVersion)
install(FILES ${made}/jiangbu-config.cmake ${made}/jiangbu-config-version.cmake
        DESTINATION ${package_folder})

# The prefix is where the file is found, so that an installed tree can be moved.
file(RELATIVE_PATH pc_prefix /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
string(REGEX REPLACE "/$" "" pc_prefix "${pc_prefix}")
configure_file(${CMAKE_CURRENT_LIST_DIR}/jiangbu.pc.in ${made}/jiangbu.pc @ONLY)
configure_file(${CMAKE_CURRENT_LIST_DIR}/jiangbu-c.pc.in ${made}/jiangbu-c.pc @ONLY)
install(FILES ${made}/jiangbu.pc ${made}/jiangbu-c.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
