#include "core/data/classes/labelled_faces.h"

#include "core/basics/error.h"
#include "core/basics/text.h"
#include "core/data/annotations/annotation_file_error.h"
#include "core/data/classes/list_file.h"

#include <iomanip>
#include <map>
#include <set>

namespace hardlens {

namespace {

constexpr const char* pairList = "pairs.txt";
constexpr int64_t mostPairs = 10'000'000;

/// A picture of a pair, as the list has it.
struct Face
{
    std::string person {};
    int64_t number = 0;

    auto operator<=>(const Face&) const = default;
};

struct FacePair
{
    Face first {};
    Face second {};
    int32_t fold = 0;
    int64_t line = 0;
};

/// How many folds, and of how many pairs of either kind each.
struct Shape
{
    int64_t folds = 1;
    int64_t each = 0;
};

Shape shapeOf(const ListFile& list)
{
    const ListLine& line = list.lines().front();
    const auto fields = blankFields(line.text);
    if (fields.size() > 2)
        list.fail(line, line.text, "\"<folds> <pairs of a fold>\"");
    Shape shape;
    if (fields.size() == 2)
        shape.folds = list.wholeNumber(line, fields[0], 1, 1000, "folds");
    shape.each = list.wholeNumber(line, fields.back(), 1, mostPairs, "pairs of a fold");
    const int64_t expected = shape.folds * shape.each * 2;
    if (const auto lines = int64_t(list.lines().size()) - 1; lines != expected)
        list.fail(line, line.text,
            concat(counted(expected, "line"), " of pairs after it, there are ", lines));
    return shape;
}

std::vector<FacePair> readPairs(const ListFile& list)
{
    if (list.lines().empty())
        throw AnnotationFileError(list.shown(), 0, "is empty");
    const Shape shape = shapeOf(list);
    std::vector<FacePair> pairs;
    for (size_t i = 1; i < list.lines().size(); ++i) {
        const ListLine& line = list.lines()[i];
        const auto fields = blankFields(line.text);
        const auto place = int64_t(i) - 1;
        const bool same = place / shape.each % 2 == 0;
        if (fields.size() != (same ? 3u : 4u))
            list.fail(line, line.text, same ? "\"<name> i j\"" : "\"<name> i <name> j\"");
        const auto number = [&](const std::string& field) {
            return list.wholeNumber(line, field, 1, 9999, "a number");
        };
        pairs.push_back({.first = {fields[0], number(fields[1])},
            .second = {same ? fields[0] : fields[2], number(fields.back())},
            .fold = int32_t(place / (shape.each * 2)),
            .line = line.number});
    }
    return pairs;
}

class Faces
{
public:
    Faces(ContainedFiles& files, const std::string& people, FoundClasses& found)
        : m_files(files)
        , m_people(people)
        , m_found(found)
    {
    }

    void add(const std::vector<FacePair>& pairs)
    {
        std::set<std::string> names;
        for (const FacePair& pair : pairs)
            names.insert({pair.first.person, pair.second.person});
        for (const std::string& name : names) {
            m_categories[name] = int32_t(m_found.categories.size());
            m_found.categories.push_back(name);
        }
        for (const FacePair& pair : pairs) {
            const int64_t first = place(pair.first, pair.line);
            const int64_t second = place(pair.second, pair.line);
            if (first >= 0 && second >= 0)
                m_found.pairs.push_back(
                    {first, second, pair.first.person == pair.second.person, pair.fold});
            else
                ++m_lost;
        }
        if (m_lost > 0)
            m_found.problems.add({pairList, 0,
                concat(
                    counted(m_lost, "pair is", "pairs are"), " left out: a picture of theirs is")});
    }

private:
    /// Into the found pictures; -1: left out.
    int64_t place(const Face& face, int64_t line)
    {
        const auto [at, isNew] = m_places.try_emplace(face, -1);
        if (!isNew)
            return at->second;
        ++m_found.listed;
        const std::string name = concat(
            face.person, "/", face.person, "_", std::setw(4), std::setfill('0'), face.number);
        std::string refusal = whyRefused(name);
        ContainedFiles::Answer file;
        if (refusal.empty()) {
            file = m_files.findPicture(
                joined(m_people, face.person), name.substr(name.rfind('/') + 1));
            refusal = file.refusal;
        }
        if (!refusal.empty()) {
            m_found.problems.add({pairList, line,
                concat('"', name, "\" ", refusal, ": never opened, picture left out"),
                ProblemKind::Refused});
        } else if (!file.found()) {
            m_found.problems.add({pairList, line,
                concat('"', name, "\" is absent: picture left out"), ProblemKind::PictureLeftOut});
        } else {
            at->second = int64_t(m_found.pictures.size());
            m_found.pictures.push_back({.file = file.path,
                .shown = file.shown,
                .category = m_categories.at(face.person),
                .set = SetWord::Test});
        }
        return at->second;
    }

    ContainedFiles& m_files;
    const std::string& m_people;
    FoundClasses& m_found;
    std::map<std::string, int32_t> m_categories {};
    std::map<Face, int64_t> m_places {};
    int64_t m_lost = 0;
};

} // namespace

std::optional<std::string> findLabelledFaces(ContainedFiles& files)
{
    if (!files.find("", pairList).found())
        return std::nullopt;
    const ListFile list = ListFile::in(files, "", pairList);
    if (list.lines().size() < 2)
        return std::nullopt;
    const auto fields = blankFields(list.lines()[1].text);
    if (fields.size() < 3)
        return std::nullopt;
    for (const char* folder : {"lfw", "lfw_funneled", "lfw-deepfunneled", "images"})
        if (files.list(folder).exists)
            return folder;
    return "";
}

FoundClasses readLabelledFaces(ContainedFiles& files, const std::string& people)
{
    FoundClasses found;
    found.root = files.root();
    found.layout = "LFW: pairs.txt with a folder per person in "
        + (people.empty() ? std::string("the same folder") : people);
    Faces(files, people, found).add(readPairs(ListFile::in(files, "", pairList)));
    return found;
}

} // namespace hardlens
