#pragma once

#include <QPointer>
#include <QWidget>

#include <functional>

namespace hardlens {

/// Whether some of a widget is to be seen. Qt calls a dock visible that lies behind the tab of
/// another one.
bool isSeen(const QWidget& widget);

/// Brings a widget up to date when it is seen and something changed, never otherwise. Until then
/// the widget is behind: what it has worked out may be of something else than what it was told
/// last.
class Refresher : public QObject
{
    Q_OBJECT

public:
    /// `refresh` is called while `widget` is seen.
    Refresher(QWidget* widget, std::function<void()> refresh);

    /// Something changed.
    void touch();

    /// Whether the widget, or one that it is a part of, is behind.
    static bool isBehind(const QWidget& part);
    /// Brings it up to date although it may not be seen, where it is behind: somebody asks it.
    static void catchUp(const QWidget& part);
    /// The same before an event of the part is handled that asks it: somebody's hand, or one that
    /// paints it.
    static void catchUpBefore(const QEvent& event, const QWidget& part);

    /// While one of these lives, nothing is brought up to date; at its end everything that was
    /// touched is, once.
    class Hold
    {
    public:
        Hold();
        ~Hold();
        Hold(const Hold&) = delete;
        Hold& operator=(const Hold&) = delete;
    };

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    static Refresher* of(const QWidget& part);
    void refresh();
    void refreshIfSeen();

    static int s_holds;
    static QList<QPointer<Refresher>> s_held;
    QWidget* m_widget;
    std::function<void()> m_refresh;
    bool m_dirty = true;
};

} // namespace hardlens
