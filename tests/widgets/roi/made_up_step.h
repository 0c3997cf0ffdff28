#pragma once

#include "core/geometry/iou.h"
#include "core/records/detection_step.h"
#include "widgets/roi/picture_pixmaps.h"

#include <QFile>
#include <QImage>
#include <QRegularExpression>

#include <cmath>
#include <memory>

namespace hardlens::test {

/// Pictures of voc_bccd where they are there, smooth made-up ones otherwise.
class MadeUpPictures : public PictureSource
{
public:
    std::shared_ptr<const Pixels> pixels(const PictureReference& picture) override
    {
        ++asked;
        if (silent)
            return nullptr;
        QString folder = qEnvironmentVariable("HARDLENS_DATA");
        if (folder.isEmpty())
            folder = QStringLiteral(HL_SOURCE_DIR "/../shared/data");
        QImage image(
            folder + "/voc_bccd/JPEGImages/" + QString::fromStdString(picture.name) + ".jpg");
        if (image.isNull())
            image = smooth(picture.width, picture.height);
        image = image.convertToFormat(QImage::Format_RGB888);
        auto pixels = std::make_shared<Pixels>();
        pixels->width = image.width();
        pixels->height = image.height();
        for (int y = 0; y < image.height(); ++y)
            pixels->rgb.insert(pixels->rgb.end(), image.constScanLine(y),
                image.constScanLine(y) + 3 * image.width());
        return pixels;
    }

