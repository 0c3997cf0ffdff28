#include "widgets/controls/log_kind_chip.h"

#include "widgets/controls/log_cells.h"
#include "widgets/theme.h"

#include <QPainter>

namespace hardlens {

namespace {

constexpr int padding = 7;
constexpr int glyphSize = 8;
constexpr int gap = 6;

const char* meaningOf(LogKind kind)
{
    switch (kind) {
    case LogKind::Remark:
        return "remarks on the data, made as it was opened";
    case LogKind::Note:
        return "notes: started, finished, written";
    case LogKind::Control:
        return "changes of settings";
    case LogKind::Refused:
        return "what was refused, and why";
    case LogKind::Warning:
        return "warnings: something was dropped or replaced, the run goes on";
    case LogKind::Error:
        break;
    }
    return "errors, which stop the run";
}

} // namespace

LogKindChip::LogKindChip(LogKind kind, QWidget* parent)
    : QAbstractButton(parent)
    , m_kind(kind)
{
    setCheckable(true);
    setChecked(true);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
    describe();
}

void LogKindChip::setCount(int64_t count)
{
    if (count == m_count)
        return;
    m_count = count;
    describe();
    updateGeometry();
    update();
}

void LogKindChip::setWordShown(bool shown)
{
    if (shown == m_wordShown)
        return;
    m_wordShown = shown;
    updateGeometry();
    update();
}

void LogKindChip::describe()
{
    setAccessibleName(QString("%1: %2").arg(logKindName(m_kind)).arg(m_count));
    setToolTip(QString("Show or hide %1").arg(meaningOf(m_kind)));
}

QString LogKindChip::text(bool withWord) const
{
    return withWord ? QString("%1 %2").arg(logKindName(m_kind)).arg(m_count)
                    : QString::number(m_count);
}

int LogKindChip::widthWith(bool word) const
{
    const Theme& theme = Theme::instance();
    return QFontMetrics(theme.smallFont()).horizontalAdvance(text(word))
        + theme.px(2 * padding + glyphSize + gap);
}

int LogKindChip::fullWidth() const
{
    return widthWith(true);
}

QSize LogKindChip::sizeHint() const
{
    const Theme& theme = Theme::instance();
    return {widthWith(m_wordShown), QFontMetrics(theme.smallFont()).height() + theme.px(6)};
}

void LogKindChip::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    const LogKindLook look = logKindLook(m_kind);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double pen = theme.px(1);
    painter.setPen(QPen(hasFocus() ? p.focus : underMouse() ? p.muted : p.line, pen));
    painter.setBrush(isChecked() ? QBrush(p.raised) : QBrush(Qt::NoBrush));
    const QRectF pill = QRectF(rect()).adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2);
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    painter.setOpacity(isChecked() ? 1 : 0.4);
    drawMarker(painter, look.glyph, {theme.px(padding) + theme.px(glyphSize) / 2.0, height() / 2.0},
        theme.px(glyphSize), look.colour);
    // Dimmed words stay readable; struck through says "hidden" without a colour.
    painter.setOpacity(1);
    QFont words = theme.smallFont();
    words.setStrikeOut(!isChecked());
    painter.setFont(words);
    painter.setPen(isChecked() ? p.text : p.muted);
    painter.drawText(rect().adjusted(theme.px(padding + glyphSize + gap), 0, 0, 0),
        Qt::AlignLeft | Qt::AlignVCenter, text(m_wordShown));
}

void LogKindChip::enterEvent(QEnterEvent*)
{
    update();
}

void LogKindChip::leaveEvent(QEvent*)
{
    update();
}

} // namespace hardlens
