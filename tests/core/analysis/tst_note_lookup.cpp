#include "core/analysis/note_lookup.h"

#include <QTest>

#include <limits>
#include <stdexcept>

using namespace hardlens;

namespace {

/// One picture, "a.jpg", with RoIs that predict these boxes.
DetectionStep stepWith(const std::vector<Box>& predicted)
{
    DetectionStep step {.pictures = {{.picture = {.contentId = 7, .name = "a.jpg"}}}};
    for (const Box& box : predicted) {
        RoiRecord roi;
        roi.decoded = box;
        step.pictures[0].rois.push_back(roi);
    }
    return step;
}

RoiNote noteAt(const Box& box, uint64_t contentId = 7, const char* name = "a.jpg")
{
    return {.picture = {.contentId = contentId, .name = name}, .box = box};
}

} // namespace

class TestNoteLookup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // RoI 0 predicts (0, 0, 10, 10). Moved by 2 it shares 80 of 120, IoU 2/3; by 4, 60 of 140, .43.
    void findsTheSameThing()
    {
        const auto step = stepWith({{0, 0, 10, 10}, {50, 50, 60, 60}});
        const std::vector notes {noteAt({4, 0, 14, 10}), noteAt({2, 0, 12, 10})};
        QCOMPARE(noteOn(notes, step, {0, 0}), std::optional<size_t>(1));
        QCOMPARE(noteOn(notes, step, {0, 0}, .7f), std::optional<size_t>());
        QCOMPARE(noteOn(notes, step, {0, 1}), std::optional<size_t>());
        QCOMPARE(noteOn({}, step, {0, 0}), std::optional<size_t>());
    }

    void theNearestThenTheNewestWins()
    {
        const auto step = stepWith({{0, 0, 10, 10}});
        const std::vector notes {
            noteAt({0, 0, 10, 10}), noteAt({0, 0, 10, 10}), noteAt({1, 0, 11, 10})};
        QCOMPARE(noteOn(notes, step, {0, 0}), std::optional<size_t>(1));
    }

    void anotherPictureIsAnotherThing()
    {
        const auto step = stepWith({{0, 0, 10, 10}});
        const std::vector notes {noteAt({0, 0, 10, 10}, 8), noteAt({0, 0, 10, 10}, 7, "b.jpg")};
        QCOMPARE(noteOn(notes, step, {0, 0}), std::optional<size_t>());
    }

    void boxesWithoutAreaOrNumber()
    {
        const float nan = std::numeric_limits<float>::quiet_NaN();
        const auto step = stepWith({{3, 3, 3, 3}, {nan, 0, 1, 1}});
        const std::vector notes {noteAt({3, 3, 3, 3}), noteAt({nan, 0, 1, 1})};
        QCOMPARE(noteOn(notes, step, {0, 0}), std::optional<size_t>(0));
        QCOMPARE(noteOn(notes, step, {0, 1}), std::optional<size_t>());
    }

    void wrongPlacesAreRefused()
    {
        const auto step = stepWith({{0, 0, 10, 10}});
        for (const StepRoi& wrong : {StepRoi {0, 1}, StepRoi {1, 0}, StepRoi {}})
            QVERIFY_THROWS_EXCEPTION(std::invalid_argument, noteOn({}, step, wrong));
    }
};

QTEST_GUILESS_MAIN(TestNoteLookup)
#include "tst_note_lookup.moc"
