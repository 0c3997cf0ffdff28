#include "widgets/roi/roi_table_view.h"

#include "widgets/refresher.h"
#include "widgets/roi/overlay_style.h"
#include "widgets/roi/roi_filter_bar.h"
#include "widgets/roi/roi_table_cells.h"
#include "widgets/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace hardlens {

namespace {

/// Columns that give way in a narrow panel, the first one first.
constexpr std::array foldable {RoiTableModel::SurvivorRank, RoiTableModel::ClassLoss,
    RoiTableModel::BoxLoss, RoiTableModel::LabelProbability, RoiTableModel::Rank,
    RoiTableModel::Predicted};

} // namespace

RoiTableView::RoiTableView(QWidget* parent)
    : Panel(QStringLiteral("RoIs"), parent)
{
    build();
    m_refresher = new Refresher(this, [this] { refresh(); });
    connect(m_bar, &RoiFilterBar::changed, this, [this](const RoiFilter& filter) {
        m_refresher->touch();
        Q_EMIT filterChanged(filter);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& current) { pickRow(current.row()); });
    connect(m_model, &QAbstractItemModel::layoutChanged, this, [this] { markPick(true); });
    connect(&Theme::instance(), &Theme::changed, this, &RoiTableView::restyle);
    restyle();
    showPage();
}

void RoiTableView::build()
{
    m_model = new RoiTableModel(this);
    m_bar = new RoiFilterBar;
    m_table = new QTableView;
    m_table->setHorizontalHeader(new RoiTableHeader);
    m_table->setModel(m_model);
    m_table->setItemDelegate(new RoiTableCells(m_table));
    m_table->setAccessibleName(QStringLiteral("RoIs of the step"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->setSortingEnabled(false);
    m_table->sortByColumn(RoiTableModel::Loss, Qt::DescendingOrder);
    m_table->setSortingEnabled(true);
    m_table->installEventFilter(this);
    m_table->viewport()->installEventFilter(this);
    m_empty = new QLabel;
    m_empty->setWordWrap(true);
    m_empty->setProperty("role", "muted");
    m_empty->setAlignment(Qt::AlignCenter);
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_table);
    auto* body = new QWidget;
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins({});
    layout->addWidget(m_bar);
    layout->addWidget(m_pages, 1);
    setBody(body);
}

void RoiTableView::setStep(const std::shared_ptr<const DetectionStep>& step)
{
    if (step == m_step)
        return;
    m_pick = step && m_step ? samePick(*m_step, m_pick, *step) : RoiPick {};
    m_step = step;
    m_refresher->touch();
}

void RoiTableView::setClassNames(const std::vector<std::string>& names)
{
    m_model->setClassNames(names);
    m_bar->setClassNames(names);
}

const RoiFilter& RoiTableView::filter() const
{
    return m_bar->filter();
}

void RoiTableView::setFilter(const RoiFilter& filter)
{
    m_bar->setFilter(filter);
    m_refresher->touch();
}

void RoiTableView::refresh()
{
    const int place = m_table->verticalScrollBar()->value();
    m_marking = true; // a reset lets go of the current row
    m_model->setFilter(m_bar->filter());
    m_model->setStep(m_step);
    m_marking = false;
    showPage();
    m_table->verticalScrollBar()->setValue(place);
    markPick(std::exchange(m_revealPick, false));
}

void RoiTableView::showPage()
{
    const qsizetype all = m_model->roisOfStep();
    const int rows = m_model->rowCount();
    setNote(all > 0 ? QStringLiteral("%1 of %2").arg(groupedCount(rows), groupedCount(all))
                    : QString());
    m_empty->setText(!m_step ? QStringLiteral("No step yet. Press Space to start.")
            : all == 0       ? QStringLiteral("This step has no RoIs.")
                       : QStringLiteral("No RoI passes the filter. Clear shows all of them."));
    m_pages->setCurrentIndex(rows > 0 ? 1 : 0);
}

QString RoiTableView::emptyText() const
{
    return m_pages->currentIndex() == 0 ? m_empty->text() : QString();
}

void RoiTableView::setPicked(int picture, int roi)
{
    const RoiPick pick
        = m_step && holds(*m_step, {picture, roi}) ? RoiPick {picture, roi} : RoiPick {};
    if (pick == m_pick)
        return;
    const bool letGo = pick.isNone();
    m_pick = pick;
    m_revealPick = !isSeen(*this); // the rows may be those of another step until it is seen
    markPick(true);
    if (letGo)
        m_table->scrollToTop(); // the hardest are what one looks for next
}

void RoiTableView::markPick(bool scroll)
{
    m_marking = true;
    const int row = m_model->rowOf(m_pick);
    // Where the current row moves, the view scrolls to it unless told not to.
    m_table->setAutoScroll(scroll);
    if (row >= 0)
        m_table->selectionModel()->setCurrentIndex(m_model->index(row, 0),
            QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    else
        m_table->selectionModel()->clear();
    if (row >= 0 && scroll)
        m_table->scrollTo(m_model->index(row, 0));
    m_table->setAutoScroll(true);
    m_marking = false;
}

void RoiTableView::pickRow(int row)
{
    if (m_marking)
        return;
    const RoiPick pick = m_model->pickAt(row);
    if (pick == m_pick)
        return;
    m_pick = pick;
    Q_EMIT picked(pick.picture, pick.roi);
}

bool RoiTableView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::Resize)
        foldColumns();
    if (watched != m_table || event->type() != QEvent::KeyPress)
        return Panel::eventFilter(watched, event);
    const auto* press = static_cast<QKeyEvent*>(event);
    if (press->modifiers() != Qt::NoModifier)
        return Panel::eventFilter(watched, event);
    switch (press->key()) {
    case Qt::Key_Home: // the first row, not the first column
        m_table->selectRow(0);
        return true;
    case Qt::Key_End:
        m_table->selectRow(m_model->rowCount() - 1);
        return true;
    case Qt::Key_Escape:
        if (m_pick.isNone())
            break;
        m_table->selectionModel()->clear(); // which lets go of the pick as well
        return true;
    default:
        break;
    }
    return Panel::eventFilter(watched, event);
}

