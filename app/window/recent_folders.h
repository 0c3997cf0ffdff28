#pragma once

#include <QString>
#include <QStringList>

namespace hardlens {

/// The folders of a kind that were opened last, newest first, kept between runs of the program.
class RecentFolders
{
public:
    enum class Kind
    {
        Data,
        Runs
    };
    static constexpr int most = 8;

    explicit RecentFolders(Kind kind)
        : m_kind(kind)
    {
    }

    QStringList all() const; // those that still exist
    void add(const QString& folder);

private:
    QString key() const;

    Kind m_kind;
};

} // namespace hardlens
