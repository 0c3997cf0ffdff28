#pragma once

#include "core/analysis/fork_comparison.h"

#include <QAbstractTableModel>
#include <QStringList>

namespace hardlens {

/// The figures of a fork: a row per figure, a column per variant. The display role is the value,
/// the difference to the first variant is a role of its own; beside an mAP that is there to compare
/// with, or is of another step than the first one's, that step. Rows never change, so that nothing
/// jumps.
class ForkFiguresModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Row
    {
        MeanLossAll,
        MeanLossChosen,
        LossShare,
        Chosen,
        ChosenForeground,
        Suppressed,
        Duplicates,
        MeanAp,
        StepMs,
        Both,
        OnlyHere,
        OnlyThere,
        Overlap,
        rows
    };
    enum Role
    {
        DifferenceRole = Qt::UserRole
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setNames(const QStringList& names); // a new fork: no figures
    void setVariants(std::vector<VariantComparison> variants);
    const QStringList& names() const { return m_names; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// The figures as CSV, a row per figure, not rounded.
    QString csv() const;

private:
    double value(int row, int variant) const; // NaN: not known
    QString text(int row, int variant) const;
    QString difference(int row, int variant) const;
    QString toolTip(int row, int variant) const;

    QStringList m_names {};
    std::vector<VariantComparison> m_variants {}; // none, or one for each name
};

} // namespace hardlens
