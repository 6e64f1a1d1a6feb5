# sems_embed(<target> FUNCTION <name> NAMESPACE <ns> FILES <file>...)
# Adds a source to the target that defines
#   std::span<const sems::EmbeddedFile> <ns>::<name>();
# with the files in the order of their names. The function's declaration is written by hand where it is used.
function(sems_embed target)
  cmake_parse_arguments(arg "" "FUNCTION;NAMESPACE" "FILES" ${ARGN})
  list(SORT arg_FILES)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/embedded_${arg_FUNCTION}.cc)
  list(JOIN arg_FILES "|" files)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DFUNCTION=${arg_FUNCTION} -DNAMESPACE=${arg_NAMESPACE}
            "-DFILES=${files}" -P ${CMAKE_SOURCE_DIR}/scripts/cmake/WriteEmbedded.cmake
    DEPENDS ${arg_FILES} ${CMAKE_SOURCE_DIR}/scripts/cmake/WriteEmbedded.cmake
    VERBATIM)
  target_sources(${target} PRIVATE ${output})
  set_source_files_properties(${output} PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
endfunction()
