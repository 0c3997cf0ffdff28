#include "app/window/view_actions.h"

#include "widgets/theme.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>

namespace hardlens {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("hardlens::ViewActions", text);
}

/// factor 0: back to normal.
void rescale(double factor)
{
    Theme& theme = Theme::instance();
    theme.setScale(factor > 0 ? theme.scale() * factor : 1);
}

void addThemes(QMenu& menu)
{
    auto* themes = new QActionGroup(&menu);
    const std::pair<QString, Theme::Choice> choices[]
        = {{tr("Colours of the s&ystem"), Theme::Choice::System},
            {tr("&Dark"), Theme::Choice::Dark}, {tr("&Light"), Theme::Choice::Light}};
    for (const auto& [name, choice] : choices) {
        QAction* action = menu.addAction(name);
        action->setCheckable(true);
        action->setChecked(Theme::instance().choice() == choice);
        action->setActionGroup(themes);
        QObject::connect(action, &QAction::triggered, action,
            [choice = choice] { Theme::instance().choose(choice); });
        QObject::connect(&Theme::instance(), &Theme::changed, action, [action, choice = choice] {
            action->setChecked(Theme::instance().choice() == choice);
        });
    }
}

} // namespace

void addLookActions(QMenu& menu)
{
    addThemes(menu);
    menu.addSeparator();
    QAction* larger = menu.addAction(tr("L&arger"), &menu, [] { rescale(1.1); });
    larger->setShortcuts({QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")});
    menu.addAction(tr("S&maller"), QKeySequence("Ctrl+-"), &menu, [] { rescale(1 / 1.1); });
    menu.addAction(tr("&Normal size"), QKeySequence("Ctrl+0"), &menu, [] { rescale(0); });
}

} // namespace hardlens
