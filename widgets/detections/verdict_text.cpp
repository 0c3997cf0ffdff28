#include "widgets/detections/verdict_text.h"

#include "widgets/roi/overlay_style.h"

#include <QStringList>

namespace hardlens {

QString verdictName(DetectionVerdict verdict)
{
    switch (verdict) {
    case DetectionVerdict::TruePositive:
        return QStringLiteral("found");
    case DetectionVerdict::Ignored:
        return QStringLiteral("ignored");
    case DetectionVerdict::Duplicate:
        return QStringLiteral("duplicate");
    case DetectionVerdict::WrongClass:
        return QStringLiteral("wrong class");
    case DetectionVerdict::PoorlyPlaced:
        return QStringLiteral("poorly placed");
    case DetectionVerdict::Background:
        return QStringLiteral("background");
    case DetectionVerdict::BelowScore:
        break;
    }
    return QStringLiteral("below the score");
}

QString countsText(const DetectionCounts& counts)
{
    QString text = QStringLiteral("%1 of %2 objects found; %3 false")
                       .arg(groupedCount(counts.found()), groupedCount(counts.objects),
                           groupedCount(counts.falsePositives()));
    QStringList causes;
    for (const DetectionVerdict cause :
        {DetectionVerdict::Background, DetectionVerdict::PoorlyPlaced, DetectionVerdict::WrongClass,
            DetectionVerdict::Duplicate})
        if (counts.count(cause) > 0)
            causes << groupedCount(counts.count(cause)) + ' ' + verdictName(cause);
    if (!causes.isEmpty())
        text += ": " + causes.join(", ");
    if (const int64_t ignored = counts.count(DetectionVerdict::Ignored); ignored > 0)
        text += "; " + groupedCount(ignored) + " ignored";
    return text;
}

} // namespace hardlens
