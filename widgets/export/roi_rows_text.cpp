#include "widgets/export/roi_rows_text.h"

#include "core/analysis/why_roi.h"
#include "widgets/export/table_text.h"
#include "widgets/roi/overlay_style.h"

namespace hardlens {

namespace {

const char* nameOf(Fate fate)
{
    switch (fate) {
    case Fate::Selected:
        return "selected";
    case Fate::BelowCut:
        return "below_cut";
    case Fate::Suppressed:
        return "suppressed";
    case Fate::Ignored:
        return "ignored";
    case Fate::NotDrawn:
        return "not_drawn";
    case Fate::Excluded:
        break;
    }
    return "excluded";
}

void addBox(TableText& table, const Box& box)
{
    table << box.x1 << box.y1 << box.x2 << box.y2;
}

/// From 1 as people count; 0 or less: an empty field.
void addPlace(TableText& table, int64_t place)
{
    if (place > 0)
        table << place;
    else
        table << "";
}

void addObject(TableText& table, const PictureRecord& picture, const RoiRecord& roi)
{
    if (roi.matched >= 0)
        table << roi.matched + 1 << roi.iou;
    else
        table << ""
              << "";
    const bool known = roi.matched >= 0 && size_t(roi.matched) < picture.groundTruth.size();
    if (known)
        addBox(table, picture.groundTruth[size_t(roi.matched)].box);
    else
        table << ""
              << ""
              << ""
              << "";
}

void addBelief(TableText& table, const RoiRecord& roi, const std::vector<std::string>& classNames)
{
    table << roi.probability;
    const ClassBelief& first = roi.top.front();
    if (first.label >= 0)
        table << labelName(classNames, first.label) << first.probability;
    else
        table << ""
              << "";
}

void addDecision(TableText& table, const RoiDecision& decision, bool wouldHaveBeenTaken)
{
    table << nameOf(decision.fate);
    addPlace(table, decision.rank);
    addPlace(table, decision.survivorRank);
    addPlace(table, decision.suppressedBy + 1);
    if (decision.suppressedBy >= 0)
        table << decision.suppressedIou << int(wouldHaveBeenTaken);
    else
        table << ""
              << "";
    table << decision.weight;
}

} // namespace

QString roiRowsCsv(const DetectionStep& step, const std::vector<std::string>& classNames)
{
    TableText table({"picture", "picture_name", "roi", "proposal", "x1", "y1", "x2", "y2", "label",
        "object", "iou", "object_x1", "object_y1", "object_x2", "object_y2", "class_loss",
        "box_loss", "ranking_loss", "learned_class_loss", "learned_box_loss", "p_label",
        "top_class", "p_top", "fate", "rank", "survivor_rank", "suppressed_by", "suppressed_iou",
        "would_have_been_taken", "weight"});
    for (size_t p = 0; p < step.pictures.size(); ++p) {
        const PictureRecord& picture = step.pictures[p];
        for (size_t i = 0; i < picture.rois.size(); ++i) {
            const RoiRecord& roi = picture.rois[i];
            table << p + 1 << QString::fromStdString(picture.picture.name) << i + 1;
            if (roi.proposal >= 0)
                table << roi.proposal;
            else
                table << "";
            addBox(table, roi.box);
            table << labelName(classNames, roi.label);
            addObject(table, picture, roi);
            table << roi.classLoss << roi.boxLoss << rankingLoss(roi, step.mining)
                  << roi.learnedClassLoss << roi.learnedBoxLoss;
            addBelief(table, roi, classNames);
            addDecision(table, roi.decision, wouldHaveBeenTaken(step, int(p), int(i)));
        }
    }
    return table.rows() > 0 ? table.text() : QString();
}

} // namespace hardlens
