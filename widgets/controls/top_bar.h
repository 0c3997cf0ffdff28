#pragma once

#include "core/records/published.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;

namespace hardlens {

class ElidedLabel;
class StateBadge;

/// The program's name, what runs, its state and its step.
class TopBar : public QFrame
{
    Q_OBJECT

public:
    explicit TopBar(QWidget* parent = nullptr);

    void setRunText(const QString& text); // "voc_bccd · OHEM · seed 7"
    void setStep(int64_t step);
    StateBadge* badge() const { return m_badge; }
    /// Beside the name (a switch of benches), or left of the badge.
    void addLeft(QWidget* widget);
    void addRight(QWidget* widget);

private:
    void restyle();

    QHBoxLayout* m_left = nullptr;
    QHBoxLayout* m_right = nullptr;
    QLabel* m_name = nullptr;
    ElidedLabel* m_run = nullptr;
    StateBadge* m_badge = nullptr;
    QLabel* m_step = nullptr;
};

} // namespace hardlens
