#include "widgets/roi/fate_legend.h"

#include "core/analysis/picture_summary.h"
#include "widgets/help/quantity_texts.h"
#include "widgets/roi/colour_key.h"
#include "widgets/theme.h"

#include <QPainter>
#include <QVBoxLayout>

namespace hardlens {

namespace {

constexpr int sampleWidth = 30;

QFont countFont()
{
    QFont font = Theme::instance().font();
    font.setWeight(QFont::DemiBold);
    return font;
}

/// hasCut: of the sampler in force.
Quantity quantityOf(OverlayKind kind, bool hasCut)
{
    switch (kind) {
    case OverlayKind::Selected:
        return Quantity::Selected;
    case OverlayKind::Suppressed:
        return Quantity::Suppressed;
    case OverlayKind::BelowCut:
        return hasCut ? Quantity::BelowCut : Quantity::NotDrawn;
    case OverlayKind::GroundTruth:
        break;
    }
    return Quantity::GroundTruth;
}

/// What the third row counts together.
QString detailsOf(const PictureSummary& s)
{
    QStringList parts;
    const auto add = [&parts](int64_t count, const char* what) {
        if (count > 0)
            parts << QStringLiteral("%1 %2").arg(groupedCount(count), QString::fromUtf8(what));
    };
    add(s.belowCut, "below the cut");
    add(s.notDrawn, "not drawn");
    add(s.excluded, "excluded: background under bg_lo");
    add(s.ignored, "ignored: on a difficult object, or without a finite loss");
    return parts.size() > 1 ? parts.join(QStringLiteral(", ")) : QString();
}

} // namespace

LegendRow::LegendRow(OverlayKind kind, QWidget* parent)
    : QAbstractButton(parent)
    , m_kind(kind)
    , m_name(overlayName(kind, SamplerKind::Ohem))
{
    setCheckable(true);
    setChecked(true);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    describe();
}

void LegendRow::setName(const QString& name)
{
    if (m_name == name)
        return;
    m_name = name;
    describe();
    update();
}

void LegendRow::setCount(int64_t count, const QString& details)
{
    const QString text = count < 0 ? QString() : groupedCount(count);
    if (m_count == text && m_details == details)
        return;
    m_count = text;
    m_details = details;
    describe();
    update();
}

void LegendRow::setColoured(bool coloured)
{
    m_coloured = coloured;
    update();
}

void LegendRow::describe()
{
    setAccessibleName(m_count.isEmpty() ? m_name : m_name + QStringLiteral(": ") + m_count);
    const QString how = QStringLiteral("Click or press %1 to show and hide.").arg(int(m_kind) + 1);
    const bool hasCut = m_name == overlayName(m_kind, SamplerKind::Ohem);
    QStringList sentences {quantityText(quantityOf(m_kind, hasCut))};
    if (!m_details.isEmpty())
        sentences << m_details + '.';
    setToolTip((sentences << how).join('\n'));
}

QSize LegendRow::sizeHint() const
{
    const Theme& theme = Theme::instance();
    const int words = QFontMetrics(theme.font()).horizontalAdvance(m_name);
    const int count = QFontMetrics(countFont()).horizontalAdvance(QStringLiteral("00 000"));
    return {theme.px(sampleWidth + 10 + 8) + words + count,
        QFontMetrics(theme.font()).height() + theme.px(5)};
}

QSize LegendRow::minimumSizeHint() const
{
    return {Theme::instance().px(sampleWidth + 60), sizeHint().height()};
}

void paintKindSample(QPainter& painter, OverlayKind kind, const QRectF& place, const QColor& colour)
{
    QPen pen = overlayPen(kind);
    pen.setColor(colour);
    painter.setPen(pen);
    if (kind != OverlayKind::GroundTruth) {
        painter.drawLine(
            QPointF(place.left(), place.center().y()), QPointF(place.right(), place.center().y()));
        return;
    }
    const double arm = Theme::instance().px(7);
    const QRectF r = place.adjusted(1, 1, -1, -1);
    const QPointF left[] = {{r.left(), r.top() + arm}, r.topLeft(), {r.left() + arm, r.top()}};
    const QPointF right[] = {{r.right() - arm, r.top()}, r.topRight(), {r.right(), r.top() + arm}};
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(left, 3);
    painter.drawPolyline(right, 3);
}

void LegendRow::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double radius = theme.px(5);
    if (underMouse() || hasFocus()) {
        painter.setPen(hasFocus() ? QPen(p.focus, theme.px(1)) : QPen(Qt::NoPen));
        painter.setBrush(underMouse() ? QBrush(p.raised) : QBrush(Qt::NoBrush));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    }
    const QRect inner = rect().adjusted(theme.px(4), 0, -theme.px(4), 0);
    const double tall = theme.px(11);
    painter.setOpacity(isChecked() ? 1 : 0.35);
    paintKindSample(painter, m_kind,
        QRectF(inner.left(), inner.center().y() + 0.5 - tall / 2, theme.px(sampleWidth), tall),
        m_coloured ? overlayColour(m_kind) : p.text);

