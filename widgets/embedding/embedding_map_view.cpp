#include "widgets/embedding/embedding_map_view.h"

#include "widgets/embedding/embedding_pick.h"
#include "widgets/embedding/row_words.h"
#include "widgets/embedding/tsne_bar.h"
#include "widgets/export/export_menu.h"
#include "widgets/refresher.h"
#include "widgets/roi/overlay_style.h"

#include <QKeyEvent>
#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace hardlens {

namespace {

constexpr const char* nothingYet
    = "Nothing is embedded yet. Press Space to start: then pictures that the network finds alike "
      "lie together here.";

bool samePictures(const MapGround& a, const MapGround& b)
{
    return !a.isEmpty() && !b.isEmpty()
        && std::ranges::equal(a.pictures(), b.pictures(), {}, &PictureReference::contentId,
            &PictureReference::contentId);
}

} // namespace

EmbeddingMapView::EmbeddingMapView(EmbeddingPick& pick, QWidget* parent)
    : Panel("Embedding map", parent)
    , m_pick(pick)
{
    m_canvas = new EmbeddingMapCanvas;
    m_bar = new TsneBar;
    m_empty = new QLabel(nothingYet);
    m_empty->setWordWrap(true);
    m_empty->setProperty("role", "muted");
    m_empty->setAlignment(Qt::AlignCenter);
    auto* body = new QWidget;
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(m_canvas, 1);
    layout->addWidget(m_bar);
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_empty);
    m_pages->addWidget(body);
    setBody(m_pages);
    m_button = new QToolButton;
    m_button->setText("t-SNE");
    m_button->setAccessibleName("t-SNE of this step");
    m_button->setToolTip("t-SNE of this step: a map that keeps neighbours together, computed "
                         "beside the training. Its parameters are shown before it starts.");
    addToHeader(m_button);
    auto* exports = new ExportMenu(m_canvas);
    exports->setName("embedding-map");
    m_worker = new MapWorker(this);
    m_refresher = new Refresher(this, [this] { refresh(); });
    connectCanvas();
    connectTsne();
    m_bar->hide();
    showState();
}

void EmbeddingMapView::connectCanvas()
{
    m_canvas->setCardText([this](const MapPoint& point) { return cardOf(point); });
    connect(m_canvas, &EmbeddingMapCanvas::hovered, this, [this](int item) {
        if (picksAreShown())
            m_pick.setHovered(item);
    });
    connect(m_canvas, &EmbeddingMapCanvas::clicked, this, [this](int item) {
        if (picksAreShown())
            m_pick.setAnchor(item);
    });
    connect(m_canvas, &EmbeddingMapCanvas::lassoed, this, [this](const std::vector<int>& items) {
        if (picksAreShown())
            m_pick.setSelection(items);
    });
    connect(&m_pick, &EmbeddingPick::anchorChanged, this, &EmbeddingMapView::showLinks);
    connect(&m_pick, &EmbeddingPick::selectionChanged, this, &EmbeddingMapView::showLinks);
    connect(&m_pick, &EmbeddingPick::hoveredChanged, m_canvas,
        [this](int item) { m_canvas->setHoveredItem(picksAreShown() ? item : -1); });
}

void EmbeddingMapView::connectTsne()
{
    connect(m_button, &QToolButton::clicked, this, &EmbeddingMapView::offerTsne);
    connect(m_bar, &TsneBar::started, this, &EmbeddingMapView::startTsne);
    connect(m_bar, &TsneBar::paused, m_worker, &MapWorker::pauseTsne);
    connect(m_bar, &TsneBar::continued, m_worker, &MapWorker::continueTsne);
    connect(m_bar, &TsneBar::left, this, &EmbeddingMapView::leaveTsne);
    connect(m_worker, &MapWorker::failed, m_bar, &TsneBar::setFailed);
    connect(m_worker, &MapWorker::mapMade, this, &EmbeddingMapView::takeMap);
    connect(m_worker, &MapWorker::tsneAdvanced, this,
        [this](const std::shared_ptr<const TsneFrame>& frame) {
            if (!m_tsne)
                return;
            m_tsne->take(*frame);
            m_bar->setProgress(frame->iteration, frame->of);
            showScene();
        });
}

void EmbeddingMapView::setPictures(PictureSource* source)
{
    m_canvas->setPictures(source);
}

void EmbeddingMapView::setClassNames(const std::vector<std::string>& names)
{
    m_classNames = names;
    m_canvas->update();
}

void EmbeddingMapView::setProbe(std::shared_ptr<const EmbeddedPictures> probe)
{
    if (probe == m_probe)
        return;
    m_probe = std::move(probe);
    m_refresher->touch();
}

void EmbeddingMapView::setStep(const std::shared_ptr<const EmbeddingStep>& step)
{
    if (!m_shown.setStep(step))
        return;
    m_row = {}; // of the step before
    m_pick.setStep(step);
    m_refresher->touch();
}

void EmbeddingMapView::setChoice(const SamplingConfig& sampling, const Draws& draws)
{
    if (m_shown.isEmpty())
        return;
    m_shown.setChoice(sampling, draws);
    m_refresher->touch();
}

