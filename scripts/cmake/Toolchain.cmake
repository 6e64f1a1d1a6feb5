# Warnings, fast tools when they are there, sanitizers when asked for.
add_compile_options(-Wall -Wextra -Wno-unused-parameter -Wno-missing-field-initializers)
# Debian's libpqxx 6.4 understands std::optional only when told so.
add_compile_definitions(PQXX_HAVE_OPTIONAL=1)

find_program(CCACHE ccache)
if(CCACHE)
  # Precompiled headers need their times left out of the hash (ccache's manual, "Precompiled headers").
  set(launcher ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
  set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
  add_compile_options(-fpch-preprocess)
endif()

find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

set(SEMS_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize= takes them")
if(SEMS_SANITIZE)
  add_compile_options(-O1 -g1 -D_GLIBCXX_ASSERTIONS -fsanitize=${SEMS_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=${SEMS_SANITIZE})
endif()
