#pragma once

#include "widgets/embedding/picture_tile.h"

#include <QWidget>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace hardlens {

class NoteCrops;

/// Somebody around the anchor.
struct RadarBlip
{
    int item = -1;
    PictureReference picture {};
    int32_t label = 0;
    float distance = 0;
    TileRole role = TileRole::Other;
    bool isCandidate = true; // false: a mark instead of a picture
};

/// A distance that the sampler goes by.
struct RadarRing
{
    double distance = 0;
    QString text {};
};

/// Pictures around one, at their true distance from it.
class AnchorRadar : public QWidget
{
    Q_OBJECT

public:
    explicit AnchorRadar(QWidget* parent = nullptr);

    void setPictures(PictureSource* source);
    /// What is known of an item that is shown; asked for the one under the mouse.
    void setCards(std::function<QString(int item)> cardOf) { m_cardOf = std::move(cardOf); }
    /// Whoever comes first has the first choice of a place. The anchor is a blip at 0.
    void setBlips(RadarBlip anchor, std::vector<RadarBlip> blips, std::vector<RadarRing> rings);
    void setHovered(int item); // -1: none

    const std::vector<RadarBlip>& blips() const { return m_blips; }
    const std::vector<RadarRing>& rings() const { return m_rings; }
    QPointF placeOf(int blip) const; // of its middle
    QPointF centre() const;
    double perDistance() const;            // pixels
    double side() const { return m_side; } // of a picture
    int itemAt(QPointF place) const;       // -1: none
    QString cardText() const;              // of what the mouse is over
    /// Where the words of each ring stand; null where they found no room.
    std::vector<QRect> ringWords() const;

    QSize minimumSizeHint() const override { return {80, 80}; }

Q_SIGNALS:
    void clicked(int item);
    void hovered(int item); // -1: nothing any more

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void layOut();
    void say(int item);
    const RadarBlip* blipOf(int item) const;
    void paintRings(QPainter& painter);
    void paintLines(QPainter& painter);
    void paintBlip(QPainter& painter, const RadarBlip& blip, QPointF place, double side);
    void paintCard(QPainter& painter);

    RadarBlip m_anchor {};
    std::function<QString(int item)> m_cardOf {};
    std::vector<RadarBlip> m_blips {};
    std::vector<RadarRing> m_rings {};
    std::vector<double> m_angles {};
    double m_side = 1;
    double m_reach = 2; // distance at the edge
    int m_hovered = -1;
    bool m_isOver = false; // the mouse
    NoteCrops* m_crops = nullptr;
};

} // namespace hardlens
