#pragma once

#include <QCoreApplication>
#include <QSettings>
#include <QString>
#include <QTemporaryDir>

namespace hardlens::test {

/// Where windows under test keep their settings, runs, notes and proposals: a folder of their own
/// that goes away with this. Make it before the first window.
class WindowHome
{
public:
    WindowHome()
    {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
        qputenv("XDG_DATA_HOME", filePath("data").toUtf8());
        qputenv("HARDLENS_CACHE", filePath("cache").toUtf8());
        QCoreApplication::setOrganizationName("HardLensTest");
    }

    bool isValid() const { return m_folder.isValid(); }
    QString filePath(const QString& name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder {};
};

} // namespace hardlens::test
