#include "core/runs/run_description.h"

#include "core/basics/error.h"

namespace hardlens {

void RecordingOptions::validate() const
{
    bodies.validate();
    const auto require = [](bool ok, const char* field, auto value, const char* rule) {
        if (!ok)
            throw ConfigError(concat("recording.", field, " = ", value, ": must be ", rule));
    };
    require(mostQueuedBodies >= 1, "mostQueuedBodies", mostQueuedBodies, "at least 1");
    require(mostWaitingRows >= 1, "mostWaitingRows", mostWaitingRows, "at least 1");
    require(commitSeconds > 0 && commitSeconds <= 60, "commitSeconds", commitSeconds, "in (0, 60]");
    require(retrySeconds > 0 && retrySeconds <= 3600, "retrySeconds", retrySeconds, "in (0, 3600]");
}

} // namespace hardlens
