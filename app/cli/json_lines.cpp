#include "app/cli/json_lines.h"

#include <nlohmann/json.hpp>

namespace hardlens {

using nlohmann::json;

namespace {

json embeddingFields(const EmbeddingScalars& e)
{
    return {{"items", e.items}, {"draws", e.draws}, {"loss", e.loss},
        {"active_positives", e.activePositives}, {"active_negatives", e.activeNegatives},
        {"beta", e.beta}, {"positive_distance", e.positiveDistance},
        {"negative_distance", e.negativeDistance}, {"mean_square_distance", e.meanSquare},
        {"effective_dimension", e.effectiveDimension}, {"sample_size", e.sampleSize},
        {"rows", e.rows}, {"empty_rows", e.emptyRows}, {"dropped_rows", e.droppedRows},
        {"certain_rows", e.certainRows}};
}

json retrievalFields(const RetrievalEvaluation& r)
{
    json recall = json::object();
    for (size_t i = 0; i < r.ks.size(); ++i)
        recall[std::to_string(r.ks[i])] = r.recall[i];
    return {{"recall", recall}, {"map_at_r", r.mapAtR}, {"r_precision", r.rPrecision},
        {"nmi", r.nmi}, {"f1", r.f1}, {"verification", r.verification}, {"queries", r.queries},
        {"classes", r.classes}, {"raw_pixels", r.rawPixels}, {"untrained", r.untrained},
        {"positive_distance", r.meanPositiveDistance},
        {"negative_distance", r.meanNegativeDistance}};
}

} // namespace

std::string jsonLine(const StepRow& row)
{
    json line {{"kind", "step"}, {"step", row.step}, {"epoch", row.epoch},
        {"wall_s", row.wallSeconds}, {"train_s", row.trainSeconds}, {"step_ms", row.stepMs},
        {"rate", row.learningRate}, {"loss_all", row.meanLossAll},
        {"loss_selected", row.meanLossSelected}, {"rois", row.rois}, {"selected", row.selected},
        {"selected_foreground", row.selectedForeground}, {"suppressed", row.suppressed},
        {"decisive", row.decisive}, {"duplicates_of_top", row.duplicatesOfTop},
        {"quota", row.quota}, {"bytes_peak", row.bytesPeak},
        {"ms",
            {{"data_wait", row.phases.dataWait}, {"backbone", row.phases.backbone},
                {"read_only", row.phases.readOnly}, {"select", row.phases.select},
                {"learn", row.phases.learn}, {"update", row.phases.update},
                {"record", row.phases.record}, {"watching", row.phases.watching}}}};
    if (row.embedding.items > 0)
        line["embedding"] = embeddingFields(row.embedding);
    return line.dump();
}

std::string jsonLine(const Event& event)
{
    return json {{"kind", eventKindNames.at(size_t(event.kind))}, {"step", event.step},
        {"text", event.text}, {"key", event.key}, {"from", event.from}, {"to", event.to}}
        .dump(-1, ' ', false, json::error_handler_t::replace); // file names may be in any encoding
}

std::string jsonLine(const Evaluation& e)
{
    json classes = json::object();
    for (const ClassPrecision& c : e.classes)
        classes[c.name] = {{"ap", c.averagePrecision}, {"ap_11_point", c.elevenPoint},
            {"objects", c.objects}, {"detections", c.detections}};
    json line {{"kind", "evaluation"}, {"step", e.step}, {"train_s", e.trainSeconds},
        {"wall_s", e.wallSeconds}, {"seconds", e.seconds}, {"mAP", e.meanAveragePrecision},
        {"mAP_11_point", e.meanElevenPoint}, {"iou", e.iouThreshold}, {"pictures", e.pictures},
        {"classes", classes}};
    if (e.retrieval)
        line["retrieval"] = retrievalFields(*e.retrieval);
    return line.dump();
}

} // namespace hardlens
