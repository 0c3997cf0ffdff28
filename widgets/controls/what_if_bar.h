#pragma once

#include "core/analysis/draw_comparison.h"
#include "core/analysis/what_if.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace hardlens {

/// Over what a frozen step is shown by: what the settings that are being tried change, and how to
/// go on.
class WhatIfBar : public QFrame
{
    Q_OBJECT

public:
    explicit WhatIfBar(QWidget* parent = nullptr);

    /// What changes, in one line; empty: nothing is tried, and the bar is hidden.
    void setAnswer(const QString& answer);
    QString text() const;

Q_SIGNALS:
    void keepRequested();    // train on with what is tried
    void discardRequested(); // back to the settings in force

private:
    void restyle();

    QLabel* m_text = nullptr;
    QPushButton* m_keep = nullptr;
    QPushButton* m_discard = nullptr;
};

/// What other settings change in the choice of RoIs, and in the draws of negatives.
QString whatIfText(const WhatIf& answer);
QString whatIfText(const DrawComparison& answer);

} // namespace hardlens
