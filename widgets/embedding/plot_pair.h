#pragma once

#include <QWidget>

class QBoxLayout;

namespace hardlens {

/// A plot with a small one beside it where the pair is wide, below it where it is narrow but high,
/// and without it where there is no room for two.
class PlotPair : public QWidget
{
    Q_OBJECT

public:
    PlotPair(QWidget* main, QWidget* side, QWidget* parent = nullptr);

Q_SIGNALS:
    void sideShown(); // there is room for it now

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();

    QWidget* m_side;
    QBoxLayout* m_layout;
};

} // namespace hardlens
