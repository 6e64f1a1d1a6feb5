# One private PostgreSQL cluster for all tests of a ctest run; each test program makes its own databases in it.
add_test(NAME testcluster.start COMMAND ${CMAKE_SOURCE_DIR}/scripts/testcluster start ${CMAKE_BINARY_DIR}/testcluster)
add_test(NAME testcluster.stop COMMAND ${CMAKE_SOURCE_DIR}/scripts/testcluster stop ${CMAKE_BINARY_DIR}/testcluster)
set_tests_properties(testcluster.start PROPERTIES FIXTURES_SETUP testcluster)
set_tests_properties(testcluster.stop PROPERTIES FIXTURES_CLEANUP testcluster)
