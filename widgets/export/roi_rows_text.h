#pragma once

#include "core/records/detection_step.h"

#include <QString>

#include <string>
#include <vector>

namespace hardlens {

/// All RoIs of a step as CSV, picture by picture: what each is, what the network believed, what was
/// decided. Pictures, RoIs and objects are numbered from 1 as in the views, `proposal` from 0 as in
/// the record; boxes are in pixels of the stored picture. Empty fields: not there, or not computed
/// in this step. Empty text: the step has no RoIs.
/// classNames: [0] is "background".
QString roiRowsCsv(const DetectionStep& step, const std::vector<std::string>& classNames);

} // namespace hardlens
