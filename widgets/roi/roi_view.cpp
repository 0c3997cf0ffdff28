#include "widgets/roi/roi_view.h"

#include "core/analysis/loss_histogram.h"
#include "core/analysis/picture_summary.h"
#include "core/basics/error.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace hardlens {

namespace {

/// The picture's size; of a record without one, the smallest that holds its boxes.
QSizeF sizeOf(const PictureRecord& record)
{
    if (record.picture.width > 0 && record.picture.height > 0)
        return {double(record.picture.width), double(record.picture.height)};
    QSizeF size(1, 1);
    for (const RoiRecord& roi : record.rois)
        if (std::isfinite(roi.box.x2) && std::isfinite(roi.box.y2))
            size = size.expandedTo({double(roi.box.x2), double(roi.box.y2)});
    return size;
}

QString captionOf(const PictureRecord& record, const MiningConfig& mining)
{
    const PictureSummary s = summarisePicture(record, mining);
    return QStringLiteral("%1 RoIs · %2 selected · mean loss %3")
        .arg(groupedCount(s.rois), groupedCount(s.selected), fixedNumber(s.meanLoss));
}

} // namespace

RoiView::RoiView(QWidget* parent)
    : QWidget(parent)
    , m_emptyText(QStringLiteral("No step yet. Press Space to start."))
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(QStringLiteral("RoIs over the pictures of the step"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_hoverPause.setSingleShot(true);
    m_hoverPause.setInterval(50);
    connect(&m_hoverPause, &QTimer::timeout, this, [this] {
        if (m_hoverIsOld)
            updateHover();
    });
    m_pixelsAgain.setSingleShot(true);
    connect(&m_pixelsAgain, &QTimer::timeout, this, qOverload<>(&QWidget::update));
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        arrange();
        updateGeometry();
    });
    describePick();
}

QSize RoiView::sizeHint() const
{
    const Theme& theme = Theme::instance();
    return {theme.px(800), theme.px(420)};
}

QSize RoiView::minimumSizeHint() const
{
    const Theme& theme = Theme::instance();
    return {theme.px(240), theme.px(160)};
}

void RoiView::setPictureSource(PictureSource* source)
{
    m_pixmaps.setSource(source);
    update();
}

void RoiView::setClassNames(const std::vector<std::string>& names)
{
    m_classNames = names;
    describePick();
    update();
}

void RoiView::setEmptyText(const QString& text)
{
    m_emptyText = text;
    if (m_tiles.empty())
        update();
}

void RoiView::setStep(const std::shared_ptr<const DetectionStep>& step)
{
    if (step == m_step)
        return;
    const RoiPick pick = step && m_step ? samePick(*m_step, m_pick, *step) : RoiPick {};
    std::vector<Tile> tiles(step ? step->pictures.size() : 0);
    for (size_t i = 0; i < tiles.size(); ++i) {
        const PictureRecord& record = step->pictures[i];
        // A picture that stays keeps its zoom; another one in its place does not inherit it.
        if (i < m_tiles.size() && samePicture(record.picture, m_step->pictures[i].picture))
            tiles[i].frame = m_tiles[i].frame;
        else
            m_clicked.reset();
        tiles[i].frame.picture = sizeOf(record);
        tiles[i].byFallingLoss = roisByFallingLoss(record, step->mining);
        tiles[i].caption = captionOf(record, step->mining);
    }
    m_step = step;
    m_marks.clear();
    m_tiles = std::move(tiles);
    if (m_clicked && size_t(m_clicked->picture) >= m_tiles.size())
        m_clicked.reset();
    m_drag = {};
    m_hover = {};
    m_pixelsAgain.setInterval(0);
    OverlayColouring colouring = m_colouring;
    if (const double reach = m_step ? lossReach(*m_step) : 0; reach > 0)
        colouring.largestLoss = std::max(m_largestLoss.update(reach), m_leastLossScale);
    recolour(colouring);
    arrange();
    m_pixmaps.forgetUnused();
    const RoiPick before = m_pick;
    m_pick = pick;
    describePick();
    if (m_pick != before)
        Q_EMIT picked(m_pick.picture, m_pick.roi);
    Q_EMIT stepShown();
}

