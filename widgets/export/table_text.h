#pragma once

#include <QString>
#include <QStringList>

#include <concepts>

namespace hardlens {

/// A table as CSV (RFC 4180): a row of column names first, CRLF after every row, fields in quotes
/// where they hold a comma, a quote or a line end. Cells are given row by row, from left to right.
///
/// Numbers are as short as they can be and still read back equal, with a decimal point whatever
/// the locale. NaN, which means "not computed", is an empty field; infinity is inf.
class TableText
{
public:
    explicit TableText(const QStringList& columns);

    TableText& operator<<(const QString& text);
    TableText& operator<<(const char* text);
    TableText& operator<<(double number);
    TableText& operator<<(float number); // reads back equal as a float
    template <std::integral Whole> TableText& operator<<(Whole number)
    {
        addField(QString::number(number));
        return *this;
    }

    /// Throws std::logic_error where the last row is not complete.
    QString text() const;
    qsizetype rows() const { return m_rows; }

private:
    void addField(const QString& field);

    qsizetype m_columns;
    qsizetype m_filled = 0; // cells of the last row
    qsizetype m_rows = -1;  // complete ones, without the names
    QString m_text {};
};

} // namespace hardlens
