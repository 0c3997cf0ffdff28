#pragma once

#include "core/analysis/roi_filter.h"
#include "widgets/roi/roi_picking.h"

#include <QAbstractTableModel>

#include <memory>
#include <string>
#include <vector>

namespace hardlens {

/// All RoIs of a step that a filter lets through, one per row; sorted by falling loss until asked
/// otherwise. What has no value in the sorted column (no loss, no rank) comes last in either order;
/// equal values go by falling loss.
class RoiTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Picture, // its place in the step, from 1
        Rank,
        Loss, // what it was ranked by
        ClassLoss,
        BoxLoss,
        Label,
        LabelProbability,
        Predicted, // class and p; sorted by class, the surest first
        Iou,
        FateOfRoi,
        SurvivorRank,
        columns
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setStep(const std::shared_ptr<const DetectionStep>& step); // null: no rows
    void setClassNames(const std::vector<std::string>& names);      // [0] is "background"
    void setFilter(const RoiFilter& filter);

    const RoiFilter& filter() const { return m_filter; }
    qsizetype roisOfStep() const; // before the filter
    const RoiRecord& record(int row) const;
    RoiPick pickAt(int row) const;
    int rowOf(RoiPick pick) const; // -1: not among the rows

    Column sortColumn() const { return m_column; }
    Qt::SortOrder sortOrder() const { return m_order; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    void arrange();
    double sortKey(const StepRoi& place) const;
    const RoiRecord& record(const StepRoi& place) const;
    QString text(int row, int column) const;

    std::shared_ptr<const DetectionStep> m_step {};
    std::vector<std::string> m_classNames {};
    RoiFilter m_filter {};
    std::vector<StepRoi> m_rows {};
    Column m_column = Loss;
    Qt::SortOrder m_order = Qt::DescendingOrder;
};

} // namespace hardlens