void RoiView::setWhatIfMarks(std::vector<std::vector<ChoiceMark>> marks)
{
    const size_t pictures = m_step ? m_step->pictures.size() : 0;
    if (!marks.empty() && marks.size() < pictures)
        throw std::invalid_argument(
            concat("RoiView: marks of ", marks.size(), " pictures: expected those of ", pictures));
    for (size_t p = 0; !marks.empty() && p < pictures; ++p)
        if (marks[p].size() != m_step->pictures[p].rois.size())
            throw std::invalid_argument(concat("RoiView: picture ", p, ": ", marks[p].size(),
                " marks: expected ", m_step->pictures[p].rois.size()));
    m_marks = std::move(marks);
    overlayChanged();
}

void RoiView::setRoiFilter(const RoiFilter& filter)
{
    if (filter == m_roiFilter)
        return;
    m_roiFilter = filter;
    overlayChanged();
}

OverlayLooks RoiView::looksOf(int picture) const
{
    const auto marks
        = m_marks.empty() ? std::span<const ChoiceMark>() : std::span(m_marks[size_t(picture)]);
    return {*m_step, picture, m_colouring, marks};
}

std::vector<int32_t> RoiView::shownRois(int picture) const
{
    const OverlayLooks looks = looksOf(picture);
    std::vector<int32_t> shown;
    for (const int32_t i : m_tiles[size_t(picture)].byFallingLoss)
        if (const RoiRecord& roi = looks.record().rois[size_t(i)];
            m_filter.shows(roi, m_step->mining, looks.markOf(i))
            && passes(looks.record(), roi, m_step->mining, m_roiFilter))
            shown.push_back(i);
    return shown;
}

void RoiView::overlayChanged(int picture)
{
    for (size_t i = 0; i < m_tiles.size(); ++i)
        if (picture < 0 || size_t(picture) == i)
            m_tiles[i].layerIsOld = true;
    update();
}

void RoiView::pick(int picture, int roi)
{
    setPick({picture, roi}, true);
}

void RoiView::setPick(RoiPick pick, bool reveal)
{
    if (!m_step || !holds(*m_step, pick))
        pick = {};
    if (pick == m_pick)
        return;
    m_pick = pick;
    if (reveal && !pick.isNone()) {
        PictureFrame& frame = m_tiles[size_t(pick.picture)].frame;
        const PictureFrame before = frame;
        frame.reveal(record(pick.picture).rois[size_t(pick.roi)].box);
        if (frame.centre != before.centre)
            sightMoved(pick.picture);
    }
    describePick();
    update();
    Q_EMIT picked(pick.picture, pick.roi);
}

void RoiView::describePick()
{
    if (m_pick.isNone()) {
        setAccessibleDescription(QStringLiteral("No RoI picked."));
        return;
    }
    const RoiRecord& roi = record(m_pick.picture).rois[size_t(m_pick.roi)];
    const QString fate = overlayName(overlayKindOf(roi.decision.fate), m_step->mining.sampler);
    setAccessibleDescription(QStringLiteral("RoI %1 of picture %2: %3, label %4, loss %5.")
                                 .arg(m_pick.roi + 1)
                                 .arg(m_pick.picture + 1)
                                 .arg(fate, labelName(m_classNames, roi.label),
                                     fixedNumber(double(rankingLoss(roi, m_step->mining)))));
}

void RoiView::setKindShown(OverlayKind kind, bool shown)
{
    if (m_filter.shows(kind) == shown)
        return;
    m_filter.shown[size_t(kind)] = shown;
    overlayChanged();
    Q_EMIT kindShownChanged(kind, shown);
}

void RoiView::setOpacity(double opacity)
{
    m_filter.opacity = std::clamp(opacity, 0., 1.);
    update();
}

void RoiView::setMinLoss(double loss)
{
    if (m_filter.minLoss == loss)
        return;
    m_filter.minLoss = loss;
    overlayChanged();
}

void RoiView::setLabelsShown(bool shown)
{
    if (m_filter.labels == shown)
        return;
    m_filter.labels = shown;
    overlayChanged();
}

void RoiView::setColouring(OverlayColouring::By by)
{
    OverlayColouring colouring = m_colouring;
    colouring.by = by;
    recolour(colouring);
}

void RoiView::setLeastLossScale(double loss)
{
    m_leastLossScale = loss;
    if (m_largestLoss.value() <= 0)
        return;
    OverlayColouring colouring = m_colouring;
    colouring.largestLoss = std::max(m_largestLoss.value(), m_leastLossScale);
    recolour(colouring);
}

void RoiView::recolour(OverlayColouring colouring)
{
    if (colouring == m_colouring)
        return;
    m_colouring = colouring;
    overlayChanged();
    Q_EMIT colouringChanged(m_colouring);
}

} // namespace hardlens
