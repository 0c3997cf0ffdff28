#include "core/data/annotations/settling.h"

#include "core/basics/error.h"
#include "core/basics/text.h"
#include "core/data/annotations/box_frame.h"
#include "core/data/annotations/class_numbers.h"
#include "core/data/annotations/picture_looks.h"
#include "core/data/annotations/seen_picture.h"
#include "core/data/annotations/usable_box.h"
#include "core/data/picture_loading.h"

#include <utility>

namespace hardlens {

namespace {

class Settling
{
public:
    Settling(FoundData found, Difficult difficult, bool toCheck)
        : m_found(std::move(found))
        , m_difficult(difficult)
        , m_toCheck(toCheck)
        , m_uses(m_found.pictures.size(), 0)
        , m_pictures(m_found.pictures.size())
    {
        for (const auto* list : {&m_found.train, &m_found.test})
            for (const int64_t i : *list)
                ++m_uses[size_t(i)];
    }

    DetectionData settle()
    {
        const auto folder = (std::filesystem::absolute(m_found.root) / "").lexically_normal();
        m_data.name = folder.parent_path().filename().string();
        m_data.path = m_found.root.string();
        m_data.root = m_found.root;
        m_data.layout = m_found.layout;
        m_data.annotated = m_found.lost;
        look();
        decideFrames();
        for (size_t i = 0; i < m_pictures.size(); ++i)
            if (isWanted(i)) {
                settlePicture(i);
                m_found.pictures[i].objects = {}; // a large data set needs the room
            }
        const std::vector<int64_t> unlistedOnes = m_toCheck ? unlisted() : std::vector<int64_t> {};
        nameClasses(unlistedOnes);
        for (Settled& settled : m_pictures)
            label(settled.picture);
        m_data.train = split(m_found.train, false);
        if (m_data.train.empty() && !m_toCheck)
            failForWantOfTraining();
        m_data.test = split(m_found.test, true);
        if (m_data.test.empty() && !m_data.train.empty())
            remark("nothing to test on: no precision can be measured");
        m_data.unlisted = split(unlistedOnes, false);
        for (AnnotatedPicture& picture : m_data.unlisted)
            picture.reference.index = -1;
        constexpr int64_t mostOfAKind = 1000; // for a window or a log
        m_data.problems = m_found.problems.take(m_toCheck ? ProblemList::mostKept : mostOfAKind);
        loadFromFiles(m_data);
        return std::move(m_data);
    }

private:
    /// A picture that can be used; its objects still have categories for labels.
    struct Settled
    {
        bool usable = false;
        AnnotatedPicture picture {};
    };

    bool isWanted(size_t i) const { return m_toCheck || m_uses[i] > 0; }

    void remark(std::string text) { m_found.problems.add({".", 0, std::move(text)}); }

    void look()
    {
        std::vector<std::string> files(m_found.pictures.size());
        for (size_t i = 0; i < files.size(); ++i)
            if (isWanted(i))
                files[i] = m_found.pictures[i].file;
        m_looks = lookAtPictures(files);
    }

    std::optional<BoxFrame> toldFrame(size_t i) const
    {
        return frameBySize(m_looks[i].glance.size, m_looks[i].glance.orientation,
            m_found.pictures[i].annotatedSize);
    }

    void decideFrames()
    {
        for (size_t i = 0; i < m_looks.size(); ++i)
            if (isWanted(i) && m_looks[i].failure.empty())
                m_vote.add(m_looks[i].glance.orientation, toldFrame(i));
        if (std::string text = m_vote.remark(); !text.empty())
            remark(std::move(text));
    }

    void settlePicture(size_t i)
    {
        const FoundPicture& found = m_found.pictures[i];
        const PictureLook& look = m_looks[i];
        count(found);
        if (!look.failure.empty()) {
            m_found.problems.add(
                {found.shown, 0, look.failure + ": picture left out", ProblemKind::Unreadable});
            ++m_data.annotated.picturesLeftOut;
            m_data.annotated.dropped += int64_t(found.objects.size());
            return;
        }
        Settled& settled = m_pictures[i];
        settled.usable = true;
        const BoxFrame frame = toldFrame(i).value_or(m_vote.frame());
        settled.picture = seenPicture(
            found.file, look.glance, frame == BoxFrame::Upright ? look.glance.orientation : 1);
        const PictureReference& reference = settled.picture.reference;
        const PictureSize size {reference.width, reference.height};
        compareSize(found, size);
        if (look.glance.endMissing)
            m_found.problems.add(
                {found.shown, 0, "JPEG without its end marker: cut off; used as far as it goes",
                    ProblemKind::Unreadable});
        for (const FoundObject& object : found.objects)
            if (const auto box = settledBox(found, object, size))
                settled.picture.objects.push_back(
                    {*box, object.category, object.marked, object.crowd, object.area});
            else
                ++m_data.annotated.dropped;
    }

    void count(const FoundPicture& found)
    {
        AnnotationCounts& counts = m_data.annotated;
        counts.objects += int64_t(found.objects.size());
        for (const FoundObject& object : found.objects) {
            counts.marked += object.marked;
            if (object.category >= 0)
                ++counts.perClass[m_found.categories[size_t(object.category)]];
        }
    }

