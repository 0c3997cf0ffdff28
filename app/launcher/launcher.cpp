// OpenMP, OpenBLAS and OpenCV read their environment when they are loaded, before any main: so this
// program, which is linked to neither, sets what the user has not and becomes the real one.

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <unistd.h>

int main(int, char** arguments)
{
    // Threads that spin while they wait cost 5–30 times beside another busy thread, and a window
    // always has some.
    setenv("OMP_WAIT_POLICY", "passive", 0);
    // A tenth of a millisecond of it bridges the gaps between two parallel loops.
    setenv("GOMP_SPINCOUNT", "2000", 0);
    // A picture of 64 megapixels is the largest that is decoded.
    setenv("OPENCV_IO_MAX_IMAGE_PIXELS", "67108864", 0);
    // OpenBLAS knows processors by model, and takes one that is newer than itself for one of 2004:
    // five times slower.
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
        setenv("OPENBLAS_CORETYPE", "SkylakeX", 0);
    else if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        setenv("OPENBLAS_CORETYPE", "Haswell", 0);
#endif
    const bool window = std::string_view(HL_PROGRAM) == "hardlens";
    std::error_code error;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
    const auto program = self.parent_path().parent_path() / "libexec"
        / (window ? "hardlens-workbench" : "hardlens-terminal");
    execv(program.c_str(), arguments);
    std::fprintf(
        stderr, "%s: cannot start %s: %s\n", HL_PROGRAM, program.c_str(), std::strerror(errno));
    return 127;
}
