#include "core/data/annotations/required_file.h"

#include "core/data/annotations/annotation_file_error.h"

namespace hardlens {

ContainedFiles::Answer requiredFile(
    ContainedFiles& files, std::string_view folder, std::string_view name)
{
    auto file = files.find(folder, name);
    if (!file.refusal.empty())
        throw AnnotationFileError(file.shown, 0, file.refusal);
    if (!file.found())
        throw AnnotationFileError(joined(folder, name), 0, "is absent");
    return file;
}

} // namespace hardlens
