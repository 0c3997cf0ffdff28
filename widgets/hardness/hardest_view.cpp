#include "widgets/hardness/hardest_view.h"

#include "widgets/detections/detection_cells.h"
#include "widgets/export/export_menu.h"
#include "widgets/export/table_text.h"
#include "widgets/hardness/hardest_cells.h"
#include "widgets/help/quantity_texts.h"
#include "widgets/notes/note_crops.h"
#include "widgets/plots/axis_switch.h"
#include "widgets/refresher.h"
#include "widgets/roi/overlay_style.h"
#include "widgets/theme.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

/// Columns that give way in a narrow panel, the first one first.
constexpr std::array foldable {HardestModel::LatestLoss, HardestModel::Visits, HardestModel::Share,
    HardestModel::MeanLoss, HardestModel::Curve};

constexpr std::array kindWords {"pictures", "objects", "classes"}; // by HardnessOf

} // namespace

HardestView::HardestView(QWidget* parent)
    : Panel("Hardest", parent)
{
    buildTable();
    buildFilter();
    m_switch = new AxisSwitch({kindWords.begin(), kindWords.end()}, "What is listed");
    addToHeader(m_switch);
    m_empty = new QLabel;
    m_empty->setWordWrap(true);
    m_empty->setProperty("role", "muted");
    m_empty->setAlignment(Qt::AlignCenter);
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_table);
    auto* exports = new ExportMenu(m_pages);
    exports->setName("hardest");
    exports->setMoment([this] { return QString(kindWords[size_t(m_kind)]); });
    exports->setTable("CSV of the visible rows", [this] { return visibleCsv(); });
    auto* body = new QWidget;
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins({});
    auto* row = new QHBoxLayout;
    row->addWidget(m_search, 1);
    row->addWidget(m_flagged);
    layout->addLayout(row);
    layout->addWidget(m_pages, 1);
    setBody(body);
    m_refresher = new Refresher(this, [this] { refresh(); });
    connect(m_switch, &AxisSwitch::chosen, this, [this](int i) { setKind(HardnessOf(i)); });
    connect(&Theme::instance(), &Theme::changed, this, &HardestView::restyle);
    restyle();
    showState();
}

void HardestView::buildTable()
{
    m_table = makePickTable("How hard everything in the run has been");
    // Owned by the table: a model that went before it would still tell us of its selection.
    m_model = new HardestModel(m_table);
    m_crops = new NoteCrops(m_table);
    m_table->setModel(m_model);
    m_table->setItemDelegate(new HardestCells(*m_crops, m_table));
    m_table->horizontalHeader()->setSectionsClickable(true);
    m_table->horizontalHeader()->setAccessibleName("Columns; a click sorts");
    m_table->sortByColumn(HardestModel::Selected, Qt::DescendingOrder);
    m_table->setSortingEnabled(true);
    m_table->viewport()->installEventFilter(this);
    connect(m_crops, &NoteCrops::ready, m_table->viewport(), qOverload<>(&QWidget::update));
    connect(m_table, &QAbstractItemView::activated, this,
        [this](const QModelIndex& index) { Q_EMIT activated(m_model->row(index.row())); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& current) {
            if (!m_marking && current.isValid())
                m_marked[size_t(m_kind)] = identityOf(m_model->row(current.row()));
        });
}

