#pragma once

#include "core/records/step_choices.h"

#include <sstream>
#include <string>

namespace hardlens::test {

/// All that choices say, so that two of them can be compared, also where they are NaN.
inline std::string textOf(const StepChoices& choices)
{
    std::ostringstream text;
    text.precision(9);
    text << "step " << choices.step;
    for (const PictureChoices& p : choices.pictures) {
        const PictureReference& r = p.picture;
        text << "\n"
             << r.contentId << ' ' << r.name << ' ' << r.width << ' ' << r.height << ' ' << r.index
             << ' ' << r.isTest << r.flipped << ' ' << r.scale << ": " << p.rois << ' '
             << p.selected << ' ' << p.selectedForeground << ' ' << p.meanLoss << ' '
             << p.highestLoss;
        for (const ObjectChoices& o : p.objects)
            text << "\n  " << o.object << ' ' << o.label << ' ' << o.box.x1 << ' ' << o.box.y1
                 << ' ' << o.box.x2 << ' ' << o.box.y2 << ' ' << o.rois << ' ' << o.selected << ' '
                 << o.meanLoss << ' ' << o.highestLoss;
    }
    return text.str();
}

} // namespace hardlens::test
