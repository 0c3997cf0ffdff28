#pragma once

#include "widgets/fork/fork_figures.h"

#include <QAbstractTableModel>
#include <QStringList>

namespace hardlens {

/// The figures of a fork: a row per figure, a column per variant. The display role is the value,
/// the difference to the first variant is a role of its own; beside a figure of an evaluation that
/// is there to compare with, or is of another step than the first one's, that step. Rows are those
/// of the bench, as forkFigures has them, so that nothing jumps.
class ForkFiguresModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role
    {
        DifferenceRole = Qt::UserRole,
        ComparisonBeginsRole // of a row's header: from here on two choices are compared
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// A new fork: no figures.
    void setNames(const QStringList& names, Bench bench = Bench::Detection);
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

    std::span<const ForkFigure> m_figures = forkFigures(Bench::Detection);
    QStringList m_names {};
    std::vector<VariantComparison> m_variants {}; // none, or one for each name
};

} // namespace hardlens
