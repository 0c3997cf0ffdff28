#include "app/window/embedding_docks.h"

#include "app/window/dock_layout.h"
#include "widgets/theme.h"

#include <QDockWidget>
#include <QMainWindow>

namespace hardlens {

/// Controls left, pictures right, plots below; the map has the middle. In a low window what has no
/// room lies behind its neighbour.
void arrangeEmbeddingDocks(DockLayout& layout, int width, int height)
{
    using namespace embeddingDock;
    constexpr int lowHeight = 860;
    const Theme& theme = Theme::instance();
    const bool low = height < theme.px(lowHeight);
    QMainWindow& window = *qobject_cast<QMainWindow*>(layout.parent());
    const auto dock = [&](const char* id) { return layout.dock(id); };
    window.setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    window.setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    window.addDockWidget(Qt::LeftDockWidgetArea, dock(controls));
    window.addDockWidget(Qt::RightDockWidgetArea, dock(negatives));
    if (low)
        window.tabifyDockWidget(dock(negatives), dock(radar));
    else
        window.splitDockWidget(dock(negatives), dock(radar), Qt::Vertical);
    window.tabifyDockWidget(dock(radar), dock(four));
    window.addDockWidget(Qt::BottomDockWidgetArea, dock(density));
    window.splitDockWidget(dock(density), dock(curves), Qt::Horizontal);
    if (low)
        window.tabifyDockWidget(dock(density), dock(shapes));
    else
        window.splitDockWidget(dock(density), dock(shapes), Qt::Horizontal);
    window.tabifyDockWidget(dock(density), dock(sphere));
    window.tabifyDockWidget(dock(sphere), dock(noise));
    window.tabifyDockWidget(dock(curves), dock(log));
    window.tabifyDockWidget(dock(negatives), dock(help));
    dock(help)->hide();
    for (const char* front : {density, curves, low ? negatives : radar})
        dock(front)->raise();
    QList<QDockWidget*> plots {dock(density)};
    if (!low)
        plots.append(dock(shapes));
    plots.append(dock(curves));
    window.resizeDocks(
        {dock(controls), dock(negatives)}, {theme.px(268), width * 30 / 100}, Qt::Horizontal);
    window.resizeDocks(plots, QList<int>(plots.size(), width / int(plots.size())), Qt::Horizontal);
    window.resizeDocks({dock(density)}, {height * 36 / 100}, Qt::Vertical);
    if (!low)
        window.resizeDocks({dock(negatives), dock(radar)}, {1, 1}, Qt::Vertical);
}

} // namespace hardlens
