#pragma once

#include "core/analysis/why_roi.h"

#include <QWidget>

namespace hardlens {

/// What the network believes of a RoI: its three most probable classes as bars, and the probability
/// of the RoI's own label. Always four rows, so that nothing below them moves.
class BeliefBars : public QWidget
{
    Q_OBJECT

public:
    explicit BeliefBars(QWidget* parent = nullptr);

    void setBelief(const WhyRoi& why, const std::vector<std::string>& classNames);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Row
    {
        QString name {};
        double probability = 0;
        bool isLabel = false; // the row is the RoI's own label
    };

    int rowHeight() const;
    void paintRow(QPainter& painter, const Row& row, const QRect& place, int nameWidth);

    std::vector<Row> m_rows {};
    Row m_label {};
};

} // namespace hardlens
