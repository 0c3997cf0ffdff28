#include "app/window/window_help.h"

#include "app/window/dock_layout.h"
#include "app/window/run_docks.h"
#include "widgets/controls/command_palette.h"
#include "widgets/controls/key_list.h"
#include "widgets/embedding/map_hints.h"
#include "widgets/help/help_pages.h"
#include "widgets/help/help_view.h"
#include "widgets/roi/roi_hints.h"

#include <QApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>

namespace hardlens {

namespace {

QString hintsSeenKey(Bench bench)
{
    return bench == Bench::Detection ? "help/hintsSeen" : "help/embeddingHintsSeen";
}

constexpr const char* recentCommandsKey = "help/recentCommands";

/// The page about a widget; empty: none of its own.
QString pageOf(const QWidget& widget)
{
    static const std::pair<const char*, const char*> pages[] = {{dockId::card, "why-this-roi"},
        {dockId::lossIou, "loss-against-iou"}, {dockId::kept, "what-was-kept"}};
    const QString name = widget.objectName();
    for (const auto& [id, page] : pages)
        if (name == QLatin1String(id))
            return QString::fromLatin1(page);
    return helpPageOf(name) >= 0 ? name : widget.property(helpPageProperty).toString();
}

QString plain(const QString& menuText)
{
    return QString(menuText).remove('&');
}

template <typename Visit>
void forEachAction(const QMenu& menu, const QString& group, const Visit& visit)
{
    for (QAction* action : menu.actions()) {
        if (const QMenu* inner = action->menu())
            forEachAction(*inner, group + QStringLiteral(", ") + plain(inner->title()), visit);
        else if (!action->isSeparator() && !action->text().isEmpty())
            visit(action, group);
    }
}

template <typename Visit> void forEachAction(const QMainWindow& window, const Visit& visit)
{
    for (const QAction* top : window.menuBar()->actions())
        if (top->menu())
            forEachAction(*top->menu(), plain(top->text()), visit);
}

/// Keys that no menu holds.
std::vector<KeyEntry> keysOfDetection()
{
    const QString pictures = WindowHelp::tr("Pictures"), plots = WindowHelp::tr("Plots"),
                  lists = WindowHelp::tr("Lists");
    return {
        {pictures, "1 2 3 4",
            WindowHelp::tr("Show or hide selected, suppressed, below the cut, ground truth")},
        {pictures, "T", WindowHelp::tr("Show or hide all of them")},
        {pictures, "Tab",
            WindowHelp::tr("The next box under the cursor; Shift+Tab the one before")},
        {pictures, "Up Down", WindowHelp::tr("The next harder, the next easier RoI")},
        {pictures, "Page Up  Page Down", WindowHelp::tr("The picture before, the next one")},
        {pictures, "Wheel  + −", WindowHelp::tr("Zoom; drag moves")},
        {pictures, "F", WindowHelp::tr("Fit the pictures")},
        {pictures, "Esc", WindowHelp::tr("Let go of the RoI")},
        {plots, "Drag", WindowHelp::tr("Histogram, loss against IoU: filter every view")},
        {plots, "Wheel  + −", WindowHelp::tr("Curves: zoom in time; double click shows all")},
        {plots, "Click", WindowHelp::tr("Curves: go to that step")},
        {lists, "Home End", WindowHelp::tr("The first row, the last row")},
        {lists, "Esc", WindowHelp::tr("Let go")},
    };
}

std::vector<KeyEntry> keysOfEmbedding()
{
    const QString map = WindowHelp::tr("Map"), negatives = WindowHelp::tr("Negatives"),
                  plots = WindowHelp::tr("Plots");
    return {
        {map, "Wheel  + −", WindowHelp::tr("Zoom; drag moves")},
        {map, "F", WindowHelp::tr("Fit the map")},
        {map, "Shift+drag", WindowHelp::tr("Select what is inside")},
        {map, "Up Down",
            WindowHelp::tr(
                "The anchor before, the next one; a click on a point makes it the anchor")},
        {negatives, "Up Down", WindowHelp::tr("The anchor before, the next one")},
        {negatives, "Page Up  Page Down", WindowHelp::tr("The positive before, the next one")},
        {negatives, "Left Right  Enter",
            WindowHelp::tr("Walk along the pictures; make this one the anchor")},
        {negatives, "Esc", WindowHelp::tr("Back to the first anchor")},
        {plots, "Left Right",
            WindowHelp::tr("The line that has the focus: by 0.01, with Shift by 0.05")},
        {plots, "Wheel  + −", WindowHelp::tr("Curves: zoom in time; double click shows all")},
        {plots, "Click", WindowHelp::tr("Curves: go to that step")},
    };
}

} // namespace

WindowHelp::WindowHelp(QMainWindow* window, DockLayout* layout, QWidget* view, Bench bench)
    : QObject(window)
    , m_bench(bench)
    , m_window(window)
    , m_layout(layout)
{
    m_pages = new HelpView(bench);
    m_layout->add(dockId::help, m_pages, Qt::RightDockWidgetArea);
    m_keyList = new KeyList(window);
    m_palette = new CommandPalette(window);
    m_hints = new FirstHints(view, bench == Bench::Detection ? roiHints() : mapHints());
    m_palette->setRecent(QSettings().value(recentCommandsKey).toStringList());
    connect(m_palette, &CommandPalette::recentChanged, this,
        [](const QStringList& ids) { QSettings().setValue(recentCommandsKey, ids); });
    connect(m_hints, &FirstHints::dismissed, this,
        [key = hintsSeenKey(bench)] { QSettings().setValue(key, true); });
}

void WindowHelp::fillMenu(QMenu* menu)
{
    menu->addAction(tr("&Find a command…"), QKeySequence("Ctrl+K"), this, &WindowHelp::openPalette);
    QAction* keys = menu->addAction(tr("&Keys"), this, &WindowHelp::openKeyList);
    keys->setShortcuts({QKeySequence("F1"), QKeySequence("?")});
    menu->addSeparator();
    menu->addAction(tr("&About what has the focus"), QKeySequence("Shift+F1"), this,
        &WindowHelp::showPageOfFocus);
    QMenu* pages = menu->addMenu(tr("&Pages"));
    for (const int i : findHelp({}, m_bench)) {
        const HelpPage& page = helpPages()[size_t(i)];
        pages->addAction(page.title, this, [this, id = page.id] { showPage(id); });
    }
    menu->addAction(tr("&First steps"), m_hints, &FirstHints::open);
}

void WindowHelp::greet()
{
    if (m_greeted)
        return;
    m_greeted = true;
    if (!QSettings().value(hintsSeenKey(m_bench)).toBool())
        m_hints->open();
}

void WindowHelp::showPageOfFocus()
{
    QString page;
    for (const QWidget* widget = QApplication::focusWidget(); widget && page.isEmpty();
         widget = widget->parentWidget())
        page = pageOf(*widget);
    showPage(page); // the first one where there is none
}

void WindowHelp::showPage(const QString& id)
{
    m_pages->showPage(id);
    m_layout->reveal(dockId::help);
}

void WindowHelp::openPalette()
{
    m_palette->setCommands(commands());
    m_palette->open();
}

std::vector<WindowCommand> WindowHelp::commands() const
{
    std::vector<WindowCommand> all;
    forEachAction(*m_window,
        [&all](QAction* action, const QString& group) { all.push_back(commandOf(action, group)); });
    return all;
}

void WindowHelp::openKeyList()
{
    std::vector<KeyEntry> entries;
    forEachAction(*m_window, [&entries](const QAction* action, const QString& group) {
        QStringList keys;
        for (const QKeySequence& key : action->shortcuts())
            keys << key.toString(QKeySequence::NativeText);
        if (!keys.isEmpty())
            entries.push_back({group.section(',', 0, 0), keys.join(QStringLiteral("  ")),
                plain(action->text()).remove(QStringLiteral("…"))});
    });
    for (KeyEntry& entry : m_bench == Bench::Detection ? keysOfDetection() : keysOfEmbedding())
        entries.push_back(std::move(entry));
    m_keyList->setEntries(entries);
    m_keyList->toggle();
}

} // namespace hardlens
