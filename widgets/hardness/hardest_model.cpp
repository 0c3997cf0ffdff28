#include "widgets/hardness/hardest_model.h"

#include "widgets/help/quantity_texts.h"
#include "widgets/roi/overlay_style.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace hardlens {

namespace {

constexpr std::array<const char*, HardestModel::columns> columnNames {
    "name", "selected", "share", "visits", "mean loss", "latest", "over the run"};

QString meaningOf(int column)
{
    switch (HardestModel::Column(column)) {
    case HardestModel::Name:
        return "Which one; ▲ may be labelled wrongly";
    case HardestModel::Selected:
        return quantityText(Quantity::TimesSelected);
    case HardestModel::Share:
        return quantityText(Quantity::ShareSelected);
    case HardestModel::Visits:
        return "Steps that it was in";
    case HardestModel::MeanLoss:
        return "Mean loss of its RoIs over all its visits, nats";
    case HardestModel::LatestLoss:
        return "Mean loss of its RoIs in the last visit that has losses, nats";
    case HardestModel::Curve:
    case HardestModel::columns:
        break;
    }
    return "Its mean loss from the first step to the newest, all rows on one scale. A click sorts "
           "by how much it has risen";
}

constexpr double none = std::numeric_limits<double>::quiet_NaN();

double shareOf(const HardnessRow& row)
{
    return row.rois > 0 ? double(row.selected) / double(row.rois) : none;
}

/// Its last value less its first.
double riseOf(const std::vector<float>& curve)
{
    const auto isThere = [](float v) { return std::isfinite(v); };
    const auto first = std::ranges::find_if(curve, isThere);
    if (first == curve.end())
        return none;
    const auto last = std::find_if(curve.rbegin(), curve.rend(), isThere);
    return double(*last) - double(*first);
}

double sortKey(const HardnessRow& row, HardestModel::Column column)
{
    switch (column) {
    case HardestModel::Selected:
        return double(row.selected);
    case HardestModel::Share:
        return shareOf(row);
    case HardestModel::Visits:
        return double(row.visits);
    case HardestModel::MeanLoss:
        return double(row.meanLoss);
    case HardestModel::LatestLoss:
        return double(row.latestLoss);
    case HardestModel::Curve:
        return riseOf(row.curve);
    case HardestModel::Name:
    case HardestModel::columns:
        break;
    }
    return 0;
}

} // namespace

HardnessIdentity identityOf(const HardnessRow& row)
{
    switch (row.of) {
    case HardnessOf::Picture:
        return {row.of, row.picture.contentId, 0};
    case HardnessOf::Object:
        return {row.of, row.picture.contentId, row.object};
    case HardnessOf::Class:
        break;
    }
    return {row.of, 0, row.label};
}

void HardestModel::setRows(Rows rows)
{
    beginResetModel();
    m_all = std::move(rows);
    m_stayingHard = 0;
    m_curveTop = 0;
    if (m_all)
        for (const HardnessRow& row : *m_all) {
            m_stayingHard += row.staysHard;
            for (const float value : row.curve)
                if (std::isfinite(value))
                    m_curveTop = std::max(m_curveTop, value);
        }
    arrange();
    endResetModel();
}

void HardestModel::setFilter(const QStringList& words, bool staysHard)
{
    if (words == m_words && staysHard == m_onlyStayingHard)
        return;
    beginResetModel();
    m_words = words;
    m_onlyStayingHard = staysHard;
    arrange();
    endResetModel();
}

bool HardestModel::passes(const HardnessRow& row) const
{
    if (m_onlyStayingHard && !row.staysHard)
        return false;
    if (m_words.isEmpty())
        return true;
    const QString name = QString::fromStdString(row.name);
    return std::ranges::all_of(
        m_words, [&](const QString& word) { return name.contains(word, Qt::CaseInsensitive); });
}

void HardestModel::arrange()
{
    m_rows.clear();
    if (!m_all)
        return;
    for (size_t i = 0; i < m_all->size(); ++i)
        if (passes((*m_all)[i]))
            m_rows.push_back(uint32_t(i));
    if (m_column == Name) {
        std::ranges::stable_sort(m_rows, [this](uint32_t a, uint32_t b) {
            const int order = (*m_all)[a].name.compare((*m_all)[b].name);
            return m_order == Qt::AscendingOrder ? order < 0 : order > 0;
        });
        return;
    }
    struct Keyed
    {
        double key = 0;
        uint32_t place = 0;
    };
    std::vector<Keyed> keyed;
    keyed.reserve(m_rows.size());
    const double sign = m_order == Qt::AscendingOrder ? 1 : -1;
    for (const uint32_t place : m_rows) {
        const double key = sign * sortKey((*m_all)[place], m_column);
        keyed.push_back(
            {std::isfinite(key) ? key : std::numeric_limits<double>::infinity(), place});
    }
    std::ranges::stable_sort(keyed, {}, &Keyed::key);
    std::ranges::transform(keyed, m_rows.begin(), &Keyed::place);
}

void HardestModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columns || (column == m_column && order == m_order))
        return;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<HardnessIdentity> identities;
    for (const QModelIndex& index : before)
        identities.push_back(identityOf(row(index.row())));
    m_column = Column(column);
    m_order = order;
    arrange();
    // All cells of a row, one after the other, are the usual case: it is looked for once.
    QModelIndexList after;
    int at = -1;
    for (qsizetype i = 0; i < before.size(); ++i) {
        if (i == 0 || identities[size_t(i)] != identities[size_t(i) - 1])
            at = rowOf(identities[size_t(i)]);
        after << index(at, before[i].column());
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

int HardestModel::rowOf(const HardnessIdentity& identity) const
{
    const auto at = std::ranges::find_if(
        m_rows, [&](uint32_t place) { return identityOf((*m_all)[place]) == identity; });
    return at == m_rows.end() ? -1 : int(at - m_rows.begin());
}

int HardestModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int HardestModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(columns);
}

QString HardestModel::text(const HardnessRow& row, int column) const
{
    switch (Column(column)) {
    case Name:
        return QString::fromStdString(row.name);
    case Selected:
        return groupedCount(row.selected);
    case Share:
        return row.rois > 0 ? QString("%1 %").arg(shareOf(row) * 100, 0, 'f', 1) : QString("–");
    case Visits:
        return groupedCount(row.visits);
    case MeanLoss:
        return fixedNumber(double(row.meanLoss), 3);
    case LatestLoss:
        return fixedNumber(double(row.latestLoss), 3);
    case Curve:
    case columns:
        break;
    }
    return {};
}

QVariant HardestModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const HardnessRow& row = this->row(index.row());
    if (role == Qt::DisplayRole)
        return text(row, index.column());
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == Name)
        return row.staysHard ? text(row, Name) + '\n' + quantityText(Quantity::StaysHard)
                             : text(row, Name);
    return {};
}

QVariant HardestModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    if (role == Qt::DisplayRole)
        return QString::fromUtf8(columnNames[size_t(section)]);
    if (role == Qt::ToolTipRole)
        return meaningOf(section);
    if (role == Qt::TextAlignmentRole)
        return int((section == Name || section == Curve ? Qt::AlignLeft : Qt::AlignRight)
            | Qt::AlignVCenter);
    if (role == Qt::InitialSortOrderRole)
        return int(section == Name ? Qt::AscendingOrder : Qt::DescendingOrder);
    return {};
}

} // namespace hardlens
