#pragma once

#include "core/analysis/roi_filter.h"
#include "widgets/panel.h"
#include "widgets/roi/roi_picking.h"

#include <memory>
#include <string>

class QLabel;
class QStackedWidget;

namespace hardlens {

class CropsRow;
class Refresher;

/// The hardest RoIs of a step as crops: without a filter of those that were learned from, with one
/// of all that pass it.
class CropsStrip : public Panel
{
    Q_OBJECT

public:
    static constexpr size_t mostCrops = 48;

    explicit CropsStrip(QWidget* parent = nullptr);

    void setPictureSource(PictureSource* source);              // not owned; may be null
    void setClassNames(const std::vector<std::string>& names); // [0] is "background"
    /// Null: the empty state. A pick stays where the new step has the same proposal.
    void setStep(const std::shared_ptr<const DetectionStep>& step);

    RoiPick pick() const { return m_pick; }
    CropsRow* row() const { return m_row; }
    QString emptyText() const; // empty where there are crops

public Q_SLOTS:
    void setPicked(int picture, int roi); // no signal
    void setFilter(const hardlens::RoiFilter& filter);

Q_SIGNALS:
    void picked(int picture, int roi); // by hand; (-1, -1): none

private:
    void refresh();

    std::shared_ptr<const DetectionStep> m_step {};
    std::vector<std::string> m_classNames {};
    RoiFilter m_filter {};
    RoiPick m_pick {};
    CropsRow* m_row = nullptr;
    QLabel* m_empty = nullptr;
    QStackedWidget* m_pages = nullptr;
    Refresher* m_refresher = nullptr;
};

} // namespace hardlens
