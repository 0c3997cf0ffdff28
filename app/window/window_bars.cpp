#include "app/window/window_bars.h"

#include "widgets/theme.h"

#include <QMainWindow>
#include <QToolBar>
#include <QVBoxLayout>

namespace hardlens {

void addBar(QMainWindow& window, Qt::ToolBarArea area, const char* name, QWidget* widget)
{
    auto* bar = new QToolBar(&window);
    bar->setObjectName(name);
    bar->setMovable(false);
    auto* frame = new QWidget; // its margins part the bar from the docks
    auto* layout = new QVBoxLayout(frame);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(widget);
    bar->addWidget(frame);
    window.addToolBar(area, bar);
}

void fitBars(QMainWindow& window, QWidget* top, QWidget* bottom)
{
    const Theme& theme = Theme::instance();
    window.setContentsMargins(theme.px(6), 0, theme.px(6), theme.px(2));
    top->parentWidget()->layout()->setContentsMargins(0, 0, 0, theme.px(6));
    bottom->parentWidget()->layout()->setContentsMargins(0, theme.px(6), 0, 0);
}

} // namespace hardlens
