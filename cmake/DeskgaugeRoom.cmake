# deskgauge_room(<room> SOURCES … HEADERS … [USES target …])
# A room is one folder of core/deskgauge. It is compiled apart, so that one room can be worked on without the ones above it;
# the libraries a user links (deskgauge::core, …) are made of rooms.
function(deskgauge_room room)
  cmake_parse_arguments(ARG "" "" "SOURCES;HEADERS;USES" ${ARGN})
  list(TRANSFORM ARG_SOURCES PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/deskgauge/${room}/)
  list(TRANSFORM ARG_HEADERS PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/deskgauge/${room}/)
  add_library(deskgauge_${room} OBJECT ${ARG_SOURCES})
  target_sources(deskgauge_${room} PUBLIC FILE_SET HEADERS BASE_DIRS ${CMAKE_CURRENT_SOURCE_DIR} FILES ${ARG_HEADERS})
  target_include_directories(deskgauge_${room} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(deskgauge_${room} PUBLIC deskgauge_options ${ARG_USES})
  set_target_properties(deskgauge_${room} PROPERTIES POSITION_INDEPENDENT_CODE ON)
endfunction()

# deskgauge_tests(<area> SOURCES … LINKS …): one test executable an area, each test found by CTest.
function(deskgauge_tests area)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(deskgauge_${area}_tests ${ARG_SOURCES})
  target_link_libraries(deskgauge_${area}_tests PRIVATE ${ARG_LINKS} GTest::gmock GTest::gtest_main)
  target_include_directories(deskgauge_${area}_tests PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_definitions(deskgauge_${area}_tests PRIVATE
    DESKGAUGE_SOURCE_DIR="${PROJECT_SOURCE_DIR}" DESKGAUGE_SHARED_DIR="${PROJECT_SOURCE_DIR}/../shared")
  gtest_discover_tests(deskgauge_${area}_tests TEST_PREFIX "${area}." DISCOVERY_MODE PRE_TEST
    PROPERTIES LABELS ${area} TIMEOUT 900)
endfunction()
