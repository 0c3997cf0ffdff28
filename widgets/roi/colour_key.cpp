#include "widgets/roi/colour_key.h"

#include "widgets/colour_map.h"
#include "widgets/plots/plot_style.h"
#include "widgets/theme.h"

#include <QFontMetricsF>
#include <QLinearGradient>
#include <QPainter>

#include <algorithm>

namespace hardlens {

namespace {

constexpr size_t mostClasses = 12; // more are said in the tooltip
constexpr int shapeRoom = 14;
constexpr int entryGap = 10;
constexpr int margin = 4; // as the rows of the legend have it
constexpr int barHeight = 8;
constexpr int gradientStops = 17;

double lineHeight()
{
    return QFontMetricsF(Theme::instance().smallFont()).height() + Theme::instance().px(2);
}

} // namespace

ColourKey::ColourKey(QWidget* parent)
    : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
    hide();
}

void ColourKey::setColouring(const OverlayColouring& colouring)
{
    m_colouring = colouring;
    setVisible(colouring.by != OverlayColouring::By::Fate);
    describe();
}

void ColourKey::setClassNames(const std::vector<std::string>& names)
{
    m_classNames = names;
    describe();
}

void ColourKey::describe()
{
    const QString all = words().join(QStringLiteral(", "));
    setAccessibleName(m_colouring.by == OverlayColouring::By::Loss
            ? QStringLiteral("Colours tell the loss: ") + all
            : QStringLiteral("Colours tell the class: ") + all);
    QStringList names;
    for (const std::string& name : m_classNames)
        names << QString::fromStdString(name);
    setToolTip(m_colouring.by == OverlayColouring::By::Class
            ? QStringLiteral("Colour and shape tell the label, the line tells the fate.\n%1")
                  .arg(names.join(QStringLiteral(", ")))
            : QStringLiteral("Colour tells the ranking loss, the line tells the fate."));
    updateGeometry();
    update();
}

QStringList ColourKey::words() const
{
    QStringList words;
    switch (m_colouring.by) {
    case OverlayColouring::By::Fate:
        break;
    case OverlayColouring::By::Class:
        for (size_t i = 0; i < std::min(mostClasses, m_classNames.size()); ++i)
            words << labelName(m_classNames, int32_t(i));
        if (m_classNames.size() > mostClasses)
            words << QStringLiteral("and %1 more").arg(m_classNames.size() - mostClasses);
        break;
    case OverlayColouring::By::Loss:
        words << QStringLiteral("loss 0") << QStringLiteral("≥ %1").arg(m_colouring.largestLoss);
        break;
    }
    return words;
}

std::vector<ColourKey::Entry> ColourKey::entriesFor(int width) const
{
    const Theme& theme = Theme::instance();
    const QFontMetricsF metrics(theme.smallFont());
    width -= theme.px(2 * margin);
    std::vector<Entry> entries;
    double x = 0, y = 0;
    const QStringList names = words();
    for (int i = 0; i < names.size(); ++i) {
        const double needed = std::min(
            double(width), theme.px(shapeRoom) + metrics.horizontalAdvance(names[i]) + 1);
        if (x > 0 && x + needed > width) {
            x = 0;
            y += lineHeight();
        }
        const bool isClass = size_t(i) < std::min(mostClasses, m_classNames.size());
        entries.push_back({.label = isClass ? int32_t(i) : ignoredLabel,
            .name = names[i],
            .place = {x, y, needed, lineHeight()}});
        x += needed + theme.px(entryGap);
    }
    return entries;
}

int ColourKey::heightForWidth(int width) const
{
    if (m_colouring.by == OverlayColouring::By::Loss)
        return int(lineHeight()) + Theme::instance().px(barHeight + 4);
    const auto entries = entriesFor(width);
    return entries.empty() ? 0 : int(entries.back().place.bottom()) + Theme::instance().px(4);
}

QSize ColourKey::sizeHint() const
{
    const int width = Theme::instance().px(220);
    return {width, heightForWidth(width)};
}

void ColourKey::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(Theme::instance().smallFont());
    if (m_colouring.by == OverlayColouring::By::Class)
        paintClasses(painter);
    else
        paintScale(painter);
}

void ColourKey::paintClasses(QPainter& painter) const
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    const QFontMetricsF metrics(theme.smallFont());
    painter.translate(theme.px(margin), theme.px(4));
    for (const Entry& entry : entriesFor(width())) {
        const QPointF centre(entry.place.left() + theme.px(5), entry.place.center().y());
        if (entry.label > 0)
            drawMarker(painter, classShape(entry.label), centre, theme.px(8),
                classColour(entry.label - 1));
        else if (entry.label == 0) // background has a colour, but no shape
            painter.fillRect(QRectF(centre.x() - theme.px(5), centre.y() - theme.px(1),
                                 theme.px(10), theme.px(2)),
                p.belowCut);
        painter.setPen(entry.label == ignoredLabel ? p.muted : p.text);
        const QRectF words = entry.place.adjusted(theme.px(shapeRoom), 0, 0, 0);
        painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
            metrics.elidedText(entry.name, Qt::ElideRight, words.width()));
    }
}

void ColourKey::paintScale(QPainter& painter) const
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    const QRectF bar(
        theme.px(margin), theme.px(4), width() - theme.px(2 * margin), theme.px(barHeight));
    QLinearGradient gradient(bar.topLeft(), bar.topRight());
    for (int i = 0; i < gradientStops; ++i) {
        const double share = double(i) / (gradientStops - 1);
        gradient.setColorAt(share, cividis(share));
    }
    // The dark end would melt into a dark panel.
    painter.setPen(QPen(p.line, 1));
    painter.setBrush(gradient);
    painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(3), theme.px(3));
    const QRectF line(bar.left(), bar.bottom(), bar.width(), lineHeight());
    const QStringList ends = words();
    painter.setPen(p.text);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, ends.front());
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, ends.back());
}

} // namespace hardlens