    // Dimmed words stay readable; struck through says "hidden" without a colour.
    painter.setOpacity(1);
    QFont words = theme.font();
    words.setStrikeOut(!isChecked());
    painter.setFont(words);
    painter.setPen(isChecked() ? p.text : p.muted);
    const int count = QFontMetrics(countFont()).horizontalAdvance(m_count);
    const QRect name = inner.adjusted(theme.px(sampleWidth + 8), 0, -count - theme.px(4), 0);
    painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(words).elidedText(m_name, Qt::ElideRight, name.width()));
    painter.setFont(countFont());
    painter.drawText(inner, Qt::AlignRight | Qt::AlignVCenter, m_count);
}

void LegendRow::enterEvent(QEnterEvent*)
{
    update();
}

void LegendRow::leaveEvent(QEvent*)
{
    update();
}

FateLegend::FateLegend(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(QStringLiteral("What is drawn over the pictures"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    for (const OverlayKind kind : allOverlayKinds) {
        auto* row = new LegendRow(kind);
        m_rows[size_t(kind)] = row;
        layout->addWidget(row);
        connect(row, &QAbstractButton::toggled, this,
            [this, kind](bool shown) { Q_EMIT toggled(kind, shown); });
    }
    m_key = new ColourKey;
    layout->addWidget(m_key);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        for (LegendRow* row : m_rows)
            row->updateGeometry();
        update();
    });
}

void FateLegend::setStep(const std::shared_ptr<const DetectionStep>& step)
{
    LegendRow& third = *m_rows[size_t(OverlayKind::BelowCut)];
    if (!step) {
        for (LegendRow* row : m_rows)
            row->setCount(-1, {});
        return;
    }
    const PictureSummary s = summariseStep(*step);
    third.setName(overlayName(OverlayKind::BelowCut, step->mining.sampler));
    m_rows[size_t(OverlayKind::Selected)]->setCount(s.selected, {});
    m_rows[size_t(OverlayKind::Suppressed)]->setCount(s.suppressed, {});
    third.setCount(s.belowCut + s.notDrawn + s.excluded + s.ignored, detailsOf(s));
    m_rows[size_t(OverlayKind::GroundTruth)]->setCount(s.objects,
        s.ignoredObjects > 0 ? QStringLiteral("and %1 ignored (difficult or crowd), in grey")
                                   .arg(groupedCount(s.ignoredObjects))
                             : QString());
}

void FateLegend::setClassNames(const std::vector<std::string>& names)
{
    m_key->setClassNames(names);
}

void FateLegend::setColouring(const OverlayColouring& colouring)
{
    // Objects keep their green whatever the RoIs' colours tell.
    for (const OverlayKind kind : allOverlayKinds)
        m_rows[size_t(kind)]->setColoured(
            colouring.by == OverlayColouring::By::Fate || kind == OverlayKind::GroundTruth);
    m_key->setColouring(colouring);
}

bool FateLegend::isShown(OverlayKind kind) const
{
    return m_rows[size_t(kind)]->isChecked();
}

void FateLegend::setShown(OverlayKind kind, bool shown)
{
    m_rows[size_t(kind)]->setChecked(shown);
}

} // namespace hardlens
