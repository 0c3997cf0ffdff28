// What a PictureRow holds, and what the hand does to it.

#include "widgets/embedding/picture_row.h"

#include "widgets/notes/note_crops.h"
#include "widgets/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

namespace hardlens {

namespace {

constexpr int tileGap = 12; // between pictures, for both frames
constexpr int groupGap = 12;
constexpr int barAndGap = 6;
constexpr int scrollBarHeight = 8;
constexpr int worthwhileSide = 36; // with less, pictures get the room of the second line

} // namespace

PictureRow::PictureRow(
    NoteCrops& crops, const QString& accessibleName, int leastSide, int largestSide)
    : m_crops(crops)
    , m_leastSide(leastSide)
    , m_largestSide(largestSide)
{
    setAccessibleName(accessibleName);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    viewport()->setAutoFillBackground(false);
    viewport()->setMouseTracking(true);
    connect(&m_crops, &NoteCrops::ready, viewport(), qOverload<>(&QWidget::update));
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        updateGeometry();
        measure();
    });
}

void PictureRow::setTiles(std::vector<RowTile> tiles, bool fromStart)
{
    m_tiles = std::move(tiles);
    m_hasHeadings
        = std::ranges::any_of(m_tiles, [](const auto& t) { return !t.heading.isEmpty(); });
    m_hasBars = std::ranges::any_of(m_tiles, [](const auto& t) { return t.weight >= 0; });
    measure();
    if (fromStart)
        horizontalScrollBar()->setValue(0);
}

void PictureRow::setHovered(int item)
{
    if (std::exchange(m_hovered, item) != item)
        viewport()->update();
}

int PictureRow::barRoom() const
{
    return m_hasBars ? Theme::instance().px(barAndGap) : 0;
}

int PictureRow::lineHeight() const
{
    return QFontMetrics(Theme::instance().smallFont()).height();
}

int PictureRow::heightWithout(bool second) const
{
    const Theme& theme = Theme::instance();
    const int lines = 1 + (m_hasHeadings ? 1 : 0) + (second ? 1 : 0);
    return lines * lineHeight() + 2 * tileMargin() + barRoom() + theme.px(scrollBarHeight);
}

bool PictureRow::showsSecond() const
{
    return height() - heightWithout(true) >= Theme::instance().px(worthwhileSide);
}

int PictureRow::sideByWidth() const
{
    const Theme& theme = Theme::instance();
    const int largest = theme.px(m_largestSide);
    const auto groups = std::ranges::count_if(
        m_tiles, [](const RowTile& tile) { return !tile.heading.isEmpty(); });
    if (groups == 0)
        return largest;
    // Groups are compared with each other: smaller pictures rather than some out of sight.
    const auto tiles = std::ssize(m_tiles);
    const auto room = width() - 2 * tileMargin() - (tiles - 1) * theme.px(tileGap)
        - (groups - 1) * theme.px(groupGap);
    return std::clamp(int(room / tiles), theme.px(m_leastSide), largest);
}

int PictureRow::side() const
{
    // Not the viewport's height, which changes with the scroll bar.
    return std::clamp(
        height() - heightWithout(showsSecond()), Theme::instance().px(m_leastSide), sideByWidth());
}

QSize PictureRow::minimumSizeHint() const
{
    const int side = Theme::instance().px(m_leastSide);
    return {side + 2 * tileMargin(), side + heightWithout(false)};
}

QSize PictureRow::sizeHint() const
{
    const int side = Theme::instance().px(m_largestSide);
    return {6 * side, side + heightWithout(true)};
}

