#pragma once

#include "core/analysis/detection_summary.h"
#include "core/records/evaluation.h"
#include "widgets/detections/figure_list_model.h"

namespace hardlens {

/// The classes with their AP, and their precision and recall at a score threshold. A row is a
/// label; row 0 is all classes: mean AP, and the others over all detections and objects.
class ClassListModel : public FigureListModel
{
    Q_OBJECT

public:
    enum Column
    {
        Name,
        Ap,
        Precision,
        Recall,
        columns
    };

    explicit ClassListModel(QObject* parent = nullptr);

    void setEvaluation(std::shared_ptr<const Evaluation> evaluation); // null: no rows
    void setSummary(DetectionSummary summary);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    QString text(int label, int column) const;

    std::shared_ptr<const Evaluation> m_evaluation {};
    DetectionSummary m_summary {};
};

} // namespace hardlens
