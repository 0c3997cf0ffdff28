#pragma once

#include "widgets/detections/detection_overlay.h"
#include "widgets/roi/picture_pixmaps.h"

#include <QTimer>
#include <QWidget>

#include <optional>

namespace hardlens {

/// A test picture with what was found in it, what was not and what was wrong; below it what the
/// lines mean. Wheel zooms about the cursor, drag pans, double click and F fit, + and - zoom; a
/// tip says what the boxes under the cursor are.
class DetectionPicture : public QWidget
{
    Q_OBJECT

public:
    explicit DetectionPicture(QWidget* parent = nullptr);

    void setPictureSource(PictureSource* source);              // not owned; may be null
    void setClassNames(const std::vector<std::string>& names); // [0] is "background"

    /// Another picture is seen as a whole, the same one keeps its zoom.
    void setShown(ShownDetections shown);
    const ShownDetections& shown() const { return m_shown; }
    const PictureFrame& frame() const { return m_frame; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    void arrange();
    void boxesChanged();
    void paintPlaceholder(QPainter& painter);
    void paintCaption(QPainter& painter);

    PicturePixmaps m_pixmaps {};
    std::vector<std::string> m_classNames {};
    ShownDetections m_shown {};
    PictureFrame m_frame {};
    QImage m_layer {};
    bool m_layerIsOld = true;
    double m_pixelRatio = 1;
    std::optional<QPointF> m_dragged {}; // where the hand was last
    QTimer m_pixelsAgain {};
};

} // namespace hardlens