void PictureRow::measure()
{
    const Theme& theme = Theme::instance();
    setMaximumHeight(sideByWidth() + heightWithout(true)); // more would stay empty
    m_lefts.clear();
    int x = tileMargin();
    for (size_t i = 0; i < m_tiles.size(); ++i) {
        if (i > 0 && !m_tiles[i].heading.isEmpty())
            x += theme.px(groupGap);
        m_lefts.push_back(x);
        x += side() + theme.px(tileGap);
    }
    const int all = x - theme.px(tileGap) + tileMargin();
    m_lefts.push_back(all);
    QScrollBar& bar = *horizontalScrollBar();
    bar.setRange(0, m_tiles.empty() ? 0 : std::max(0, all - viewport()->width()));
    bar.setPageStep(viewport()->width());
    bar.setSingleStep(side() + theme.px(tileGap));
    viewport()->update();
}

QRect PictureRow::placeOf(int tile) const
{
    const int top = (m_hasHeadings ? lineHeight() : 0) + tileMargin();
    return {m_lefts[size_t(tile)] - horizontalScrollBar()->value(), top, side(), side()};
}

int PictureRow::tileAt(QPoint place) const
{
    const int x = place.x() + horizontalScrollBar()->value();
    const auto after = std::ranges::upper_bound(m_lefts.begin(), m_lefts.end() - 1, x);
    const int tile = int(after - m_lefts.begin()) - 1;
    return tile >= 0 && placeOf(tile).right() >= place.x() ? tile : -1;
}

int PictureRow::current() const
{
    const auto it = std::ranges::find(m_tiles, m_hovered, &RowTile::item);
    return it == m_tiles.end() ? -1 : int(it - m_tiles.begin());
}

void PictureRow::say(int item)
{
    if (item == m_hovered)
        return;
    setHovered(item);
    Q_EMIT hovered(item);
}

void PictureRow::walkTo(int tile)
{
    if (m_tiles.empty())
        return;
    tile = std::clamp(tile, 0, int(m_tiles.size()) - 1);
    const int left = m_lefts[size_t(tile)], room = viewport()->width();
    QScrollBar& bar = *horizontalScrollBar();
    bar.setValue(std::clamp(bar.value(), left + side() + tileMargin() - room, left - tileMargin()));
    say(m_tiles[size_t(tile)].item);
}

void PictureRow::resizeEvent(QResizeEvent*)
{
    measure();
}

void PictureRow::wheelEvent(QWheelEvent* event)
{
    const QPoint turned = event->angleDelta();
    const int along = std::abs(turned.x()) > std::abs(turned.y()) ? turned.x() : turned.y();
    QScrollBar& bar = *horizontalScrollBar();
    bar.setValue(bar.value() - int(std::lround(along / 120.0 * bar.singleStep())));
    event->accept();
}

void PictureRow::keyPressEvent(QKeyEvent* event)
{
    const int at = current();
    switch (event->modifiers() == Qt::NoModifier ? event->key() : int(Qt::Key_unknown)) {
    case Qt::Key_Right:
        return walkTo(at + 1);
    case Qt::Key_Left:
        return walkTo(at - 1);
    case Qt::Key_Home:
        return walkTo(0);
    case Qt::Key_End:
        return walkTo(int(m_tiles.size()) - 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (at >= 0)
            Q_EMIT clicked(m_tiles[size_t(at)].item);
        return;
    default:
        event->ignore(); // Up and Down are the panel's
    }
}

void PictureRow::mouseMoveEvent(QMouseEvent* event)
{
    const int tile = tileAt(event->pos());
    say(tile < 0 ? -1 : m_tiles[size_t(tile)].item);
}

void PictureRow::mousePressEvent(QMouseEvent* event)
{
    const int tile = tileAt(event->pos());
    if (event->button() == Qt::LeftButton && tile >= 0)
        Q_EMIT clicked(m_tiles[size_t(tile)].item);
}

QString PictureRow::cardOf(int tile) const
{
    return m_cardOf ? m_cardOf(m_tiles.at(size_t(tile)).item) : QString();
}

bool PictureRow::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave)
        say(-1);
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int tile = tileAt(help->pos());
    if (tile < 0)
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), cardOf(tile), this);
    return true;
}

} // namespace hardlens
