# What every folder of HardLens needs to declare itself: one library, its tests.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1 -DNDEBUG")

find_program(HL_CCACHE ccache)
if(HL_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${HL_CCACHE})
endif()

# Flags of all our own code, and of nothing else.
add_library(hl_flags INTERFACE)
target_include_directories(hl_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(hl_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wno-unknown-pragmas
    # gcc 12 warns of the unused members of a std::variant.
    -Wno-maybe-uninitialized
    # A fused multiply-add would make the AVX-512 clone of a kernel differ from the others in the last bit.
    -ffp-contract=off
    $<$<BOOL:${HL_WERROR}>:-Werror>)
# Loops that OpenMP spreads over threads. Not under the thread sanitizer, which cannot see libgomp's barriers and would take every
# such loop for a race: there they run on one thread.
add_library(hl_parallel_loops INTERFACE)
if(NOT HL_SANITIZE STREQUAL "thread")
    target_link_libraries(hl_parallel_loops INTERFACE OpenMP::OpenMP_CXX)
endif()

if(HL_SANITIZE)
    target_compile_options(hl_flags INTERFACE -fsanitize=${HL_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(hl_flags INTERFACE -fsanitize=${HL_SANITIZE})
    # The resolvers of target_clones run before the sanitizers are ready.
    target_compile_definitions(hl_flags INTERFACE HL_NO_TARGET_CLONES)
endif()

# hl_add_library(hl_x SOURCES a.cpp … PUBLIC hl_y … PRIVATE lib …)
function(hl_add_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;PUBLIC;PRIVATE")
    add_library(${name} STATIC ${arg_SOURCES})
    target_link_libraries(${name} PUBLIC hl_flags ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
endfunction()

# hl_add_test(tst_x.cpp LIBS hl_y … LABELS threads …): one Qt Test program, registered under its name.
function(hl_add_test source)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "LIBS;LABELS")
    get_filename_component(name ${source} NAME_WE)
    add_executable(${name} ${source})
    set_target_properties(${name} PROPERTIES AUTOMOC ON
        RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
    # Torch and Qt meet in tests alone: there Qt gives up its keywords.
    target_compile_definitions(${name} PRIVATE
        HL_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
        $<$<NOT:$<IN_LIST:hl_widgets,${arg_LIBS}>>:QT_NO_KEYWORDS>)
    target_link_libraries(${name} PRIVATE hl_flags Qt6::Test ${arg_LIBS})
    add_test(NAME ${name} COMMAND ${name})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 300)
    endif()
    set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;OMP_WAIT_POLICY=passive")
endfunction()
