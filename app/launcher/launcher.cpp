// OpenMP and OpenCV read their environment when they are loaded, before any main: so this program, which is linked to
// neither, sets what the user has not and becomes the real one.

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <unistd.h>

int main(int, char** arguments)
{
    // Threads that spin while they wait cost 5–30 times beside another busy thread, and a window always has some.
    setenv("OMP_WAIT_POLICY", "passive", 0);
    // A picture of 64 megapixels is the largest that is decoded.
    setenv("OPENCV_IO_MAX_IMAGE_PIXELS", "67108864", 0);
    const bool window = std::string_view(HL_PROGRAM) == "hardlens";
    std::error_code error;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
    const auto program = self.parent_path().parent_path() / "libexec"
        / (window ? "hardlens-workbench" : "hardlens-terminal");
    execv(program.c_str(), arguments);
    std::fprintf(stderr, "%s: cannot start %s: %s\n", HL_PROGRAM, program.c_str(), std::strerror(errno));
    return 127;
}
