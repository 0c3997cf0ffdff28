#include "widgets/fork/fork_figures_view.h"

#include "core/analysis/fork_comparison.h"
#include "core/basics/error.h"
#include "widgets/controls/elided_label.h"
#include "widgets/export/export_menu.h"
#include "widgets/fork/fork_figures_cells.h"
#include "widgets/fork/fork_figures_model.h"
#include "widgets/fork/fork_words.h"
#include "widgets/refresher.h"
#include "widgets/theme.h"

#include <QLabel>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <stdexcept>

namespace hardlens {

namespace {

const char* const noFork = "No fork yet. Fork here goes on from this step with one setting "
                           "different, as two to four runs side by side.";

bool allAre(const std::vector<std::shared_ptr<const Step>>& steps, int64_t step)
{
    return std::ranges::all_of(
        steps, [step](const auto& one) { return one && one->header.step == step; });
}

} // namespace

ForkFiguresView::ForkFiguresView(QWidget* parent)
    : Panel("Variants in numbers", parent)
{
    build();
    m_refresher = new Refresher(this, [this] { refresh(); });
    connect(&Theme::instance(), &Theme::changed, this, &ForkFiguresView::restyle);
    setVariants({}, 0);
    restyle();
}

void ForkFiguresView::build()
{
    m_model = new ForkFiguresModel(this);
    m_table = new QTableView;
    m_table->setHorizontalHeader(new ForkFiguresHeader);
    m_table->setVerticalHeader(new ForkFigureNames);
    m_table->setModel(m_model);
    m_table->setItemDelegate(new ForkFiguresCells(m_table));
    m_table->setAccessibleName("Figures of the variants");
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setCornerButtonEnabled(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_exports = new ExportMenu(m_table);
    m_exports->setName("fork-figures");
    m_exports->setTable("CSV of the figures", [this] { return m_model->csv(); });
    m_firstStep = new ElidedLabel;
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins({});
    layout->addWidget(m_firstStep);
    layout->addWidget(m_table, 1);
    m_empty = new QLabel(noFork);
    m_empty->setWordWrap(true);
    m_empty->setProperty("role", "muted");
    m_empty->setAlignment(Qt::AlignCenter);
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_empty);
    m_pages->addWidget(page);
    setBody(m_pages);
}

void ForkFiguresView::setVariants(const QStringList& names, int64_t forkStep, Bench bench)
{
    m_forkStep = forkStep;
    m_bench = bench;
    m_steps.clear();
    m_histories.clear();
    m_firstStepText.clear();
    m_firstStepDiffers = false;
    m_model->setNames(names, bench);
    m_pages->setCurrentIndex(names.isEmpty() ? 0 : 1);
    setNote(names.isEmpty() ? QString() : QString("forked after step %1").arg(forkStep));
    showFirstStep();
}

void ForkFiguresView::setSteps(
    std::vector<std::shared_ptr<const Step>> steps, std::vector<History> histories)
{
    const auto variants = size_t(m_model->names().size());
    if (steps.size() != variants || histories.size() != variants)
        throw std::invalid_argument(concat("ForkFiguresView: ", steps.size(), " steps and ",
            histories.size(), " histories: expected one of each for ", variants, " variants"));
    if (m_firstStepText.isEmpty() && allAre(steps, m_forkStep + 1))
        setFirstSteps(steps);
    m_steps = std::move(steps);
    m_histories = std::move(histories);
    m_refresher->touch();
}

void ForkFiguresView::setFirstSteps(const std::vector<std::shared_ptr<const Step>>& steps)
{
    const std::vector<History> none(steps.size());
    const FirstStepWords words
        = firstStepWords(compareVariants(steps, none), m_model->names(), m_bench);
    m_firstStepText = words.text;
    m_firstStepDiffers = words.differs;
    showFirstStep();
}

QString ForkFiguresView::firstStepText() const
{
    return m_firstStepText;
}

QString ForkFiguresView::emptyText() const
{
    return m_pages->currentIndex() == 0 ? m_empty->text() : QString();
}

void ForkFiguresView::refresh()
{
    m_model->setVariants(compareVariants(m_steps, m_histories));
}

void ForkFiguresView::showFirstStep()
{
    const Palette& p = Theme::instance().palette();
    m_firstStep->setFullText(
        m_firstStepText.isEmpty() ? QString("The first step is not there yet.") : m_firstStepText);
    m_firstStep->setStyleSheet(
        QString("color: %1").arg((m_firstStepDiffers ? p.lostText : p.muted).name()));
}

void ForkFiguresView::restyle()
{
    const Theme& theme = Theme::instance();
    m_firstStep->setFont(theme.smallFont());
    m_table->setStyleSheet(QString("QTableView, QHeaderView, QTableCornerButton::section"
                                   " { background: %1; border: none; }")
                               .arg(theme.palette().panel.name()));
    m_table->verticalHeader()->setMinimumSectionSize(0);
    m_table->verticalHeader()->setDefaultSectionSize(ForkFiguresCells::rowHeight());
    m_table->horizontalHeader()->setMinimumSectionSize(theme.px(56));
    m_table->horizontalHeader()->updateGeometry();
    showFirstStep();
}

} // namespace hardlens
