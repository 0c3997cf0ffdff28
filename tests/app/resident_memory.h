#pragma once

#include <QFile>
#include <QStringList>

#include <algorithm>
#include <unistd.h>
#include <vector>

namespace hardlens::test {

inline double residentMegabytes()
{
    QFile file("/proc/self/statm");
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * double(sysconf(_SC_PAGESIZE)) / 1e6;
}

inline QString megabytesText(const std::vector<double>& megabytes)
{
    QStringList numbers;
    for (const double m : megabytes)
        numbers += QString::number(m, 'f', 0);
    return numbers.join(' ');
}

/// How much of the program lies in memory, by the minute: the median of each, because for a moment
/// a run that is being opened lies beside the one that it replaces.
class MemoryByMinute
{
public:
    /// ms: since the first minute began.
    void look(qint64 ms)
    {
        m_looks.resize(std::max(m_looks.size(), size_t(ms / 60'000) + 1));
        m_looks.back().push_back(residentMegabytes());
    }

    /// In megabytes; 0 for a minute without a look.
    std::vector<double> medians() const
    {
        std::vector<double> medians;
        for (std::vector<double> looks : m_looks) {
            const auto middle = looks.begin() + ptrdiff_t(looks.size() / 2);
            std::nth_element(looks.begin(), middle, looks.end());
            medians.push_back(looks.empty() ? 0 : *middle);
        }
        return medians;
    }

    QString text() const { return megabytesText(medians()); }

private:
    std::vector<std::vector<double>> m_looks {};
};

} // namespace hardlens::test
