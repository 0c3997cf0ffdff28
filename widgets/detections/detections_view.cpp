#include "widgets/detections/detections_view.h"

#include "widgets/detections/class_list_model.h"
#include "widgets/detections/detection_cells.h"
#include "widgets/detections/detection_picture.h"
#include "widgets/detections/picture_list_model.h"
#include "widgets/refresher.h"
#include "widgets/roi/overlay_style.h"
#include "widgets/roi/roi_picking.h"
#include "widgets/roi/roi_table_cells.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

constexpr int scoreSteps = 100;
constexpr double startScore = 0.5;
constexpr int mostClassRows = 8; // more scroll
constexpr int listWidth = 360;

} // namespace

DetectionsView::DetectionsView(QWidget* parent)
    : Panel(QStringLiteral("Detections"), parent)
{
    m_classes = new ClassListModel(this);
    m_pictures = new PictureListModel(this);
    m_list = makeList();
    m_view = new DetectionPicture;
    m_splitter = new QSplitter(Qt::Horizontal);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_view);
    m_splitter->setStretchFactor(1, 1);
    m_empty = new QLabel(tr("No evaluation yet."));
    m_empty->setWordWrap(true);
    m_empty->setProperty("role", "muted");
    m_empty->setAlignment(Qt::AlignCenter);
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_splitter);
    setBody(m_pages);
    setNoteToolTip(
        QStringLiteral("Wheel zooms, drag pans, double click fits; rest on a box to read it."));

    m_back = new QPushButton(QStringLiteral("Test pictures"));
    m_back->setToolTip(QStringLiteral("Back to the test pictures"));
    m_back->setFocusPolicy(Qt::TabFocus);
    m_back->hide();
    addToHeader(m_back);
    connect(m_back, &QPushButton::clicked, this, [this] { setLoose(nullptr); });
    m_refresher = new Refresher(this, [this] { refresh(); });
    connect(m_classTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& current) {
            if (!m_marking && current.isValid())
                setClassFilter(current.row());
        });
    connect(m_pictureTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& current) {
            if (!m_marking)
                pickPicture(m_pictures->pictureAt(current.row()));
        });
    connect(&Theme::instance(), &Theme::changed, this, &DetectionsView::restyle);
    restyle();
    m_splitter->setSizes({Theme::instance().px(listWidth), 3 * Theme::instance().px(listWidth)});
}

QWidget* DetectionsView::makeScoreRow()
{
    auto* name = new QLabel(QStringLiteral("score ≥"));
    m_slider = new QSlider(Qt::Horizontal);
    m_slider->setRange(0, scoreSteps);
    m_slider->setPageStep(scoreSteps / 10);
    m_slider->setValue(int(std::lround(startScore * scoreSteps)));
    m_slider->setAccessibleName(QStringLiteral("Score threshold"));
    m_slider->setToolTip(QStringLiteral(
        "Detections with a lower score are not looked at: fewer false, more missed."));
    m_score = new QLabel(fixedNumber(startScore));
    m_score->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    connect(m_slider, &QSlider::valueChanged, this, [this] {
        m_score->setText(fixedNumber(scoreThreshold()));
        m_refresher->touch();
    });
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->addWidget(name);
    layout->addWidget(m_slider, 1);
    layout->addWidget(m_score);
    return row;
}

QWidget* DetectionsView::makeList()
{
    m_classTable = makePickTable(QStringLiteral("Classes"));
    m_classTable->setModel(m_classes);
    m_pictureTable = makePickTable(QStringLiteral("Test pictures"));
    m_pictureTable->setModel(m_pictures);
    m_pictureTable->sortByColumn(PictureListModel::Errors, Qt::DescendingOrder);
    m_pictureTable->setSortingEnabled(true);
    auto* list = new QWidget;
    auto* layout = new QVBoxLayout(list);
    layout->setContentsMargins({});
    layout->addWidget(makeScoreRow());
    layout->addWidget(m_classTable);
    layout->addWidget(m_pictureTable, 1);
    return list;
}

void DetectionsView::setPictureSource(PictureSource* source)
{
    m_view->setPictureSource(source);
}

void DetectionsView::setClassNames(const std::vector<std::string>& names)
{
    m_view->setClassNames(names);
}

void DetectionsView::setEmptyText(const QString& text)
{
    m_empty->setText(text);
}

void DetectionsView::setEvaluation(const std::shared_ptr<const Evaluation>& evaluation,
    const std::shared_ptr<const EvaluatedDetections>& detections)
{
    const bool both = evaluation && detections;
    if (both ? evaluation == m_evaluation && detections == m_detections : !m_evaluation)
        return;
    m_evaluation = both ? evaluation : nullptr;
    m_detections = both ? detections : nullptr;
    m_refresher->touch();
}

