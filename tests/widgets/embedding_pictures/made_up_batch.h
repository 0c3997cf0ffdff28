#pragma once

#include "core/records/embedding_step.h"

#include <QImage>
#include <QPainter>
#include <QPainterPath>

#include <cmath>
#include <memory>
#include <string>
#include <vector>

namespace hardlens::test {

/// Strokes like a letter's: one shape for each class, a little other for each picture.
class MadeUpGlyphs : public PictureSource
{
public:
    std::shared_ptr<const Pixels> pixels(const PictureReference& picture) override
    {
        ++asked;
        if (silent)
            return nullptr;
        QImage image(side, side, QImage::Format_RGB888);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(Qt::black, 4, Qt::SolidLine, Qt::RoundCap));
        RandomStream shape({.seed = picture.contentId / 1000, .purpose = Purpose::Glyph});
        RandomStream hand({.seed = picture.contentId, .purpose = Purpose::Glyph, .step = 1});
        for (int stroke = 0; stroke < 2; ++stroke) {
            const auto point = [&] {
                return QPointF(double(shape.uniform(15, 90) + 4 * hand.normal()),
                    double(shape.uniform(15, 90) + 4 * hand.normal()));
            };
            QPainterPath path(point());
            const QPointF a = point(), b = point(), c = point();
            path.cubicTo(a, b, c);
            painter.drawPath(path);
        }
        painter.end();
        auto pixels = std::make_shared<Pixels>(Pixels {side, side, {}});
        for (int y = 0; y < side; ++y)
            pixels->rgb.insert(
                pixels->rgb.end(), image.constScanLine(y), image.constScanLine(y) + 3 * side);
        return pixels;
    }

    static constexpr int side = 105; // as Omniglot's
    bool silent = false;
    int asked = 0;
};

struct MadeUpBatch
{
    int classes = 24;
    int each = 5;
    int dimension = 64;
    double spread = 0.8; // of a class around its middle, whose length is 1
    uint64_t seed = 3;
    int firstClass = 0;
};

/// Unit vectors around a middle for each class, class by class.
inline std::vector<float> madeUpEmbeddings(const MadeUpBatch& batch)
{
    std::vector<float> all;
    const double each = 1 / std::sqrt(double(batch.dimension));
    for (int c = 0; c < batch.classes; ++c)
        for (int k = 0; k < batch.each; ++k) {
            RandomStream middle({.seed = batch.seed, .step = uint64_t(batch.firstClass + c)});
            RandomStream own({.seed = batch.seed,
                .step = uint64_t(batch.firstClass + c),
                .item = uint32_t(k + 1)});
            std::vector<double> row;
            double square = 0;
            for (int d = 0; d < batch.dimension; ++d) {
                row.push_back(
                    each * (double(middle.normal()) + batch.spread * double(own.normal())));
                square += row.back() * row.back();
            }
            for (const double v : row)
                all.push_back(float(v / std::sqrt(square)));
        }
    return all;
}

inline void nameItems(
    const MadeUpBatch& batch, std::vector<PictureReference>& pictures, std::vector<int32_t>& labels)
{
    for (int c = batch.firstClass; c < batch.firstClass + batch.classes; ++c)
        for (int k = 0; k < batch.each; ++k) {
            const auto id = uint64_t(c * 1000 + k + 1);
            pictures.push_back({.contentId = id,
                .name = "glyph-" + std::to_string(id),
                .width = MadeUpGlyphs::side,
                .height = MadeUpGlyphs::side});
            labels.push_back(c);
        }
}

inline std::shared_ptr<EmbeddingStep> madeUpBatch(
    const MadeUpBatch& batch = {}, const SamplingConfig& sampling = {})
{
    auto step = std::make_shared<EmbeddingStep>();
    step->sampling = sampling;
    step->key = {.seed = batch.seed};
    step->dimension = batch.dimension;
    nameItems(batch, step->pictures, step->labels);
    step->embeddings = madeUpEmbeddings(batch);
    const Cosines cosines = cosinesOf(step->embeddings, batch.dimension);
    step->drawn = shortenedDraws(drawAgain(*step, cosines, sampling, step->key));
    step->draws = int64_t(step->drawn.draws.size());
    for (const Draw& draw : step->drawn.draws)
        step->drawLosses.push_back(float(draw.anchor) / 100 + 0.001F);
    return step;
}

inline std::shared_ptr<EmbeddedPictures> madeUpProbe(const MadeUpBatch& batch)
{
    auto probe = std::make_shared<EmbeddedPictures>();
    probe->dimension = batch.dimension;
    nameItems(batch, probe->pictures, probe->labels);
    probe->embeddings = madeUpEmbeddings(batch);
    return probe;
}

inline std::vector<std::string> glyphClasses(int count)
{
    std::vector<std::string> names;
    for (int c = 0; c < count; ++c)
        names.push_back("Futurama " + std::to_string(c + 1));
    return names;
}

} // namespace hardlens::test
