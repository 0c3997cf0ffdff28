#pragma once

#include "widgets/roi/overlay_style.h"

#include <QAbstractButton>
#include <QWidget>

#include <array>

namespace hardlens {

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

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void paintSample(QPainter& painter, const QRectF& place) const;
    void describe();

    OverlayKind m_kind;
    QString m_name {};
    QString m_count {};
    QString m_details {};
};

/// The kinds of overlay with live counts; a click shows and hides a kind. Connect toggled and
/// setShown crosswise with a RoiView's setKindShown and kindShownChanged.
class FateLegend : public QWidget
{
    Q_OBJECT

public:
    explicit FateLegend(QWidget* parent = nullptr);

    /// Counts of all pictures together. Null: no counts.
    void setStep(const std::shared_ptr<const DetectionStep>& step);

    bool isShown(OverlayKind kind) const;
    const LegendRow& row(OverlayKind kind) const { return *m_rows[size_t(kind)]; }

public Q_SLOTS:
    void setShown(hardlens::OverlayKind kind, bool shown);

Q_SIGNALS:
    void toggled(hardlens::OverlayKind kind, bool shown);

private:
    std::array<LegendRow*, 4> m_rows {};
};

} // namespace hardlens
