#include "widgets/embedding/sampler_card.h"

#include "widgets/notes/note_crops.h"
#include "widgets/roi/loss_tags.h"
#include "widgets/roi/overlay_style.h"
#include "widgets/theme.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace hardlens {

namespace {

constexpr int padding = 8;
constexpr int gap = 8;
constexpr double pictureShare = 0.3; // of the height
constexpr int lowHeight = 130;
constexpr int leastPicture = 18, largestPicture = 56;
constexpr int barsInAll = 50; // over [0, 2]

QString shortName(NegativeSampler sampler)
{
    switch (sampler) {
    case NegativeSampler::SemiHardPaper:
        return "Semi-hard";
    case NegativeSampler::DistanceWeighted:
        return "Distance-weighted";
    default: {
        const std::string_view name = entryOf(sampler).name;
        QString words = QString::fromUtf8(name.data(), qsizetype(name.size()));
        words[0] = words[0].toUpper();
        return words;
    }
    }
}

QString figure(const std::optional<double>& value, int decimals)
{
    return value ? fixedNumber(*value, decimals) : QString("–");
}

/// Two of the histogram's bins in each bar.
std::array<double, barsInAll> barsOf(const DistanceHistogram& histogram)
{
    std::array<double, barsInAll> bars {};
    constexpr size_t each = DistanceHistogram::bins / barsInAll;
    for (size_t i = 0; i < histogram.mass.size(); ++i)
        bars[i / each] += histogram.mass[i];
    return bars;
}

} // namespace

SamplerCard::SamplerCard(NoteCrops& crops, QWidget* parent)
    : QWidget(parent)
    , m_crops(crops)
{
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setToolTip(
        "ESS: among how many negatives an anchor really chose, the median over the anchors. "
        "Noise: how much of the direction of a drawn negative's gradient is chance when its "
        "embedding is noisy (σ = 0.05), from 0 to 1. Bars: distances of all drawn negatives, "
        "each card to its own highest bar.");
    connect(&m_crops, &NoteCrops::ready, this, qOverload<>(&QWidget::update));
}

void SamplerCard::setOutcome(const SamplerOutcome& outcome, bool isUsed)
{
    m_outcome = outcome;
    m_isUsed = isUsed;
    setAccessibleName(name() + (isUsed ? ", in use" : ""));
    setAccessibleDescription(figures());
    update();
}

void SamplerCard::setNegatives(std::vector<CardNegative> negatives)
{
    m_negatives = std::move(negatives);
    update();
}

void SamplerCard::setHovered(int item)
{
    if (std::exchange(m_hovered, item) != item)
        update();
}

QString SamplerCard::name() const
{
    const QString name = shortName(m_outcome.sampler);
    const QFontMetrics metrics(Theme::instance().titleFont());
    return metrics.horizontalAdvance(name) <= inner().width()
        ? name
        : QString(name).replace("Distance", "Dist.");
}

QString SamplerCard::figures() const
{
    const QFontMetrics metrics(Theme::instance().smallFont());
    const QString size = figure(m_outcome.effectiveSampleSize, 1);
    const QString noise = figure(m_outcome.gradientNoise, 2);
    const QString text = QString("ESS %1 · noise %2").arg(size, noise);
    return metrics.horizontalAdvance(text) <= inner().width()
        ? text
        : QString("ESS %1 · V %2").arg(size, noise);
}

QSize SamplerCard::minimumSizeHint() const
{
    const Theme& theme = Theme::instance();
    const int lines
        = QFontMetrics(theme.titleFont()).height() + 2 * QFontMetrics(theme.smallFont()).height();
    return {theme.px(100), lines + theme.px(leastPicture + 2 * padding)};
}

QRect SamplerCard::inner() const
{
    const int pad = Theme::instance().px(padding);
    return rect().adjusted(pad, pad / 2, -pad, -pad / 2);
}

int SamplerCard::side() const
{
    const Theme& theme = Theme::instance();
    return std::clamp(
        int(height() * pictureShare), theme.px(leastPicture), theme.px(largestPicture));
}

bool SamplerCard::isLow() const
{
    return height() < Theme::instance().px(lowHeight);
}

QRect SamplerCard::belowWords() const
{
    const Theme& theme = Theme::instance();
    QRect room = inner();
    room.setTop(room.top() + QFontMetrics(theme.titleFont()).height()
        + QFontMetrics(theme.smallFont()).height() + theme.px(4));
    return room;
}

