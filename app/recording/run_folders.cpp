#include "app/recording/run_folders.h"

#include "core/basics/error.h"

#include <cstdlib>
#include <ctime>

namespace hardlens {

namespace fs = std::filesystem;

fs::path runsFolder()
{
    if (const char* own = std::getenv("HARDLENS_RUNS"); own && *own)
        return own;
    if (const char* xdg = std::getenv("XDG_DATA_HOME"); xdg && *xdg)
        return fs::path(xdg) / "hardlens" / "runs";
    if (const char* home = std::getenv("HOME"); home && *home)
        return fs::path(home) / ".local" / "share" / "hardlens" / "runs";
    return fs::temp_directory_path() / "hardlens-runs";
}

fs::path newRunFolder(const fs::path& parent, const TrainingConfig& config)
{
    char time[32];
    const std::time_t now = std::time(nullptr);
    std::tm local {};
    localtime_r(&now, &local);
    std::strftime(time, sizeof time, "%Y-%m-%d_%H-%M-%S", &local);
    const fs::path path = fs::path(config.data.path).lexically_normal();
    const std::string data = !path.empty()
        ? (path.has_filename() ? path : path.parent_path()).filename().string()
        : config.bench == Bench::Embedding ? "glyphs"
                                           : "scenes";
    const std::string name = concat(time, "_", data, "_seed-", config.seed);
    fs::path folder = parent / name;
    for (int i = 2; fs::exists(folder); ++i)
        folder = parent / concat(name, "_", i);
    return folder;
}

} // namespace hardlens
