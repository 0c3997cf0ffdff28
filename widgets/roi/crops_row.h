#pragma once

#include "core/records/detection_step.h"
#include "widgets/roi/roi_picking.h"

#include <QAbstractScrollArea>
#include <QPixmap>
#include <QTimer>

#include <vector>

namespace hardlens {

/// A RoI to be shown as a crop.
struct Crop
{
    RoiPick pick {};
    PictureReference picture {};
    Box box {}; // pixels of the stored picture
    Fate fate = Fate::NotDrawn;
    QString tag {};   // on the crop
    QString label {}; // under it
    QString toolTip {};
};

/// Crops side by side, as high as there is room for. A crop is cut once, when it is first seen, and
/// kept as long as its RoI is among the crops. The wheel scrolls; Left, Right, Home and End move
/// the pick, Esc lets go.
class CropsRow : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit CropsRow(QWidget* parent = nullptr);

    void setPictureSource(PictureSource* source); // not owned; may be null
    void setCrops(std::vector<Crop> crops);
    const std::vector<Crop>& crops() const { return m_crops; }

    /// Moves the crop into sight; one that is not there leaves nothing picked. No signal.
    void setPick(RoiPick pick);

    QRect placeOf(int crop) const; // of its square, in the viewport
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void picked(hardlens::RoiPick pick); // by hand

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    struct Picture // as long as it is painted
    {
        PictureReference reference {};
        QImage image {};
    };

    void restyle();
    void measure();
    int side() const; // of a crop
    int pitch() const;
    int cropAt(QPoint place) const;
    int current() const;
    void choose(int crop);
    QImage imageOf(const PictureReference& reference, std::vector<Picture>& known);
    void paintCrop(QPainter& painter, int crop, std::vector<Picture>& known);

    PictureSource* m_source = nullptr;
    std::vector<Crop> m_crops {};
    std::vector<QPixmap> m_pixmaps {}; // one per crop; null: not cut yet
    int m_cutSide = 0;
    RoiPick m_pick {};
    bool m_pixelsMissing = false;
    QTimer m_pixelsAgain {};
};

} // namespace hardlens
