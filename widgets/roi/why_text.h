#pragma once

#include "core/analysis/why_roi.h"

#include <QString>
#include <QStringList>

namespace hardlens {

/// "Selected · rank 3".
QString whyHeadline(const WhyRoi& why);

/// What the RoI is and which object it lies on: "label background · best IoU 0.33 with RBC".
QString whyObject(const WhyRoi& why, const std::vector<std::string>& classNames);

/// Where the cut of its picture lies, or why there is none.
QString whyCut(const WhyRoi& why);

/// Further sentences as rich text, the suppressing RoI as a link in the given colour. RoIs are
/// numbered from 1 for people.
QStringList whySentences(const WhyRoi& why, const MiningConfig& mining, const QString& linkColour);

} // namespace hardlens
