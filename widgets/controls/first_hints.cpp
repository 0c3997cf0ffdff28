#include "widgets/controls/first_hints.h"

#include "widgets/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QShortcut>

#include <algorithm>
#include <utility>

namespace hardlens {

namespace {

const char* const wayOut = "Click here or press Esc to close this.";

constexpr int sampleWidth = 30;
constexpr int padding = 14;
constexpr int gap = 10;
constexpr int between = 5;
constexpr int fromBottom = 34; // above the captions of the pictures

QRect textRoom(int width)
{
    const Theme& theme = Theme::instance();
    return QRect(theme.px(padding + sampleWidth + gap), 0,
        width - theme.px(2 * padding + sampleWidth + gap), 0);
}

/// Height of a hint's words, in as many lines as they take.
int heightOf(const FirstHint& hint, int width)
{
    const QFontMetrics metrics(Theme::instance().font());
    return metrics
        .boundingRect(textRoom(width).adjusted(0, 0, 0, 1000), Qt::TextWordWrap, hint.text)
        .height();
}

} // namespace

FirstHints::FirstHints(QWidget* view, std::vector<FirstHint> hints)
    : QWidget(view)
    , m_hints(std::move(hints))
{
    hide();
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(tr("What you see"));
    setAccessibleDescription((lines() << tr(wayOut)).join(' '));
    view->installEventFilter(this);
    m_escape = new QShortcut(Qt::Key_Escape, view);
    m_escape->setContext(Qt::WidgetWithChildrenShortcut);
    m_escape->setEnabled(false); // until there is something to close
    connect(m_escape, &QShortcut::activated, this, &FirstHints::dismiss);
    connect(&Theme::instance(), &Theme::changed, this, &FirstHints::place);
}

QStringList FirstHints::lines() const
{
    QStringList all;
    for (const FirstHint& hint : m_hints)
        all << hint.text;
    return all;
}

QSize FirstHints::sizeHint() const
{
    const Theme& theme = Theme::instance();
    const QFontMetrics metrics(theme.font());
    int widest = 0;
    for (const QString& line : lines())
        widest = std::max(widest, metrics.horizontalAdvance(line));
    const int width = widest + theme.px(2 * padding + sampleWidth + gap) + theme.px(2);
    return {width, heightForWidth(width)};
}

int FirstHints::heightForWidth(int width) const
{
    const Theme& theme = Theme::instance();
    int height = 2 * theme.px(padding) + QFontMetrics(theme.smallFont()).height();
    for (const FirstHint& hint : m_hints)
        height += heightOf(hint, width) + theme.px(between);
    return height;
}

void FirstHints::open()
{
    place();
    m_escape->setEnabled(true);
    raise();
    show();
}

void FirstHints::dismiss()
{
    if (isHidden())
        return;
    m_escape->setEnabled(false);
    hide();
    Q_EMIT dismissed();
}

void FirstHints::place()
{
    const Theme& theme = Theme::instance();
    const QSize view = parentWidget()->size();
    const int width = std::min(sizeHint().width(), view.width() - 2 * theme.px(gap));
    const int height = heightForWidth(width);
    setGeometry((view.width() - width) / 2,
        std::max(0, view.height() - height - theme.px(fromBottom)), width, height);
    update();
}

bool FirstHints::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        place();
    return QWidget::eventFilter(watched, event);
}

void FirstHints::mousePressEvent(QMouseEvent*)
{
    dismiss();
}

void FirstHints::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(p.focus, theme.px(1)));
    painter.setBrush(p.panel);
    painter.drawRoundedRect(
        QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(8), theme.px(8));
    int y = theme.px(padding);
    const double tall = theme.px(11);
    const int firstLine = QFontMetrics(theme.font()).height();
    for (const FirstHint& hint : m_hints) {
        hint.sample(painter,
            QRectF(theme.px(padding), y + (firstLine - tall) / 2, theme.px(sampleWidth), tall));
        QRect room = textRoom(width());
        room.moveTop(y);
        room.setHeight(heightOf(hint, width()));
        painter.setFont(theme.font());
        painter.setPen(p.text);
        painter.drawText(room, Qt::TextWordWrap, hint.text);
        y += room.height() + theme.px(between);
    }
    QRect last = textRoom(width());
    last.setTop(y);
    last.setBottom(height());
    painter.setFont(theme.smallFont());
    painter.setPen(p.muted);
    painter.drawText(last, Qt::AlignLeft | Qt::AlignTop, tr(wayOut));
}

} // namespace hardlens
