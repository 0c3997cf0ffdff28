#pragma once

#include "widgets/embedding/map_scene.h"
#include "widgets/embedding/map_sight.h"
#include "widgets/embedding/picture_tile.h"
#include "widgets/plots/point_stamp.h"

#include <QImage>
#include <QPolygonF>
#include <QWidget>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace hardlens {

class NoteCrops;

/// The map itself. The wheel zooms about the cursor, dragging moves it, Shift and dragging selects;
/// plus, minus and F (all of it) do the same by keyboard. Classes have colours and shapes; where
/// few enough points are seen they become their pictures.
class EmbeddingMapCanvas : public QWidget
{
    Q_OBJECT

public:
    explicit EmbeddingMapCanvas(QWidget* parent = nullptr);

    void setPictures(PictureSource* source);
    void setScene(MapScene scene);
    void setLinks(const MapLinks& links);
    void setHoveredItem(int item);
    void setSelection(std::vector<int> items); // rising
    /// Lines for the card of a point.
    void setCardText(std::function<QString(const MapPoint&)> text);

    const MapScene& scene() const { return m_scene; }
    const MapSight& sight() const { return m_sight; }
    bool showsPictures() const { return m_showsPictures; }
    /// The topmost one near a place; null: none.
    const MapPoint* pointAt(QPointF place) const;
    QString cardText() const; // of what the mouse is over; empty: nothing
    void fit();

    QSize minimumSizeHint() const override { return {60, 60}; }

Q_SIGNALS:
    void hovered(int item); // of the batch; -1: none
    void clicked(int item);
    void lassoed(const std::vector<int>& items);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    /// One of the stamps that points are laid down with.
    struct StampKey
    {
        int look = 0; // class mark
        bool isBatch = false;
        friend auto operator<=>(const StampKey&, const StampKey&) = default;
    };

    void moved(); // the sight is another: by hand
    void invalidate();
    void choosePictures();
    void drawLayer(double pixelRatio);
    const PointStamp& stampFor(const MapPoint& point, double pixelRatio);
    void paintPictures(QPainter& painter);
    void paintLinks(QPainter& painter);
    void paintMarks(QPainter& painter);
    void paintCard(QPainter& painter);
    TileRole roleOf(int item) const;
    const MapPoint* pointOf(int item) const;
    void setOver(const MapPoint* point);
    void endLasso();

    MapScene m_scene {};
    MapLinks m_links {};
    MapSight m_sight {};
    bool m_isFitted = true; // until it is moved by hand
    bool m_showsPictures = false;
    int m_hoveredItem = -1;
    std::vector<int> m_selection {};
    std::ptrdiff_t m_over = -1; // point under the mouse
    QPointF m_cursor {};
    std::optional<QPointF> m_press {};
    bool m_dragged = false;
    QPolygonF m_lasso {};
    QImage m_layer {}; // null: to be drawn
    std::map<StampKey, PointStamp> m_stamps {};
    double m_stampRatio = 0;
    NoteCrops* m_crops = nullptr;
    std::function<QString(const MapPoint&)> m_cardText {};
};

} // namespace hardlens
