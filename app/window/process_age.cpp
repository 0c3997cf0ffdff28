#include "app/window/process_age.h"

#include <QFile>

#include <unistd.h>

namespace hardlens {

double secondsSinceProcessStart()
{
    QFile stat("/proc/self/stat"), uptime("/proc/uptime");
    if (!stat.open(QIODevice::ReadOnly) || !uptime.open(QIODevice::ReadOnly))
        return -1;
    // The name in field 2 may hold blanks; field 22 is the start, in ticks since boot.
    const QByteArray fields = stat.readAll();
    const auto rest = fields.mid(fields.lastIndexOf(')') + 2).split(' ');
    const double ticks = double(sysconf(_SC_CLK_TCK));
    return uptime.readAll().split(' ').first().toDouble() - rest.value(19).toDouble() / ticks;
}

} // namespace hardlens
