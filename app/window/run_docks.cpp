#include "app/window/run_docks.h"

#include "app/window/dock_layout.h"
#include "widgets/theme.h"

#include <QDockWidget>
#include <QMainWindow>

namespace hardlens {

namespace {

constexpr int fourPlotsWidth = 1760; // below it the fourth plot lies behind the third
constexpr int lowHeight = 860;

QMainWindow& windowOf(DockLayout& layout)
{
    return *qobject_cast<QMainWindow*>(layout.parent());
}

/// Controls left; the card right, with the table below it where there is room, else behind it.
void arrangeSides(DockLayout& layout, bool low)
{
    const Theme& theme = Theme::instance();
    QMainWindow& window = windowOf(layout);
    QDockWidget* controls = layout.dock(dockId::controls);
    QDockWidget* card = layout.dock(dockId::card);
    QDockWidget* table = layout.dock(dockId::table);
    // In a low window the controls need the whole height more than the plots need the whole width.
    window.setCorner(Qt::BottomLeftCorner, low ? Qt::LeftDockWidgetArea : Qt::BottomDockWidgetArea);
    // The list is as long as the window is high.
    window.setCorner(
        Qt::BottomRightCorner, low ? Qt::BottomDockWidgetArea : Qt::RightDockWidgetArea);
    window.addDockWidget(Qt::LeftDockWidgetArea, controls);
    window.addDockWidget(Qt::RightDockWidgetArea, card);
    window.addDockWidget(Qt::RightDockWidgetArea, table);
    if (low)
        window.tabifyDockWidget(card, table);
    else
        window.splitDockWidget(card, table, Qt::Vertical);
    window.tabifyDockWidget(table, layout.dock(dockId::notes));
    window.tabifyDockWidget(table, layout.dock(dockId::data));
    window.tabifyDockWidget(table, layout.dock(dockId::hardest));
    window.tabifyDockWidget(table, layout.dock(dockId::help));
    layout.dock(dockId::help)->hide();
    (low ? card : table)->raise();
    if (!low)
        window.resizeDocks({card, table}, {3, 2}, Qt::Vertical);
    window.resizeDocks({controls, card}, {theme.px(268), theme.px(330)}, Qt::Horizontal);
}

/// The strip of crops, and a row of plots below it; what the row has no room for lies behind its
/// neighbour.
void arrangePlots(DockLayout& layout, int width, int height, bool low)
{
    const Theme& theme = Theme::instance();
    QMainWindow& window = windowOf(layout);
    QDockWidget* crops = layout.dock(dockId::crops);
    QDockWidget* histogram = layout.dock(dockId::histogram);
    QDockWidget* precision = layout.dock(dockId::precision);
    QDockWidget* kept = layout.dock(dockId::kept);
    window.addDockWidget(Qt::BottomDockWidgetArea, crops);
    window.splitDockWidget(crops, histogram, Qt::Vertical);
    QList<QDockWidget*> row {histogram, layout.dock(dockId::curves), precision};
    if (width >= theme.px(fourPlotsWidth))
        row.append(kept);
    for (qsizetype i = 1; i < row.size(); ++i)
        window.splitDockWidget(row[i - 1], row[i], Qt::Horizontal);
    window.tabifyDockWidget(histogram, layout.dock(dockId::lossIou));
    if (!row.contains(kept))
        window.tabifyDockWidget(precision, kept);
    window.tabifyDockWidget(kept, layout.dock(dockId::log));
    window.tabifyDockWidget(layout.dock(dockId::curves), layout.dock(dockId::roiPast));
    layout.dock(dockId::curves)->raise();
    // As wide as the strip of crops but higher: it waits in the menu, not to take the height from
    // the pictures.
    window.tabifyDockWidget(crops, layout.dock(dockId::flow));
    layout.dock(dockId::flow)->hide();
    crops->setVisible(!low);
    crops->raise();
    histogram->raise();
    row.back()->raise();
    window.resizeDocks(row, QList<int>(row.size(), width / int(row.size())), Qt::Horizontal);
    window.resizeDocks({crops, histogram}, {theme.px(140), height * 27 / 100}, Qt::Vertical);
}

} // namespace

void arrangeDocks(DockLayout& layout, int width, int height)
{
    const bool low = height < Theme::instance().px(lowHeight);
    arrangeSides(layout, low);
    arrangePlots(layout, width, height, low);
}

} // namespace hardlens
