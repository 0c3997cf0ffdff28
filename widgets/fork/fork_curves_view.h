#pragma once

#include "core/analysis/stable_upper.h"
#include "core/analysis/time_marks.h"
#include "widgets/fork/fork_curves.h"
#include "widgets/panel.h"

#include <QStringList>

#include <optional>

class QCPGraph;
class QComboBox;
class QPainter;

namespace hardlens {

class Refresher;
class TimePlot;

/// One quantity of all variants of a fork over their steps, each with its colour, shape and name.
/// A click says which step is meant.
class ForkCurvesView : public Panel
{
    Q_OBJECT

public:
    explicit ForkCurvesView(QWidget* parent = nullptr);

    /// A new fork, of two to four variants, which go on after step forkStep; no names: there is
    /// none.
    void setVariants(const QStringList& names, int64_t forkStep, Bench bench = Bench::Detection);
    /// One per variant; reads what is new. What they have of steps before the fork is shown as
    /// well. Throws std::invalid_argument where it is another number.
    void setHistories(std::vector<History> histories);

    /// place: among the quantities of the bench.
    void setQuantity(size_t place);
    const ForkQuantity& quantity() const { return m_quantities[m_quantity]; }
    /// The step that the other views are at; none: no cursor.
    void setShown(std::optional<int64_t> step);
    std::optional<int64_t> shown() const { return m_shown; }

    TimePlot* plot() const { return m_plot; }
    /// The shown quantity of the steps in the range that is seen, a column per variant, as CSV.
    /// Empty: there are none.
    QString visibleCsv() const;

Q_SIGNALS:
    void stepChosen(int64_t step); // by a click

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void refresh();
    void restyle();
    void offerQuantities(std::span<const ForkQuantity> quantities);
    void restart();
    void leaveOutWhatIsBefore();
    void fitVertical();
    QString emptyText() const;
    const DecimatedCurve& curve(int variant) const;
    void paintFork(QPainter& painter);
    void paintShapes(QPainter& painter);
    void paintShapesOf(QPainter& painter, int variant);
    void paintCursor(QPainter& painter);
    void paintNames(QPainter& painter);
    QString valueText(double value) const;
    QString toolTipAt(QPoint place) const;
    void choose(QPoint place);

    TimePlot* m_plot = nullptr;
    QComboBox* m_choice = nullptr;
    Refresher* m_refresher = nullptr;
    std::vector<QCPGraph*> m_graphs {};
    QStringList m_names {};
    ForkCurves m_curves {};
    std::vector<History> m_histories {}; // as last shown, for the data behind the curves
    TimeMark m_fork {};
    StableUpper m_top {};
    std::span<const ForkQuantity> m_quantities {}; // of the bench
    size_t m_quantity = 0;
    std::optional<int64_t> m_shown {};
    std::optional<QPoint> m_pressed {};
};

} // namespace hardlens
