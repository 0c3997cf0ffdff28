// Makes the pictures of the help from short trainings: help-pictures FOLDER.
// resources/help/pictures/renew.sh runs it and makes the files small.

#include "tests/app/help_pictures.h"

#include "app/window/dock_layout.h"
#include "tests/app/window_home.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QDockWidget>
#include <QPixmap>
#include <QTest>

#include <cstdio>

namespace hardlens {

void saveHelpPicture(const QPixmap& picture, const QString& page, const QDir& folder)
{
    const QPixmap shown = picture.width() > helpPictureWidth
        ? picture.scaledToWidth(helpPictureWidth, Qt::SmoothTransformation)
        : picture;
    shown.save(folder.filePath(page + ".png"));
}

void shootHelpDocks(DockLayout& layout, std::span<const DockPicture> docks, const QDir& folder)
{
    for (const DockPicture& d : docks) {
        QDockWidget& dock = *layout.dock(d.dock);
        dock.setAttribute(Qt::WA_ShowWithoutActivating); // nothing has the focus
        dock.setFloating(true);
        dock.resize(d.size);
        dock.show();
        QTest::qWait(500);
        saveHelpPicture(dock.grab(QRect({}, d.size)), d.page, folder);
        dock.hide();
    }
}

} // namespace hardlens

int main(int argc, char** argv)
{
    using namespace hardlens;
    QApplication application(argc, argv);
    if (argc != 2 || !QDir().mkpath(argv[1])) {
        std::fprintf(stderr, "usage: help-pictures FOLDER\n");
        return 2;
    }
    const test::WindowHome home;
    Theme::instance().choose(Theme::Choice::Dark);
    const QDir folder(argv[1]);
    const std::filesystem::path runs = home.filePath("runs").toStdString();
    if (!shootEmbeddingHelp(folder, runs) || !shootDetectionHelp(folder, runs)) {
        std::fprintf(stderr, "help-pictures: a training did not come so far\n");
        return 1;
    }
    return 0;
}
