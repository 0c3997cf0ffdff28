#pragma once

#include <QStringList>
#include <QWidget>

class QToolButton;
class QHBoxLayout;

namespace hardlens {

/// Two or three words beside each other, one of them chosen.
class AxisSwitch : public QWidget
{
    Q_OBJECT

public:
    AxisSwitch(const QStringList& words, const QString& accessibleName, QWidget* parent = nullptr);

    int current() const;
    void setCurrent(int index);

Q_SIGNALS:
    void chosen(int index);

private:
    void restyle();

    QHBoxLayout* m_layout = nullptr;
    QList<QToolButton*> m_buttons {};
};

} // namespace hardlens
