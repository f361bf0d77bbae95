# Finds Google Highway, the vector instructions of all processors under one name:
#
#   CURVEDREFORMAT_WITH_HIGHWAY  there is a target hwy::hwy
#
# Without it the same values come from plain loops, more slowly.
set(CURVEDREFORMAT_WITH_HIGHWAY OFF)
if (CURVEDREFORMAT_USE_HIGHWAY STREQUAL "AUTO")
  find_package(hwy 1.0.3 QUIET CONFIG)
elseif (CURVEDREFORMAT_USE_HIGHWAY)
  find_package(hwy 1.0.3 REQUIRED CONFIG)
endif ()
if (TARGET hwy::hwy)
  set(CURVEDREFORMAT_WITH_HIGHWAY ON)
  message(STATUS "CurvedReformat: vector instructions through Highway ${hwy_VERSION}")
else ()
  message(STATUS "CurvedReformat: plain loops, since Google Highway was not found or not wanted")
endif ()
