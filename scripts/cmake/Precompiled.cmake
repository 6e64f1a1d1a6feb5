# One precompiled header per layer, made once and used by every target of the layer:
#   pch_protos    generated code
#   pch_unit      tests of pure rules
#   pch_service   handlers and repositories
#   pch_test      tests of services
# Libraries and programs must be compiled alike to share them: Debian's compiler makes both position-independent.
function(sems_pch name)
  cmake_parse_arguments(arg "" "" "HEADERS;LINK" ${ARGN})
  set(source ${CMAKE_BINARY_DIR}/${name}.cc)
  if(NOT EXISTS ${source})
    file(WRITE ${source} "")
  endif()
  add_library(${name} OBJECT ${source})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${arg_LINK})
  target_precompile_headers(${name} PRIVATE ${arg_HEADERS})
  set_target_properties(${name} PROPERTIES
    CXX_COMPILER_LAUNCHER "${CMAKE_SOURCE_DIR}/scripts/cmake/fresh_pch;${CMAKE_CXX_COMPILER_LAUNCHER}")
endfunction()
