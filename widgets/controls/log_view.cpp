#include "widgets/controls/log_view.h"

#include "widgets/controls/log_cells.h"
#include "widgets/controls/log_kind_chip.h"
#include "widgets/controls/log_model.h"
#include "widgets/export/file_saving.h"
#include "widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QShortcut>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace hardlens {

namespace {

// Widths of the panel below which a column folds away; the text stays.
constexpr int timeFrom = 440;
constexpr int stepFrom = 320;
constexpr int searchWidth = 120; // at least

} // namespace

LogView::LogView(QWidget* parent)
    : Panel(tr("Log"), parent)
{
    m_model = new LogModel(this);
    makeTable();
    m_empty = new QLabel;
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setProperty("role", "muted");
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_table);
    auto* body = new QWidget;
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins({});
    layout->addWidget(makeBar());
    layout->addWidget(m_pages, 1);
    setBody(body);
    auto* find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, m_search, [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    connect(&Theme::instance(), &Theme::changed, this, &LogView::restyle);
    restyle();
    showState();
}

QWidget* LogView::makeBar()
{
    m_search = new QLineEdit;
    m_search->setPlaceholderText(tr("Find in the log"));
    m_search->setAccessibleName(tr("Find in the log"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_save = new QToolButton;
    m_save->setText(tr("Save…"));
    m_save->setToolTip(tr("Save all lines as text"));
    m_save->setAccessibleName(tr("Save all lines as text"));
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins({});
    row->addWidget(m_search, 1);
    for (size_t i = 0; i < logKindCount; ++i) {
        m_chips[i] = new LogKindChip(LogKind(i));
        row->addWidget(m_chips[i]);
        connect(m_chips[i], &QAbstractButton::toggled, this, &LogView::applyFilter);
    }
    row->addWidget(m_save);
    connect(m_search, &QLineEdit::textChanged, this, &LogView::applyFilter);
    connect(m_save, &QToolButton::clicked, this, &LogView::askForFile);
    return bar;
}

void LogView::makeTable()
{
    m_table = new QTableView;
    m_table->setAccessibleName(tr("Lines of the log"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new LogCells(m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->viewport()->setAutoFillBackground(false);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->horizontalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setMinimumSectionSize(1);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setMinimumSectionSize(1);
    m_table->installEventFilter(this);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this, &LogView::openMenu);
    QScrollBar* bar = m_table->verticalScrollBar();
    connect(bar, &QScrollBar::valueChanged, this, &LogView::scrolled);
    connect(bar, &QScrollBar::rangeChanged, this, [this, bar] {
        if (m_follows)
            bar->setValue(bar->maximum());
    });
}

void LogView::setPublished(const History& history, const std::shared_ptr<const RunHeader>& run)
{
    m_step = history.steps.empty() ? 0 : history.steps.back().step;
    const EventLog& log = m_model->log();
    const size_t events = log.lines().size();
    const int64_t last = events > 0 ? log.lines().back().count : 0;
    const bool goesOn = log.goesOn(history, run);
    m_model->setPublished(history, run);
    if (goesOn && events == log.lines().size() && (events == 0 || last == log.lines().back().count))
        return;
    if (!goesOn)
        followNewest();
    showState();
}

void LogView::scrolled()
{
    if (m_filtering)
        return;
    const QScrollBar* bar = m_table->verticalScrollBar();
    const bool atEnd = bar->value() >= bar->maximum();
    if (atEnd == m_follows)
        return;
    m_follows = atEnd;
    m_linesSeen = m_model->log().lines().size();
    showState();
}

void LogView::followNewest()
{
    m_follows = true;
    m_table->scrollToBottom();
    showState();
}

void LogView::applyFilter()
{
    LogFilter filter {.words = m_search->text()};
    for (size_t i = 0; i < logKindCount; ++i)
        filter.kinds[i] = m_chips[i]->isChecked();
    // What was at the top stays there, or what follows it.
    const int top = m_table->rowAt(0);
    const size_t topLine = top < 0 ? 0 : m_model->lineOf(top);
    m_filtering = true;
    m_model->setFilter(filter);
    const int rows = m_model->rowCount();
    if (m_follows)
        m_table->scrollToBottom();
    else if (rows > 0)
        m_table->scrollTo(m_model->index(std::min(m_model->rowFrom(topLine), rows - 1), 0),
            QAbstractItemView::PositionAtTop);
    m_filtering = false;
    showState();
}

void LogView::showState()
{
    for (LogKindChip* chip : m_chips)
        chip->setCount(m_model->log().count(chip->kind()));
    foldChips();
    const size_t newer = m_model->log().lines().size() - m_linesSeen;
    setNote(m_follows    ? tr("follows the newest line")
            : newer == 0 ? tr("End follows the newest line")
            : newer == 1 ? tr("1 newer line · End goes there")
                         : tr("%1 newer lines · End goes there").arg(newer));
    setNoteToolTip(tr("Ctrl+F finds, Ctrl+C copies the marked lines, Home and End go to the oldest "
                      "and the newest line. A right click saves all of them as text."));
    m_empty->setText(emptyText());
    m_pages->setCurrentIndex(m_model->rowCount() > 0 ? 1 : 0);
}

QString LogView::emptyText() const
{
    if (m_model->rowCount() > 0)
        return {};
    if (m_model->log().lines().empty())
        return tr("Nothing has happened yet. Changes of settings, warnings and errors of the run "
                  "are listed here.");
    return tr("No line matches. Empty the search or show more kinds.");
}

QString LogView::text() const
{
    QString all;
    for (const LogLine& line : m_model->log().lines())
        all += QString::fromStdString(logLineText(line)) + '\n';
    return all;
}

QString LogView::selectedText() const
{
    QList<int> rows;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        rows << index.row();
    std::ranges::sort(rows);
    QStringList lines;
    for (const int row : rows)
        lines << QString::fromStdString(logLineText(m_model->line(row)));
    return lines.join('\n');
}

void LogView::copySelected() const
{
    if (m_table->selectionModel()->hasSelection())
        QApplication::clipboard()->setText(selectedText());
}

void LogView::openMenu(const QPoint& place)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* copy = menu->addAction(tr("Copy the marked lines"), this, &LogView::copySelected);
    copy->setEnabled(m_table->selectionModel()->hasSelection());
    menu->addAction(
        tr("Copy all lines"), this, [this] { QApplication::clipboard()->setText(text()); });
    menu->addSeparator();
    menu->addAction(tr("Save all lines as text…"), this, &LogView::askForFile);
    menu->popup(m_table->viewport()->mapToGlobal(place));
}

void LogView::askForFile()
{
    askWhereToSave(
        this, QString("log-step-%1.txt").arg(m_step), [this](const QString& file) { save(file); });
}

bool LogView::save(const QString& file)
{
    const QString failure = saveBytes(file, text().toUtf8());
    if (failure.isEmpty())
        Q_EMIT saved(file);
    else
        Q_EMIT failed(failure);
    return failure.isEmpty();
}

bool LogView::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (watched == m_search && key == Qt::Key_Escape && !m_search->text().isEmpty()) {
            m_search->clear();
            return true;
        }
        // Before the table, which would copy one cell.
        if (watched == m_table && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy)) {
            copySelected();
            return true;
        }
        if (watched == m_table && key == Qt::Key_End) {
            followNewest();
            return true;
        }
        if (watched == m_table && key == Qt::Key_Home) {
            m_table->scrollToTop();
            return true;
        }
    }
    return Panel::eventFilter(watched, event);
}

