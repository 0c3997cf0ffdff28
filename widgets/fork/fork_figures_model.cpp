#include "widgets/fork/fork_figures_model.h"

#include "widgets/export/table_text.h"
#include "widgets/roi/overlay_style.h"

#include <array>
#include <cmath>

namespace hardlens {

namespace {

struct Figure
{
    const char* key; // as a column of a file
    const char* name;
    const char* meaning;
    int decimals = 0; // 0: a count, in groups of three
    double scale = 1; // of the shown value
    double VariantFigures::* field = nullptr; // none: of the choice
};

const std::array<Figure, ForkFiguresModel::rows> figures {{
    {"mean_loss_all", "mean loss, all RoIs",
        "Over all RoIs of the step: the fair one between samplers.", 3, 1,
        &VariantFigures::meanLossAll},
    {"mean_loss_chosen", "mean loss, chosen", "Over the RoIs that were learned from.", 3, 1,
        &VariantFigures::meanLossChosen},
    {"loss_share_chosen", "loss held by chosen, %",
        "Of the loss of all RoIs, the part that the chosen ones hold.", 1, 100,
        &VariantFigures::lossShareChosen},
    {"chosen", "chosen", "RoIs that were learned from.", 0, 1, &VariantFigures::chosen},
    {"chosen_foreground", "chosen foreground", "Chosen RoIs that lie on an object.", 0, 1,
        &VariantFigures::chosenForeground},
    {"suppressed", "suppressed by NMS", "A harder RoI covers them.", 0, 1,
        &VariantFigures::suppressed},
    {"duplicates_of_top", "duplicates in raw top B",
        "Of the B RoIs with the highest loss, those that NMS suppressed.", 0, 1,
        &VariantFigures::duplicatesOfTop},
    {"map", "mAP", "Of the newest evaluation up to this step.", 3, 1,
        &VariantFigures::meanAveragePrecision},
    {"step_ms", "ms per step", "Mean of the last 50 steps.", 1, 1, &VariantFigures::stepMs},
    {"chosen_by_both", "chosen by both", "Here and in the first variant."},
    {"chosen_only_here", "chosen only here", "Not in the first variant."},
    {"chosen_only_there", "chosen only in first", "In the first variant, not here."},
    {"overlap", "agreement, %", "Chosen by both, of those that either chose (Jaccard).", 1, 100},
}};

QString numberText(const Figure& figure, double value)
{
    if (std::isnan(value))
        return QStringLiteral("–");
    return figure.decimals == 0 ? groupedCount(std::llround(value))
                                : fixedNumber(value * figure.scale, figure.decimals);
}

} // namespace

void ForkFiguresModel::setNames(const QStringList& names)
{
    beginResetModel();
    m_names = names;
    m_variants.clear();
    endResetModel();
}

void ForkFiguresModel::setVariants(std::vector<VariantComparison> variants)
{
    m_variants = std::move(variants);
    m_variants.resize(m_variants.empty() ? 0 : size_t(m_names.size()));
    if (!m_names.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rows - 1, columnCount() - 1));
}

int ForkFiguresModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(rows);
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
    if (const auto field = figures[size_t(row)].field)
        return of.figures.*field;
    if (!of.choice || variant == 0) // the first with itself says nothing
        return VariantFigures::none;
    switch (row) {
    case Both:
        return double(of.choice->both);
    case OnlyHere:
        return double(of.choice->onlyHere);
    case OnlyThere:
        return double(of.choice->onlyThere);
    default:
        return of.choice->overlap.value_or(VariantFigures::none);
    }
}

QString ForkFiguresModel::text(int row, int variant) const
{
    const Figure& figure = figures[size_t(row)];
    return variant == 0 && !figure.field ? QString() : numberText(figure, value(row, variant));
}

QString ForkFiguresModel::difference(int row, int variant) const
{
    const Figure& figure = figures[size_t(row)];
    if (!figure.field || size_t(variant) >= m_variants.size())
        return {};
    const int64_t evaluated = m_variants[size_t(variant)].figures.evaluatedStep;
    if (row == MeanAp && evaluated > 0
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
    QString text = figures[size_t(row)].meaning;
    if (row == MeanAp && size_t(variant) < m_variants.size())
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
        return m_names[variant] + ", " + figures[size_t(row)].name + ": " + text(row, variant)
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
    if (section < 0 || section >= rows)
        return {};
    if (role == Qt::DisplayRole)
        return QString(figures[size_t(section)].name);
    if (role == Qt::ToolTipRole)
        return QString(figures[size_t(section)].meaning);
    return {};
}

QString ForkFiguresModel::csv() const
{
    if (m_variants.empty())
        return {};
    TableText table(QStringList {"figure"} + m_names);
    for (int row = 0; row < rows; ++row) {
        table << figures[size_t(row)].key;
        for (int variant = 0; variant < m_names.size(); ++variant)
            table << value(row, variant);
    }
    return table.text();
}

} // namespace hardlens
