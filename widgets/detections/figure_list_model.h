#pragma once

#include <QAbstractTableModel>

#include <span>

namespace hardlens {

/// A list whose first column is a name and whose others are figures, each with a heading and a
/// sentence that says what it is.
class FigureListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    struct Heading
    {
        const char* name;
        const char* meaning; // its tool tip
    };

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    /// headings: one per column, outliving the model.
    FigureListModel(std::span<const Heading> headings, QObject* parent);

    static int alignmentOf(int column); // names stand at the left, figures at the right

private:
    std::span<const Heading> m_headings;
};

} // namespace hardlens
