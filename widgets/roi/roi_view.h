#pragma once

#include "core/analysis/roi_filter.h"
#include "core/analysis/stable_upper.h"
#include "core/records/detection_step.h"
#include "widgets/roi/overlay_looks.h"
#include "widgets/roi/picture_pixmaps.h"
#include "widgets/roi/roi_picking.h"

#include <QTimer>
#include <QWidget>

#include <optional>

namespace hardlens {

/// The pictures of a step with their RoIs over them: what was learned from, what NMS dropped, what
/// was too easy, what was there. A training step and pinned pictures are shown alike (an aliasing
/// shared_ptr to the body of either).
///
/// Mouse: wheel zooms about the cursor, drag pans, a click picks the box whose border is within 8
/// px, double click fits. Keys: 1-4 show and hide a kind, T all, Tab and Shift+Tab go through the
/// boxes under the cursor (or where was clicked last) from hard to easy, Down and Up through all
/// boxes of the picture, Left and Right change the picture, + and - zoom, F fits, Esc lets go.
/// Without a cursor and a click Tab moves the focus as everywhere.
class RoiView : public QWidget
{
    Q_OBJECT

public:
    explicit RoiView(QWidget* parent = nullptr);

    /// Not owned; may be null. Where it has no pixels (yet) a grey placeholder is shown and it is
    /// asked again.
    void setPictureSource(PictureSource* source);
    void setClassNames(const std::vector<std::string>& names); // [0] is "background"

    /// Null: the empty state. A picked RoI stays picked where the new step has the same proposal of
    /// the same picture.
    void setStep(const std::shared_ptr<const DetectionStep>& step);
    const std::shared_ptr<const DetectionStep>& step() const { return m_step; }

    /// One sentence: why nothing is shown and what to do.
    void setEmptyText(const QString& text);

    /// What a what-if changes, per picture and RoI of the step in force; marks of further pictures
    /// are not used. Empty: there is no what-if. The next step takes them away. Throws
    /// std::invalid_argument where pictures or RoIs of the step have no mark.
    void setWhatIfMarks(std::vector<std::vector<ChoiceMark>> marks);

    /// Hides every RoI that does not pass, whatever its kind.
    void setRoiFilter(const RoiFilter& filter);

    const OverlayFilter& filter() const { return m_filter; }
    const OverlayColouring& colouring() const { return m_colouring; }
    RoiPick pick() const { return m_pick; }

    /// Where a RoI's box is in the widget, also where that is outside what is seen. Null where
    /// there is none.
    QRectF boxInView(int picture, int roi) const;
    /// Where a picture is in the widget. Null where there is none.
    QRectF pictureInView(int picture) const;

    /// Which part of a picture is seen; all of it where there is no such picture.
    PictureSight sight(int picture) const;
    /// Without a signal.
    void setSight(int picture, const PictureSight& sight);

    /// How far the colours of losses reach in this view's own steps, and how far they must reach at
    /// least: views whose colours are compared agree on one. 0: no step with losses yet.
    double ownLossScale() const { return m_largestLoss.value(); }
    void setLeastLossScale(double loss);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

public Q_SLOTS:
    /// Picks, and moves the picture where the box is out of sight. What is not in the step lets go.
    void pick(int picture, int roi);
    void setKindShown(hardlens::OverlayKind kind, bool shown);
    void setOpacity(double opacity);
    void setMinLoss(double loss);
    void setLabelsShown(bool shown);
    void setColouring(hardlens::OverlayColouring::By by);
    void fit();

Q_SIGNALS:
    /// Another RoI is picked, for whatever reason; (-1, -1): none.
    void picked(int picture, int roi);
    void kindShownChanged(hardlens::OverlayKind kind, bool shown);
    /// Other colours, or other losses that they stand for.
    void colouringChanged(const hardlens::OverlayColouring& colouring);
    /// Another part of a picture is seen: zoomed, moved or fitted by hand, or a picked box was
    /// brought into sight.
    void sightChanged(int picture);
    /// Another step, or none, is in force; what is picked in it has been told.
    void stepShown();

protected:
    bool event(QEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    /// A picture of the step as it stands in the view.
    struct Tile
    {
        PictureFrame frame {};
        std::vector<int32_t> byFallingLoss {};
        QString caption {};
        QImage layer {};
        bool layerIsOld = true;
    };
    struct Drag
    {
        int picture = -1;
        QPointF pressed {};
        QPointF last {};
        bool moved = false;
        bool mayPick = false;
    };
    struct Anchor // a point of a picture, in its pixels
    {
        int picture = -1;
        QPointF point {};
    };

    const PictureRecord& record(int picture) const { return m_step->pictures[size_t(picture)]; }
    OverlayLooks looksOf(int picture) const;
    std::vector<int32_t> shownRois(int picture) const; // by falling loss
    void recolour(OverlayColouring colouring);
    void arrange();
    void overlayChanged(int picture = -1);
    void setPick(RoiPick pick, bool reveal);
    void describePick();

    int pictureAt(QPointF point) const;
    RoiPick roiUnder(QPointF point) const;
    double reach() const;
    std::optional<Anchor> anchor() const;
    bool cycleAround(const Anchor& anchor, bool forward);
    void walk(bool easier);
    void changePicture(int by);
    void zoom(int picture, QPointF about, double factor);
    void sightMoved(int picture);
    void updateHover();

    void paintPicture(QPainter& painter, int picture);
    void paintPlaceholder(QPainter& painter, int picture);
    void paintFrameOf(QPainter& painter, int picture);
    void paintEmpty(QPainter& painter);

    std::shared_ptr<const DetectionStep> m_step {};
    std::vector<std::string> m_classNames {};
    PicturePixmaps m_pixmaps {};
    std::vector<Tile> m_tiles {};
    OverlayFilter m_filter {};
    RoiFilter m_roiFilter {};
    OverlayColouring m_colouring {};
    StableUpper m_largestLoss {};
    double m_leastLossScale = 0;
    std::vector<std::vector<ChoiceMark>> m_marks {}; // empty, or per picture and RoI
    QString m_emptyText {};
    RoiPick m_pick {};
    RoiPick m_hover {};
    std::optional<QPointF> m_cursor {};
    std::optional<Anchor> m_clicked {};
    Drag m_drag {};
    double m_pixelRatio = 1;
    QTimer m_hoverPause {};
    bool m_hoverIsOld = false;
    QTimer m_pixelsAgain {};
    bool m_pixelsMissing = false;
};

} // namespace hardlens