void DetectionsView::setLoose(const std::shared_ptr<const EvaluatedDetections>& loose)
{
    if (loose == m_loose)
        return;
    m_loose = loose && !loose->pictures.empty() ? loose : nullptr;
    m_back->setVisible(bool(m_loose));
    showNote();
    m_refresher->touch();
}

double DetectionsView::scoreThreshold() const
{
    return double(m_slider->value()) / scoreSteps;
}

void DetectionsView::setScoreThreshold(double score)
{
    m_slider->setValue(int(std::lround(std::clamp(score, 0., 1.) * scoreSteps)));
}

void DetectionsView::setClassFilter(int32_t label)
{
    if (label == m_label || label < 0)
        return;
    m_label = label;
    m_refresher->touch();
}

void DetectionsView::pickPicture(int64_t picture)
{
    if (picture < 0 || picture >= m_pictures->rowCount() || (picture == m_picture && !m_loose))
        return;
    m_picture = picture;
    setLoose(nullptr);
    markRows();
    showPicture();
    Q_EMIT picturePicked(picture);
}

void DetectionsView::refresh()
{
    if (m_judged.evaluated != m_detections)
        judge();
    m_pages->setCurrentIndex(m_detections || m_loose ? 1 : 0);
    if (m_detections)
        summarise();
    else
        showPicture();
}

void DetectionsView::judge()
{
    m_marking = true; // a reset lets go of the current rows
    const auto before = m_judged.evaluated;
    m_judged = {};
    if (m_detections)
        m_judged = judgeDetections(m_detections, {.iouThreshold = m_evaluation->iouThreshold});
    m_classes->setEvaluation(m_evaluation);
    if (m_label >= m_classes->rowCount())
        m_label = 0;
    m_pictures->setPictures(m_detections,
        m_detections ? std::vector<DetectionCounts>(m_detections->pictures.size())
                     : std::vector<DetectionCounts>());
    const auto place = size_t(std::max<int64_t>(0, m_picture));
    const bool stays = m_picture >= 0 && before && m_detections
        && place < m_detections->pictures.size()
        && samePicture(before->pictures[place], m_detections->pictures[place]);
    if (!stays)
        m_picture = -1;
    showNote();
    m_marking = false;
    restyle();
}

void DetectionsView::summarise()
{
    DetectionSummary summary = summariseDetections(m_judged, float(scoreThreshold()), m_label);
    m_pictures->setCounts(std::move(summary.pictures));
    summary.pictures.clear();
    m_classes->setSummary(std::move(summary));
    const bool picks = m_picture < 0 && m_pictures->rowCount() > 0;
    if (picks)
        m_picture = m_pictures->pictureAt(0);
    markRows();
    showPicture();
    if (picks)
        Q_EMIT picturePicked(m_picture);
}

void DetectionsView::markRows()
{
    m_marking = true;
    const auto mark = [](QTableView& table, int row) {
        const QModelIndex index = table.model()->index(row, 0);
        if (index.isValid() && table.currentIndex().row() != row)
            table.selectionModel()->setCurrentIndex(
                index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    };
    mark(*m_classTable, m_label);
    mark(*m_pictureTable, m_pictures->rowOf(m_picture));
    m_marking = false;
}

void DetectionsView::showNote()
{
    if (m_loose)
        setNote(QStringLiteral("%1 · after step %2 · nobody has annotated it")
                    .arg(QString::fromStdString(m_loose->pictures.front().name),
                        groupedCount(m_loose->step)));
    else
        setNote(m_detections ? QStringLiteral("step %1 · found is IoU > %2 · wheel zoom · drag pan")
                                   .arg(groupedCount(m_evaluation->step),
                                       fixedNumber(m_evaluation->iouThreshold))
                             : QString());
}

void DetectionsView::showPicture()
{
    if (!m_loose && (!m_detections || m_picture < 0)) {
        m_view->setShown({});
        return;
    }
    ShownDetections shown {.evaluated = m_loose ? m_loose : m_detections,
        .picture = m_loose ? 0 : m_picture,
        .matches = {},
        .label = m_label,
        .judged = !m_loose};
    const double iou = m_evaluation ? m_evaluation->iouThreshold : 0.5;
    shown.matches = matchDetections(shown.detections(), shown.objects(),
        {.scoreThreshold = float(scoreThreshold()), .rule = {.iouThreshold = iou}});
    m_view->setShown(std::move(shown));
}

void DetectionsView::restyle()
{
    const Theme& theme = Theme::instance();
    restylePickTable(*m_classTable);
    restylePickTable(*m_pictureTable);
    const int rows = std::min(mostClassRows, std::max(2, m_classes->rowCount())) + 1;
    m_classTable->setFixedHeight(rows * RoiTableCells::rowHeight());
    m_score->setMinimumWidth(QFontMetrics(theme.font()).horizontalAdvance("0.00"));
    m_list->setMinimumWidth(theme.px(listWidth));
    m_list->layout()->setSpacing(theme.px(6));
    m_splitter->setHandleWidth(theme.px(12));
}

} // namespace hardlens