    bool silent = false;
    int asked = 0;

private:
    static QImage smooth(int width, int height)
    {
        QImage image(width, height, QImage::Format_RGB888);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                image.setPixel(x, y, qRgb(120 + x % 97, 140 + y % 83, 160));
        return image;
    }
};

struct MadeUpOptions
{
    int pictures = 2;
    int rois = 1000;
    uint64_t seed = 7;
    int64_t roisPerStep = 128;
    SamplerKind sampler = SamplerKind::Ohem;
    int width = 640;
    int height = 480;
    bool annotated = false; // objects of voc_bccd, where it is there
};

/// A RoI near an object, or anywhere.
inline Box madeUpBox(
    RandomStream& random, const std::vector<GroundTruth>& objects, float width, float height)
{
    Box box;
    if (random.below(4) != 0) {
        const Box& o = objects[random.below(uint32_t(objects.size()))].box;
        const float w = o.width() * std::exp(.22f * random.normal());
        const float h = o.height() * std::exp(.22f * random.normal());
        const float x = (o.x1 + o.x2) / 2 + .16f * o.width() * random.normal();
        const float y = (o.y1 + o.y2) / 2 + .16f * o.height() * random.normal();
        box = {x - w / 2, y - h / 2, x + w / 2, y + h / 2};
    } else {
        const float w = random.uniform(30, width * .6f), h = random.uniform(30, height * .6f);
        const float x = random.uniform(0, width - w), y = random.uniform(0, height - h);
        box = {x, y, x + w, y + h};
    }
    box = clipped(box, width, height);
    box.x2 = std::max(box.x2, box.x1 + 4);
    box.y2 = std::max(box.y2, box.y1 + 4);
    return box;
}

/// The objects of the picture where voc_bccd is there.
inline std::vector<GroundTruth> annotatedObjects(const std::string& name)
{
    QFile file(QStringLiteral(HL_SOURCE_DIR "/../shared/data/voc_bccd/Annotations/%1.xml")
                   .arg(QString::fromStdString(name)));
    std::vector<GroundTruth> objects;
    if (!file.open(QIODevice::ReadOnly))
        return objects;
    static const QRegularExpression object(
        "<name>(\\w+)</name>.*?<xmin>(\\d+)</xmin>\\s*<ymin>(\\d+)</ymin>"
        "\\s*<xmax>(\\d+)</xmax>\\s*<ymax>(\\d+)</ymax>",
        QRegularExpression::DotMatchesEverythingOption);
    for (auto matches = object.globalMatch(QString::fromUtf8(file.readAll())); matches.hasNext();) {
        const auto m = matches.next();
        objects.push_back({.box = {m.captured(2).toFloat(), m.captured(3).toFloat(),
                               m.captured(4).toFloat(), m.captured(5).toFloat()},
            .label = m.captured(1) == "RBC" ? 1
                : m.captured(1) == "WBC"    ? 2
                                            : 3});
    }
    if (objects.size() > 3)
        objects.back().ignored = true;
    return objects;
}

inline PictureRecord madeUpPicture(int index, const MadeUpOptions& options)
{
    RandomStream random({.seed = options.seed, .purpose = Purpose::Scene, .item = uint32_t(index)});
    PictureRecord picture;
    const int names[] = {32, 114, 0, 7};
    picture.picture = {.contentId = uint64_t(100 + index),
        .name
        = QStringLiteral("BloodImage_%1").arg(names[index % 4], 5, 10, QChar('0')).toStdString(),
        .width = options.width,
        .height = options.height,
        .index = index};
    if (options.annotated)
        picture.groundTruth = annotatedObjects(picture.picture.name);
    std::vector<Box> objects;
    for (const GroundTruth& object : picture.groundTruth)
        objects.push_back(object.box);
    const float w = float(options.width), h = float(options.height);
    for (int k = 0; objects.size() < 14 && !(options.annotated && k == 0 && !objects.empty());
         ++k) {
        const float side = random.uniform(70, 120);
        const float x = random.uniform(0, w - side), y = random.uniform(0, h - side);
        picture.groundTruth.push_back({.box = {x, y, x + side, y + side * random.uniform(.8f, 1.f)},
            .label = k == 0 ? 2
                : k < 12    ? 1
                            : 3,
            .ignored = k == 13});
        objects.push_back(picture.groundTruth.back().box);
    }
    for (int i = 0; i < options.rois; ++i) {
        RoiRecord roi;
        roi.proposal = i;
        roi.box = madeUpBox(random, picture.groundTruth, w, h);
        const Match match = bestMatches(std::span(&roi.box, 1), objects).front();
        roi.matched = match.index;
        roi.iou = match.iou;
        const GroundTruth& object = picture.groundTruth[size_t(match.index)];
        roi.label = match.iou < .5f ? 0 : object.ignored ? ignoredLabel : object.label;
        // Hardest where background and foreground meet.
        const float doubt = std::exp(-std::pow((match.iou - .45f) / .18f, 2.f));
        roi.classLoss = (.02f + 3.5f * doubt) * std::pow(random.uniform(), 2.f);
        roi.boxLoss = roi.label > 0 ? random.uniform(0.f, .9f) : 0.f;
        roi.probability = std::exp(-roi.classLoss);
        const int32_t other = roi.label > 0 ? 0 : std::max(1, object.label);
        const float rest = 1 - roi.probability;
        roi.top = {ClassBelief {std::max(0, roi.label), roi.probability},
            ClassBelief {other, rest * .8f}, ClassBelief {3, rest * .15f}};
        if (roi.top[1].probability > roi.top[0].probability)
            std::swap(roi.top[0], roi.top[1]);
        const Box& o = object.box;
        roi.decoded = {(roi.box.x1 + 2 * o.x1) / 3, (roi.box.y1 + 2 * o.y1) / 3,
            (roi.box.x2 + 2 * o.x2) / 3, (roi.box.y2 + 2 * o.y2) / 3};
        picture.rois.push_back(roi);
    }
    return picture;
}

/// Writes the choice that step.mining makes into the record.
inline void decide(DetectionStep& step)
{
    step.mining.picturesPerStep = std::max<int64_t>(1, int64_t(step.pictures.size()));
    step = withSelection(step, step.mining, chooseAgain(step, step.mining, step.key));
}

inline std::shared_ptr<DetectionStep> madeUpStep(const MadeUpOptions& options)
{
    auto step = std::make_shared<DetectionStep>();
    step->mining.sampler = options.sampler;
    step->mining.roisPerStep = options.roisPerStep;
    step->key = {.seed = options.seed};
    step->hasLosses = true;
    for (int i = 0; i < options.pictures; ++i)
        step->pictures.push_back(madeUpPicture(i, options));
    decide(*step);
    return step;
}

inline std::vector<std::string> bloodClasses()
{
    return {"background", "RBC", "WBC", "Platelets"};
}

} // namespace hardlens::test
