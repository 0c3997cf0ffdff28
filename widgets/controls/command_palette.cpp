#include "widgets/controls/command_palette.h"

#include "widgets/controls/command_list.h"
#include "widgets/theme.h"

#include <QAction>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace hardlens {

namespace {

constexpr int widestPalette = 560;
constexpr int rowsSeen = 12;
constexpr double fromTop = 0.12; // of the window

} // namespace

CommandPalette::CommandPalette(QWidget* window)
    : QFrame(window, Qt::Popup)
{
    setObjectName("Panel");
    setAccessibleName(tr("Commands"));
    m_model = new CommandModel(this);
    m_search = new QLineEdit;
    m_search->setPlaceholderText(tr("Find a command by some of its letters"));
    m_search->setAccessibleName(tr("Find a command"));
    m_search->installEventFilter(this);
    m_list = new QListView;
    m_list->setAccessibleName(tr("Commands"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new CommandCells(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFocusPolicy(Qt::NoFocus); // typing goes to the search
    m_list->setMouseTracking(true);
    m_empty = new QLabel(tr("No command has these letters in this order."));
    m_empty->setProperty("role", "muted");
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_search);
    layout->addWidget(m_empty);
    layout->addWidget(m_list, 1);
    connect(m_search, &QLineEdit::textChanged, this, &CommandPalette::find);
    connect(
        m_list, &QListView::clicked, this, [this](const QModelIndex& index) { run(index.row()); });
    connect(m_list, &QListView::entered, this,
        [this](const QModelIndex& index) { choose(index.row()); });
    connect(&Theme::instance(), &Theme::changed, this, &CommandPalette::restyle);
    restyle();
}

void CommandPalette::setCommands(std::vector<WindowCommand> commands)
{
    m_model->setCommands(std::move(commands));
    choose(0);
}

void CommandPalette::setRecent(const QStringList& ids)
{
    m_recent = ids.mid(0, mostRecent);
    m_model->setRecent(m_recent);
    choose(0);
}

int CommandPalette::current() const
{
    return m_list->currentIndex().row();
}

void CommandPalette::open()
{
    m_search->clear();
    find({});
    place();
    show();
    m_search->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::place()
{
    const Theme& theme = Theme::instance();
    const QWidget* window = parentWidget();
    const int width = std::min(theme.px(widestPalette), window->width() - theme.px(24));
    const int rows = std::clamp(m_model->rowCount(), 1, rowsSeen);
    const int wanted = m_search->sizeHint().height() + rows * CommandCells::rowHeight()
        + 2 * theme.px(8) + theme.px(6) + theme.px(4);
    const int top = int(window->height() * fromTop);
    resize(width, std::min(wanted, window->height() - top - theme.px(12)));
    move(window->mapToGlobal(QPoint((window->width() - width) / 2, top)));
}

void CommandPalette::find(const QString& query)
{
    m_model->setQuery(query);
    m_empty->setVisible(m_model->rowCount() == 0);
    m_list->setVisible(m_model->rowCount() > 0);
    choose(0);
}

void CommandPalette::choose(int row)
{
    const int last = m_model->rowCount() - 1;
    m_list->setCurrentIndex(m_model->index(std::clamp(row, 0, std::max(0, last)), 0));
}

void CommandPalette::run(int row)
{
    if (row < 0 || row >= m_model->rowCount())
        return;
    const WindowCommand command = m_model->command(row);
    if (!command.isEnabled())
        return; // stays open: the row says in grey that it cannot run now
    m_recent.removeAll(command.id());
    m_recent.prepend(command.id());
    m_recent = m_recent.mid(0, mostRecent);
    m_model->setRecent(m_recent);
    close();
    Q_EMIT recentChanged(m_recent);
    QTimer::singleShot(0, parentWidget(), [command] {
        if (command.run)
            command.run();
        else if (command.action)
            command.action->trigger();
    });
}

bool CommandPalette::keyPressed(int key)
{
    const int page = std::max(1, m_list->height() / CommandCells::rowHeight() - 1);
    const int rows = m_model->rowCount();
    switch (key) {
    case Qt::Key_Down: // around the ends, as in a menu
        choose(rows > 0 ? (current() + 1) % rows : 0);
        return true;
    case Qt::Key_Up:
        choose(rows > 0 ? (current() + rows - 1) % rows : 0);
        return true;
    case Qt::Key_PageDown:
        choose(current() + page);
        return true;
    case Qt::Key_PageUp:
        choose(current() - page);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        run(current());
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    default:
        return false;
    }
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto* press = static_cast<QKeyEvent*>(event);
    // The key that opened it closes it.
    if (press->key() == Qt::Key_K && press->modifiers() == Qt::ControlModifier) {
        close();
        return true;
    }
    return keyPressed(press->key());
}

void CommandPalette::restyle()
{
    const Theme& theme = Theme::instance();
    layout()->setContentsMargins(theme.px(8), theme.px(8), theme.px(8), theme.px(8));
    layout()->setSpacing(theme.px(6));
    m_empty->setContentsMargins(theme.px(10), theme.px(6), theme.px(10), theme.px(6));
}

} // namespace hardlens
