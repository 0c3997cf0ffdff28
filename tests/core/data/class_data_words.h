#pragma once

#include "core/data/annotations/annotation_file_error.h"
#include "core/data/classes/class_data.h"

#include <QString>
#include <QStringList>

namespace hardlens::test {

/// "class:file" of each, in order.
inline QString shownIn(const ClassPictures& data, const std::vector<ClassPicture>& pictures)
{
    QStringList shown;
    for (const ClassPicture& picture : pictures)
        shown << QString::fromStdString(
            data.classNames.at(size_t(picture.label)) + ":" + picture.reference.name);
    return shown.join('|');
}

/// Of the folder's refusal.
inline QString messageOf(const std::filesystem::path& folder)
{
    try {
        openClassData(folder);
        return "was accepted";
    } catch (const AnnotationFileError& error) {
        return error.what();
    }
}

} // namespace hardlens::test
