#include "core/basics/error.h"
#include "core/basics/hash.h"
#include "core/data/scenes/scene_painter.h"

#include <QTest>

#include <algorithm>

using namespace hardlens;

class TestScenes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void samePicturesInAnyOrder()
    {
        const DetectionData one = makeScenes({.seed = 11, .train = 4, .test = 2});
        const DetectionData two = makeScenes({.seed = 11, .train = 9, .test = 2});
        std::vector<uint64_t> forwards;
        for (const AnnotatedPicture& picture : one.train)
            forwards.push_back(hashOf(one.load(picture)));
        for (size_t i = 4; i-- > 0;)
            QCOMPARE(hashOf(two.load(two.train[i])), forwards[i]);
        for (size_t i = 0; i < 4; ++i)
            QCOMPARE(two.train[i].reference.contentId, one.train[i].reference.contentId);
        std::sort(forwards.begin(), forwards.end());
        QVERIFY(std::unique(forwards.begin(), forwards.end()) == forwards.end());
    }

    void splitsSeedsAndDifficultiesDiffer()
    {
        const DetectionData data = makeScenes({.seed = 1, .train = 1, .test = 1});
        QVERIFY(hashOf(data.load(data.train[0])) != hashOf(data.load(data.test[0])));
        QVERIFY(data.train[0].reference.contentId != data.test[0].reference.contentId);
        const DetectionData other = makeScenes({.seed = 2, .train = 1, .test = 0});
        QVERIFY(hashOf(data.load(data.train[0])) != hashOf(other.load(other.train[0])));
        QVERIFY(other.train[0].reference.contentId != data.train[0].reference.contentId);
        const DetectionData harder
            = makeScenes({.seed = 1, .train = 1, .test = 0, .difficulty = .6});
        QVERIFY(harder.train[0].reference.contentId != data.train[0].reference.contentId);
    }

    void whatIsPromised()
    {
        const DetectionData data = makeScenes();
        QCOMPARE(data.train.size(), size_t(400));
        QCOMPARE(data.test.size(), size_t(100));
        const auto ladybird
            = int32_t(std::find(data.classNames.begin(), data.classNames.end(), "ladybird")
                - data.classNames.begin());
        int rarePictures = 0;
        for (const AnnotatedPicture& picture : data.train) {
            QVERIFY(picture.objects.size() >= 6 && picture.objects.size() <= 14);
            bool rare = false;
            for (const GroundTruth& object : picture.objects) {
                const Box& box = object.box;
                QVERIFY(box.x1 >= 0 && box.y1 >= 0 && box.x2 <= 320 && box.y2 <= 240);
                QVERIFY(box.width() >= 3 && box.height() >= 3);
                if (object.label != ladybird)
                    continue;
                rare = true;
                QVERIFY(std::max(box.width(), box.height()) <= 22);
            }
            rarePictures += rare;
        }
        // 17 % of 400 are 68, standard deviation 7.5.
        QVERIFY2(
            rarePictures >= 50 && rarePictures <= 90, qPrintable(QString::number(rarePictures)));
    }

    /// Painted once with and once without its front-most object, a picture changes from the left
    /// and upper edge of that object's box to its right and lower edge, and a little beyond by the
    /// shadow.
    void boxesBoundWhatIsDrawn()
    {
        const ScenesOptions options {.seed = 4};
        int compared = 0;
        for (int64_t index = 0; index < 12; ++index) {
            const PlannedScene scene = planScene(options, false, index);
            ScenePlan without = scene.plan;
            const auto last = std::find_if(without.items.rbegin(), without.items.rend(),
                [](const SceneItem& item) { return isObject(item.thing); });
            if (last->opacity < .9f)
                continue;
            without.items.erase(std::next(last).base());
            const cv::Rect changed = difference(paint(scene.plan), paint(without));
            const Box& box = scene.objects.back().box;
            const QString shown = QString("picture %1: changed %2 %3 %4 %5, box %6 %7 %8 %9")
                                      .arg(index)
                                      .arg(changed.x)
                                      .arg(changed.y)
                                      .arg(changed.br().x)
                                      .arg(changed.br().y)
                                      .arg(box.x1)
                                      .arg(box.y1)
                                      .arg(box.x2)
                                      .arg(box.y2);
            // A thin tail on ground of its own colour may hide a few pixels from the comparison.
            QVERIFY2(std::abs(float(changed.x) - box.x1) <= 4, qPrintable(shown));
            QVERIFY2(std::abs(float(changed.y) - box.y1) <= 4, qPrintable(shown));
            QVERIFY2(std::abs(float(changed.br().x) - box.x2 - 1) <= 3, qPrintable(shown));
            QVERIFY2(std::abs(float(changed.br().y) - box.y2 - 1) <= 3, qPrintable(shown));
            ++compared;
        }
        QVERIFY(compared >= 5);
    }

    void refusesBadOptions()
    {
        try {
            makeScenes({.difficulty = 1.5});
            QFAIL("nothing thrown");
        } catch (const ConfigError& error) {
            QCOMPARE(QString(error.what()), QString("scenes.difficulty = 1.5: must be in [0, 1]"));
        }
        QVERIFY_THROWS_EXCEPTION(ConfigError, makeScenes({.train = 0}));
        QVERIFY_THROWS_EXCEPTION(ConfigError, makeScenes({.width = 63}));
    }

private:
    static Pixels paint(const ScenePlan& plan) { return paintScene(plan, 320, 240, {}); }

    /// Where two pictures differ by more than the faintest shadow.
    static cv::Rect difference(const Pixels& a, const Pixels& b)
    {
        cv::Rect bounds;
        for (int y = 0; y < a.height; ++y)
            for (int x = 0; x < a.width; ++x)
                for (size_t c = 0; c < 3; ++c) {
                    const size_t i = size_t(y * a.width + x) * 3 + c;
                    if (std::abs(int(a.rgb[i]) - int(b.rgb[i])) > 24)
                        bounds |= cv::Rect(x, y, 1, 1);
                }
        return bounds;
    }

    static uint64_t hashOf(const Pixels& pixels)
    {
        return contentHash(std::as_bytes(std::span(pixels.rgb)));
    }
};

QTEST_GUILESS_MAIN(TestScenes)
#include "tst_scenes.moc"
