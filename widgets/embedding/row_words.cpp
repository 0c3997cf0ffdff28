#include "widgets/embedding/row_words.h"

#include "widgets/embedding/picture_tile.h"
#include "widgets/roi/overlay_style.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

QString treatmentWords(const AnchorRow& row)
{
    switch (row.row.treatment) {
    case RowTreatment::Candidates:
        return row.row.byLot ? QString() : QString("no lot");
    case RowTreatment::UniformOtherClasses:
        return "empty: drawn from all others";
    case RowTreatment::Nearest:
        return "empty: the nearest taken";
    case RowTreatment::Farthest:
        return "empty: the farthest taken";
    case RowTreatment::Dropped:
        break;
    }
    return "no triplet";
}

QStringList pairLines(const AnchorRow& row, int item)
{
    QStringList lines;
    for (const SeenPositive& positive : row.positives)
        if (positive.item == item)
            lines << QString("positive · d %1").arg(fixedNumber(double(positive.distance), 3));
    const SeenNegative* negative = negativeIn(row, item);
    if (!negative)
        return lines;
    lines << QString("d %1 · p %2")
                 .arg(fixedNumber(double(negative->distance), 3),
                     negative->isCandidate ? fixedNumber(double(negative->probability), 4)
                                           : QString("–"));
    lines << (negative->isCandidate ? QString("weight %1 of the row's largest")
                                          .arg(fixedNumber(double(negative->weight), 3))
                                    : QString("no candidate of this anchor"));
    for (const SeenDraw& draw : row.draws)
        if (draw.negative == item)
            lines << QString("drawn with positive %1 · loss %2")
                         .arg(draw.positive)
                         .arg(fixedNumber(double(draw.loss), 3));
    return lines;
}

} // namespace

const SeenNegative* negativeIn(const AnchorRow& row, int item)
{
    const auto it = std::ranges::find(row.negatives, item, &SeenNegative::item);
    return it == row.negatives.end() ? nullptr : &*it;
}

QString rowFacts(const AnchorRow& row, bool isShort)
{
    const QString treatment = treatmentWords(row);
    QStringList facts;
    facts << QString(isShort          ? "%1 cand."
            : row.row.candidates == 1 ? "%1 candidate"
                                      : "%1 candidates")
                 .arg(row.row.candidates);
    if (!isShort)
        facts << QString("of %1").arg(row.negatives.size());
    QString text = facts.join(' ');
    if (row.row.effectiveSampleSize > 0 && row.row.byLot)
        text += QString(isShort ? " · ESS %1" : " · effective sample %1")
                    .arg(fixedNumber(double(row.row.effectiveSampleSize), 1));
    return treatment.isEmpty() ? text : text + " · " + treatment;
}

QString rowTreatmentText(const AnchorRow& row)
{
    if (row.row.treatment == RowTreatment::Candidates)
        return row.row.byLot ? QString()
                             : QString("The rule leaves no choice: it takes the same negatives "
                                       "every time.");
    if (row.positives.empty())
        return "It is alone in its class here, or its embedding has no direction: no triplet "
               "begins with it.";
    if (row.negatives.empty())
        return "Nobody of another class is in the batch.";
    if (row.row.treatment == RowTreatment::Dropped)
        return "The sampler's rule leaves no candidate, and such anchors are dropped.";
    return "The sampler's rule leaves no candidate; what stands in is drawn instead.";
}

QString itemCard(const EmbeddingStep& step, const AnchorRow& row, int item,
    const std::vector<std::string>& classNames)
{
    QStringList lines {embeddedClassName(classNames, step.labels[size_t(item)]),
        QString("%1 · item %2")
            .arg(QString::fromStdString(step.pictures[size_t(item)].name))
            .arg(item)};
    if (item == row.anchor)
        lines << "the anchor at hand";
    else
        lines << pairLines(row, item);
    return lines.join('\n');
}

} // namespace hardlens
