#include "widgets/export/table_text.h"

#include <charconv>
#include <cmath>
#include <stdexcept>

namespace hardlens {

namespace {

template <typename Real> QString shortest(Real number)
{
    if (std::isnan(number))
        return {};
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    return QString::fromLatin1(digits, end - digits);
}

QString quotedWhereNeeded(const QString& field)
{
    const bool plain = std::none_of(field.begin(), field.end(),
        [](QChar c) { return c == ',' || c == '"' || c == '\n' || c == '\r'; });
    if (plain)
        return field;
    QString inside = field;
    return '"' + inside.replace('"', "\"\"") + '"';
}

} // namespace

TableText::TableText(const QStringList& columns)
    : m_columns(columns.size())
{
    if (columns.isEmpty())
        throw std::invalid_argument("TableText: no columns: must be at least one");
    for (const QString& name : columns)
        *this << name;
}

TableText& TableText::operator<<(const QString& text)
{
    addField(quotedWhereNeeded(text));
    return *this;
}

TableText& TableText::operator<<(const char* text)
{
    return *this << QString::fromUtf8(text);
}

TableText& TableText::operator<<(double number)
{
    addField(shortest(number));
    return *this;
}

TableText& TableText::operator<<(float number)
{
    addField(shortest(number));
    return *this;
}

void TableText::addField(const QString& field)
{
    if (m_filled > 0)
        m_text += ',';
    m_text += field;
    if (++m_filled < m_columns)
        return;
    m_text += "\r\n";
    m_filled = 0;
    ++m_rows;
}

QString TableText::text() const
{
    if (m_filled > 0)
        throw std::logic_error("TableText: the last row has " + std::to_string(m_filled)
            + " cells: must be " + std::to_string(m_columns));
    return m_text;
}

} // namespace hardlens