void LogView::resizeEvent(QResizeEvent* event)
{
    Panel::resizeEvent(event);
    foldChips();
    foldColumns();
}

void LogView::foldChips()
{
    const Theme& theme = Theme::instance();
    int wanted = theme.px(searchWidth) + m_save->sizeHint().width();
    for (const LogKindChip* chip : m_chips)
        wanted += chip->fullWidth() + theme.px(4);
    for (LogKindChip* chip : m_chips)
        chip->setWordShown(wanted <= contentsRect().width() - theme.px(32));
}

void LogView::foldColumns()
{
    const Theme& theme = Theme::instance();
    m_table->setColumnHidden(LogModel::Time, width() < theme.px(timeFrom));
    m_table->setColumnHidden(LogModel::Step, width() < theme.px(stepFrom));
}

void LogView::restyle()
{
    const Theme& theme = Theme::instance();
    m_search->parentWidget()->layout()->setSpacing(theme.px(4));
    m_search->setFont(theme.smallFont());
    m_save->setFont(theme.smallFont());
    m_search->parentWidget()->parentWidget()->layout()->setSpacing(theme.px(6));
    for (const int column : {LogModel::Time, LogModel::Step, LogModel::Kind})
        m_table->setColumnWidth(column, LogCells::widthOf(column));
    m_table->verticalHeader()->setDefaultSectionSize(LogCells::rowHeight());
    foldChips();
    foldColumns();
}

} // namespace hardlens
