#pragma once

#include "core/analysis/roi_past.h"
#include "widgets/panel.h"

#include <optional>

class QPainter;

namespace hardlens {

class Refresher;
class TimePlot;

/// The loss of one RoI over the recorded steps that its picture was in, each point with the shape
/// and colour of what became of it, above or below its picture's cut. A click goes to the step of
/// the nearest point.
class RoiPastView : public Panel
{
    Q_OBJECT

public:
    /// Why there is nothing to show.
    enum class NoPast
    {
        NothingPicked,
        Jittered // made anew in each step: there is no other step with the same one
    };

    explicit RoiPastView(QWidget* parent = nullptr);

    void setNoPast(NoPast why);
    /// title: which RoI, for the note: "RoI 17 of raccoon-12.jpg". complete: no more will come.
    void setPast(const QString& title, RoiPast past, bool complete);
    /// How many recorded steps have been read for it; until setPast() says that it is complete.
    void setProgress(int done, int total);
    /// A line at the step that is looked at; none: the newest one is.
    void setShown(std::optional<int64_t> step);

    TimePlot* plot() const { return m_plot; }
    const RoiPast& past() const { return m_past; }
    /// Step, loss, cut and fate as CSV. Empty: nothing to show.
    QString csv() const;

Q_SIGNALS:
    void stepChosen(int64_t step); // by a click

private:
    void refresh();
    void fitVertical();
    void showWords();
    void paintCut(QPainter& painter);
    void paintPoints(QPainter& painter);
    void paintKey(QPainter& painter);
    double pixelOf(int64_t step) const;
    double pixelOfLoss(float loss) const; // NaN: on the axis
    const RoiMoment* momentNear(double x) const;
    QString toolTipAt(QPoint place) const;
    QString progressText() const;

    TimePlot* m_plot = nullptr;
    Refresher* m_refresher = nullptr;
    NoPast m_why = NoPast::NothingPicked;
    bool m_picked = false;
    QString m_title {};
    RoiPast m_past {};
    bool m_complete = true;
    int m_done = 0;
    int m_total = 0;
};

} // namespace hardlens
