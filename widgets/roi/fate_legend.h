#pragma once

#include "widgets/roi/overlay_style.h"

#include <QAbstractButton>
#include <QWidget>

#include <array>

namespace hardlens {

class ColourKey;

/// The line of a kind as it is drawn on pictures, as a short piece; of ground truth two corners.
void paintKindSample(
    QPainter& painter, OverlayKind kind, const QRectF& place, const QColor& colour);

/// One row: the line as it is drawn, its name, how many. Checked: shown.
class LegendRow : public QAbstractButton
{
    Q_OBJECT

public:
    explicit LegendRow(OverlayKind kind, QWidget* parent = nullptr);

    void setName(const QString& name);
    void setCount(int64_t count, const QString& details); // negative: nothing to count yet
    QString name() const { return m_name; }
    QString countText() const { return m_count; }
    /// Whether the colour tells the kind; otherwise only the style of the line does.
    void setColoured(bool coloured);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void describe();

    OverlayKind m_kind;
    QString m_name {};
    QString m_count {};
    QString m_details {};
    bool m_coloured = true;
};

/// The kinds of overlay with live counts; a click shows and hides a kind. Below them what the
/// colours stand for, where they do not tell the kind. Connect toggled and setShown crosswise with
/// a RoiView's setKindShown and kindShownChanged, and its colouringChanged with setColouring.
class FateLegend : public QWidget
{
    Q_OBJECT

public:
    explicit FateLegend(QWidget* parent = nullptr);

    /// Counts of all pictures together. Null: no counts.
    void setStep(const std::shared_ptr<const DetectionStep>& step);

    void setClassNames(const std::vector<std::string>& names); // [0] is "background"

    bool isShown(OverlayKind kind) const;
    const ColourKey& colourKey() const { return *m_key; }
    const LegendRow& row(OverlayKind kind) const { return *m_rows[size_t(kind)]; }

public Q_SLOTS:
    void setShown(hardlens::OverlayKind kind, bool shown);
    void setColouring(const hardlens::OverlayColouring& colouring);

Q_SIGNALS:
    void toggled(hardlens::OverlayKind kind, bool shown);

private:
    std::array<LegendRow*, 4> m_rows {};
    ColourKey* m_key = nullptr;
};

} // namespace hardlens
