#pragma once

#include "core/records/published.h"

#include <QString>

#include <memory>
#include <string>
#include <vector>

class QWidget;

namespace hardlens {

/// What a fork shows of the step that all its variants are at, a widget for each; what is picked in
/// one is picked in all. Which views they are is the bench's own.
class ForkSides
{
public:
    virtual ~ForkSides() = default;

    virtual size_t size() const = 0;
    /// Of one side; whoever shows it owns it, and deletes it before this goes.
    virtual QWidget* widget(size_t side) const = 0;
    /// pictures: not owned; may be null.
    virtual void setRun(
        size_t side, PictureSource* pictures, const std::vector<std::string>& classNames)
        = 0;
    /// As many as there are sides; null: that side has no such step.
    virtual void setSteps(const std::vector<std::shared_ptr<const Step>>& steps) = 0;
    /// Why nothing is shown and what to do.
    virtual void setEmptyText(size_t side, const QString& text) = 0;
};

/// The sides that a fork of a run of this bench has.
std::unique_ptr<ForkSides> makeForkSides(Bench bench, size_t sides);

} // namespace hardlens
