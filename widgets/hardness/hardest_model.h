#pragma once

#include "core/analysis/hardness.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace hardlens {

/// What a HardnessRow is of, whatever its figures are by now.
struct HardnessIdentity
{
    HardnessOf of = HardnessOf::Picture;
    uint64_t contentId = 0; // of a picture or an object
    int32_t part = 0;       // the object's index, or the class's label

    friend bool operator==(const HardnessIdentity&, const HardnessIdentity&) = default;
};
HardnessIdentity identityOf(const HardnessRow& row);

/// How hard pictures, objects or classes have been, one per row; those that were selected most
/// often first until asked otherwise. What has no value in the sorted column comes last in either
/// order; equal values keep the order of the rows as they were given.
class HardestModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Name,
        Selected,
        Share, // of its RoIs that were selected
        Visits,
        MeanLoss,
        LatestLoss,
        Curve, // sorted by how much it has risen
        columns
    };
    using Rows = std::shared_ptr<const std::vector<HardnessRow>>;

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(Rows rows); // null: none
    /// Rows whose name has all the words, whatever the case; of these only those that stay hard.
    void setFilter(const QStringList& words, bool staysHard);

    const HardnessRow& row(int row) const { return (*m_all)[m_rows[size_t(row)]]; }
    int rowOf(const HardnessIdentity& identity) const;             // -1: not among the rows
    size_t rowsInAll() const { return m_all ? m_all->size() : 0; } // before the filter
    int stayingHard() const { return m_stayingHard; }              // before the filter
    /// The highest value of all curves, so that they have one scale; 0: there is none.
    float curveTop() const { return m_curveTop; }

    Column sortColumn() const { return m_column; }
    Qt::SortOrder sortOrder() const { return m_order; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    void arrange();
    bool passes(const HardnessRow& row) const;
    QString text(const HardnessRow& row, int column) const;

    Rows m_all {};
    std::vector<uint32_t> m_rows {}; // places in m_all
    QStringList m_words {};
    bool m_onlyStayingHard = false;
    int m_stayingHard = 0;
    float m_curveTop = 0;
    Column m_column = Selected;
    Qt::SortOrder m_order = Qt::DescendingOrder;
};

} // namespace hardlens
