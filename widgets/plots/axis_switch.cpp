#include "widgets/plots/axis_switch.h"

#include "widgets/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QToolButton>

namespace hardlens {

AxisSwitch::AxisSwitch(const QStringList& words, const QString& accessibleName, QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(accessibleName);
    m_layout = new QHBoxLayout(this);
    m_layout->setContentsMargins(0, 0, 0, 0);
    auto* group = new QButtonGroup(this);
    for (int i = 0; i < words.size(); ++i) {
        auto* button = new QToolButton;
        button->setText(words[i]);
        button->setAccessibleName(accessibleName + ": " + words[i]);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        group->addButton(button, i);
        m_layout->addWidget(button);
        m_buttons << button;
    }
    m_buttons.front()->setChecked(true);
    connect(group, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (on)
            Q_EMIT chosen(id);
    });
    connect(&Theme::instance(), &Theme::changed, this, &AxisSwitch::restyle);
    restyle();
}

void AxisSwitch::restyle()
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    m_layout->setSpacing(theme.px(2));
    const QString sheet
        = QString("QToolButton { border: 1px solid transparent; background: transparent;"
                  " color: %1; padding: %2px %3px; border-radius: %4px; }"
                  "QToolButton:hover { color: %5; }"
                  "QToolButton:checked { background: %6; color: %5; border-color: %7; }"
                  "QToolButton:focus { border-color: %8; }")
              .arg(p.muted.name())
              .arg(0)
              .arg(theme.px(6))
              .arg(theme.px(4))
              .arg(p.text.name(), p.raised.name(), p.line.name(), p.focus.name());
    for (QToolButton* button : m_buttons) {
        button->setFont(theme.smallFont());
        button->setFixedHeight(theme.px(20));
        button->setStyleSheet(sheet);
    }
}

int AxisSwitch::current() const
{
    for (int i = 0; i < m_buttons.size(); ++i)
        if (m_buttons[i]->isChecked())
            return i;
    return 0;
}

void AxisSwitch::setCurrent(int index)
{
    m_buttons[index]->setChecked(true);
}

} // namespace hardlens
