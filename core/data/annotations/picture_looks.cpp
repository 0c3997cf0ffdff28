#include "core/data/annotations/picture_looks.h"

#include "core/basics/error.h"
#include "core/basics/parallel_items.h"

#include <string_view>

namespace hardlens {

std::vector<PictureLook> lookAtPictures(std::span<const std::string> files)
{
    std::vector<PictureLook> looks(files.size());
    forEachInParallel(int64_t(files.size()), [&](int64_t i) {
        const std::string& file = files[size_t(i)];
        if (file.empty())
            return;
        try {
            looks[size_t(i)].glance = glanceAt(file);
        } catch (const Error& error) {
            std::string_view text = error.what();
            if (text.starts_with(file + ": "))
                text.remove_prefix(file.size() + 2);
            looks[size_t(i)].failure = text;
        }
    });
    return looks;
}

} // namespace hardlens
