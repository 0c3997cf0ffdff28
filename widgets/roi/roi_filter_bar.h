#pragma once

#include "core/analysis/roi_filter.h"

#include <QWidget>

#include <string>
#include <vector>

class QCheckBox;
class QDoubleSpinBox;
class QPushButton;

namespace hardlens {

class ChoiceBox;
class ElidedLabel;

/// The conditions of a RoiFilter as controls: class, fate, least loss, "label missing?", and one
/// button that clears them all. Conditions that came from elsewhere and have no control here (a
/// brushed range) are said in words, so that no filter acts unseen.
class RoiFilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit RoiFilterBar(QWidget* parent = nullptr);

    void setClassNames(const std::vector<std::string>& names); // [0] is "background"
    const RoiFilter& filter() const { return m_filter; }
    QString otherConditions() const; // in words; empty: none

    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

public Q_SLOTS:
    void setFilter(const hardlens::RoiFilter& filter); // from elsewhere, without a signal

Q_SIGNALS:
    void changed(const hardlens::RoiFilter& filter); // by hand

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void readControls();
    void showFilter();
    void restyle();
    std::vector<QWidget*> items() const;
    int arranged(int width, bool apply) const; // height; with apply, moves the controls

    RoiFilter m_filter {};
    ChoiceBox* m_class = nullptr;
    ChoiceBox* m_fate = nullptr;
    QDoubleSpinBox* m_leastLoss = nullptr;
    QCheckBox* m_labelMissing = nullptr;
    QPushButton* m_clear = nullptr;
    ElidedLabel* m_others = nullptr;
};

} // namespace hardlens
