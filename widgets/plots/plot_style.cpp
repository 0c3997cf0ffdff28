#include "widgets/plots/plot_style.h"

#include "widgets/theme.h"

#include <QFontMetrics>

#include <array>
#include <cmath>

namespace hardlens {

namespace {

const char* const rightMarginName = "hl_rightMargin";
const char* const markRowName = "hl_markRow";

void styleAxis(QCPAxis& axis)
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    axis.setBasePen(QPen(p.line, theme.px(1)));
    axis.setTickPen(Qt::NoPen);
    axis.setSubTickPen(Qt::NoPen);
    axis.setTickLabelColor(p.muted);
    axis.setTickLabelFont(theme.smallFont());
    axis.setTickLengthIn(0);
    axis.setTickLengthOut(theme.px(2));
    axis.setTickLabelPadding(theme.px(4));
    axis.grid()->setZeroLinePen(Qt::NoPen);
    axis.grid()->setPen(QPen(p.grid, theme.px(1)));
}

} // namespace

QColor blended(const QColor& front, const QColor& back, double share)
{
    const auto mix = [share](int f, int b) { return int(std::lround(b + (f - b) * share)); };
    return QColor(mix(front.red(), back.red()), mix(front.green(), back.green()),
        mix(front.blue(), back.blue()));
}

QColor classColour(int index)
{
    return Theme::instance().palette().classes[size_t(index) % Palette::classCount];
}

void applyPlotStyle(QCustomPlot& plot)
{
    const Theme& theme = Theme::instance();
    plot.setBackground(theme.palette().panel);
    plot.setNoAntialiasingOnDrag(true);
    plot.setPlottingHint(QCP::phFastPolylines);
    // All plots of a frame are painted in one pass: each one by itself has the window gather and
    // flush its pixels again.
    plot.setPlottingHint(QCP::phImmediateRefresh, false);
    styleAxis(*plot.xAxis);
    styleAxis(*plot.yAxis);
    plot.xAxis->grid()->setVisible(false);
    plot.xAxis2->setVisible(false);
    plot.yAxis2->setVisible(false);
    const QFontMetrics metrics(theme.smallFont());
    const int right = theme.px(plot.property(rightMarginName).toInt());
    plot.axisRect()->setAutoMargins(QCP::msNone);
    const int top = plot.property(markRowName).toBool() ? metrics.height() + theme.px(2)
                                                        : metrics.height() / 2 + theme.px(2);
    plot.axisRect()->setMargins(QMargins(metrics.horizontalAdvance("0.00") + theme.px(10), top,
        std::max(right, theme.px(10)), metrics.height() + theme.px(6)));
}

void setRightMargin(QCustomPlot& plot, int width)
{
    plot.setProperty(rightMarginName, width);
    applyPlotStyle(plot);
}

void setMarkRow(QCustomPlot& plot)
{
    plot.setProperty(markRowName, true);
    applyPlotStyle(plot);
}

PlainTicker::PlainTicker(bool wholeNumbers)
    : m_wholeNumbers(wholeNumbers)
{
    setTickCount(5);
}

double PlainTicker::getTickStep(const QCPRange& range)
{
    m_step = QCPAxisTicker::getTickStep(range);
    if (m_quartersOf > 0 && m_quartersOf % 4 == 0)
        m_step = m_quartersOf / 4;
    else if (m_wholeNumbers)
        m_step = std::max(1.0, std::round(m_step));
    return m_step;
}

QString PlainTicker::getTickLabel(double tick, const QLocale&, QChar, int)
{
    int decimals = 0;
    for (double step = m_step; decimals < 6 && std::abs(step - std::round(step)) > 1e-6; step *= 10)
        ++decimals;
    return QString::number(std::abs(tick) < m_step * 1e-6 ? 0.0 : tick, 'f', decimals);
}

QString CountTicker::getTickLabel(double tick, const QLocale&, QChar, int)
{
    if (tick >= 1e6)
        return QString::number(tick / 1e6) + "M";
    return tick >= 1000 ? QString::number(tick / 1000) + "k" : QString::number(tick);
}

QVector<double> CountTicker::createTickVector(double step, const QCPRange& range)
{
    constexpr double fewDecades
        = 1.6; // where the base class takes equal steps, which crowd at the upper end
    if (range.lower <= 0 || range.upper >= range.lower * std::pow(10, fewDecades))
        return QCPAxisTickerLog::createTickVector(step, range);
    QVector<double> ticks;
    for (double decade = std::pow(10, std::floor(std::log10(range.lower))); decade <= range.upper;
         decade *= 10)
        for (const double tick : {decade, 3 * decade})
            if (range.contains(tick))
                ticks << tick;
    return ticks;
}

} // namespace hardlens
