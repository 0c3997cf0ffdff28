#pragma once

#include "core/records/published.h"
#include "core/records/step_source.h"
#include "core/training/commands.h"
#include "core/training/training_config.h"

#include <filesystem>
#include <functional>

namespace hardlens {

/// A run that is shown: one that trains here, or the record of one. It publishes from a thread of
/// its own.
class OpenRun
{
public:
    using Publish = std::function<void(Published)>; // must not block

    virtual ~OpenRun() = default;

    /// Answered by an event, or by none where nothing trains here.
    virtual void send(Command command) = 0;
    /// Asks the thread to end without waiting for it.
    virtual void requestStop() = 0;

    /// What it was started with. Of a record: after the first publication that has a header.
    virtual TrainingConfig config() const = 0;
    virtual std::shared_ptr<PictureSource> pictures() const = 0;
    virtual std::shared_ptr<StepSource> steps() const = 0;
    /// Where it is kept; empty: nowhere.
    virtual std::filesystem::path folder() const = 0;
    /// Whether it trains here.
    virtual bool trains() const = 0;
};

} // namespace hardlens
