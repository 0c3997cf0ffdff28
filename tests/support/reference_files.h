#pragma once

#include "core/geometry/box.h"

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

/// Reference values that others computed. They are not part of the project: the folders are named
/// by environment variables, or lie beside the source tree; a test whose file is absent is skipped
/// and says where it looked.
namespace hardlens::test {

/// $HARDLENS_VECTORS, or ../shared/vectors beside the source tree.
std::filesystem::path vectorsFolder();
/// $HARDLENS_DATA, or ../shared/data beside the source tree.
std::filesystem::path dataFolder();

/// Empty where the file or folder exists; otherwise a sentence that says what is absent and which
/// variable to set.
std::string whyAbsent(const std::filesystem::path& path);

/// Throws DataError naming the file where it is not JSON.
nlohmann::json readJson(const std::filesystem::path& path);

/// Rows of at least `skip` + 4 numbers; the four after the first `skip` are the corners.
std::vector<Box> boxesOf(const nlohmann::json& rows, size_t skip = 0);
std::vector<float> floatsOf(const nlohmann::json& numbers);
std::vector<int32_t> integersOf(const nlohmann::json& numbers);

} // namespace hardlens::test

/// In a test function: skips it with a message unless the path exists.
#define HL_SKIP_UNLESS_PRESENT(path)                                                               \
    do {                                                                                           \
        if (const std::string absent = hardlens::test::whyAbsent(path); !absent.empty())           \
            QSKIP(absent.c_str());                                                                 \
    } while (false)
