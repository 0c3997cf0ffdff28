#include "widgets/roi/choice_text.h"

#include "core/analysis/chosen_loss.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace hardlens {

QString choiceText(const DetectionStep& step, std::span<const PickComparison> comparisons)
{
    QStringList parts;
    if (const double share = step.hasLosses ? chosenLoss(step).share() : NAN; std::isfinite(share))
        parts << QStringLiteral("chosen hold %1 % of the loss").arg(std::lround(100 * share));
    int64_t known = 0, returned = 0, compared = 0;
    double overlap = 0;
    for (const PickComparison& c : comparisons) {
        known += c.previousStep > 0;
        returned += int64_t(c.returned.size());
        compared += c.overlap.has_value();
        overlap += c.overlap.value_or(0);
    }
    if (known > 0)
        parts << QStringLiteral("%1 had been easy").arg(returned);
    if (compared > 0)
        parts << QStringLiteral("%1 % as last time")
                     .arg(std::lround(100 * overlap / double(compared)));
    return parts.join(QStringLiteral(" · "));
}

QString choiceMeaning()
{
    return QStringLiteral(
        "Chosen hold: loss of the chosen RoIs / loss of all RoIs.\n"
        "Had been easy: chosen RoIs whose loss lay below the cut at an earlier choice of the same "
        "picture.\n"
        "As last time: RoIs chosen now and at the last choice of the picture / RoIs chosen at "
        "either.");
}

} // namespace hardlens
