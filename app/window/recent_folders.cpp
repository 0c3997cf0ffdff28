#include "app/window/recent_folders.h"

#include <QFileInfo>
#include <QSettings>

namespace hardlens {

QString RecentFolders::key() const
{
    return m_kind == Kind::Data ? "recentFolders" : "recentRuns";
}

QStringList RecentFolders::all() const
{
    QStringList folders;
    for (const QString& folder : QSettings().value(key()).toStringList())
        if (QFileInfo(folder).isDir())
            folders << folder;
    return folders;
}

void RecentFolders::add(const QString& folder)
{
    const QString absolute = QFileInfo(folder).absoluteFilePath();
    QStringList folders = all();
    folders.removeAll(absolute);
    folders.prepend(absolute);
    QSettings().setValue(key(), QStringList(folders.mid(0, most)));
}

} // namespace hardlens
