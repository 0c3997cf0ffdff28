#include "widgets/detections/class_list_model.h"

#include "widgets/detections/verdict_text.h"
#include "widgets/roi/overlay_style.h"

#include <array>

namespace hardlens {

namespace {

constexpr std::array<FigureListModel::Heading, ClassListModel::columns> headings {{
    {"class", "A click shows this class alone"},
    {"AP", "Average precision over all scores; the score slider does not change it"},
    {"precision", "Of the detections with at least this score, the part that is right"},
    {"recall", "Of the objects, the part that is found with at least this score"},
}};

} // namespace

ClassListModel::ClassListModel(QObject* parent)
    : FigureListModel(headings, parent)
{
}

void ClassListModel::setEvaluation(std::shared_ptr<const Evaluation> evaluation)
{
    beginResetModel();
    m_evaluation = std::move(evaluation);
    m_summary = {};
    endResetModel();
}

void ClassListModel::setSummary(DetectionSummary summary)
{
    m_summary = std::move(summary);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Precision), index(rowCount() - 1, Recall));
}

int ClassListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_evaluation ? 0 : int(m_evaluation->classes.size()) + 1;
}

QString ClassListModel::text(int label, int column) const
{
    const ClassPrecision* own = label > 0 ? &m_evaluation->classes[size_t(label) - 1] : nullptr;
    const DetectionCounts counts = m_summary.ofClass(label);
    switch (column) {
    case Name:
        return own ? QString::fromStdString(own->name) : QStringLiteral("all classes");
    case Ap:
        return fixedNumber(own ? own->averagePrecision : m_evaluation->meanAveragePrecision, 3);
    case Precision:
        return fixedNumber(counts.precision());
    default:
        return fixedNumber(counts.recall());
    }
}

QVariant ClassListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), index.column());
    case Qt::ToolTipRole:
        return text(index.row(), Name).toHtmlEscaped() + "<br>"
            + countsText(m_summary.ofClass(index.row()));
    case Qt::TextAlignmentRole:
        return alignmentOf(index.column());
    default:
        return {};
    }
}

} // namespace hardlens
