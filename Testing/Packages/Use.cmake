# Runs `script` with `program`: of pvpython a copy in `bin`, which finds the list of plugins there as
# ParaView's own would in its prefix. Where ParaView looks for that list elsewhere, `plugins` names it.
list(POP_FRONT program file)
if (NOT plugins)
  get_filename_component(file "${file}" REALPATH)
  file(COPY "${file}" DESTINATION "${bin}")
  get_filename_component(name "${file}" NAME)
  set(file "${bin}/${name}")
else ()
  set(ENV{PV_PLUGIN_CONFIG_FILE} "${plugins}")
endif ()
execute_process(
  COMMAND         "${file}" ${program} "${script}" "${python}"
  RESULT_VARIABLE result)
if (NOT result EQUAL 0)
  message(FATAL_ERROR "${script} failed (${result}).")
endif ()
