#include "widgets/detections/picture_list_model.h"

#include "widgets/detections/verdict_text.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace hardlens {

namespace {

constexpr std::array<FigureListModel::Heading, PictureListModel::columns> headings {{
    {"picture", "Test picture"},
    {"found", "Objects that a detection is on"},
    {"missed", "Objects that no detection is on"},
    {"false", "Detections on nothing, on another class, badly placed or on a found object"},
    {"errors", "Missed and false together"},
}};

int64_t valueIn(PictureListModel::Column column, const DetectionCounts& counts)
{
    switch (column) {
    case PictureListModel::Found:
        return counts.found();
    case PictureListModel::Missed:
        return counts.missed();
    case PictureListModel::False:
        return counts.falsePositives();
    case PictureListModel::Errors:
    case PictureListModel::Name:
    case PictureListModel::columns:
        break;
    }
    return counts.errors();
}

} // namespace

PictureListModel::PictureListModel(QObject* parent)
    : FigureListModel(headings, parent)
{
}

void PictureListModel::setPictures(
    std::shared_ptr<const EvaluatedDetections> evaluated, std::vector<DetectionCounts> counts)
{
    beginResetModel();
    m_evaluated = std::move(evaluated);
    m_counts = std::move(counts);
    m_rows = arranged();
    endResetModel();
}

void PictureListModel::setCounts(std::vector<DetectionCounts> counts)
{
    m_counts = std::move(counts);
    std::vector<int64_t> rows = arranged();
    if (rows != m_rows)
        moveRows(std::move(rows));
    else if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, Found), index(rowCount() - 1, columns - 1));
}

const std::string& PictureListModel::nameOf(int64_t picture) const
{
    return m_evaluated->pictures[size_t(picture)].name;
}

std::vector<int64_t> PictureListModel::arranged() const
{
    std::vector<int64_t> rows(m_counts.size());
    std::iota(rows.begin(), rows.end(), int64_t {0});
    const bool up = m_order == Qt::AscendingOrder;
    if (m_column == Name) {
        std::ranges::stable_sort(rows, [&](int64_t a, int64_t b) {
            return up ? nameOf(a) < nameOf(b) : nameOf(b) < nameOf(a);
        });
        return rows;
    }
    std::ranges::stable_sort(rows, [&](int64_t a, int64_t b) {
        const DetectionCounts& x = m_counts[size_t(a)];
        const DetectionCounts& y = m_counts[size_t(b)];
        const int64_t v = valueIn(m_column, x), w = valueIn(m_column, y);
        if (v != w)
            return up ? v < w : v > w;
        return x.errors() > y.errors();
    });
    return rows;
}

void PictureListModel::moveRows(std::vector<int64_t> rows)
{
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<int> rowOfPicture(rows.size());
    for (size_t row = 0; row < rows.size(); ++row)
        rowOfPicture[size_t(rows[row])] = int(row);
    QModelIndexList after;
    for (const QModelIndex& i : before)
        after << index(rowOfPicture[size_t(m_rows[size_t(i.row())])], i.column());
    m_rows = std::move(rows);
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void PictureListModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columns)
        return;
    m_column = Column(column);
    m_order = order;
    moveRows(arranged());
}

int64_t PictureListModel::pictureAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_rows[size_t(row)] : -1;
}

int PictureListModel::rowOf(int64_t picture) const
{
    const auto it = std::ranges::find(m_rows, picture);
    return it == m_rows.end() ? -1 : int(it - m_rows.begin());
}

int PictureListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant PictureListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const int64_t picture = m_rows[size_t(index.row())];
    const DetectionCounts& counts = m_counts[size_t(picture)];
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Name)
            return QString::fromStdString(nameOf(picture));
        return qint64(valueIn(Column(index.column()), counts));
    case Qt::ToolTipRole:
        return QString::fromStdString(nameOf(picture)).toHtmlEscaped() + "<br>"
            + countsText(counts);
    case Qt::TextAlignmentRole:
        return alignmentOf(index.column());
    default:
        return {};
    }
}

QVariant PictureListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::InitialSortOrderRole)
        return int(section == Name ? Qt::AscendingOrder : Qt::DescendingOrder);
    return FigureListModel::headerData(section, orientation, role);
}

} // namespace hardlens
