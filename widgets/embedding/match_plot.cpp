#include "widgets/embedding/match_plot.h"

#include "widgets/plots/painted_item.h"
#include "widgets/plots/plot_labels.h"
#include "widgets/plots/plot_style.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

constexpr size_t joinedBins = 5; // of .02: a tenth of distance
const char* const meaning
    = "\nDots: counted over the pairs of this batch. Line: the falling steps that fit them best.\n"
      "The margin loss with a free β only asks on which side of β a pair lies.";

} // namespace

MatchPlot::MatchPlot(QWidget* parent)
    : PlotArea("Probability of one class over the distance", parent)
{
    xAxis->setTicker(QSharedPointer<PlainTicker>::create());
    xAxis->setRange(0, 2);
    setRightMargin(*this, 16); // room for half of "2.0"
    yAxis->setTicker(QSharedPointer<PlainTicker>::create());
    yAxis->setRange(0, 1.02);
    setMarkRow(*this);
    new PaintedItem(
        this, [this](QPainter& p) { paintFit(p); }, true);
    new PaintedItem(this, [this](QPainter& p) { paintWords(p); });
    setToolTipAt([this](QPoint place) { return toolTipAt(place); });
}

void MatchPlot::setDistances(const StepDistances& distances)
{
    const DistancePairs pairs = pairsOf(distances);
    m_fit = matchCurve(pairs.distances, pairs.same);
    m_counted.clear();
    for (size_t first = 0; first < distances.positives.mass.size(); first += joinedBins) {
        double same = 0, all = 0;
        for (size_t bin = first; bin < first + joinedBins; ++bin) {
            same += distances.positives.mass[bin];
            all += distances.positives.mass[bin] + distances.negatives.mass[bin];
        }
        if (all > 0)
            m_counted.push_back({(double(first) + joinedBins / 2.) * DistanceHistogram::binWidth,
                same / all, int64_t(all)});
    }
    replot(rpQueuedReplot);
}

void MatchPlot::clear()
{
    m_fit.clear();
    m_counted.clear();
    replot(rpQueuedReplot);
}

void MatchPlot::setBeta(std::optional<double> beta)
{
    if (beta == m_beta)
        return;
    m_beta = beta;
    replot(rpQueuedReplot);
}

std::optional<double> MatchPlot::probabilityAtBeta() const
{
    if (!m_beta || m_fit.empty())
        return std::nullopt;
    return matchProbability(m_fit, float(*m_beta));
}

void MatchPlot::paintFit(QPainter& painter)
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    const auto at = [this](double distance, double probability) {
        return QPointF(xAxis->coordToPixel(distance), yAxis->coordToPixel(probability));
    };
    for (const Counted& c : m_counted)
        drawMarker(painter, Marker::Circle, at(c.distance, c.probability), theme.px(5), p.belowCut);
    QPolygonF line;
    for (const MatchStep& step : m_fit)
        line << at(double(step.from), step.probability) << at(double(step.to), step.probability);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(p.groundTruth, theme.px(2)));
    painter.drawPolyline(line);
    if (!m_beta)
        return;
    const double x = std::round(xAxis->coordToPixel(*m_beta)) + 0.5;
    painter.setPen(QPen(p.focus, theme.px(1.6), Qt::DashLine));
    painter.drawLine(QPointF(x, inner().top()), QPointF(x, inner().bottom()));
    if (const auto probability = probabilityAtBeta())
        drawMarker(painter, Marker::Diamond, {x, at(0, *probability).y()}, theme.px(9), p.focus);
}

void MatchPlot::paintWords(QPainter& painter)
{
    const Theme& theme = Theme::instance();
    painter.setFont(theme.smallFont());
    const QFontMetrics metrics(painter.font());
    const auto probability = probabilityAtBeta();
    const QString text = probability
        ? QString("P(same class | β) = %1").arg(*probability, 0, 'f', 2)
        : QString("P(same class | distance)");
    const QRect row(
        inner().left(), 0, inner().width(), inner().top()); // beside the numbers of the axis
    painter.setPen(theme.palette().muted);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(text, Qt::ElideRight, row.width()));
}

QString MatchPlot::toolTipAt(QPoint place) const
{
    if (m_fit.empty() || !inner().contains(place))
        return {};
    const double distance = xAxis->pixelToCoord(place.x());
    QString text = QString("distance %1: of one class with probability %2")
                       .arg(distance, 0, 'f', 2)
                       .arg(matchProbability(m_fit, float(distance)), 0, 'f', 3);
    const double half = double(joinedBins) * DistanceHistogram::binWidth / 2;
    for (const Counted& c : m_counted)
        if (std::abs(c.distance - distance) <= half)
            return text
                + QString("\ncounted %1 of %2 pairs about there")
                      .arg(c.probability, 0, 'f', 3)
                      .arg(c.pairs)
                + meaning;
    return text + meaning;
}

} // namespace hardlens
