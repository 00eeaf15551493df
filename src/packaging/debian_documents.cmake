# Run by cpack on the files of each package before it is made.
file(GLOB packages ${CPACK_TEMPORARY_DIRECTORY}/*)
set(names_program jiangbu)
set(names_runtime libjiangbu-c0)
set(names_development libjiangbu-dev)
find_program(GZIP gzip REQUIRED)
foreach(package IN LISTS packages)
  get_filename_component(component ${package} NAME)
  if(NOT DEFINED names_${component})
    continue()
  endif()
  set(documents ${package}/usr/share/doc/${names_${component}})
  file(WRITE ${documents}/copyright "\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: jiangbu

Files: *
Copyright: the jiangbu project
License: Apache-2.0
 On Debian systems, the full text of the Apache License, version 2.0, can be found in
 /usr/share/common-licenses/Apache-2.0.
")
  file(WRITE ${documents}/changelog.Debian "\
jiangbu (${CPACK_PACKAGE_VERSION}-1) unstable; urgency=low

  * Version ${CPACK_PACKAGE_VERSION}.

 -- The jiangbu project <jiangbu@localhost>  Thu, 01 Jan 1970 00:00:00 +0000
")
  file(GLOB pages ${package}/usr/share/man/man1/*.1)
  execute_process(COMMAND ${GZIP} -9nf ${documents}/changelog.Debian ${pages}
                  COMMAND_ERROR_IS_FATAL ANY)
endforeach()
