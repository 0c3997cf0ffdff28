#pragma once

#include "core/analysis/time_marks.h"
#include "core/records/history.h"

#include <QPixmap>
#include <QWidget>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace hardlens {

/// The run as a line: what of it can be looked at again, its marks, the step that is shown and the
/// newest one, and a range that playing stays in.
///
/// Mouse: a press goes to the step below it, or to the mark below it, and dragging goes on from
/// there; on the newest step it follows the run. Shift and drag sets the range, Shift and click or
/// a double click on it clears it, its two ends can be dragged. The wheel goes from recorded step
/// to recorded step. Keys are the window's.
class Timeline : public QWidget
{
    Q_OBJECT

public:
    using Loop = std::optional<std::pair<int64_t, int64_t>>; // first < last

    explicit Timeline(QWidget* parent = nullptr);

    void setHistory(const History& history);
    void setOptionLabels(std::map<std::string, std::string> labels);
    void clear(); // also what is recorded, and the range; it follows again

    /// Steps whose bodies can be had, rising: the stronger part of the line.
    void setRecorded(std::vector<int64_t> steps);
    /// The step that the views show. Following, it is the newest one, whatever `step` says.
    void setShown(int64_t step, bool following);
    void setLoop(const Loop& loop); // no signal

    int64_t lastStep() const { return m_lastStep; }
    int64_t shownStep() const { return m_following ? m_lastStep : m_shown; }
    bool isFollowing() const { return m_following; }
    const Loop& loop() const { return m_loop; }
    const std::vector<int64_t>& recorded() const { return m_recorded; }
    const TimeMarks& marks() const { return m_marks; }

    /// Where a step is, in pixels, and which one is there.
    double xOf(int64_t step) const;
    int64_t stepAt(double x) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// By hand. A recorded step, the step of a mark (show the recorded one nearest to it), or any
    /// where nothing is recorded.
    void scrubbed(int64_t step);
    void followRequested();
    void loopChanged(const std::optional<std::pair<int64_t, int64_t>>& loop); // by hand

protected:
    bool event(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    enum class Drag
    {
        None,
        Pressed, // on a mark or the newest step: scrubs once it has moved
        Scrub,
        LoopFirst,
        LoopLast,
        NewLoop
    };

    double margin() const;
    void scrubTo(int64_t step);
    const TimeMark* markAt(double x) const;
    bool isOnLive(double x) const;
    Drag loopEndAt(double x) const; // None: no end of the range is there
    bool isOnLoop(double x) const;
    void changeLoop(const Loop& loop);
    QString toolTipAt(double x) const;
    void forgetLayer();
    void paintLayer();
    void paintLoop(QPainter& painter) const;
    void paintHead(QPainter& painter) const;

    TimeMarks m_marks {};
    int64_t m_lastStep = 0;
    std::vector<int64_t> m_recorded {};
    int64_t m_shown = 0;
    bool m_following = true;
    Loop m_loop {};

    Drag m_drag = Drag::None;
    double m_pressX = 0;
    int64_t m_scrubbed = -1; // the last that was told, of this press
    Loop m_loopBefore {};    // as it was when its drag began
    int m_wheelAngle = 0;    // what has not made a notch yet
    QPixmap m_layer {};      // the line and the marks; null: to be painted anew
};

} // namespace hardlens
