#include "widgets/controls/key_list.h"

#include "widgets/theme.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

constexpr double factorStep = 0.05;
constexpr double scrim = 0.78; // opacity of what dims the window
constexpr double lineSpacing = 1.55;
constexpr int headingLines = 1;
constexpr int linesAfterGroup = 1;

} // namespace

KeyList::KeyList(QWidget* window)
    : QWidget(window)
{
    hide();
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Keys"));
    window->installEventFilter(this);
    connect(&Theme::instance(), &Theme::changed, this, &KeyList::fit);
}

void KeyList::setEntries(const std::vector<KeyEntry>& entries)
{
    m_groups.clear();
    QStringList words;
    for (const KeyEntry& entry : entries) {
        auto group = std::ranges::find(m_groups, entry.group, &Group::name);
        if (group == m_groups.end())
            group = m_groups.insert(group, {entry.group, {}});
        group->entries.push_back(entry);
        words << entry.keys + ": " + entry.meaning;
    }
    setAccessibleDescription(words.join("; "));
    fit();
}

void KeyList::open()
{
    m_focusBefore = window()->focusWidget();
    fit();
    raise();
    show();
    setFocus(Qt::PopupFocusReason);
}

void KeyList::toggle()
{
    if (isVisible())
        leave();
    else
        open();
}

void KeyList::leave()
{
    if (m_focusBefore && window()->focusWidget() == this)
        m_focusBefore->setFocus(Qt::PopupFocusReason);
    hide();
}

bool KeyList::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parent() && event->type() == QEvent::Resize)
        fit();
    return QWidget::eventFilter(watched, event);
}

QFont KeyList::font(double factor, bool strong) const
{
    QFont font = Theme::instance().font();
    font.setPointSizeF(font.pointSizeF() * factor);
    font.setWeight(strong ? QFont::DemiBold : QFont::Normal);
    return font;
}

int KeyList::linesOf(size_t from, size_t to) const
{
    int lines = 0;
    for (size_t i = from; i < to; ++i)
        lines += headingLines + int(m_groups[i].entries.size()) + linesAfterGroup;
    return std::max(0, lines - linesAfterGroup);
}

/// Where the columns are most alike; groups stay whole.
size_t KeyList::firstOfSecondColumn() const
{
    size_t best = m_groups.size();
    for (size_t i = 1; i < m_groups.size(); ++i) {
        const auto height = [&](size_t first) {
            return std::max(linesOf(0, first), linesOf(first, m_groups.size()));
        };
        if (height(i) < height(best))
            best = i;
    }
    return best;
}

KeyList::Measure KeyList::measured(double factor) const
{
    const QFontMetrics plain(font(factor)), strong(font(factor, true));
    Measure m;
    m.line = int(std::lround(plain.height() * lineSpacing));
    m.gap = m.margin = 2 * plain.height();
    int meanings = 0;
    for (const Group& group : m_groups)
        for (const KeyEntry& entry : group.entries) {
            m.keys = std::max(m.keys, strong.horizontalAdvance(entry.keys));
            meanings = std::max(meanings, plain.horizontalAdvance(entry.meaning));
        }
    m.keys += plain.height();
    m.column = m.keys + meanings;
    const size_t second = firstOfSecondColumn();
    const int columns = second < m_groups.size() ? 2 : 1;
    const int lines = std::max(linesOf(0, second), linesOf(second, m_groups.size()));
    m.panel = {
        columns * m.column + (columns - 1) * m.gap + 2 * m.margin, lines * m.line + 2 * m.margin};
    return m;
}

void KeyList::fit()
{
    setGeometry(parentWidget()->rect());
    m_factor = mostFactor;
    while (m_factor > leastFactor) {
        const QSize panel = measured(m_factor).panel;
        if (panel.width() <= width() && panel.height() <= height())
            break;
        m_factor = std::max(leastFactor, m_factor - factorStep);
    }
    update();
}

void KeyList::keyPressEvent(QKeyEvent* event)
{
    const int key = event->key();
    if (key == Qt::Key_Escape || key == Qt::Key_F1 || key == Qt::Key_Question)
        leave();
    else
        QWidget::keyPressEvent(event);
}

void KeyList::mousePressEvent(QMouseEvent*)
{
    leave();
}

void KeyList::paintGroup(
    QPainter& painter, const Group& group, QPoint& place, const Measure& m) const
{
    const Palette& p = Theme::instance().palette();
    const auto line
        = [&](int from, int width) { return QRect(place.x() + from, place.y(), width, m.line); };
    painter.setFont(font(m_factor));
    painter.setPen(p.muted);
    painter.drawText(line(0, m.column), Qt::AlignLeft | Qt::AlignVCenter, group.name.toUpper());
    place.ry() += headingLines * m.line;
    for (const KeyEntry& entry : group.entries) {
        painter.setFont(font(m_factor, true));
        painter.setPen(p.focusText);
        painter.drawText(line(0, m.keys), Qt::AlignLeft | Qt::AlignVCenter, entry.keys);
        painter.setFont(font(m_factor));
        painter.setPen(p.text);
        painter.drawText(
            line(m.keys, m.column - m.keys), Qt::AlignLeft | Qt::AlignVCenter, entry.meaning);
        place.ry() += m.line;
    }
    place.ry() += linesAfterGroup * m.line;
}

void KeyList::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    QPainter painter(this);
    QColor dim = p.window;
    dim.setAlphaF(float(scrim));
    painter.fillRect(rect(), dim);
    const Measure m = measured(m_factor);
    QRect panel({}, m.panel.boundedTo(size()));
    panel.moveCenter(rect().center());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(p.line, theme.px(1)));
    painter.setBrush(p.panel);
    painter.drawRoundedRect(QRectF(panel).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(8), theme.px(8));
    const QPoint corner = panel.topLeft() + QPoint(m.margin, m.margin);
    const size_t second = firstOfSecondColumn();
    QPoint place = corner;
    for (size_t i = 0; i < m_groups.size(); ++i) {
        if (i == second)
            place = corner + QPoint(m.column + m.gap, 0);
        paintGroup(painter, m_groups[i], place, m);
    }
}

} // namespace hardlens
