#include "app/window/bench_switch.h"

#include "widgets/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QToolButton>

namespace hardlens {

BenchSwitch::BenchSwitch(Bench shown, QWidget* parent)
    : QFrame(parent)
    , m_shown(shown)
    , m_buttons(new QButtonGroup(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    const std::pair<Bench, QString> benches[]
        = {{Bench::Detection, tr("Detection")}, {Bench::Embedding, tr("Embedding")}};
    for (const auto& [bench, name] : benches) {
        auto* button = new QToolButton;
        button->setText(name);
        button->setCheckable(true);
        button->setChecked(bench == shown);
        button->setFocusPolicy(Qt::TabFocus);
        button->setToolTip(bench == shown
                ? tr("This bench")
                : tr("The other bench; this one rests and keeps its state (Ctrl+Tab)"));
        m_buttons->addButton(button, int(bench));
        row->addWidget(button);
    }
    connect(m_buttons, &QButtonGroup::idClicked, this, [this](int id) {
        m_buttons->button(int(m_shown))->setChecked(true); // of this window it is always the same
        if (Bench(id) != m_shown)
            Q_EMIT chosen(Bench(id));
    });
    restyle();
    connect(&Theme::instance(), &Theme::changed, this, &BenchSwitch::restyle);
}

void BenchSwitch::restyle()
{
    const Theme& theme = Theme::instance();
    const Palette& colours = theme.palette();
    setStyleSheet(QString("QToolButton { border: 1px solid %1; padding: %2px %3px; color: %4; "
                          "background: transparent; }"
                          "QToolButton:checked { background: %5; color: %6; }"
                          "QToolButton:focus { border-color: %7; }")
                      .arg(colours.line.name())
                      .arg(theme.px(2))
                      .arg(theme.px(8))
                      .arg(colours.muted.name(), colours.raised.name(), colours.text.name(),
                          colours.focus.name()));
}

} // namespace hardlens
