#include "app/cli/json_lines.h"

#include <nlohmann/json.hpp>

namespace hardlens {

using nlohmann::json;

std::string jsonLine(const StepRow& row)
{
    return json {{"kind", "step"}, {"step", row.step}, {"epoch", row.epoch}, {"wall_s", row.wallSeconds},
        {"train_s", row.trainSeconds}, {"step_ms", row.stepMs}, {"rate", row.learningRate},
        {"loss_all", row.meanLossAll}, {"loss_selected", row.meanLossSelected}, {"rois", row.rois},
        {"selected", row.selected}, {"selected_foreground", row.selectedForeground},
        {"suppressed", row.suppressed}, {"decisive", row.decisive},
        {"duplicates_of_top", row.duplicatesOfTop}, {"quota", row.quota}, {"bytes_peak", row.bytesPeak},
        {"ms",
            {{"data_wait", row.phases.dataWait}, {"backbone", row.phases.backbone},
                {"read_only", row.phases.readOnly}, {"select", row.phases.select},
                {"learn", row.phases.learn}, {"update", row.phases.update},
                {"record", row.phases.record}, {"watching", row.phases.watching}}}}
        .dump();
}

std::string jsonLine(const Event& event)
{
    return json {{"kind", eventKindNames.at(size_t(event.kind))}, {"step", event.step}, {"text", event.text},
        {"key", event.key}, {"from", event.from}, {"to", event.to}}
        .dump(-1, ' ', false, json::error_handler_t::replace); // file names may be in any encoding
}

std::string jsonLine(const Evaluation& e)
{
    json classes = json::object();
    for (const ClassPrecision& c : e.classes)
        classes[c.name] = {{"ap", c.averagePrecision}, {"ap_11_point", c.elevenPoint},
            {"objects", c.objects}, {"detections", c.detections}};
    return json {{"kind", "evaluation"}, {"step", e.step}, {"train_s", e.trainSeconds},
        {"wall_s", e.wallSeconds}, {"seconds", e.seconds}, {"mAP", e.meanAveragePrecision},
        {"mAP_11_point", e.meanElevenPoint}, {"iou", e.iouThreshold}, {"pictures", e.pictures},
        {"classes", classes}}
        .dump();
}

} // namespace hardlens
