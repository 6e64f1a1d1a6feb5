# Writes the source file of sems_embed(); run by the build.
string(REPLACE "|" ";" FILES "${FILES}")
set(entries "")
foreach(file IN LISTS FILES)
  file(READ ${file} contents)
  get_filename_component(name ${file} NAME)
  # A string literal has its limits; pieces of 8,000 bytes are joined by the compiler.
  set(literal "")
  string(LENGTH "${contents}" length)
  set(at 0)
  while(at LESS length)
    string(SUBSTRING "${contents}" ${at} 8000 piece)
    string(APPEND literal "R\"_sems_(${piece})_sems_\"\n")
    math(EXPR at "${at} + 8000")
  endwhile()
  if(literal STREQUAL "")
    set(literal "\"\"")
  endif()
  string(APPEND entries "    {\"${name}\", ${literal}},\n")
endforeach()
file(WRITE ${OUTPUT} "#include <span>\n#include \"common/values/embedded_file.h\"\n\nnamespace ${NAMESPACE} {\n"
  "std::span<const sems::EmbeddedFile> ${FUNCTION}() {\n"
  "  static constexpr sems::EmbeddedFile files[] = {\n${entries}  };\n"
  "  return files;\n}\n}  // namespace ${NAMESPACE}\n")
