# Packages of Debian, one for each component of install.cmake: run cpack in the build folder,
# configured with -DCMAKE_INSTALL_PREFIX=/usr so that the libraries go to the folder of the
# machine's architecture.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME jiangbu)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "The jiangbu project <jiangbu@localhost>")
set(CPACK_PACKAGING_INSTALL_PREFIX ${CMAKE_INSTALL_PREFIX})
set(CPACK_COMPONENTS_ALL program runtime development)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
# The manual pages, a changelog and the licence, as Debian's policy wants them.
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/debian_documents.cmake)

string(CONCAT what_it_is
       "Rules of incentive policies, written in YAML close to the official text, are checked and\n"
       "evaluated: how much, by which clause, why, why not, and which facts are missing.")

set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME jiangbu)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION "${what_it_is}
This package holds the program, and the rules of five policies of Chinese governments.")

set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME libjiangbu-c0)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_COMPONENT_RUNTIME_DESCRIPTION "${what_it_is}
This package holds the shared library of the C interface.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libjiangbu-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
string(CONCAT CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
       "libjiangbu-c0 (= ${PROJECT_VERSION}-1), libfmt-dev, libyaml-cpp-dev, libsimdjson-dev")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_RECOMMENDS "jiangbu (= ${PROJECT_VERSION}-1)")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "${what_it_is}
This package holds the headers of the C and the C++ interface and the static library, for CMake
and pkg-config.")

include(CPack)
