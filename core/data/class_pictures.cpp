#include "core/data/class_pictures.h"

namespace hardlens {

namespace {

std::vector<AnnotatedPicture> withoutLabels(const std::vector<ClassPicture>& pictures)
{
    std::vector<AnnotatedPicture> plain;
    plain.reserve(pictures.size());
    for (const ClassPicture& picture : pictures)
        plain.push_back(withoutLabel(picture));
    return plain;
}

} // namespace

AnnotatedPicture withoutLabel(const ClassPicture& picture)
{
    return {
        .reference = picture.reference, .file = picture.file, .orientation = picture.orientation};
}

DetectionData withoutLabels(const ClassPictures& data)
{
    DetectionData plain;
    plain.name = data.name;
    plain.path = data.path;
    plain.root = data.root;
    plain.layout = data.layout;
    plain.train = withoutLabels(data.train);
    plain.test = withoutLabels(data.test);
    plain.problems = data.problems;
    plain.load = data.load;
    plain.found = data.found;
    return plain;
}

} // namespace hardlens