void HardestView::buildFilter()
{
    m_search = new QLineEdit;
    m_search->setPlaceholderText("Find by name");
    m_search->setAccessibleName("Find by name");
    m_search->setClearButtonEnabled(true);
    m_flagged = new QToolButton;
    m_flagged->setObjectName("Flagged"); // the switch has buttons of this kind as well
    m_flagged->setCheckable(true);
    m_flagged->setAccessibleName("Only what may be labelled wrongly");
    m_flagged->setToolTip(
        "Only what may be labelled wrongly. " + quantityText(Quantity::StaysHard));
    auto* find = new QAction(this);
    find->setShortcut(QKeySequence::Find);
    find->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(find);
    connect(find, &QAction::triggered, m_search, [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    connect(m_search, &QLineEdit::textChanged, this, &HardestView::filter);
    connect(m_flagged, &QToolButton::toggled, this, &HardestView::filter);
}

void HardestView::setPictureSource(PictureSource* source)
{
    m_crops->setSource(source);
}

void HardestView::setRows(std::shared_ptr<const HardestRows> rows)
{
    if (rows == m_rows)
        return;
    if (!rows)
        m_marked = {}; // another run
    m_rows = std::move(rows);
    m_refresher->touch();
}

void HardestView::setKind(HardnessOf kind)
{
    if (kind == m_kind)
        return;
    m_kind = kind;
    m_switch->setCurrent(int(kind));
    m_table->scrollToTop();
    m_refresher->touch();
}

/// Those of the chosen kind, kept by all of them.
HardestModel::Rows HardestView::rowsOfKind() const
{
    if (!m_rows)
        return {};
    switch (m_kind) {
    case HardnessOf::Picture:
        return {m_rows, &m_rows->pictures};
    case HardnessOf::Object:
        return {m_rows, &m_rows->objects};
    case HardnessOf::Class:
        break;
    }
    return {m_rows, &m_rows->classes};
}

void HardestView::refresh()
{
    const int place = m_table->verticalScrollBar()->value();
    m_marking = true; // a reset lets go of the current row
    m_model->setRows(rowsOfKind());
    m_marking = false;
    showState();
    m_table->verticalScrollBar()->setValue(place);
    markRow();
}

void HardestView::filter()
{
    m_marking = true;
    m_model->setFilter(m_search->text().split(' ', Qt::SkipEmptyParts), m_flagged->isChecked());
    m_marking = false;
    showState();
    markRow();
}

void HardestView::markRow()
{
    const auto& marked = m_marked[size_t(m_kind)];
    const int row = marked ? m_model->rowOf(*marked) : -1;
    if (row < 0)
        return;
    m_marking = true;
    // Where the current row moves, the view would scroll to it.
    m_table->setAutoScroll(false);
    m_table->selectionModel()->setCurrentIndex(
        m_model->index(row, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_table->setAutoScroll(true);
    m_marking = false;
}

void HardestView::showState()
{
    const int rows = m_model->rowCount();
    const auto all = qsizetype(m_model->rowsInAll());
    setNote(all > 0
            ? QString("%1 of %2 · Enter goes there").arg(groupedCount(rows), groupedCount(all))
            : QString());
    // It goes away with the last one, but never while it is what hides the rows.
    m_flagged->setVisible(m_model->stayingHard() > 0 || m_flagged->isChecked());
    m_flagged->setText(QString("▲ %1").arg(groupedCount(m_model->stayingHard())));
    m_search->setVisible(all > 0);
    m_empty->setText(!m_rows
            ? "Which pictures, objects and classes the run found hardest. They are "
              "counted from the recorded steps: press Space to train."
            : all == 0 ? "None of these was in a recorded step."
                       : "No row has these words or flags.");
    m_pages->setCurrentIndex(rows > 0 ? 1 : 0);
}

QString HardestView::emptyText() const
{
    return m_pages->currentIndex() == 0 ? m_empty->text() : QString();
}

QString HardestView::visibleCsv() const
{
    size_t points = 0;
    for (int i = 0; i < m_model->rowCount(); ++i)
        points = std::max(points, m_model->row(i).curve.size());
    QStringList columns {
        "name", "times_selected", "rois", "visits", "mean_loss", "latest_loss", "stays_hard"};
    for (size_t i = 1; i <= points; ++i)
        columns << QString("loss_%1").arg(i);
    TableText table(columns);
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const HardnessRow& row = m_model->row(i);
        table << QString::fromStdString(row.name) << row.selected << row.rois << row.visits
              << row.meanLoss << row.latestLoss << int(row.staysHard);
        for (size_t k = 0; k < points; ++k)
            table << (k < row.curve.size() ? row.curve[k] : std::nanf(""));
    }
    return table.rows() > 0 ? table.text() : QString();
}

bool HardestView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::Resize)
        foldColumns();
    return Panel::eventFilter(watched, event);
}

void HardestView::foldColumns()
{
    const int room = m_table->viewport()->width();
    int needed = 0;
    for (int c = 0; c < HardestModel::columns; ++c)
        needed += HardestCells::widthOf(HardestModel::Column(c));
    for (const HardestModel::Column column : foldable) {
        const bool folded = needed > room;
        m_table->setColumnHidden(column, folded);
        if (folded)
            needed -= HardestCells::widthOf(column);
    }
}

void HardestView::restyle()
{
    const Theme& theme = Theme::instance();
    restylePickTable(*m_table);
    m_table->verticalHeader()->setDefaultSectionSize(HardestCells::rowHeight());
    for (int c = 1; c < HardestModel::columns; ++c)
        m_table->setColumnWidth(c, HardestCells::widthOf(HardestModel::Column(c)));
    QLayout& body = *m_pages->parentWidget()->layout();
    body.setSpacing(theme.px(6));
    m_search->setFixedHeight(theme.px(26));
    m_flagged->setFixedHeight(theme.px(26));
    foldColumns();
}

} // namespace hardlens
