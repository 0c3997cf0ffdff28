#pragma once

#include <QAbstractButton>

namespace hardlens {

/// A button whose sign is painted in the colours of the theme; checked, sign and frame have the
/// focus colour.
class IconButton : public QAbstractButton
{
    Q_OBJECT

public:
    enum class Icon
    {
        Play,
        Pause,
        Step,
        Run,
        ResetSame,
        ResetNew,
        Close,
        // Outlines: they look at what was recorded, and train nothing.
        First,
        Previous,
        PlayRecorded,
        PauseRecorded,
        Next,
        FollowLive,
        Loop
    };

    IconButton(Icon icon, const QString& name, const QString& toolTip, QWidget* parent = nullptr);

    void setIconKind(Icon icon);
    Icon iconKind() const { return m_icon; }
    /// Filled with the focus colour: the one that is meant first.
    void setPrimary(bool primary);
    void setSmall(bool small); // without a frame

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    Icon m_icon;
    bool m_primary = false;
    bool m_small = false;
};

} // namespace hardlens
