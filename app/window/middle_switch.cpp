#include "app/window/middle_switch.h"

#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace hardlens {

MiddleSwitch::MiddleSwitch(QWidget* parent)
    : QWidget(parent)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::instance().px(6));
    const std::pair<QString, QString> words[] = {
        {tr("Step"), tr("Show the pictures of the newest step (P)")},
        {tr("Pinned"), tr("Show the pinned test pictures, scored again every few steps (P)")},
        {tr("Detections"), tr("Show what the newest evaluation found in the test pictures (D)")}};
    for (const auto& [text, toolTip] : words) {
        auto* button = new QPushButton(text);
        button->setCheckable(true);
        button->setToolTip(toolTip);
        button->setFocusPolicy(Qt::TabFocus);
        const auto middle = Middle(m_buttons.size());
        connect(button, &QPushButton::clicked, this, [this, middle] { Q_EMIT chosen(middle); });
        layout->addWidget(button);
        m_buttons.append(button);
    }
    setCurrent(Middle::Step);
}

void MiddleSwitch::setCurrent(Middle middle)
{
    for (qsizetype i = 0; i < m_buttons.size(); ++i)
        m_buttons[i]->setChecked(Middle(i) == middle);
}

} // namespace hardlens
