#pragma once

#include "app/window/middle_switch.h"
#include "core/records/detection_step.h"

#include <QString>
#include <QStringList>

#include <filesystem>
#include <optional>

namespace hardlens {

/// What a window shows of a recorded run, as far as one line says it:
///   hardlens RUN --step 412 --view pinned --select 1:17
struct WindowPlace
{
    std::optional<int64_t> step {}; // none: the newest
    std::optional<Middle> view {};  // of the detection bench
    std::optional<StepRoi> selected {};
};

/// "step" (or "detection", the bench that it belongs to), "pinned", "detections". Throws
/// ConfigError.
Middle middleNamed(const std::string& name);
std::string nameOf(Middle middle);

/// "17": the 17th RoI of the first picture; "2:17": of the second. Counted from 1, as the RoI card
/// does. Throws ConfigError.
StepRoi roiNamed(const std::string& text);
std::string nameOf(const StepRoi& roi);

/// The line that opens the place, ready for a shell.
QString lineOf(const std::filesystem::path& run, const WindowPlace& place);

} // namespace hardlens
