#include "widgets/fork/fork_figures_model.h"

#include "widgets/export/table_text.h"
#include "widgets/roi/overlay_style.h"

#include <cmath>

namespace hardlens {

namespace {

QString numberText(const ForkFigure& figure, double value)
{
    if (std::isnan(value))
        return QStringLiteral("–");
    return figure.decimals == 0 ? groupedCount(std::llround(value))
                                : fixedNumber(value * figure.scale, figure.decimals);
}

} // namespace

void ForkFiguresModel::setNames(const QStringList& names, Bench bench)
{
    beginResetModel();
    m_names = names;
    m_figures = forkFigures(bench);
    m_variants.clear();
    endResetModel();
}

void ForkFiguresModel::setVariants(std::vector<VariantComparison> variants)
{
    m_variants = std::move(variants);
    m_variants.resize(m_variants.empty() ? 0 : size_t(m_names.size()));
    if (!m_names.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int ForkFiguresModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_figures.size());
}

int ForkFiguresModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_names.size());
}

double ForkFiguresModel::value(int row, int variant) const
{
    if (size_t(variant) >= m_variants.size())
        return VariantFigures::none;
    const VariantComparison& of = m_variants[size_t(variant)];
    const ForkFigure& figure = m_figures[size_t(row)];
    if (figure.ofStep)
        return of.figures.*figure.ofStep;
    // The first with itself says nothing.
    return of.choice && variant > 0 ? figure.ofChoice(*of.choice) : VariantFigures::none;
}

QString ForkFiguresModel::text(int row, int variant) const
{
    const ForkFigure& figure = m_figures[size_t(row)];
    return variant == 0 && !figure.ofStep ? QString() : numberText(figure, value(row, variant));
}

QString ForkFiguresModel::difference(int row, int variant) const
{
    const ForkFigure& figure = m_figures[size_t(row)];
    if (!figure.ofStep || size_t(variant) >= m_variants.size())
        return {};
    const int64_t evaluated = m_variants[size_t(variant)].figures.evaluatedStep;
    if (figure.isOfEvaluation && evaluated > 0
        && (variant == 0 || evaluated != m_variants[0].figures.evaluatedStep))
        return QString("step %1").arg(evaluated); // of other steps there is no fair difference
    if (variant == 0)
        return {};
    // Of what is shown, so that the three numbers add up.
    const double unit = std::pow(10., figure.decimals) * figure.scale;
    const double by = std::round(value(row, variant) * unit) - std::round(value(row, 0) * unit);
    if (std::isnan(by))
        return {};
    if (by == 0)
        return QStringLiteral("=");
    const QString size = numberText(figure, std::abs(by) / unit);
    return (by > 0 ? QStringLiteral("+") : QStringLiteral("−")) + size;
}

QString ForkFiguresModel::toolTip(int row, int variant) const
{
    const ForkFigure& figure = m_figures[size_t(row)];
    QString text = figure.meaning;
    if (figure.isOfEvaluation && size_t(variant) < m_variants.size())
        if (const int64_t step = m_variants[size_t(variant)].figures.evaluatedStep; step > 0)
            text += QString("\nAfter step %1.").arg(step);
    return text;
}

QVariant ForkFiguresModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const int row = index.row(), variant = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, variant);
    case DifferenceRole:
        return difference(row, variant);
    case Qt::ToolTipRole:
        return toolTip(row, variant);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::AccessibleTextRole: {
        const QString by = difference(row, variant);
        const QString tail = by.isEmpty() ? QString()
            : by == "="                   ? ", as the first"
            : by.startsWith("step")       ? ", " + by
                                          : ", " + by + " against the first";
        return m_names[variant] + ", " + m_figures[size_t(row)].name + ": " + text(row, variant)
            + tail;
    }
    default:
        return {};
    }
}

QVariant ForkFiguresModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal) {
        if (section < m_names.size() && (role == Qt::DisplayRole || role == Qt::ToolTipRole))
            return m_names[section];
        return {};
    }
    if (section < 0 || section >= rowCount())
        return {};
    if (role == Qt::DisplayRole)
        return QString(m_figures[size_t(section)].name);
    if (role == Qt::ToolTipRole)
        return QString(m_figures[size_t(section)].meaning);
    if (role == ComparisonBeginsRole)
        return section > 0 && m_figures[size_t(section)].ofChoice
            && !m_figures[size_t(section) - 1].ofChoice;
    return {};
}

QString ForkFiguresModel::csv() const
{
    if (m_variants.empty())
        return {};
    TableText table(QStringList {"figure"} + m_names);
    for (int row = 0; row < rowCount(); ++row) {
        table << m_figures[size_t(row)].key;
        for (int variant = 0; variant < m_names.size(); ++variant)
            table << value(row, variant);
    }
    return table.text();
}

} // namespace hardlens
