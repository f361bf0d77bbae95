# Finds ParaView, or VTK where there is no ParaView, and says what it can do:
#
#   CURVEDREFORMAT_WITH_PARAVIEW  the plugin can be built
#   CURVEDREFORMAT_WITH_WINDOW    the plugin can have a part for ParaView's window
#   CURVEDREFORMAT_WRAP_PYTHON    the classes can be wrapped for Python
#   CURVEDREFORMAT_PYTHON_DIR     (cache) where Python packages go, below the install prefix
#
# and the macro curvedreformat_find_vtk_modules(<module>... [OPTIONAL <module>...]).

# --------------------------------------------------------------------------------------------------
# Python has to be the one ParaView was built with, and the `python3` on the PATH is often another
# (pyenv, conda, a virtual environment). That one lies beside pvpython, so look there first.
if (NOT DEFINED Python3_EXECUTABLE AND NOT DEFINED Python3_ROOT_DIR)
  find_program(CURVEDREFORMAT_PVPYTHON
    NAMES pvpython
    HINTS "${ParaView_DIR}/../../../bin" "${ParaView_DIR}/../../../../bin"
    DOC   "ParaView's Python shell")
  mark_as_advanced(CURVEDREFORMAT_PVPYTHON)
  set(python_beside "${CURVEDREFORMAT_PVPYTHON}")
  if (NOT python_beside)
    # Without ParaView: the Python that VTK's packages of the system are for.
    set(python_beside "${CMAKE_COMMAND}")
  endif ()
  get_filename_component(python_root "${python_beside}" REALPATH)
  get_filename_component(python_root "${python_root}" DIRECTORY)
  get_filename_component(python_root "${python_root}" DIRECTORY)
  if (EXISTS "${python_root}/bin/python3")
    set(Python3_ROOT_DIR "${python_root}")
    # The first place counts, not the highest version ...
    set(Python3_FIND_STRATEGY LOCATION)
    # ... and an active virtual environment does not come before it.
    set(Python3_FIND_VIRTUALENV STANDARD)
  endif ()
endif ()

# --------------------------------------------------------------------------------------------------
# curvedreformat_link_targets(<target> <variable>): all targets that linking to one needs, itself too.
function (curvedreformat_link_targets target variable)
  set(seen)
  set(left "${target}")
  while (left)
    list(POP_FRONT left next)
    if (next IN_LIST seen)
      continue ()
    endif ()
    list(APPEND seen "${next}")
    if (TARGET "${next}")
      get_target_property(libraries "${next}" INTERFACE_LINK_LIBRARIES)
      # What shared libraries link to themselves, CMake wants to know, too.
      get_target_property(configurations "${next}" IMPORTED_CONFIGURATIONS)
      foreach (configuration IN LISTS configurations)
        get_target_property(dependencies "${next}"
          "IMPORTED_LINK_DEPENDENT_LIBRARIES_${configuration}")
        list(APPEND libraries ${dependencies})
      endforeach ()
      string(REGEX REPLACE "\\$<LINK_ONLY:([^>]*)>" "\\1" libraries "${libraries}")
      list(FILTER libraries INCLUDE REGEX "^[A-Za-z0-9_]+::[A-Za-z0-9_:]+$")
      list(APPEND left ${libraries})
    endif ()
  endwhile ()
  set("${variable}" "${seen}" PARENT_SCOPE)
endfunction ()

# --------------------------------------------------------------------------------------------------
# The components are what paraview_add_plugin links to and runs. All of ParaView would need the
# development files of some fifty libraries that the plugin never touches.
set(paraview_components
  ProcessXML
  RemotingClientServerStream
  RemotingCore
  RemotingServerManager
  WrapClientServer)

set(CURVEDREFORMAT_WITH_PARAVIEW OFF)
if (CURVEDREFORMAT_USE_PARAVIEW STREQUAL "AUTO")
  find_package(ParaView 5.10 QUIET COMPONENTS ${paraview_components})
  # A ParaView that is there but cannot be used is a mistake to mend, not a reason to build without
  # the plugin: it leaves half of its targets behind, too.
  if (NOT ParaView_FOUND AND ParaView_CONSIDERED_CONFIGS)
    message(FATAL_ERROR
      "ParaView was found (${ParaView_CONSIDERED_CONFIGS}) but cannot be used: "
      "${ParaView_NOT_FOUND_MESSAGE}\n"
      "Install what it names, or build without the plugin: -DCURVEDREFORMAT_USE_PARAVIEW=OFF")
  endif ()