void EmbeddingMapView::clearChoice()
{
    m_shown.clearChoice();
    m_refresher->touch();
}

void EmbeddingMapView::refresh()
{
    askForMap();
    showScene();
}

/// The plane follows the probe; only without one does it follow the steps.
void EmbeddingMapView::askForMap()
{
    MapGround wanted {.probe = m_probe};
    if (!m_probe)
        wanted.step = m_shown.pointer();
    if (wanted.isEmpty() || wanted.pictures().empty()) {
        m_map.reset();
        m_asked = m_ground = {};
    } else if (wanted.probe != m_asked.probe || wanted.step != m_asked.step) {
        m_asked = wanted;
        m_worker->makeMap(wanted, samePictures(wanted, m_ground) ? m_map : nullptr);
    }
}

void EmbeddingMapView::takeMap(const std::shared_ptr<const ProbeMap>& map, const MapGround& ground)
{
    // A plane of the step before still serves; that of another probe does not.
    if (m_asked.isEmpty() || ground.probe != m_asked.probe)
        return;
    m_map = map;
    m_ground = ground;
    showScene();
}

void EmbeddingMapView::showScene()
{
    m_canvas->setScene(
        m_tsne ? m_tsne->scene : liveScene(m_map.get(), m_ground, m_shown.pointer()));
    showLinks();
    showState();
}

bool EmbeddingMapView::picksAreShown() const
{
    const auto& step = m_tsne ? m_tsne->scene.step : m_shown.pointer();
    return step && step == m_pick.step();
}

void EmbeddingMapView::showLinks()
{
    const int anchor = m_pick.anchor();
    MapLinks links;
    const bool isShown = picksAreShown() && anchor >= 0 && m_pick.step() == m_shown.pointer();
    m_row = isShown && isVisible() ? m_shown.rowOf(anchor) : AnchorRow {};
    links.anchor = m_row.anchor;
    for (const SeenPositive& positive : m_row.positives)
        links.positives.push_back(positive.item);
    for (const SeenDraw& draw : m_row.draws)
        links.negatives.push_back(draw.negative);
    m_canvas->setLinks(links);
    m_canvas->setSelection(isShown ? m_pick.selection() : std::vector<int> {});
}

void EmbeddingMapView::showState()
{
    const bool isEmpty = m_canvas->scene().points.empty();
    m_pages->setCurrentIndex(isEmpty ? 0 : 1);
    m_button->setVisible(!m_bar->isVisibleTo(this) && !m_shown.isEmpty());
    if (isEmpty)
        setNote({});
    else if (m_tsne)
        setNote(m_tsne->scene.step == m_shown.pointer() ? "t-SNE of this step"
                                                        : "t-SNE of an earlier step");
    else
        setNote(QString("PCA of the %1 · %2 % of the variance")
                    .arg(m_ground.probe ? "probe" : "batch")
                    .arg(fixedNumber(100 * m_map->explained, 0)));
    setNoteToolTip(
        "Wheel zooms, dragging moves, F shows all; Shift and dragging selects; a "
        "click makes a picture of the batch the anchor. Large marks: the batch; small "
        "ones: the probe, test pictures that nothing is learned from. Only the radar shows true "
        "distances.");
}

QString EmbeddingMapView::emptyText() const
{
    return m_pages->currentIndex() == 0 ? m_empty->text() : QString();
}

void EmbeddingMapView::setEmptyText(const QString& reason)
{
    m_empty->setText(
        reason.isEmpty() ? QString(nothingYet) : QString("The run could not start.\n") + reason);
}

QString EmbeddingMapView::cardOf(const MapPoint& point) const
{
    if (point.item >= 0 && m_canvas->scene().step == m_shown.pointer() && m_row.anchor >= 0)
        return itemCard(*m_shown, m_row, point.item, m_classNames);
    return embeddedClassName(m_classNames, point.label) + '\n'
        + QString::fromStdString(point.picture->name)
        + (point.item >= 0 ? QString() : QString("\nprobe: not learned from"));
}

void EmbeddingMapView::offerTsne()
{
    m_bar->offer();
    m_bar->show();
    showState();
}

void EmbeddingMapView::startTsne(const TsneOptions& options)
{
    if (m_shown.isEmpty())
        return;
    HeldStart start = heldStart(
        liveScene(m_map.get(), m_ground, m_shown.pointer()), m_probe, m_shown.pointer(), options);
    m_bar->begin(std::ssize(start.map.scene.points));
    m_bar->show();
    m_tsne = std::move(start.map);
    m_worker->startTsne(std::move(start.request));
    showScene();
    m_canvas->fit();
}

void EmbeddingMapView::leaveTsne()
{
    m_worker->stopTsne();
    m_tsne.reset();
    m_bar->hide();
    refresh();
    m_canvas->fit();
}

void EmbeddingMapView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Down)
        return m_pick.stepAnchor(1);
    if (event->key() == Qt::Key_Up)
        return m_pick.stepAnchor(-1);
    if (event->key() == Qt::Key_Escape && !m_pick.selection().empty())
        return m_pick.setSelection({});
    Panel::keyPressEvent(event);
}

} // namespace hardlens
