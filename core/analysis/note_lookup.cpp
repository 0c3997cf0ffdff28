#include "core/analysis/note_lookup.h"

#include "core/basics/error.h"
#include "core/geometry/iou.h"

namespace hardlens {

std::optional<size_t> noteOn(
    std::span<const RoiNote> notes, const DetectionStep& step, StepRoi roi, float leastIou)
{
    const auto picture = size_t(roi.picture), place = size_t(roi.roi);
    if (picture >= step.pictures.size() || place >= step.pictures[picture].rois.size())
        throw std::invalid_argument(
            concat("noteOn: RoI ", roi.roi, " of picture ", roi.picture, " is not in the step"));
    const PictureReference& stored = step.pictures[picture].picture;
    const Box& box = step.pictures[picture].rois[place].decoded;
    std::optional<size_t> best;
    float most = leastIou;
    for (size_t i = 0; i < notes.size(); ++i) {
        if (notes[i].picture.contentId != stored.contentId || notes[i].picture.name != stored.name)
            continue;
        // Boxes without an area have IoU 0, even with themselves.
        const float overlap = notes[i].box == box ? 1.f : iou(notes[i].box, box);
        if (overlap >= most) {
            most = overlap;
            best = i;
        }
    }
    return best;
}

} // namespace hardlens
