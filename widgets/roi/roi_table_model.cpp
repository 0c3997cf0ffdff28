#include "widgets/roi/roi_table_model.h"

#include "widgets/roi/overlay_style.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace hardlens {

namespace {

struct ColumnText
{
    const char* name;
    const char* meaning;
    bool largestFirst; // where somebody begins to sort by it
};

constexpr std::array<ColumnText, RoiTableModel::columns> columnTexts {{
    {"pic.", "Picture of the step", false},
    {"rank", "Place by loss among the RoIs of its picture, before NMS", false},
    {"loss", "Ranking loss, nats", true},
    {"class", "Class loss, nats", true},
    {"box", "Box loss, nats; background has none", true},
    {"label", "What it was matched with", false},
    {"p", "Probability that the network gives its label", false},
    {"predicted", "The most probable class, with its probability", false},
    {"IoU", "Overlap with its best ground truth", true},
    {"fate", "What became of it", false},
    {"NMS rank", "Place among the survivors of NMS that the quota is taken from", false},
}};

double orLast(double value, bool known)
{
    return known ? value : std::numeric_limits<double>::quiet_NaN();
}

Qt::Alignment alignmentOf(int column)
{
    const bool words = column == RoiTableModel::Label || column == RoiTableModel::Predicted
        || column == RoiTableModel::FateOfRoi;
    return (words ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter;
}

QString placeText(int32_t place)
{
    return place > 0 ? QString::number(place) : QStringLiteral("–");
}

} // namespace

void RoiTableModel::setStep(const std::shared_ptr<const DetectionStep>& step)
{
    if (step == m_step)
        return;
    beginResetModel();
    m_step = step;
    arrange();
    endResetModel();
}

void RoiTableModel::setFilter(const RoiFilter& filter)
{
    if (filter == m_filter)
        return;
    beginResetModel();
    m_filter = filter;
    arrange();
    endResetModel();
}

void RoiTableModel::setClassNames(const std::vector<std::string>& names)
{
    m_classNames = names;
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1), {Qt::DisplayRole});
}

const RoiRecord& RoiTableModel::record(const StepRoi& place) const
{
    return m_step->pictures[size_t(place.picture)].rois[size_t(place.roi)];
}

double RoiTableModel::sortKey(const StepRoi& place) const
{
    const RoiRecord& roi = record(place);
    switch (m_column) {
    case Picture:
        return place.picture;
    case Rank:
        return orLast(roi.decision.rank, roi.decision.rank > 0);
    case Loss:
        return double(rankingLoss(roi, m_step->mining));
    case ClassLoss:
        return double(roi.classLoss);
    case BoxLoss:
        return orLast(double(roi.boxLoss), roi.label > 0);
    case Label:
        return orLast(roi.label, roi.label != ignoredLabel);
    case LabelProbability:
        return orLast(double(roi.probability), predictedClass(roi).label >= 0);
    case Predicted: {
        const ClassBelief predicted = predictedClass(roi);
        return orLast(predicted.label - double(predicted.probability) / 2, predicted.label >= 0);
    }
    case Iou:
        return double(roi.iou);
    case FateOfRoi:
        return double(roi.decision.fate);
    case SurvivorRank:
    case columns:
        break;
    }
    return orLast(roi.decision.survivorRank, roi.decision.survivorRank > 0);
}

void RoiTableModel::arrange()
{
    m_rows = m_step ? passingRois(*m_step, m_filter) : std::vector<StepRoi>();
    if (m_column == Loss && m_order == Qt::DescendingOrder)
        return;
    struct Keyed
    {
        double key = 0;
        StepRoi place {};
    };
    std::vector<Keyed> keyed;
    keyed.reserve(m_rows.size());
    const double sign = m_order == Qt::AscendingOrder ? 1 : -1;
    for (const StepRoi& place : m_rows) {
        const double key = sign * sortKey(place);
        keyed.push_back(
            {std::isfinite(key) ? key : std::numeric_limits<double>::infinity(), place});
    }
    std::ranges::stable_sort(keyed, {}, &Keyed::key);
    std::ranges::transform(keyed, m_rows.begin(), &Keyed::place);
}

void RoiTableModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columns || (column == m_column && order == m_order))
        return;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<RoiPick> picks;
    for (const QModelIndex& index : before)
        picks.push_back(pickAt(index.row()));
    m_column = Column(column);
    m_order = order;
    arrange();
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i)
        after << index(rowOf(picks[size_t(i)]), before[i].column());
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

qsizetype RoiTableModel::roisOfStep() const
{
    qsizetype count = 0;
    if (m_step)
        for (const PictureRecord& picture : m_step->pictures)
            count += qsizetype(picture.rois.size());
    return count;
}

const RoiRecord& RoiTableModel::record(int row) const
{
    return record(m_rows[size_t(row)]);
}

RoiPick RoiTableModel::pickAt(int row) const
{
    if (row < 0 || size_t(row) >= m_rows.size())
        return {};
    const StepRoi& place = m_rows[size_t(row)];
    return {place.picture, place.roi};
}

int RoiTableModel::rowOf(RoiPick pick) const
{
    const auto it = std::ranges::find(m_rows, StepRoi {pick.picture, pick.roi});
    return it == m_rows.end() ? -1 : int(it - m_rows.begin());
}

int RoiTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RoiTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(columns);
}

QString RoiTableModel::text(int row, int column) const
{
    const RoiRecord& roi = record(row);
    switch (Column(column)) {
    case Picture:
        return QString::number(m_rows[size_t(row)].picture + 1);
    case Rank:
        return placeText(roi.decision.rank);
    case Loss:
        return fixedNumber(double(rankingLoss(roi, m_step->mining)));
    case ClassLoss:
        return fixedNumber(double(roi.classLoss));
    case BoxLoss:
        return roi.label > 0 ? fixedNumber(double(roi.boxLoss)) : QStringLiteral("–");
    case Label:
        return labelName(m_classNames, roi.label);
    case LabelProbability:
        return predictedClass(roi).label < 0 ? QStringLiteral("–")
                                             : fixedNumber(double(roi.probability), 3);
    case Predicted: {
        const ClassBelief predicted = predictedClass(roi);
        return predicted.label < 0 ? QStringLiteral("–")
                                   : labelName(m_classNames, predicted.label) + QChar(' ')
                + fixedNumber(double(predicted.probability));
    }
    case Iou:
        return fixedNumber(double(roi.iou));
    case FateOfRoi:
        return fateName(roi.decision.fate);
    case SurvivorRank:
    case columns:
        break;
    }
    return placeText(roi.decision.survivorRank);
}

QVariant RoiTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == Qt::DisplayRole)
        return text(index.row(), index.column());
    if (role == Qt::TextAlignmentRole)
        return int(alignmentOf(index.column()));
    return {};
}

QVariant RoiTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    const ColumnText& column = columnTexts[size_t(section)];
    if (role == Qt::DisplayRole)
        return QString::fromUtf8(column.name);
    if (role == Qt::ToolTipRole)
        return QString::fromUtf8(column.meaning);
    if (role == Qt::TextAlignmentRole)
        return int(alignmentOf(section));
    if (role == Qt::InitialSortOrderRole)
        return int(column.largestFirst ? Qt::DescendingOrder : Qt::AscendingOrder);
    return {};
}

} // namespace hardlens