QRect SamplerCard::placeOf(int negative) const
{
    const Theme& theme = Theme::instance();
    const QRect room = belowWords();
    const int frame = theme.px(3);
    const int left = room.left() + frame + negative * (side() + theme.px(gap));
    const int end = isLow() ? room.center().x() : room.right();
    const QRect place(left, room.top(), side(), side());
    return negative == 0 || place.right() + frame <= end ? place : QRect();
}

QRect SamplerCard::histogramPlace() const
{
    const Theme& theme = Theme::instance();
    QRect room = belowWords();
    if (isLow())
        room.setLeft(room.center().x() + theme.px(gap));
    else
        room.setTop(room.top() + side() + theme.px(gap));
    room.setBottom(room.bottom() - QFontMetrics(theme.smallFont()).height());
    return room;
}

int SamplerCard::itemAt(QPoint place) const
{
    for (int i = 0; i < int(m_negatives.size()); ++i)
        if (placeOf(i).contains(place))
            return m_negatives[size_t(i)].item;
    return -1;
}

void SamplerCard::say(int item)
{
    if (item == m_hovered)
        return;
    setHovered(item);
    Q_EMIT hovered(item);
}

void SamplerCard::mouseMoveEvent(QMouseEvent* event)
{
    say(itemAt(event->pos()));
}

void SamplerCard::leaveEvent(QEvent*)
{
    say(-1);
}

void SamplerCard::mousePressEvent(QMouseEvent* event)
{
    const int item = event->button() == Qt::LeftButton ? itemAt(event->pos()) : -1;
    if (item >= 0)
        Q_EMIT clicked(item);
    else
        QWidget::mousePressEvent(event);
}

void SamplerCard::paintHistogram(QPainter& painter)
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    const QRectF place = histogramPlace();
    const QFontMetrics metrics(theme.smallFont());
    painter.setFont(theme.smallFont());
    painter.setPen(p.muted);
    const QRectF axis(place.left(), place.bottom() + 1, place.width(), metrics.height());
    painter.drawText(axis, Qt::AlignLeft | Qt::AlignVCenter, "0");
    painter.drawText(axis, Qt::AlignHCenter | Qt::AlignVCenter, "1");
    painter.drawText(axis, Qt::AlignRight | Qt::AlignVCenter, "2");
    painter.fillRect(QRectF(place.left(), place.bottom(), place.width(), 1), p.line);
    const auto bars = barsOf(m_outcome.distances);
    const double highest = std::ranges::max(bars);
    if (!(highest > 0) || place.height() < 4)
        return;
    const double width = place.width() / barsInAll;
    for (int i = 0; i < barsInAll; ++i) {
        const double height = bars[size_t(i)] / highest * (place.height() - 1);
        painter.fillRect(QRectF(place.left() + i * width, place.bottom() - height,
                             std::max(1., width - 0.6), height),
            m_isUsed ? p.selected : p.bars);
    }
}

void SamplerCard::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.setPen(QPen(m_isUsed ? p.focus : p.line, theme.px(1)));
    painter.setBrush(p.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), theme.px(5), theme.px(5));
    QRect line = inner();
    painter.setFont(theme.titleFont());
    const QFontMetrics bold(theme.titleFont());
    line.setHeight(bold.height());
    painter.setPen(p.text);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
        bold.elidedText(name(), Qt::ElideRight, line.width()));
    if (const int used = bold.horizontalAdvance(name() + "  ");
        m_isUsed && used + bold.horizontalAdvance("in use") < line.width()) {
        painter.setFont(theme.smallFont());
        painter.setPen(p.focusText);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, "in use");
    }
    painter.setFont(theme.smallFont());
    painter.setPen(p.muted);
    painter.drawText(
        line.left(), line.bottom() + 1 + QFontMetrics(theme.smallFont()).ascent(), figures());
    for (int i = 0; i < int(m_negatives.size()); ++i) {
        const QRect place = placeOf(i);
        if (place.isEmpty())
            break;
        const CardNegative& negative = m_negatives[size_t(i)];
        const int pixels = int(std::lround(place.width() * devicePixelRatioF()));
        paintTile(painter, place,
            m_crops.crop(negative.picture, wholePicture(negative.picture), pixels),
            {.role = TileRole::Drawn, .hovered = negative.item == m_hovered});
        const QString times = QString("×%1").arg(negative.times);
        const QSizeF tag = tagSize(times);
        if (negative.times > 1 && tag.width() <= place.width())
            drawTag(painter, {QPointF(place.left(), place.bottom() + 1 - tag.height()), tag}, times,
                p.selected);
    }
    paintHistogram(painter);
}

} // namespace hardlens
