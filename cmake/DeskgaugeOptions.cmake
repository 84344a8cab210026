# What every target of the project is compiled with.
option(DESKGAUGE_BUILD_CLI "Build the deskgauge command" ON)
option(DESKGAUGE_BUILD_SIDECAR "Build the gRPC sidecar deskgauged" ON)
option(DESKGAUGE_BUILD_PYTHON "Build the pybind11 module deskgauge._core" OFF)
option(DESKGAUGE_BUILD_TESTS "Build the tests" ON)
option(DESKGAUGE_BUILD_BENCHMARKS "Build the benchmarks" OFF)
option(DESKGAUGE_BUILD_FUZZERS "Build the libFuzzer targets (clang only)" OFF)
option(DESKGAUGE_WERROR "Treat warnings as errors" OFF)
set(DESKGAUGE_SANITIZE "" CACHE STRING "Sanitizers to compile with, as -fsanitize takes them (address,undefined or thread)")

find_program(DESKGAUGE_CCACHE ccache)
if(DESKGAUGE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${DESKGAUGE_CCACHE})
endif()

add_library(deskgauge_options INTERFACE)
target_compile_features(deskgauge_options INTERFACE cxx_std_20)
target_compile_options(deskgauge_options INTERFACE
  -Wall -Wextra -Wshadow -Wno-missing-field-initializers
  -ffp-contract=off                     # finished values are equal to the bit on one architecture
  $<$<BOOL:${DESKGAUGE_WERROR}>:-Werror>)
# Boost.Math must not widen double to long double: the last bit would depend on the processor.
target_compile_definitions(deskgauge_options INTERFACE BOOST_MATH_PROMOTE_DOUBLE_POLICY=false)
if(DESKGAUGE_SANITIZE)
  target_compile_options(deskgauge_options INTERFACE -fsanitize=${DESKGAUGE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(deskgauge_options INTERFACE -fsanitize=${DESKGAUGE_SANITIZE})
endif()
