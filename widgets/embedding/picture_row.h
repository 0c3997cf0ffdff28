#pragma once

#include "widgets/embedding/picture_tile.h"

#include <QAbstractScrollArea>

#include <functional>
#include <utility>
#include <vector>

namespace hardlens {

class NoteCrops;

/// A picture of a batch in a row of them.
struct RowTile
{
    int item = -1; // place in the batch
    PictureReference picture {};
    TileLook look {};
    QString heading {}; // words above the first picture of a group
    QString caption {}; // under the picture
    QString second {};  // below that; falls away where height is short
    double weight = -1; // length of the bar under the picture, in [0, 1]; negative: no bar
    int times = 0;      // drawn so often; told from 2 on
};

/// Pictures side by side, as high as there is room for, in groups with headings. The wheel scrolls;
/// Left, Right, Home and End walk along the pictures, Enter is a click.
class PictureRow : public QAbstractScrollArea
{
    Q_OBJECT

public:
    /// crops outlives the row. Sides of pictures are in pixels of the theme.
    PictureRow(NoteCrops& crops, const QString& accessibleName, int leastSide, int largestSide);

    /// fromStart: scrolls back to the first one.
    void setTiles(std::vector<RowTile> tiles, bool fromStart);
    const std::vector<RowTile>& tiles() const { return m_tiles; }
    /// What is known of an item; asked for the one that the mouse rests on.
    void setCards(std::function<QString(int item)> cardOf) { m_cardOf = std::move(cardOf); }
    QString cardOf(int tile) const;
    /// Shows what is looked at somewhere else; -1: nothing.
    void setHovered(int item);

    QRect placeOf(int tile) const; // of its picture, in the viewport
    /// Whether the second lines are shown.
    bool showsSecond() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void clicked(int item);
    void hovered(int item); // -1: nothing any more

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void measure();
    int barRoom() const; // below the pictures
    int lineHeight() const;
    int heightWithout(bool second) const; // of all but the picture
    int sideByWidth() const;              // the largest that is of use
    int side() const;
    int tileAt(QPoint place) const;
    int current() const; // the hovered one's tile
    void walkTo(int tile);
    void say(int item);
    void paintTileAt(QPainter& painter, int tile);
    void paintWords(QPainter& painter, int tile, const QRect& place);
    int endOfHeading(int tile) const; // where the next one begins

    NoteCrops& m_crops;
    int m_leastSide;
    int m_largestSide;
    std::function<QString(int item)> m_cardOf {};
    std::vector<RowTile> m_tiles {};
    std::vector<int> m_lefts {0}; // of each picture, unscrolled; one more: the end
    bool m_hasHeadings = false;
    bool m_hasBars = false;
    int m_hovered = -1;
};

} // namespace hardlens