elseif (CURVEDREFORMAT_USE_PARAVIEW)
  find_package(ParaView 5.10 REQUIRED COMPONENTS ${paraview_components})
endif ()

set(CURVEDREFORMAT_WITH_WINDOW OFF)
if (ParaView_FOUND)
  set(CURVEDREFORMAT_WITH_PARAVIEW ON)
  if (CURVEDREFORMAT_USE_QT)
    find_package(ParaView "${ParaView_VERSION}" EXACT QUIET
      COMPONENTS          ${paraview_components}
      OPTIONAL_COMPONENTS pqApplicationComponents)
    # That is not enough to link to it: it needs the development files of all that draws, reads and
    # writes, and ParaView's own files look for those of named components only.
    curvedreformat_link_targets(ParaView::pqApplicationComponents needed)
    list(FILTER needed INCLUDE REGEX "^VTK::")
    list(TRANSFORM needed REPLACE "^VTK::(vtk)?" "") # a component has no vtk before its name
    # Not even the module vtkvtkm, which therefore cannot be asked for.
    list(FILTER needed EXCLUDE REGEX "^vtk")
    find_package(VTK "${VTK_VERSION}" EXACT QUIET OPTIONAL_COMPONENTS ${needed})
    curvedreformat_link_targets(ParaView::pqApplicationComponents needed)
    set(missing)
    foreach (target IN LISTS needed)
      if (NOT TARGET "${target}")
        list(APPEND missing "${target}")
      endif ()
    endforeach ()
    if (NOT missing)
      set(CURVEDREFORMAT_WITH_WINDOW ON)
    else ()
      list(JOIN missing ", " missing)
      set(text "no part of the plugin for ParaView's window; there is no ${missing}")
      if (NOT CURVEDREFORMAT_USE_QT STREQUAL "AUTO")
        message(FATAL_ERROR "CURVEDREFORMAT_USE_QT is ${CURVEDREFORMAT_USE_QT}, but ${text}")
      endif ()
      message(STATUS "CurvedReformat: ${text}")
    endif ()
  endif ()
else ()
  find_package(VTK 9.1 REQUIRED COMPONENTS CommonCore)
endif ()

# --------------------------------------------------------------------------------------------------
# Requires VTK again with the modules given (more than once is fine), as far as they are VTK's.
macro (curvedreformat_find_vtk_modules)
  cmake_parse_arguments(vtk_modules "" "" "OPTIONAL" ${ARGN})
  set(vtk_components ${vtk_modules_UNPARSED_ARGUMENTS})
  set(vtk_optional_components ${vtk_modules_OPTIONAL})
  foreach (list IN ITEMS vtk_components vtk_optional_components)
    list(FILTER ${list} INCLUDE REGEX "^VTK::")
    list(TRANSFORM ${list} REPLACE "^VTK::" "")
  endforeach ()
  if (CURVEDREFORMAT_WRAP_PYTHON)
    list(APPEND vtk_components Python WrappingPythonCore)
  endif ()
  find_package(VTK "${VTK_VERSION}" EXACT REQUIRED
    COMPONENTS          ${vtk_components}
    OPTIONAL_COMPONENTS ${vtk_optional_components})
endmacro ()

# --------------------------------------------------------------------------------------------------
set(CURVEDREFORMAT_WRAP_PYTHON OFF)
if (VTK_WRAP_PYTHON)
  set(CURVEDREFORMAT_WRAP_PYTHON ON)

  # Where ParaView or VTK keep their own packages: on Debian lib/python3/dist-packages, which is
  # on Python's path when the prefix is /usr.
  if (CURVEDREFORMAT_WITH_PARAVIEW AND PARAVIEW_PYTHONPATH)
    set(python_dir "${PARAVIEW_PYTHONPATH}")
  elseif (VTK_PYTHONPATH)
    set(python_dir "${VTK_PYTHONPATH}")
  else ()
    vtk_module_python_default_destination(python_dir)
  endif ()
  set(CURVEDREFORMAT_PYTHON_DIR "${python_dir}" CACHE STRING
    "Where Python packages are installed, relative to the prefix")
endif ()

if (CURVEDREFORMAT_WITH_PARAVIEW)
  message(STATUS "CurvedReformat: module and plugin, ParaView ${ParaView_VERSION} (VTK ${VTK_VERSION})")
else ()
  message(STATUS "CurvedReformat: module without plugin, VTK ${VTK_VERSION}")
endif ()
