# What cpack makes: a .deb and a .tar.gz. Installed with the prefix /usr, the plugin is known to
# ParaView by its name; Utilities/package.sh configures a build for that.
set(CURVEDREFORMAT_PACKAGES "TGZ")
find_program(CURVEDREFORMAT_DPKG_SHLIBDEPS NAMES dpkg-shlibdeps
  DOC "Finds the packages that a library needs")
mark_as_advanced(CURVEDREFORMAT_DPKG_SHLIBDEPS)
if (CURVEDREFORMAT_DPKG_SHLIBDEPS)
  list(PREPEND CURVEDREFORMAT_PACKAGES "DEB")
endif ()
set(CPACK_GENERATOR "${CURVEDREFORMAT_PACKAGES}") # which CPack itself changes in the end

set(CPACK_PACKAGE_NAME "curvedreformat")
set(CPACK_PACKAGE_VENDOR "the CurvedReformat developers")
set(CPACK_PACKAGE_CONTACT "the CurvedReformat developers")
set(CPACK_PACKAGE_DESCRIPTION
  "Straightens images along curves, such as vessels, and takes what was made there back. With the VTK module for C++ and Python, and a plugin for ParaView.")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_RESOURCE_FILE_README "${PROJECT_SOURCE_DIR}/README.md")
set(CPACK_PACKAGE_DIRECTORY "${CMAKE_BINARY_DIR}/packages")
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
# One package: the library, the plugin, the Python package and what is needed to build with it.
set(CPACK_MONOLITHIC_INSTALL ON)
set(CPACK_THREADS 0)

# The library works with the VTK that it was built with and no other.
if (CURVEDREFORMAT_WITH_PARAVIEW)
  set(built_with "paraview${ParaView_VERSION}")
  set(host_version "${ParaView_VERSION}")
  set(host_packages paraview python3-paraview)
  set(host_development "paraview-dev")
else ()
  set(built_with "vtk${VTK_VERSION}")
  set(host_version "${VTK_VERSION}")
  set(host_packages libvtk9.${VTK_MINOR_VERSION})
  if (CURVEDREFORMAT_WRAP_PYTHON)
    list(APPEND host_packages python3-vtk9)
  endif ()
  set(host_development "libvtk9-dev")
endif ()
set(CPACK_PACKAGE_FILE_NAME
  "curvedreformat-${PROJECT_VERSION}-${built_with}-${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR}")

set(CPACK_DEBIAN_FILE_NAME "DEB-DEFAULT")
set(CPACK_DEBIAN_PACKAGE_RELEASE "1+${built_with}")
set(CPACK_DEBIAN_PACKAGE_SECTION "science")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
# What the libraries are linked to, and that programs linked to ours need this package.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
# Debian's revisions of the same version, also those that took something out (+dfsg), but not the next.
set(CPACK_DEBIAN_PACKAGE_DEPENDS)
string(REGEX REPLACE "^([0-9]+\\.[0-9]+\\.[0-9]+).*" "\\1" host_version "${host_version}")
foreach (package IN LISTS host_packages)
  list(APPEND CPACK_DEBIAN_PACKAGE_DEPENDS
    "${package} (>= ${host_version})" "${package} (<< ${host_version}.)")
endforeach ()
list(JOIN CPACK_DEBIAN_PACKAGE_DEPENDS ", " CPACK_DEBIAN_PACKAGE_DEPENDS)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "${host_development}")

# A list that ParaView reads wherever it is started. It belongs to whoever installs into ParaView's own
# prefix, so that only the packages have one.
#
#   CURVEDREFORMAT_PLUGIN_LIST         where it goes, below the prefix; empty where there is no such place
#   CURVEDREFORMAT_PLUGIN_LIST_BESIDE  it is paraview.conf beside ParaView's programs, which names our
#                                      list; else it is a list itself, one that Debian's paraview.conf,
#                                      which from Debian 13 on lies with ParaView's libraries, names for
#                                      others (/usr/share/paraview/plugins, which no package has)
if (CURVEDREFORMAT_WITH_PARAVIEW)
  set(CURVEDREFORMAT_PLUGIN_LIST "${CMAKE_INSTALL_BINDIR}/paraview.conf")
  set(CURVEDREFORMAT_PLUGIN_LIST_BESIDE ON)
  get_filename_component(conf "${ParaView_DIR}/../../${PARAVIEW_PLUGIN_SUBDIR}" DIRECTORY)
  if (EXISTS "${conf}/paraview.conf")
    set(CURVEDREFORMAT_PLUGIN_LIST)
    set(CURVEDREFORMAT_PLUGIN_LIST_BESIDE OFF)
    file(STRINGS "${conf}/paraview.conf" lists REGEX "^/usr/")
    foreach (list IN LISTS lists)
      if (NOT IS_DIRECTORY "${list}")
        file(RELATIVE_PATH CURVEDREFORMAT_PLUGIN_LIST "/usr" "${list}")
      endif ()
    endforeach ()
  endif ()

  if (CURVEDREFORMAT_PLUGIN_LIST_BESIDE)
    file(RELATIVE_PATH text
      "/${CMAKE_INSTALL_BINDIR}"
      "/${CMAKE_INSTALL_LIBDIR}/${PARAVIEW_PLUGIN_SUBDIR}/curvedreformat.plugins.xml")
  else ()
    # A path relative to the list may not lead out of its folder.
    set(name "CurvedPlanarReformat")
    set(file "/usr/${CMAKE_INSTALL_LIBDIR}/${PARAVIEW_PLUGIN_SUBDIR}/${name}/${name}.so")
    string(CONCAT text
      "<?xml version=\"1.0\"?>\n"
      "<Plugins>\n  <Plugin name=\"${name}\" auto_load=\"0\" filename=\"${file}\"/>\n</Plugins>")
  endif ()
endif ()
if (CURVEDREFORMAT_PLUGIN_LIST)
  get_filename_component(name "${CURVEDREFORMAT_PLUGIN_LIST}" NAME)
  get_filename_component(folder "${CURVEDREFORMAT_PLUGIN_LIST}" DIRECTORY)
  file(WRITE "${CMAKE_BINARY_DIR}/plugin-list/${name}" "${text}\n")
  install(
    FILES       "${CMAKE_BINARY_DIR}/plugin-list/${name}"
    DESTINATION "${folder}"
    COMPONENT   list
    EXCLUDE_FROM_ALL)
  set(CPACK_INSTALL_CMAKE_PROJECTS
    "${CMAKE_BINARY_DIR};${PROJECT_NAME};ALL;/;${CMAKE_BINARY_DIR};${PROJECT_NAME};list;/")
endif ()

include(CPack)
