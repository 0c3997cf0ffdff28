#pragma once

#include "core/records/published.h"

#include <QFrame>

class QButtonGroup;

namespace hardlens {

/// Which bench the window shows: a button for each. It asks; whoever owns the windows answers.
class BenchSwitch : public QFrame
{
    Q_OBJECT

public:
    explicit BenchSwitch(Bench shown, QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(Bench bench); // another than the one that is shown

private:
    void restyle();

    const Bench m_shown;
    QButtonGroup* m_buttons;
};

} // namespace hardlens
