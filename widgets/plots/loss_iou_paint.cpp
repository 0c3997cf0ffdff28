// What a LossIouView draws.

#include "widgets/plots/loss_iou_view.h"
#include "widgets/plots/plot_area.h"
#include "widgets/plots/plot_key.h"
#include "widgets/plots/plot_style.h"
#include "widgets/plots/point_stamp.h"
#include "widgets/roi/overlay_style.h"
#include "widgets/theme.h"

#include <QFontMetrics>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>

namespace hardlens {

namespace {

constexpr double paleShare = 0.22;
constexpr int64_t leastForMedian = 5; // RoIs; the median of fewer jumps about

struct KindLook
{
    OverlayKind kind;
    double size;
};

/// From the bottom of the plot's stack: the many first.
constexpr std::array<KindLook, 3> looks {{
    {OverlayKind::BelowCut, 2.6},
    {OverlayKind::Suppressed, 6.5},
    {OverlayKind::Selected, 6},
}};

} // namespace

void LossIouView::drawLayer(double pixelRatio)
{
    const Theme& theme = Theme::instance();
    m_layerPlace = m_plot->inner();
    m_layer = QImage(m_layerPlace.size() * pixelRatio, QImage::Format_ARGB32_Premultiplied);
    m_layer.fill(Qt::transparent);
    const QColor panel = theme.palette().panel;
    const Scale toPixels = scale();
    for (const bool pale : {true, false})
        for (const KindLook& look : looks) {
            const QColor colour = overlayColour(look.kind);
            const OverlayPoint point = overlayPoint(look.kind);
            const PointStamp stamp(point.marker, look.size * theme.scale() * pixelRatio,
                pale ? blended(colour, panel, paleShare) : colour, point.hollow);
            for (size_t i = 0; i < m_data.points.size(); ++i) {
                const LossIouPoint& roi = m_data.points[i];
                if (overlayKindOf(roi.fate) != look.kind || bool(m_passing[i]) == pale)
                    continue;
                const QPointF at = toPixels.at(double(roi.iou), double(roi.logLoss));
                stamp.stamp(m_layer, int((at.x() - m_layerPlace.left()) * pixelRatio),
                    int((at.y() - m_layerPlace.top()) * pixelRatio));
            }
        }
    m_layer.setDevicePixelRatio(pixelRatio);
}

void LossIouView::paintPoints(QPainter& painter)
{
    if (m_data.points.empty())
        return;
    const double pixelRatio = devicePixelRatioF();
    if (m_layerPlace != m_plot->inner() || m_layer.devicePixelRatio() != pixelRatio)
        drawLayer(pixelRatio);
    painter.drawImage(m_layerPlace.topLeft(), m_layer);
}

void LossIouView::paintMedians(QPainter& painter)
{
    const Theme& theme = Theme::instance();
    const Scale toPixels = scale();
    QPainterPath line;
    for (const LossIouBin& bin : m_data.bins) {
        if (bin.rois < leastForMedian)
            continue;
        const double y = double(logLoss(*bin.median, float(floorLoss)));
        const QPointF left = toPixels.at(double(bin.from), y);
        if (line.isEmpty())
            line.moveTo(left);
        else
            line.lineTo(left);
        line.lineTo(toPixels.at(double(bin.to), y));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.strokePath(line, QPen(theme.palette().panel, theme.px(4)));
    painter.strokePath(line, QPen(theme.palette().text, theme.px(1.4)));
}

void LossIouView::paintThresholds(QPainter& painter)
{
    if (!m_shown)
        return;
    const Theme& theme = Theme::instance();
    const QRect inner = m_plot->inner();
    painter.setFont(theme.smallFont());
    const QFontMetrics metrics(painter.font());
    const MiningConfig& mining = m_shown->mining;
    int free = inner.left();
    for (const auto& [name, iou] : {std::pair {QString("bg_lo"), mining.backgroundLow},
             {QString("foreground"), mining.foregroundIou}}) {
        // Without a lower end there is nothing to mark: the axis stands there.
        if (!(iou > 0))
            continue;
        const double x = std::round(m_plot->xAxis->coordToPixel(iou)) + 0.5;
        painter.setPen(QPen(theme.palette().muted, theme.px(1.2), Qt::DashLine));
        painter.drawLine(QPointF(x, inner.top()), QPointF(x, inner.bottom()));
        const QString text = QString("%1 ≥ %2").arg(name, fixedNumber(iou));
        QRect box(
            0, inner.top() - metrics.height(), metrics.horizontalAdvance(text), metrics.height());
        box.moveLeft(std::max(free, int(x) - box.width() / 2));
        free = box.right() + theme.px(8);
        painter.setPen(theme.palette().muted);
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, text);
    }
}

void LossIouView::paintKey(QPainter& painter)
{
    if (m_data.points.empty())
        return;
    const Theme& theme = Theme::instance();
    painter.setFont(theme.smallFont());
    const bool hasCut = m_shown->mining.sampler == SamplerKind::Ohem
        || m_shown->mining.sampler == SamplerKind::HardEasyMix;
    const QStringList words {"selected", "suppressed", hasCut ? "below the cut" : "not drawn"};
    const int sample = theme.px(16);
    const auto places = placeKey(m_plot->inner(), QFontMetrics(painter.font()), words, sample);
    // At the bottom right there are the fewest: objects that are found cost more than nothing.
    const int down = places.empty() ? 0 : m_plot->inner().bottom() - places.back().bottom();
    for (size_t i = 0; i < places.size(); ++i) {
        const KindLook& look = looks[looks.size() - 1 - i]; // the hardest first
        const QRect box = places[i].translated(0, down - theme.px(2));
        painter.setPen(overlayTextColour(look.kind));
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, words[qsizetype(i)]);
        const QPointF centre(box.left() - theme.px(8), box.center().y() + 1);
        drawOverlayPoint(painter, look.kind, centre, look.size * theme.scale());
    }
}

void LossIouView::paintPicked(QPainter& painter)
{
    const auto at = pointOf(m_pick);
    if (!at)
        return;
    const Theme& theme = Theme::instance();
    const int radius = theme.px(8);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.palette().panel, theme.px(5)));
    painter.drawEllipse(*at, radius, radius);
    painter.setPen(QPen(theme.palette().focus, theme.px(2.4)));
    painter.drawEllipse(*at, radius, radius);
}

} // namespace hardlens
