#pragma once

#include "core/records/published.h"

#include <QString>

namespace hardlens {

/// What the run failed for; empty: it did not.
inline QString failureText(const Published& published)
{
    if (published.state != SessionState::Failed || published.history.events.empty())
        return {};
    return QString::fromStdString(published.history.events.back()->text);
}

} // namespace hardlens
