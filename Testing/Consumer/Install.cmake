# Installs `build` to `stage` and moves it to `prefix`.
file(REMOVE_RECURSE "${stage}" "${prefix}")
set(config_arguments)
if (config)
  set(config_arguments --config "${config}")
endif ()
execute_process(
  COMMAND "${CMAKE_COMMAND}" --install "${build}" --prefix "${stage}" ${config_arguments}
  RESULT_VARIABLE result)
if (NOT result EQUAL 0)
  message(FATAL_ERROR "The installation failed (${result}).")
endif ()
file(RENAME "${stage}" "${prefix}")
