#include "app/recording/machine.h"

#include "core/basics/error.h"
#include "core/nets/torch_version.h"

#include <fstream>
#include <sys/utsname.h>
#include <thread>
#include <unistd.h>

namespace hardlens {

namespace {

/// "Intel(R) Xeon(R) …", as the kernel has it; empty where it says nothing.
std::string processorName()
{
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("model name"))
            return line.substr(std::min(line.size(), line.find(':') + 2));
    return {};
}

} // namespace

std::string machineText()
{
    utsname system {};
    ::uname(&system);
    const double gigabytes
        = double(::sysconf(_SC_PHYS_PAGES)) * double(::sysconf(_SC_PAGESIZE)) / 1e9;
    return concat(processorName(), ", ", std::thread::hardware_concurrency(), " cores, ",
        int(gigabytes + .5), " GB, ", system.sysname, " ", system.release);
}

std::map<std::string, std::string> libraryVersions()
{
    return {{"LibTorch", torchVersion()}};
}

} // namespace hardlens
