#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace hardlens {

/// An item of one of the lists that were asked for.
struct JsonItem
{
    size_t list = 0;          // into the names that were asked for
    int64_t index = 0;        // in the list
    std::string_view text {}; // from the first byte to the last; behind it `padding` may be read

    static constexpr size_t padding = 64;
};

/// Goes through a JSON file that is an object with lists in it, {"a": [ …, … ], "b": …}, item by
/// item, without holding more than an item and a few megabytes: COCO's files are hundreds of them.
///
/// Brackets and strings are checked everywhere, commas and colons between names, values and items;
/// what stands within those is for who takes them.
///
/// shownName: how errors name the file. lists: names that are asked for; a value that is no list is
/// one item. take: false ends the reading.
/// Returns per name whether it was there (as far as was read).
/// Throws AnnotationFileError with a line where the file is unreadable, cut off or not such a file,
/// where brackets nest deeper than 64, an item is larger than 64 MB, or a name that is asked for
/// comes twice.
std::vector<bool> readJsonLists(const std::filesystem::path& path, const std::string& shownName,
    const std::vector<std::string>& lists, const std::function<bool(const JsonItem&)>& take);

} // namespace hardlens
