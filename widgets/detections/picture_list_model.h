#pragma once

#include "core/analysis/detection_summary.h"
#include "widgets/detections/figure_list_model.h"

namespace hardlens {

/// The test pictures with what was found, missed and wrong in each; the worst first until asked
/// otherwise. Of equal values the picture with more errors comes first, then the earlier one.
class PictureListModel : public FigureListModel
{
    Q_OBJECT

public:
    enum Column
    {
        Name,
        Found,
        Missed,
        False,
        Errors, // missed and false together
        columns
    };

    explicit PictureListModel(QObject* parent = nullptr);

    /// counts: one per picture. Null: no rows.
    void setPictures(
        std::shared_ptr<const EvaluatedDetections> evaluated, std::vector<DetectionCounts> counts);
    /// Other counts of the same pictures. Rows move where the order asks for it.
    void setCounts(std::vector<DetectionCounts> counts);

    int64_t pictureAt(int row) const; // its index; -1: no such row
    int rowOf(int64_t picture) const; // -1: not among the rows

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    const std::string& nameOf(int64_t picture) const;
    std::vector<int64_t> arranged() const;
    void moveRows(std::vector<int64_t> rows);

    std::shared_ptr<const EvaluatedDetections> m_evaluated {};
    std::vector<DetectionCounts> m_counts {};
    std::vector<int64_t> m_rows {}; // pictures
    Column m_column = Errors;
    Qt::SortOrder m_order = Qt::DescendingOrder;
};

} // namespace hardlens
