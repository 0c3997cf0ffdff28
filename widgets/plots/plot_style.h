#pragma once

#include <QColor>
#include <QString>
#include <qcustomplot.h>

namespace hardlens {

/// `front` over an opaque `back`, as one opaque colour: translucent brushes cost QCustomPlot ten
/// times as much.
QColor blended(const QColor& front, const QColor& back, double share);

/// Colour of class `index` (from 0) or of any other list of things without a meaning of their own:
/// Okabe and Ito's, moved in lightness until they stand 3 : 1 off the panel in force.
QColor classColour(int index);

/// Fonts, colours and lines of the theme in force: left and bottom axis line, horizontal grid, no
/// frame. Margins are fixed, so that the plot does not jump as labels get longer.
void applyPlotStyle(QCustomPlot& plot);

/// Room for names at the right, in unscaled pixels; kept over changes of the theme.
void setRightMargin(QCustomPlot& plot, int width);

/// Room for the words of time marks above the axes; kept over changes of the theme.
void setMarkRow(QCustomPlot& plot);

/// Ticks as plain numbers with as many decimals as the distance of two ticks needs; wholeNumbers
/// for steps.
class PlainTicker : public QCPAxisTicker
{
public:
    explicit PlainTicker(bool wholeNumbers = false);

    /// Ticks at the quarters of a number where they are whole; 0: at round numbers.
    void setQuartersOf(int value) { m_quartersOf = value; }

protected:
    double getTickStep(const QCPRange& range) override;
    int getSubTickCount(double) override { return 0; }
    QString getTickLabel(double tick, const QLocale&, QChar, int) override;

private:
    bool m_wholeNumbers;
    int m_quartersOf = 0;
    double m_step = 1;
};

/// Powers of ten as 1, 10, 100, 1k; thrice them too where there are few.
class CountTicker : public QCPAxisTickerLog
{
protected:
    int getSubTickCount(double) override { return 0; }
    QString getTickLabel(double tick, const QLocale&, QChar, int) override;
    QVector<double> createTickVector(double step, const QCPRange& range) override;
};

} // namespace hardlens
