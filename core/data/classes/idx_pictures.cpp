#include "core/data/classes/idx_pictures.h"

#include "core/basics/error.h"
#include "core/basics/hash.h"
#include "core/basics/text.h"
#include "core/data/annotations/annotation_file_error.h"
#include "core/data/classes/class_settling.h"
#include "core/data/classes/idx_file.h"
#include "core/data/picture_header.h"

#include <iomanip>
#include <utility>

namespace hardlens {

namespace {

/// Where the pixels of a picture are.
struct IdxPlace
{
    size_t file = 0;
    int64_t entry = 0;
};

/// The pixels of all files, and which of them the pictures of either list are.
struct IdxContent
{
    std::vector<IdxBytes> files {};
    std::vector<IdxPlace> train {};
    std::vector<IdxPlace> test {};

    std::span<const uint8_t> grey(const IdxPlace& place) const
    {
        const IdxBytes& file = files[place.file];
        return std::span(file.values)
            .subspan(size_t(place.entry * file.valuesEach()), size_t(file.valuesEach()));
    }
};

Pixels loaded(const IdxContent& content, const PictureReference& reference)
{
    const auto& places = reference.isTest ? content.test : content.train;
    if (reference.index < 0 || reference.index >= int64_t(places.size()))
        throw DataError(concat(reference.name, ": is no picture of this data"));
    Pixels pixels {.width = reference.width, .height = reference.height};
    for (const uint8_t value : content.grey(places[size_t(reference.index)]))
        pixels.rgb.insert(pixels.rgb.end(), 3, value);
    return pixels;
}

SetWord setOf(const std::string& name)
{
    return name.starts_with("t10k") ? SetWord::Test : setWordOf(name);
}

class IdxReader
{
public:
    explicit IdxReader(ContainedFiles& files)
        : m_files(files)
    {
    }

    void read(const std::string& name)
    {
        IdxBytes bytes = readIdx(m_files.find("", name), 3);
        const auto labelFile = m_files.find("", idxLabelsOf(name));
        const IdxBytes labels = readIdx(labelFile, 1);
        if (labels.sizes[0] != bytes.sizes[0])
            throw AnnotationFileError(labelFile.shown, 0,
                concat("has ", counted(labels.sizes[0], "label"), ", ", name, " has ",
                    counted(bytes.sizes[0], "picture")));
        try {
            requireAllowedSize(name, {int32_t(bytes.sizes[2]), int32_t(bytes.sizes[1])});
        } catch (const Error& error) {
            throw AnnotationFileError(name, 0, error.what());
        }
        m_content.files.push_back(std::move(bytes));
        const size_t file = m_content.files.size() - 1;
        for (int64_t entry = 0; entry < labels.sizes[0]; ++entry)
            add(name, {file, entry}, labels.values[size_t(entry)]);
    }

    ClassPictures arranged(const std::vector<std::string>& names, ClassSplit how)
    {
        ClassPictures data;
        data.root = m_files.root();
        data.path = data.root.string();
        data.name = (std::filesystem::absolute(data.root) / "")
                        .lexically_normal()
                        .parent_path()
                        .filename()
                        .string();
        data.layout = "IDX: " + listed(names, 4);
        data.counts.listed = int64_t(m_pictures.size());
        std::vector<std::string> categories;
        for (int label = 0; label <= m_lastLabel; ++label)
            categories.push_back(std::to_string(label));
        ProblemList problems;
        const SetSplit split
            = arrangeClasses(std::move(m_pictures), categories, m_words, how, data, problems);
        for (const int64_t i : split.train)
            m_content.train.push_back(m_places[size_t(i)]);
        for (const int64_t i : split.test)
            m_content.test.push_back(m_places[size_t(i)]);
        data.problems = problems.take();
        data.load
            = [content = std::make_shared<const IdxContent>(std::move(m_content))](
                  const AnnotatedPicture& picture) { return loaded(*content, picture.reference); };
        return data;
    }

private:
    void add(const std::string& name, const IdxPlace& place, int label)
    {
        const IdxBytes& file = m_content.files[place.file];
        ClassPicture picture;
        picture.label = label;
        picture.reference = {.contentId = contentHash(std::as_bytes(m_content.grey(place))),
            .name = concat(name.substr(0, name.find("-images")), "-", std::setw(5),
                std::setfill('0'), place.entry),
            .width = int32_t(file.sizes[2]),
            .height = int32_t(file.sizes[1])};
        m_pictures.push_back(std::move(picture));
        m_words.push_back(setOf(name));
        m_places.push_back(place);
        m_lastLabel = std::max(m_lastLabel, label);
    }

    ContainedFiles& m_files;
    IdxContent m_content {};
    std::vector<ClassPicture> m_pictures {};
    std::vector<SetWord> m_words {};
    std::vector<IdxPlace> m_places {};
    int m_lastLabel = 0;
};

} // namespace

std::vector<std::string> findIdx(ContainedFiles& files)
{
    std::vector<std::string> names;
    for (const auto& entry : files.list("").entries)
        if (isIdxPictures(entry.name) && files.find("", entry.name).found()
            && files.find("", idxLabelsOf(entry.name)).found())
            names.push_back(entry.name);
    return names;
}

ClassPictures readIdxPictures(
    ContainedFiles& files, const std::vector<std::string>& names, ClassSplit how)
{
    IdxReader reader(files);
    for (const std::string& name : names)
        reader.read(name);
    return reader.arranged(names, how);
}

} // namespace hardlens
