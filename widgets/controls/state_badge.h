#pragma once

#include "core/records/published.h"

#include <QWidget>

namespace hardlens {

/// What a session does, as a word, a shape and a colour.
class StateBadge : public QWidget
{
    Q_OBJECT

public:
    explicit StateBadge(QWidget* parent = nullptr);

    /// evaluating: the trainer is busy with the test pictures while it runs. message: of a failure,
    /// for the tooltip.
    void setState(SessionState state, bool evaluating = false, const QString& message = {});
    /// Paused, and other settings are tried on the frozen step.
    void setWhatIf(bool whatIf);
    QString word() const;

    /// Share of the state's colour in what lies behind the word, which must stay readable.
    static constexpr double tint = 0.08;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    SessionState m_state = SessionState::Preparing;
    bool m_evaluating = false;
    bool m_whatIf = false;
};

} // namespace hardlens
