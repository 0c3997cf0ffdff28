#include "core/records/encoding/picture_fields.h"
#include "core/records/encoding/record_frame.h"

namespace hardlens {

namespace {

void code(auto& c, Is<Event> auto& e)
{
    c.choice(e.kind, EventKind::Checkpoint);
    c(e.step, e.wallSeconds, e.trainSeconds, e.text, e.key, e.from, e.to, e.value);
}

void code(auto& c, Is<StepRow> auto& r)
{
    c(r.step, r.epoch, r.wallSeconds, r.trainSeconds, r.stepMs, r.watchingMs);
    c(r.phases.dataWait, r.phases.backbone, r.phases.readOnly, r.phases.select, r.phases.learn,
        r.phases.update, r.phases.record, r.phases.watching);
    c(r.bytesPeak, r.learningRate, r.meanLossAll, r.meanLossSelected, r.meanClassLossSelected,
        r.meanBoxLossSelected, r.lossShareSelected);
    c(r.rois, r.selected, r.selectedForeground, r.suppressed, r.decisive, r.quota,
        r.duplicatesOfTop);
    for (auto& kept : r.keptByCause)
        c(kept);
    if (c.version() < 2)
        return;
    auto& e = r.embedding;
    c(e.items, e.draws, e.loss, e.activePositives, e.activeNegatives, e.beta, e.betaLow, e.betaHigh,
        e.positiveDistance, e.negativeDistance, e.meanSquare, e.effectiveDimension, e.sampleSize,
        e.rows, e.emptyRows, e.droppedRows, e.certainRows, e.unusable);
}

void code(auto& c, Is<DataSummary> auto& d)
{
    c(d.layout, d.trainPictures, d.testPictures, d.picturesLeftOut, d.objects, d.dropped,
        d.clipped);
    c.list(d.classes, 4 + 8, [&](auto& count) { c(count.name, count.objects); });
    c(d.problems, d.unreadable, d.proposalSeconds, d.forecast);
}

void code(auto& c, Is<RunHeader> auto& h)
{
    c(h.dataName, h.dataPath);
    code(c, h.data);
    c.list(h.classNames, 4, [&](auto& name) { c(name); });
    c(h.trainPictures, h.testPictures);
    c.list(h.test, leastPictureBytes, [&](auto& picture) { code(c, picture); });
    c(h.seed, h.threads, h.device);
    c.list(h.remarks, 4, [&](auto& remark) { c(remark); });
    if (c.version() >= 2)
        c.choice(h.bench, Bench::Embedding);
}

} // namespace

HL_ENCODED_RECORD(Event)
HL_ENCODED_RECORD(StepRow)
HL_ENCODED_RECORD(RunHeader)

} // namespace hardlens
