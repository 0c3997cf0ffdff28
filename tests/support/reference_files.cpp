#include "tests/support/reference_files.h"

#include "core/basics/checked_file.h"
#include "core/basics/error.h"

#include <cmath>
#include <cstdlib>

namespace hardlens::test {

namespace fs = std::filesystem;

namespace {

fs::path folderFrom(const char* variable, const char* besideSources)
{
    if (const char* set = std::getenv(variable); set && *set)
        return set;
    return fs::path(HL_SOURCE_DIR) / ".." / "shared" / besideSources;
}

} // namespace

fs::path vectorsFolder()
{
    return folderFrom("HARDLENS_VECTORS", "vectors");
}

fs::path dataFolder()
{
    return folderFrom("HARDLENS_DATA", "data");
}

std::string whyAbsent(const fs::path& path)
{
    if (std::error_code error; fs::exists(path, error))
        return {};
    return concat(path.lexically_normal().string(),
        " is absent: set HARDLENS_VECTORS or HARDLENS_DATA to the folder of reference values");
}

nlohmann::json readJson(const fs::path& path)
{
    try {
        return nlohmann::json::parse(readTextFile(path, uintmax_t {1} << 30));
    } catch (const nlohmann::json::exception& e) {
        throw DataError(concat(path.string(), ": ", e.what()));
    }
}

std::vector<Box> boxesOf(const nlohmann::json& rows, size_t skip)
{
    std::vector<Box> boxes;
    for (const auto& row : rows)
        boxes.push_back({row.at(skip).get<float>(), row.at(skip + 1).get<float>(),
            row.at(skip + 2).get<float>(), row.at(skip + 3).get<float>()});
    return boxes;
}

std::vector<float> floatsOf(const nlohmann::json& numbers)
{
    return numbers.get<std::vector<float>>();
}

std::vector<int32_t> integersOf(const nlohmann::json& numbers)
{
    std::vector<int32_t> values;
    for (const auto& number : numbers)
        values.push_back(int32_t(std::lround(number.get<double>())));
    return values;
}

} // namespace hardlens::test
