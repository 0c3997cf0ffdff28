#include "core/basics/error.h"
#include "core/data/glyphs/glyph_shape.h"
#include "core/data/glyphs/glyphs.h"
#include "core/data/picture_store.h"
#include "core/data/resizing.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace hardlens;

namespace {

/// 16 x 16 grey values, without their mean, of length 1.
std::vector<float> small(const Pixels& picture)
{
    const Pixels little = resized(picture, 16, 16);
    std::vector<float> values;
    double mean = 0;
    for (size_t i = 0; i < little.rgb.size(); i += 3) {
        values.push_back(little.rgb[i]);
        mean += little.rgb[i] / 256.;
    }
    double length = 0;
    for (float& value : values) {
        value -= float(mean);
        length += value * value;
    }
    for (float& value : values)
        value /= float(std::sqrt(length));
    return values;
}

} // namespace

class TestGlyphs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyPictureAlone()
    {
        const GlyphsOptions options {.seed = 3, .classes = 7, .picturesPerClass = 3};
        const ClassPictures data = makeGlyphs(options);
        QCOMPARE(data.train.size(), size_t(4 * 3)); // (7 + 1) / 2 classes
        QCOMPARE(data.test.size(), size_t(3 * 3));
        QCOMPARE(data.classNames.size(), size_t(7));
        std::set<uint64_t> ids;
        for (const auto* list : {&data.train, &data.test})
            for (const ClassPicture& picture : *list) {
                const int64_t k = picture.reference.index % 3;
                QCOMPARE(data.load(withoutLabel(picture)).rgb,
                    glyphPicture(options, picture.label, k).rgb);
                ids.insert(picture.reference.contentId);
            }
        QCOMPARE(ids.size(), size_t(21));
        QCOMPARE(data.test.front().label, 4);
        // Classes and pictures beyond those of the set, and the seed, make others.
        QVERIFY(glyphPicture(options, 1000, 0).rgb != glyphPicture(options, 1001, 0).rgb);
        QVERIFY(glyphPicture(options, 1000, 0).rgb != glyphPicture(options, 1000, 99).rgb);
        QVERIFY(glyphPicture({.seed = 4}, 0, 0).rgb != glyphPicture({.seed = 3}, 0, 0).rgb);
    }

    void throughTheStore()
    {
        const ClassPictures data = makeGlyphs({.classes = 4, .picturesPerClass = 2});
        PictureStore store(std::make_shared<const DetectionData>(withoutLabels(data)));
        const ClassPicture& last = data.test.back();
        const auto pixels = store.pixels(last.reference);
        QVERIFY(pixels);
        QCOMPARE(pixels->rgb, data.load(withoutLabel(last)).rgb);
        QCOMPARE(pixels->width, 64);
    }

    void shapesFillTheirSquare()
    {
        for (int64_t c = 0; c < 300; ++c) {
            const GlyphShape shape = glyphShape(1, c);
            QVERIFY(!shape.empty() && shape.size() <= 4);
            float reach = 0;
            for (const GlyphStroke& stroke : shape) {
                QVERIFY(stroke.points.size() >= 2);
                for (const cv::Point2f& p : traced(stroke))
                    reach = std::max({reach, std::abs(p.x), std::abs(p.y)});
            }
            QVERIFY2(std::abs(reach - 1) < 1e-4f, qPrintable(QString::number(reach)));
        }
    }

    void curvesGoThroughTheirPoints()
    {
        const GlyphStroke straight {{{0, 0}, {1, 0}, {1, 1}}, false};
        QCOMPARE(traced(straight), straight.points);
        const GlyphStroke curve {{{0, 0}, {1, 0}, {1, 1}}, true};
        const auto way = traced(curve);
        for (const cv::Point2f& p : curve.points)
            QVERIFY(std::any_of(way.begin(), way.end(),
                [&](const cv::Point2f& q) { return cv::norm(p - q) < 1e-5; }));
        // Catmull-Rom half-way from (0, 0) to (1, 0), the first point taken twice:
        // (-0 + 9 * 0 + 9 * 1 - 1) / 16 = .5, (0 + 0 + 0 - 1) / 16.
        QCOMPARE(way[4], cv::Point2f(.5f, -.0625f));
    }

    void undeformedHandsDifferInPenOnly()
    {
        const GlyphsOptions still {.deformation = 0};
        double alike = 0;
        for (int64_t i = 0; i < 10; ++i) {
            const auto a = small(glyphPicture(still, 5, i));
            const auto b = small(glyphPicture(still, 5, i + 1));
            for (size_t k = 0; k < a.size(); ++k)
                alike += a[k] * b[k] / 10;
        }
        QVERIFY2(alike > .9, qPrintable(QString::number(alike)));
    }

    /// Raw pixels find the class of a picture often, and by no means always: there is something to
    /// learn.
    void neitherTrivialNorHopeless()
    {
        const ClassPictures data = makeGlyphs({.classes = 120, .picturesPerClass = 12});
        std::vector<std::vector<float>> rows;
        for (const ClassPicture& picture : data.test)
            rows.push_back(small(data.load(withoutLabel(picture))));
        int hits = 0;
        for (size_t i = 0; i < rows.size(); ++i) {
            size_t best = i;
            float most = -2;
            for (size_t j = 0; j < rows.size(); ++j) {
                float cosine = 0;
                for (size_t k = 0; k < rows[i].size(); ++k)
                    cosine += rows[i][k] * rows[j][k];
                if (j != i && cosine > most) {
                    most = cosine;
                    best = j;
                }
            }
            hits += data.test[i].label == data.test[best].label;
        }
        const double recall = hits / double(rows.size());
        QVERIFY2(recall > .3 && recall < .6, qPrintable(QString::number(recall)));
    }

    void badOptions_data()
    {
        QTest::addColumn<int>("classes");
        QTest::addColumn<int>("pictures");
        QTest::addColumn<int>("size");
        QTest::addColumn<double>("deformation");
        QTest::addColumn<QString>("text");
        QTest::newRow("one class")
            << 1 << 20 << 64 << .5 << "glyphs.classes = 1: must be in [2, 1000000]";
        QTest::newRow("no pictures")
            << 2 << 0 << 64 << .5 << "glyphs.picturesPerClass = 0: must be in [1, 1000000]";
        QTest::newRow("small") << 2 << 1 << 15 << .5 << "glyphs.size = 15: must be in [16, 512]";
        QTest::newRow("nan") << 2 << 1 << 64 << std::nan("")
                             << "glyphs.deformation = nan: must be in [0, 1]";
    }

    void badOptions()
    {
        QFETCH(int, classes);
        QFETCH(int, pictures);
        QFETCH(int, size);
        QFETCH(double, deformation);
        QFETCH(QString, text);
        try {
            makeGlyphs({.classes = classes,
                .picturesPerClass = pictures,
                .size = size,
                .deformation = deformation});
            QFAIL("was accepted");
        } catch (const ConfigError& error) {
            QCOMPARE(QString(error.what()), text);
        }
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, glyphPicture({}, -1, 0));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, glyphPicture({}, 0, (1 << 24) - 1));
    }
};

QTEST_GUILESS_MAIN(TestGlyphs)
#include "tst_glyphs.moc"
