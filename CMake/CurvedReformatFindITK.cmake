# Finds ITK's readers and writers of image files, and the function that finds more of ITK for the
# tests:
#
#   CURVEDREFORMAT_WITH_ITK           they are there
#   CURVEDREFORMAT_ITK_LIBRARIES      what is linked to
#   CURVEDREFORMAT_ITK_INCLUDE_DIRS   where their headers are
#
# Without ITK everything is built; what reads and writes such files then says so.

# curvedreformat_find_itk(<prefix> <component>...): sets <prefix>_FOUND, _LIBRARIES, _INCLUDE_DIRS
# and _VERSION.
#
# A function, so that what ITK's configuration sets on its way, for HDF5 and GDCM among others, is
# not met by VTK's. Of GDCM it tells at length which programs are not installed.
function (curvedreformat_find_itk prefix)
  set(CMAKE_MESSAGE_LOG_LEVEL WARNING)
  set(HDF5_FIND_QUIETLY ON)
  find_package(ITK 5.0 QUIET CONFIG COMPONENTS ${ARGN})
  set(${prefix}_FOUND "${ITK_FOUND}" PARENT_SCOPE)
  set(${prefix}_VERSION "${ITK_VERSION}" PARENT_SCOPE)
  set(${prefix}_LIBRARIES ${ITK_LIBRARIES} PARENT_SCOPE)
  # The compiler's own folders have to stay where they are in its list.
  set(include_dirs ${ITK_INCLUDE_DIRS})
  list(REMOVE_ITEM include_dirs ${CMAKE_CXX_IMPLICIT_INCLUDE_DIRECTORIES})
  list(REMOVE_DUPLICATES include_dirs)
  set(${prefix}_INCLUDE_DIRS ${include_dirs} PARENT_SCOPE)
endfunction ()

set(CURVEDREFORMAT_WITH_ITK OFF)
if (CURVEDREFORMAT_USE_ITK)
  # The libraries of the formats, too: they know some of a file that ITK does not tell.
  curvedreformat_find_itk(CURVEDREFORMAT_ITK
    ITKGDCM ITKIOMeta ITKIONRRD ITKMetaIO ITKNIFTI ITKNrrdIO)
  if (CURVEDREFORMAT_ITK_FOUND)
    set(CURVEDREFORMAT_WITH_ITK ON)
    message(STATUS "CurvedReformat: image files through ITK ${CURVEDREFORMAT_ITK_VERSION}")
  elseif (NOT CURVEDREFORMAT_USE_ITK STREQUAL "AUTO")
    message(FATAL_ERROR
      "ITK 5 with its modules ITKGDCM, ITKIOMeta, ITKIONRRD and ITKNIFTI was not found. Install it "
      "(libinsighttoolkit5-dev), set ITK_DIR, or build without: -DCURVEDREFORMAT_USE_ITK=OFF")
  endif ()
endif ()
if (NOT CURVEDREFORMAT_WITH_ITK)
  message(STATUS
    "CurvedReformat: no NIfTI, NRRD, MetaImage and displacement field files, since ITK 5 (libinsighttoolkit5-dev) was not "
    "found or not wanted")
endif ()
