#pragma once

#include "core/analysis/roi_filter.h"
#include "widgets/panel.h"
#include "widgets/roi/roi_picking.h"

#include <memory>
#include <string>

class QLabel;
class QStackedWidget;
class QTableView;

namespace hardlens {

class Refresher;
class RoiFilterBar;
class RoiTableModel;

/// All RoIs of a step as a table with a filter, the hardest first. A picked RoI stays picked where
/// the new step has the same proposal of the same picture, and a new step does not scroll.
///
/// Keys: Up, Down, Page Up, Page Down, Home and End move the pick, Esc lets go.
class RoiTableView : public Panel
{
    Q_OBJECT

public:
    explicit RoiTableView(QWidget* parent = nullptr);

    void setStep(const std::shared_ptr<const DetectionStep>& step); // null: the empty state
    void setClassNames(const std::vector<std::string>& names);      // [0] is "background"

    const RoiFilter& filter() const;
    RoiPick pick() const { return m_pick; }
    /// What is said instead of rows; empty where there are some.
    QString emptyText() const;
    const RoiTableModel& model() const { return *m_model; }
    QTableView* table() const { return m_table; }

public Q_SLOTS:
    /// Marks the row and scrolls to it; a RoI that is not among the rows has no mark. No signal.
    void setPicked(int picture, int roi);
    void setFilter(const hardlens::RoiFilter& filter); // no signal

Q_SIGNALS:
    void picked(int picture, int roi);                     // by hand; (-1, -1): none
    void filterChanged(const hardlens::RoiFilter& filter); // by hand

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void refresh();
    void showPage();
    void markPick(bool scroll);
    void pickRow(int row);
    void foldColumns();
    void restyle();

    std::shared_ptr<const DetectionStep> m_step {};
    RoiPick m_pick {};
    bool m_marking = false;    // the current row follows the pick, not the other way round
    bool m_revealPick = false; // when it is seen next
    RoiTableModel* m_model = nullptr;
    RoiFilterBar* m_bar = nullptr;
    QTableView* m_table = nullptr;
    QLabel* m_empty = nullptr;
    QStackedWidget* m_pages = nullptr;
    Refresher* m_refresher = nullptr;
};

} // namespace hardlens
