#include "widgets/detections/figure_list_model.h"

namespace hardlens {

FigureListModel::FigureListModel(std::span<const Heading> headings, QObject* parent)
    : QAbstractTableModel(parent)
    , m_headings(headings)
{
}

int FigureListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_headings.size());
}

int FigureListModel::alignmentOf(int column)
{
    return int((column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
}

QVariant FigureListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return m_headings[size_t(section)].name;
    case Qt::ToolTipRole:
        return m_headings[size_t(section)].meaning;
    case Qt::TextAlignmentRole:
        return alignmentOf(section);
    default:
        return {};
    }
}

} // namespace hardlens