void RoiTableView::foldColumns()
{
    const int room = m_table->viewport()->width();
    std::array<int, RoiTableModel::columns> widths {};
    int needed = 0;
    for (int c = 0; c < RoiTableModel::columns; ++c) {
        widths[size_t(c)] = RoiTableCells::widthOf(RoiTableModel::Column(c));
        needed += widths[size_t(c)];
    }
    for (const RoiTableModel::Column column : foldable) {
        const bool folded = needed > room;
        m_table->setColumnHidden(column, folded);
        if (folded)
            needed -= widths[size_t(column)];
    }
    int& fate = widths[RoiTableModel::FateOfRoi];
    fate = std::clamp(fate - (needed - room), std::min(fate, RoiTableCells::narrowestFate()), fate);
    // What is left goes to the words.
    const bool predicted = !m_table->isColumnHidden(RoiTableModel::Predicted);
    const int rest = std::max(0, room - needed);
    widths[RoiTableModel::Label] += predicted ? rest / 2 : rest;
    if (predicted)
        widths[RoiTableModel::Predicted] += rest - rest / 2;
    for (int c = 0; c < RoiTableModel::columns; ++c)
        if (!m_table->isColumnHidden(c))
            m_table->setColumnWidth(c, widths[size_t(c)]);
}

void RoiTableView::restyle()
{
    const Theme& theme = Theme::instance();
    m_table->setStyleSheet(QStringLiteral("QTableView { background: %1; border: none; }")
                               .arg(theme.palette().panel.name()));
    m_table->verticalHeader()->setDefaultSectionSize(RoiTableCells::rowHeight());
    m_bar->parentWidget()->layout()->setSpacing(theme.px(6));
    foldColumns();
}

} // namespace hardlens
