#include "widgets/embedding/anchor_radar_view.h"

#include "widgets/embedding/anchor_radar.h"
#include "widgets/embedding/embedding_pick.h"
#include "widgets/embedding/row_words.h"
#include "widgets/export/export_menu.h"
#include "widgets/refresher.h"
#include "widgets/roi/overlay_style.h"

#include <QKeyEvent>
#include <QLabel>
#include <QStackedWidget>

#include <algorithm>
#include <numbers>

namespace hardlens {

namespace {

std::vector<RadarRing> ringsOf(const SamplingConfig& sampling)
{
    const NegativeSampler sampler = sampling.negatives;
    const bool isWeighted = sampler == NegativeSampler::DistanceWeighted;
    std::vector<RadarRing> rings {{std::numbers::sqrt2, "√2"}};
    if (isWeighted || sampler == NegativeSampler::NearestBeyondCutoff)
        rings.push_back({sampling.cutoff, "cutoff " + fixedNumber(sampling.cutoff)});
    if (isWeighted && sampling.upperCutoff)
        rings.push_back({*sampling.upperCutoff, "upper " + fixedNumber(*sampling.upperCutoff)});
    return rings;
}

} // namespace

AnchorRadarView::AnchorRadarView(EmbeddingPick& pick, QWidget* parent)
    : Panel("Anchor radar", parent)
    , m_pick(pick)
{
    m_radar = new AnchorRadar;
    m_radar->setCards([this](int item) {
        return m_shown.isEmpty() ? QString() : itemCard(*m_shown, m_row, item, m_classNames);
    });
    m_empty = new QLabel("No step yet. Press Space to start: then this shows how far everybody is "
                         "from an anchor.");
    m_empty->setWordWrap(true);
    m_empty->setProperty("role", "muted");
    m_empty->setAlignment(Qt::AlignCenter);
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_radar);
    setBody(m_pages);
    setFocusPolicy(Qt::StrongFocus);
    auto* exports = new ExportMenu(m_radar);
    exports->setName("anchor-radar");
    m_refresher = new Refresher(this, [this] { refresh(); });
    connect(m_radar, &AnchorRadar::clicked, &m_pick, &EmbeddingPick::setAnchor);
    connect(m_radar, &AnchorRadar::hovered, &m_pick, &EmbeddingPick::setHovered);
    connect(&m_pick, &EmbeddingPick::hoveredChanged, m_radar, &AnchorRadar::setHovered);
    connect(&m_pick, &EmbeddingPick::anchorChanged, m_refresher, &Refresher::touch);
    refresh();
}

void AnchorRadarView::setPictures(PictureSource* source)
{
    m_radar->setPictures(source);
}

void AnchorRadarView::setClassNames(const std::vector<std::string>& names)
{
    m_classNames = names;
    m_refresher->touch();
}

void AnchorRadarView::setStep(const std::shared_ptr<const EmbeddingStep>& step)
{
    if (!m_shown.setStep(step))
        return;
    m_row = {}; // of the step before
    m_pick.setStep(step);
    m_refresher->touch();
}

void AnchorRadarView::setChoice(const SamplingConfig& sampling, const Draws& draws)
{
    if (m_shown.isEmpty())
        return;
    m_shown.setChoice(sampling, draws);
    m_refresher->touch();
}

void AnchorRadarView::clearChoice()
{
    m_shown.clearChoice();
    m_refresher->touch();
}

void AnchorRadarView::refresh()
{
    const int anchor = m_pick.anchor();
    const bool isEmpty = m_shown.isEmpty() || anchor < 0 || anchor >= m_shown.items();
    m_pages->setCurrentIndex(isEmpty ? 0 : 1);
    m_row = isEmpty ? AnchorRow {} : m_shown.rowOf(anchor);
    setNote(isEmpty ? QString()
                    : QString("%1anchor %2 · radius is distance")
                          .arg(m_shown.isWhatIf() ? "what-if · " : "")
                          .arg(anchor));
    setNoteToolTip("Everybody at the true distance from the anchor; directions mean nothing but "
                   "the class. Below: positives. Lines: drawn negatives. Small marks cannot be "
                   "drawn. Up and Down step through the anchors.");
    if (isEmpty)
        return;
    const auto blipOf = [&](int item, float distance, TileRole role, bool isCandidate) {
        return RadarBlip {.item = item,
            .picture = m_shown->pictures[size_t(item)],
            .label = m_shown->labels[size_t(item)],
            .distance = distance,
            .role = role,
            .isCandidate = isCandidate};
    };
    std::vector<RadarBlip> blips;
    const auto isDrawn = [&](int item) {
        return std::ranges::find(m_row.draws, item, &SeenDraw::negative) != m_row.draws.end();
    };
    for (const SeenPositive& positive : m_row.positives)
        blips.push_back(blipOf(positive.item, positive.distance, TileRole::Positive, true));
    for (const SeenNegative& n : m_row.negatives) {
        const bool drawn = isDrawn(n.item);
        blips.push_back(blipOf(
            n.item, n.distance, drawn ? TileRole::Drawn : TileRole::Other, n.isCandidate || drawn));
    }
    // The drawn ones choose their places first, what cannot be drawn last.
    std::ranges::stable_sort(blips, {}, [](const RadarBlip& blip) {
        return blip.role == TileRole::Drawn   ? 0
            : blip.role == TileRole::Positive ? 1
            : blip.isCandidate                ? 2
                                              : 3;
    });
    m_radar->setBlips(
        blipOf(anchor, 0, TileRole::Anchor, true), std::move(blips), ringsOf(m_shown.sampling()));
}

QString AnchorRadarView::emptyText() const
{
    return m_pages->currentIndex() == 0 ? m_empty->text() : QString();
}

void AnchorRadarView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Down)
        return m_pick.stepAnchor(1);
    if (event->key() == Qt::Key_Up)
        return m_pick.stepAnchor(-1);
    if (event->key() == Qt::Key_Escape && m_pick.isChosen())
        return m_pick.setAnchor(-1);
    Panel::keyPressEvent(event);
}

} // namespace hardlens
