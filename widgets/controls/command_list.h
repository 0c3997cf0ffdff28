#pragma once

#include "widgets/controls/command_ranking.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace hardlens {

/// The commands that a query finds, the best first.
class CommandModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setCommands(std::vector<WindowCommand> commands);
    void setRecent(const QStringList& ids); // newest first
    void setQuery(const QString& query);

    const WindowCommand& command(int row) const;
    const RankedCommand& ranked(int row) const { return m_rows[size_t(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    void rank();

    std::vector<WindowCommand> m_commands {};
    QStringList m_recent {};
    QString m_query {};
    std::vector<RankedCommand> m_rows {};
};

/// A row of a CommandModel: its text with the letters that were asked for set off, its group in
/// grey, its keys at the right.
class CommandCells : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    static int rowHeight();
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace hardlens
