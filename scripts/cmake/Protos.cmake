# sems_proto_library(<target> ROOT <dir> FILES <file>... [LINK <target>...])
# Generates and compiles the files (paths relative to ROOT) once, into one static library.
set(SEMS_GENERATED ${CMAKE_BINARY_DIR}/generated)
file(MAKE_DIRECTORY ${SEMS_GENERATED})
find_program(GRPC_CPP_PLUGIN grpc_cpp_plugin REQUIRED)
sems_pch(pch_protos LINK gRPC::grpc++ protobuf::libprotobuf HEADERS <grpcpp/grpcpp.h>
  <google/protobuf/descriptor.pb.h> <google/protobuf/timestamp.pb.h>
  <google/protobuf/generated_message_reflection.h> <google/protobuf/reflection_ops.h>
  <google/protobuf/wire_format.h>)

function(sems_proto_library target)
  cmake_parse_arguments(arg "" "ROOT" "FILES;LINK" ${ARGN})
  set(sources "")
  foreach(file IN LISTS arg_FILES)
    string(REGEX REPLACE "\\.proto$" "" stem ${file})
    set(outputs ${SEMS_GENERATED}/${stem}.pb.cc ${SEMS_GENERATED}/${stem}.pb.h)
    set(grpc "")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${arg_ROOT}/${file})
    file(STRINGS ${arg_ROOT}/${file} services REGEX "^service ")
    if(services)
      list(APPEND outputs ${SEMS_GENERATED}/${stem}.grpc.pb.cc ${SEMS_GENERATED}/${stem}.grpc.pb.h)
      set(grpc --grpc_out=${SEMS_GENERATED} --plugin=protoc-gen-grpc=${GRPC_CPP_PLUGIN})
    endif()
    add_custom_command(
      OUTPUT ${outputs}
      COMMAND ${Protobuf_PROTOC_EXECUTABLE} -I${arg_ROOT} -I${CMAKE_SOURCE_DIR}/protos -I${SEMS_GOOGLEAPIS_DIR}
              --cpp_out=${SEMS_GENERATED} ${grpc} ${arg_ROOT}/${file}
      DEPENDS ${arg_ROOT}/${file}
      VERBATIM)
    list(APPEND sources ${outputs})
  endforeach()
  add_library(${target} STATIC ${sources})
  target_include_directories(${target} SYSTEM PUBLIC ${SEMS_GENERATED})
  target_compile_options(${target} PRIVATE -w)
  target_link_libraries(${target} PUBLIC gRPC::grpc++ protobuf::libprotobuf ${arg_LINK})
  target_precompile_headers(${target} REUSE_FROM pch_protos)
endfunction()
