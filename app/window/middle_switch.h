#pragma once

#include <QList>
#include <QWidget>

class QPushButton;

namespace hardlens {

/// What the middle of the window shows.
enum class Middle
{
    Step,      // the pictures of the newest step
    Pinned,    // the pinned test pictures, scored again every few steps
    Detections // what the newest evaluation found in the test pictures
};

/// The three beside each other, for a header; one is chosen.
class MiddleSwitch : public QWidget
{
    Q_OBJECT

public:
    explicit MiddleSwitch(QWidget* parent = nullptr);

    void setCurrent(Middle middle); // no signal

Q_SIGNALS:
    void chosen(hardlens::Middle middle);

private:
    QList<QPushButton*> m_buttons {}; // by Middle
};

} // namespace hardlens
