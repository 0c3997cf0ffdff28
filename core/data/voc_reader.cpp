#include "core/data/voc_reader.h"

#include "core/basics/error.h"
#include "core/basics/text.h"
#include "core/data/picture_decoding.h"
#include "core/data/picture_glance.h"
#include "core/data/problem_log.h"
#include "core/data/voc_annotation.h"
#include "core/data/voc_lists.h"

#include <algorithm>
#include <map>

namespace hardlens {

namespace {

namespace fs = std::filesystem;

bool isVocRoot(const fs::path& folder)
{
    std::error_code problem;
    return fs::is_directory(folder / "Annotations", problem);
}

std::vector<fs::path> sortedFolders(const fs::path& folder)
{
    std::vector<fs::path> folders;
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(folder, problem))
        if (entry.is_directory(problem))
            folders.push_back(entry.path());
    std::sort(folders.begin(), folders.end());
    return folders;
}

fs::path findRoot(const fs::path& folder)
{
    std::error_code problem;
    if (!fs::is_directory(folder, problem))
        throw DataError(concat(folder.string(), ": not a folder"));
    if (isVocRoot(folder))
        return folder;
    for (const fs::path& below : sortedFolders(folder))
        if (isVocRoot(below))
            return below;
    for (const fs::path& below : sortedFolders(folder))
        for (const fs::path& deeper : sortedFolders(below))
            if (isVocRoot(deeper))
                return deeper;
    throw DataError(
        concat(folder.string(), ": no PASCAL VOC data: expected the folders Annotations and ",
            "JPEGImages in it, or up to two levels below"));
}

/// The picture that belongs to an annotation: <name>.jpg and its like, else what <filename> says.
fs::path pictureFor(const fs::path& root, const std::string& name, const fs::path& annotation)
{
    const fs::path pictures = root / "JPEGImages";
    for (const char* ending : {".jpg", ".jpeg", ".png", ".JPG", ".JPEG", ".PNG", ".bmp", ".webp"})
        if (fs::exists(pictures / (name + ending)))
            return pictures / (name + ending);
    const auto said = vocFileName(annotation);
    if (said && isPlainName(*said) && fs::exists(pictures / *said))
        return pictures / *said;
    return {};
}

std::string withoutPrefix(const std::string& text, const std::string& prefix)
{
    return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

/// A picture with its objects still under their class names.
struct NamedPicture
{
    AnnotatedPicture picture {};
    std::vector<VocObject> objects {};
};

class VocReader
{
public:
    VocReader(fs::path root, const VocOptions& options)
        : m_root(std::move(root))
        , m_options(options)
    {
    }

    DetectionData read()
    {
        DetectionData data;
        data.name = m_root.filename().empty() ? m_root.parent_path().filename().string()
                                              : m_root.filename().string();
        data.path = m_root.string();
        const VocSplit split
            = readVocSplit(m_root, m_options.trainSet, m_options.testSet, m_problems);
        auto train = readPictures(split.train, false);
        if (train.empty())
            throw DataError(concat(m_root.string(), ": nothing to train on: ",
                counted(int64_t(split.train.size()), "picture is", "pictures are"),
                " listed, none has both Annotations/<name>.xml and JPEGImages/<name>.jpg",
                m_problems.empty() ? ""
                                   : concat(" (first problem: ", m_problems.front().file, ": ",
                                       m_problems.front().text, ")")));
        auto test = readPictures(split.test, true);
        if (test.empty())
            m_problems.push_back(
                {"ImageSets/Main", 0, "nothing to test on: no precision can be measured"});
        nameClasses(train, test, data);
        data.train = labelled(train);
        data.test = labelled(test);
        data.problems = std::move(m_problems);
        return data;
    }

private:
    std::vector<NamedPicture> readPictures(const std::vector<std::string>& names, bool isTest)
    {
        std::vector<NamedPicture> pictures;
        for (const std::string& name : names) {
            auto picture = readPicture(name);
            if (!picture)
                continue;
            picture->picture.reference.index = int64_t(pictures.size());
            picture->picture.reference.isTest = isTest;
            pictures.push_back(std::move(*picture));
        }
        return pictures;
    }

    std::optional<NamedPicture> readPicture(const std::string& name)
    {
        const std::string shown = "Annotations/" + name + ".xml";
        const fs::path annotationFile = m_root / "Annotations" / (name + ".xml");
        if (!fs::exists(annotationFile))
            return leftOut(shown, "absent: picture left out");
        const fs::path file = pictureFor(m_root, name, annotationFile);
        if (file.empty())
            return leftOut(shown, concat("JPEGImages/", name, ".jpg is absent: left out"));
        try {
            NamedPicture result;
            const PictureGlance glance = glanceAt(file);
            result.picture.file = file;
            result.picture.reference = {.contentId = glance.contentId,
                .name = file.filename().string(),
                .width = glance.size.width,
                .height = glance.size.height};
            auto annotation = readVocAnnotation(annotationFile, shown, glance.size);
            if (glance.endMissing)
                m_problems.push_back({"JPEGImages/" + file.filename().string(), 0,
                    "JPEG without its end marker: cut off; used as far as it goes"});
            result.objects = std::move(annotation.objects);
            m_problems.insert(
                m_problems.end(), annotation.problems.begin(), annotation.problems.end());
            return result;
        } catch (const VocFileError& error) {
            return leftOut(
                error.problem.file, error.problem.text + ": picture left out", error.problem.line);
        } catch (const DataError& error) {
            return leftOut("JPEGImages/" + file.filename().string(),
                concat(withoutPrefix(error.what(), file.string() + ": "), ": picture left out"));
        }
    }

    std::optional<NamedPicture> leftOut(const std::string& file, std::string text, int64_t line = 0)
    {
        m_problems.push_back({file, line, std::move(text)});
        return std::nullopt;
    }

    void nameClasses(const std::vector<NamedPicture>& train, const std::vector<NamedPicture>& test,
        DetectionData& data)
    {
        const auto add = [&](const std::vector<NamedPicture>& pictures, bool say) {
            std::map<std::string, int64_t> fresh;
            for (const NamedPicture& picture : pictures)
                for (const VocObject& object : picture.objects)
                    if (used(object) && !m_labels.contains(object.className))
                        ++fresh[object.className];
            for (const auto& [name, count] : fresh) {
                m_labels[name] = int32_t(data.classNames.size());
                data.classNames.push_back(name);
                if (say)
                    m_problems.push_back({"Annotations", 0,
                        concat("class \"", name, "\" (", counted(count, "object"),
                            ") is only in the test pictures: it cannot be learned")});
            }
        };
        add(train, false);
        add(test, true);
    }

    bool used(const VocObject& object) const
    {
        return !(object.difficult && m_options.difficult == Difficult::Drop);
    }

    std::vector<AnnotatedPicture> labelled(std::vector<NamedPicture>& pictures) const
    {
        std::vector<AnnotatedPicture> result;
        result.reserve(pictures.size());
        for (NamedPicture& named : pictures) {
            for (const VocObject& object : named.objects)
                if (used(object))
                    named.picture.objects.push_back({object.box, m_labels.at(object.className),
                        object.difficult && m_options.difficult == Difficult::Ignore});
            result.push_back(std::move(named.picture));
        }
        return result;
    }

    fs::path m_root {};
    VocOptions m_options {};
    std::vector<DataProblem> m_problems {};
    std::map<std::string, int32_t> m_labels {};
};

} // namespace

DetectionData openVoc(const fs::path& folder, const VocOptions& options)
{
    DetectionData data = VocReader(findRoot(folder), options).read();
    data.found = std::make_shared<ProblemLog>();
    data.load = [log = data.found](const AnnotatedPicture& picture) {
        DecodedPicture decoded = decodeWithReport(picture.file);
        if (!decoded.damage.empty())
            log->add({picture.reference.name, 0, decoded.damage});
        const PictureReference& known = picture.reference;
        if (decoded.pixels.width != known.width || decoded.pixels.height != known.height)
            throw DataError(concat(picture.file.string(), ": has ", decoded.pixels.width, " x ",
                decoded.pixels.height, " pixels, its header said ", known.width, " x ",
                known.height));
        return std::move(decoded.pixels);
    };
    return data;
}

} // namespace hardlens
