#include "core/records/encoding/picture_fields.h"
#include "core/records/encoding/record_frame.h"

namespace hardlens {

namespace {

constexpr size_t leastClassBytes = 4 + 4 * 8 + 3 * 4;
constexpr size_t detectionBytes = 8 + 4 + 4 + 16;
constexpr size_t objectBytes = 8 + 4 + 16 + 1 + 1 + 8;

/// A curve. Neighbours are often equal (recall), or begin with the same bytes.
void codeCurve(auto& c, auto& values)
{
    c.columns(values, sizeof(float));
    c.column(
        values, [](auto& v) -> auto& { return v; },
        [&](size_t i) { return i == 0 ? 0.f : values[i - 1]; });
}

void code(auto& c, Is<ClassPrecision> auto& p)
{
    c(p.name, p.averagePrecision, p.elevenPoint, p.objects, p.detections);
    codeCurve(c, p.recall);
    codeCurve(c, p.precision);
    codeCurve(c, p.scores);
}

void code(auto& c, Is<RetrievalEvaluation> auto& r)
{
    c(r.queries, r.classes);
    c.columns(r.ks, sizeof(int32_t));
    c.column(
        r.ks, [](auto& k) -> auto& { return k; });
    c.columns(r.recall, sizeof(double));
    c.column(
        r.recall, [](auto& value) -> auto& { return value; });
    c(r.rPrecision, r.mapAtR, r.nmi, r.f1, r.verification, r.meanPositiveDistance,
        r.meanNegativeDistance, r.rawPixels, r.untrained);
    if constexpr (std::same_as<decltype(c), ByteReader&>)
        c.require(r.ks.size() == r.recall.size(), "not one recall for each K");
}

void code(auto& c, Is<Evaluation> auto& e)
{
    c(e.step, e.wallSeconds, e.trainSeconds, e.seconds, e.pictures, e.iouThreshold,
        e.meanAveragePrecision, e.meanElevenPoint);
    c.list(e.classes, leastClassBytes, [&](auto& one) { code(c, one); });
    if (c.version() < 2)
        return;
    bool isRetrieval = e.retrieval.has_value();
    c(isRetrieval);
    if (!isRetrieval)
        return;
    if constexpr (std::same_as<decltype(c), ByteReader&>)
        e.retrieval.emplace();
    code(c, *e.retrieval);
}

/// The picture, class and box of a detection or object; lists of both are sorted by picture.
void codePlaces(auto& c, auto& items)
{
    c.column(
        items, [](auto& d) -> auto& { return d.picture; },
        [&](size_t i) { return i == 0 ? 0 : items[i - 1].picture; });
    c.column(
        items, [](auto& d) -> auto& { return d.label; });
    codeBoxes(
        c, items, [](auto& d) -> auto& { return d.box; });
}

void checkPictures(const ByteReader& reader, const auto& items, size_t pictures)
{
    int64_t last = 0;
    for (const auto& item : items) {
        reader.require(item.picture >= last && size_t(item.picture) < pictures,
            "detections or objects not in the order of their pictures");
        last = item.picture;
    }
}

void code(auto& c, Is<EvaluatedDetections> auto& e)
{
    c(e.step);
    c.list(e.pictures, leastPictureBytes, [&](auto& picture) { code(c, picture); });
    c.columns(e.detections, detectionBytes);
    codePlaces(c, e.detections);
    c.column(
        e.detections, [](auto& d) -> auto& { return d.score; });
    c.columns(e.objects, objectBytes);
    codePlaces(c, e.objects);
    c.column(
        e.objects, [](auto& o) -> auto& { return o.difficult; });
    c.column(
        e.objects, [](auto& o) -> auto& { return o.crowd; });
    c.column(
        e.objects, [](auto& o) -> auto& { return o.area; }, [](size_t) { return -1.; });
    if constexpr (std::same_as<decltype(c), ByteReader&>) {
        checkPictures(c, e.detections, e.pictures.size());
        checkPictures(c, e.objects, e.pictures.size());
    }
}

} // namespace

HL_ENCODED_RECORD(Evaluation)
HL_ENCODED_RECORD(EvaluatedDetections)

} // namespace hardlens
