#include "widgets/controls/command_list.h"

#include "widgets/plots/plot_style.h"
#include "widgets/theme.h"

#include <QPainter>

#include <algorithm>

namespace hardlens {

namespace {

constexpr int padding = 10;
constexpr double chosenTint = 0.22;

/// Draws a text whose letters at `places` are set off; returns where it ends.
int paintMarked(QPainter& painter, const QRect& room, const QString& text,
    const std::vector<int>& places, const QColor& plain)
{
    const Theme& theme = Theme::instance();
    QFont bold = theme.font();
    bold.setWeight(QFont::DemiBold);
    int x = room.left();
    for (qsizetype from = 0; from < text.size();) {
        const bool marked = std::ranges::count(places, int(from)) > 0;
        qsizetype to = from + 1;
        while (to < text.size() && (std::ranges::count(places, int(to)) > 0) == marked)
            ++to;
        const QString part = text.mid(from, to - from);
        painter.setFont(marked ? bold : theme.font());
        painter.setPen(marked ? theme.palette().focusText : plain);
        const QRect rest(x, room.top(), std::max(0, room.right() - x), room.height());
        painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(part, Qt::ElideRight, rest.width()));
        x += painter.fontMetrics().horizontalAdvance(part);
        from = to;
    }
    return x;
}

} // namespace

void CommandModel::setCommands(std::vector<WindowCommand> commands)
{
    m_commands = std::move(commands);
    rank();
}

void CommandModel::setRecent(const QStringList& ids)
{
    m_recent = ids;
    rank();
}

void CommandModel::setQuery(const QString& query)
{
    m_query = query;
    rank();
}

void CommandModel::rank()
{
    beginResetModel();
    m_rows = rankCommands(m_commands, m_query, m_recent);
    endResetModel();
}

const WindowCommand& CommandModel::command(int row) const
{
    return m_commands[size_t(m_rows[size_t(row)].command)];
}

int CommandModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant CommandModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const WindowCommand& c = command(index.row());
    if (role == Qt::DisplayRole)
        return c.text;
    if (role == Qt::AccessibleTextRole)
        return QStringList({c.group, c.text, c.keys}).join(", ");
    return {};
}

int CommandCells::rowHeight()
{
    return QFontMetrics(Theme::instance().font()).height() + Theme::instance().px(12);
}

QSize CommandCells::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {Theme::instance().px(200), rowHeight()};
}

void CommandCells::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    const auto* model = static_cast<const CommandModel*>(index.model());
    const WindowCommand& command = model->command(index.row());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state & QStyle::State_Selected) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(blended(p.focus, p.panel, chosenTint));
        painter->drawRoundedRect(option.rect, theme.px(5), theme.px(5));
    }
    QRect cell = option.rect.adjusted(theme.px(padding), 0, -theme.px(padding), 0);
    const QFontMetrics small(theme.smallFont());
    painter->setFont(theme.smallFont());
    painter->setPen(p.muted);
    painter->drawText(cell, Qt::AlignRight | Qt::AlignVCenter, command.keys);
    if (!command.keys.isEmpty())
        cell.adjust(0, 0, -small.horizontalAdvance(command.keys) - theme.px(padding), 0);
    const int end = paintMarked(*painter, cell, command.text, model->ranked(index.row()).places,
        command.isEnabled() ? p.text : p.muted);
    painter->setFont(theme.smallFont());
    painter->setPen(p.muted);
    const QString group = model->ranked(index.row()).recent
        ? tr("%1 · used last").arg(command.group)
        : command.group;
    const QRect rest = cell.adjusted(end + theme.px(padding) - cell.left(), 0, 0, 0);
    if (rest.width() >= small.horizontalAdvance(group))
        painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter, group);
    painter->restore();
}

} // namespace hardlens
