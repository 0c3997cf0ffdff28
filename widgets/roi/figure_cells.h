#pragma once

#include <QString>
#include <QWidget>

#include <vector>

namespace hardlens {

/// A number with its name.
struct Figure
{
    QString name {};
    QString value {};
    bool strong = false;
    QString toolTip {};

    friend bool operator==(const Figure&, const Figure&) = default;
};

/// Figures in a grid of equal cells, name above value, right-aligned, so that changing numbers do
/// not move anything. Three to a row; where they do not fit, two or one.
class FigureCells : public QWidget
{
    Q_OBJECT

public:
    explicit FigureCells(QWidget* parent = nullptr);

    void setFigures(std::vector<Figure> figures);
    const std::vector<Figure>& figures() const { return m_figures; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    int columnsFor(int width) const;
    int cellHeight() const;
    QRect placeOf(int figure) const;
    int widestCell() const;

    std::vector<Figure> m_figures {};
};

} // namespace hardlens
