#pragma once

#include "core/analysis/what_if.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace hardlens {

/// Over the pictures of a frozen step: what the settings that are being tried change, and how to go on.
class WhatIfBar : public QFrame
{
    Q_OBJECT

public:
    explicit WhatIfBar(QWidget* parent = nullptr);

    /// Null: nothing is tried, and the bar is hidden.
    void setAnswer(const WhatIf* answer);
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

/// What a what-if changes, in one line.
QString whatIfText(const WhatIf& answer);

} // namespace hardlens
