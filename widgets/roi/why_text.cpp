#include "widgets/roi/why_text.h"

#include "widgets/roi/overlay_style.h"

#include <cmath>

namespace hardlens {

namespace {

constexpr float leastShown = 0.005F; // less is 0.00

QString number(float value)
{
    return fixedNumber(double(value));
}

QString withRank(const QString& words, const WhyRoi& why)
{
    return why.rank > 0 ? QStringLiteral("%1 · rank %2").arg(words).arg(why.rank) : words;
}

/// Where a loss lies, before "the cut".
QString besideCut(float above)
{
    if (above == 0)
        return QString();
    const QString side = above < 0 ? QStringLiteral("below") : QStringLiteral("above");
    // "0.00 above" would contradict itself.
    return std::abs(above) < leastShown
        ? QStringLiteral("just %1 ").arg(side)
        : QStringLiteral("%1 %2 ").arg(number(std::abs(above)), side);
}

/// As many decimals, at least two, as tell the IoU from the threshold that it exceeds.
QString iouAbove(double iou, double threshold)
{
    for (const int decimals : {2, 3}) {
        const QString text = fixedNumber(iou, decimals);
        if (text != fixedNumber(threshold, decimals))
            return text;
    }
    return fixedNumber(iou, 4);
}

/// What became of a suppressor: ", which was itself taken".
QString becameOf(const WhyRoi& why)
{
    switch (why.fate) {
    case Fate::Selected:
        return QStringLiteral("which was itself taken");
    case Fate::BelowCut:
        if (!why.aboveCut)
            return QStringLiteral("which was itself not taken");
        if (*why.aboveCut == 0)
            return QStringLiteral("which has the loss of the cut and came after it");
        return std::abs(*why.aboveCut) < leastShown
            ? QStringLiteral("which is itself just below the cut")
            : QStringLiteral("which is itself %1 below the cut").arg(number(-*why.aboveCut));
    case Fate::Suppressed:
    case Fate::Ignored:
    case Fate::NotDrawn:
    case Fate::Excluded:
        break;
    }
    return QStringLiteral("which is itself %1").arg(fateName(why.fate));
}

/// "RoI 41 (loss 3.50) at IoU 0.83 > 0.70".
QString suppressorText(const Suppressor& by, const MiningConfig& mining, const QString& linkColour)
{
    return QStringLiteral("<a href=\"%1\" style=\"color:%2\">RoI %3</a> (loss %4)"
                          " at IoU %5 &gt; %6")
        .arg(by.roi)
        .arg(linkColour)
        .arg(by.roi + 1)
        .arg(number(by.loss), iouAbove(double(by.iou), mining.nmsIou), fixedNumber(mining.nmsIou));
}

QString suppressedSentence(
    std::span<const ChainLink> chain, const MiningConfig& mining, const QString& linkColour)
{
    QString text = QStringLiteral("Suppressed by ");
    for (size_t i = 0; i + 1 < chain.size(); ++i)
        text += (i == 0 ? QString() : QStringLiteral(", which was itself suppressed by "))
            + suppressorText(*chain[i].why.suppressor, mining, linkColour);
    text += QStringLiteral(", %1.").arg(becameOf(chain.back().why));
    const WhyRoi& why = chain.front().why;
    if (why.wouldHaveBeenTaken)
        text += QStringLiteral(" Without NMS it would have been taken.");
    else if (why.aboveCut)
        text += QStringLiteral(" Without NMS it would not have been taken either.");
    return text;
}

/// How far below the quota a survivor of NMS stands.
QString belowCutSentence(const WhyRoi& why, const MiningConfig& mining)
{
    if (why.sampler == SamplerKind::HardEasyMix)
        return QStringLiteral("It could have been drawn from those below the cut; the lot fell on "
                              "others.");
    if (!why.quota || why.survivorRank <= 0)
        return {};
    return QStringLiteral("It is number %1 of the %2 that %3; the first %4 were taken.")
        .arg(groupedCount(why.survivorRank), groupedCount(why.quota->survivors),
            mining.useNms ? QStringLiteral("NMS left") : QStringLiteral("could be taken"),
            groupedCount(why.quota->kept));
}

QString ignoredSentence(const WhyRoi& why, const std::vector<std::string>& classNames)
{
    if (why.ignoredReason == IgnoredReason::LossNotFinite)
        return QStringLiteral("Its loss is not finite, so it is never learned from.");
    // The record does not tell difficult objects from crowds.
    QString text = QStringLiteral("It lies on an object that is difficult or a crowd");
    if (why.ignoredObject)
        text += QStringLiteral(" (%1, IoU %2)")
                    .arg(labelName(classNames, why.ignoredObject->label).toHtmlEscaped(),
                        number(why.ignoredObject->iou));
    return text + QStringLiteral(", and is never learned from.");
}

QString suppressesSentence(const WhyRoi& why)
{
    const QString taken = why.decisive == 0 ? QStringLiteral("none") : groupedCount(why.decisive);
    return QStringLiteral("Suppresses %1, of which %2 would have been taken.")
        .arg(groupedCount(why.suppresses), taken);
}

QString reasonOf(
    const WhyRoi& why, const MiningConfig& mining, const std::vector<std::string>& classNames)
{
    switch (why.fate) {
    case Fate::Ignored:
        return ignoredSentence(why, classNames);
    case Fate::Excluded:
        return QStringLiteral("Background with an IoU under bg_lo = %1 is no candidate.")
            .arg(fixedNumber(mining.backgroundLow));
    case Fate::NotDrawn:
        return QStringLiteral("It could have been drawn; the lot fell on others.");
    case Fate::BelowCut:
        return belowCutSentence(why, mining);
    case Fate::Selected:
    case Fate::Suppressed:
        break;
    }
    return {};
}

} // namespace

QString whyHeadline(const WhyRoi& why)
{
    switch (why.fate) {
    case Fate::Selected:
        return withRank(QStringLiteral("Selected"), why);
    case Fate::BelowCut:
        return withRank(QStringLiteral("Below the cut"), why);
    case Fate::Suppressed:
        return withRank(QStringLiteral("Suppressed by NMS"), why);
    case Fate::Ignored:
        return QStringLiteral("Ignored");
    case Fate::NotDrawn:
        return withRank(QStringLiteral("Not drawn"), why);
    case Fate::Excluded:
        break;
    }
    return QStringLiteral("Excluded");
}

QString whyObject(const WhyRoi& why, const std::vector<std::string>& classNames)
{
    const QString label = QStringLiteral("label %1").arg(labelName(classNames, why.label));
    if (why.matched < 0)
        return label + QStringLiteral(" · the picture has no objects");
    const QString object = (why.matchedIgnored ? QStringLiteral("a difficult ") : QString())
        + labelName(classNames, why.matchedLabel);
    const bool foreground = why.label > 0;
    return QStringLiteral("%1 · %2IoU %3 with %4")
        .arg(label, foreground ? QString() : QStringLiteral("best "), number(why.iou),
            foreground && why.matchedLabel == why.label ? QStringLiteral("its object") : object);
}

QString whyCut(const WhyRoi& why)
{
    const QString whose = why.pooled ? QStringLiteral("of all pictures together")
                                     : QStringLiteral("of its picture");
    if (why.cut)
        return why.aboveCut ? QStringLiteral("Its loss is %1the cut %2, %3.")
                                  .arg(besideCut(*why.aboveCut), whose, number(*why.cut))
                            : QStringLiteral("Cut %1: %2.").arg(whose, number(*why.cut));
    if (!why.quota)
        return QStringLiteral("No cut recorded.");
    switch (why.sampler) {
    case SamplerKind::Heuristic:
        return QStringLiteral("No cut: drawn at random, %1 of %2.")
            .arg(groupedCount(why.quota->kept), groupedCount(why.quota->candidates));
    case SamplerKind::All:
    case SamplerKind::Focal:
        return QStringLiteral("No cut: every RoI is learned from.");
    case SamplerKind::Ohem:
    case SamplerKind::HardEasyMix:
        break;
    }
    return QStringLiteral("No cut %1: NMS left %2 of %3.")
        .arg(whose, groupedCount(why.quota->survivors), groupedCount(why.quota->quota));
}

QStringList whySentences(std::span<const ChainLink> chain, const MiningConfig& mining,
    const std::vector<std::string>& classNames, const QString& linkColour)
{
    const WhyRoi& why = chain.front().why;
    QStringList sentences;
    if (const QString reason = reasonOf(why, mining, classNames); !reason.isEmpty())
        sentences << reason;
    if (!why.lossesComputed)
        sentences << QStringLiteral("The losses of all RoIs were not computed in this step.");
    if (chain.size() > 1)
        sentences << suppressedSentence(chain, mining, linkColour);
    if (why.suppresses > 0)
        sentences << suppressesSentence(why);
    if (why.fate == Fate::Selected && why.sampler == SamplerKind::Focal)
        sentences << QStringLiteral("Its loss counts %1 times.").arg(number(why.weight));
    return sentences;
}

QString whyLabelMissing(const WhyRoi& why)
{
    return QStringLiteral("Background, yet the network is sure (p %1) of an object that nobody "
                          "annotated: a label may be missing.")
        .arg(number(why.predictedProbability));
}

} // namespace hardlens
