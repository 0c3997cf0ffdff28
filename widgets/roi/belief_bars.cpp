#include "widgets/roi/belief_bars.h"

#include "widgets/roi/overlay_style.h"
#include "widgets/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

constexpr int shownRows = 4;

QFont nameFont(bool strong)
{
    QFont font = Theme::instance().font();
    if (strong)
        font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

BeliefBars::BeliefBars(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, &QWidget::updateGeometry);
}

void BeliefBars::setBelief(const WhyRoi& why, const std::vector<std::string>& classNames)
{
    m_rows.clear();
    for (const ClassBelief& belief : why.top)
        if (belief.label >= 0)
            m_rows.push_back({.name = labelName(classNames, belief.label),
                .probability = double(belief.probability),
                .isLabel = belief.label == why.label});
    m_label = {.name = QStringLiteral("p of its label"), .probability = double(why.probability)};
    QStringList words;
    for (const Row& row : m_rows)
        words << row.name + ' ' + fixedNumber(row.probability);
    words << m_label.name + ' ' + fixedNumber(m_label.probability, 3);
    setAccessibleName(words.join(QStringLiteral(", ")));
    update();
}

int BeliefBars::rowHeight() const
{
    return QFontMetrics(Theme::instance().font()).height() + Theme::instance().px(2);
}

QSize BeliefBars::sizeHint() const
{
    return {Theme::instance().px(240), shownRows * rowHeight()};
}

QSize BeliefBars::minimumSizeHint() const
{
    return {Theme::instance().px(120), shownRows * rowHeight()};
}

void BeliefBars::paintRow(QPainter& painter, const Row& row, const QRect& place, int nameWidth)
{
    const Theme& theme = Theme::instance();
    const QFontMetrics metrics(nameFont(true));
    const int numberWidth = metrics.horizontalAdvance(QStringLiteral("0.00"));
    painter.setFont(nameFont(row.isLabel));
    painter.setPen(theme.palette().text);
    painter.drawText(QRect(place.left(), place.top(), nameWidth, place.height()),
        Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(row.name, Qt::ElideRight, nameWidth));
    painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, fixedNumber(row.probability));
    const double height = theme.px(6);
    const QRectF track(place.left() + nameWidth + theme.px(8),
        place.center().y() + 0.5 - height / 2,
        place.width() - nameWidth - numberWidth - theme.px(16), height);
    if (track.width() < theme.px(8))
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.palette().grid);
    painter.drawRoundedRect(track, height / 2, height / 2);
    const double p = std::isfinite(row.probability) ? std::clamp(row.probability, 0., 1.) : 0;
    QRectF bar = track;
    bar.setWidth(std::max(height, track.width() * p));
    painter.setBrush(theme.palette().focus);
    if (p > 0)
        painter.drawRoundedRect(bar, height / 2, height / 2);
}

void BeliefBars::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::instance();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFontMetrics metrics(nameFont(true));
    // Names take at most half of the row; the floor keeps the bars in place from RoI to RoI.
    int nameWidth = metrics.horizontalAdvance(QStringLiteral("background"));
    for (const Row& row : m_rows)
        nameWidth = std::max(nameWidth, metrics.horizontalAdvance(row.name));
    nameWidth = std::min(nameWidth + theme.px(2), width() / 2);
    for (int i = 0; i < int(m_rows.size()); ++i)
        paintRow(painter, m_rows[size_t(i)], {0, i * rowHeight(), width(), rowHeight()}, nameWidth);
    const QRect last(0, (shownRows - 1) * rowHeight(), width(), rowHeight());
    painter.setFont(theme.font());
    painter.setPen(theme.palette().muted);
    painter.drawText(last, Qt::AlignLeft | Qt::AlignVCenter, m_label.name);
    painter.setFont(nameFont(true));
    painter.setPen(theme.palette().text);
    // A hard RoI is one whose label is improbable: a third decimal tells .002 from .000.
    painter.drawText(last, Qt::AlignRight | Qt::AlignVCenter, fixedNumber(m_label.probability, 3));
}

} // namespace hardlens
