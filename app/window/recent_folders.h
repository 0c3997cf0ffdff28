#pragma once

#include <QString>
#include <QStringList>

namespace hardlens {

/// The data folders that were opened last, newest first, kept between runs of the program.
class RecentFolders
{
public:
    static constexpr int most = 8;

    QStringList all() const; // those that still exist
    void add(const QString& folder);
};

} // namespace hardlens
