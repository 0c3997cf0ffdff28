#pragma once

#include "core/records/roi_note.h"

#include <vector>

namespace hardlens::test {

/// Notes on pictures of voc_bccd, or of their names, as somebody leaves them.
inline std::vector<RoiNote> madeUpNotes()
{
    const auto note = [](const char* picture, const Box& box, int32_t label, float probability,
                          float loss, int64_t step, const char* text) {
        return RoiNote {.picture = {.contentId = uint64_t(step),
                            .name = picture,
                            .width = 640,
                            .height = 480,
                            .index = 4},
            .box = box,
            .label = label,
            .probability = probability,
            .loss = loss,
            .step = step,
            .text = text};
    };
    return {note("BloodImage_00032", {60, 70, 160, 170}, 1, .97f, 3.52f, 412, "looks unlabelled"),
        note("BloodImage_00114", {300, 200, 420, 330}, 2, .64f, 1.2f, 418,
            "a white cell at the border, half of it outside: is the box meant to end there?"),
        note("BloodImage_00007", {500, 100, 540, 140}, 3, 1.f, 12.25f, 1204, "")};
}

} // namespace hardlens::test