    /// The size that the annotation claims is only compared: the picture's own is right.
    void compareSize(const FoundPicture& found, const PictureSize& size)
    {
        const auto& said = found.annotatedSize;
        if (!said || *said == size)
            return;
        const bool lines = m_found.places == FoundData::Places::Lines;
        m_found.problems.add({found.annotation, lines ? found.place : 0,
            concat(lines ? std::string("<size>") : concat("images[", found.place, "]"), " says ",
                said->width, " x ", said->height, ", the picture has ", size.width, " x ",
                size.height, ": the picture's taken")});
    }

    void say(
        const FoundPicture& found, const FoundObject& object, std::string text, ProblemKind kind)
    {
        if (m_found.places == FoundData::Places::Lines)
            m_found.problems.add({found.annotation, object.place, std::move(text), kind});
        else
            m_found.problems.add({found.annotation, 0,
                concat("annotations[", object.place, "].bbox: ", text), kind});
    }

    /// The box in pixels, inside the picture; nothing where it cannot be used.
    std::optional<Box> settledBox(
        const FoundPicture& found, const FoundObject& object, const PictureSize& size)
    {
        if (object.unusable)
            return std::nullopt;
        const auto width = m_found.fractions ? float(size.width) : 1.f;
        const auto height = m_found.fractions ? float(size.height) : 1.f;
        const Box& box = object.box;
        const UsableBox usable
            = usableBox({box.x1 * width, box.y1 * height, box.x2 * width, box.y2 * height}, size,
                m_found.rounding);
        if (!usable.problem.empty()) {
            say(found, object, usable.problem,
                usable.box ? ProblemKind::BoxClipped : ProblemKind::ObjectDropped);
            m_data.annotated.clipped += usable.box.has_value();
        }
        return usable.box;
    }

    bool used(const GroundTruth& object) const
    {
        return !(object.ignored && m_difficult == Difficult::Drop);
    }

    std::vector<int64_t> objectsPerCategory(const std::vector<int64_t>& pictures) const
    {
        std::vector<int64_t> counts(m_found.categories.size(), 0);
        for (const int64_t i : pictures)
            for (const GroundTruth& object : m_pictures[size_t(i)].picture.objects)
                counts[size_t(object.label)] += used(object);
        return counts;
    }

    void nameClasses(const std::vector<int64_t>& unlisted)
    {
        m_classes = numberClasses(m_found.categories, m_found.categoriesAreClasses,
            objectsPerCategory(m_found.train), objectsPerCategory(m_found.test),
            objectsPerCategory(unlisted));
        m_data.classNames = m_classes.names;
        for (std::string& text : m_classes.remarks)
            remark(std::move(text));
    }

    std::vector<int64_t> unlisted() const
    {
        std::vector<int64_t> pictures;
        for (size_t i = 0; i < m_uses.size(); ++i)
            if (m_uses[i] == 0)
                pictures.push_back(int64_t(i));
        return pictures;
    }

    void label(AnnotatedPicture& picture) const
    {
        std::erase_if(picture.objects, [&](const GroundTruth& object) { return !used(object); });
        for (GroundTruth& object : picture.objects) {
            object.label = m_classes.labels[size_t(object.label)];
            object.ignored = object.ignored && m_difficult == Difficult::Ignore;
            object.crowd = object.crowd && object.ignored;
        }
    }

    /// The usable pictures of a list; those that no other list has are moved.
    std::vector<AnnotatedPicture> split(const std::vector<int64_t>& list, bool isTest)
    {
        std::vector<AnnotatedPicture> pictures;
        for (const int64_t i : list) {
            Settled& settled = m_pictures[size_t(i)];
            if (!settled.usable)
                continue;
            pictures.push_back(
                --m_uses[size_t(i)] > 0 ? settled.picture : std::move(settled.picture));
            pictures.back().reference.index = int64_t(pictures.size()) - 1;
            pictures.back().reference.isTest = isTest;
        }
        return pictures;
    }

    [[noreturn]] void failForWantOfTraining() const
    {
        std::string text = concat(m_found.root.string(), ": nothing to train on");
        if (!m_found.layout.empty())
            text += concat(": ", m_found.layout);
        const auto leftOut = m_data.annotated.picturesLeftOut;
        if (leftOut > 0)
            text += concat("; ", counted(leftOut, "picture"), " left out");
        if (!m_found.problems.empty()) {
            const std::string worst = textOf(m_found.problems.worst());
            text += leftOut > 0 ? concat(" (for example ", worst, ")") : concat(": ", worst);
        }
        throw DataError(text);
    }

    FoundData m_found {};
    Difficult m_difficult = Difficult::Ignore;
    bool m_toCheck = false;
    std::vector<int> m_uses {};          // per picture: in how many lists it is
    std::vector<PictureLook> m_looks {}; // per picture
    std::vector<Settled> m_pictures {};  // per picture
    FrameVote m_vote {};
    ClassNumbers m_classes {};
    DetectionData m_data {};
};

} // namespace

DetectionData settled(FoundData found, Difficult difficult, bool toCheck)
{
    return Settling(std::move(found), difficult, toCheck).settle();
}

} // namespace hardlens
