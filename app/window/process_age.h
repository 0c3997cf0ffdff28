#pragma once

namespace hardlens {

/// Seconds since this process was started, by the kernel's own record, so that loading libraries
/// counts; negative: not known.
double secondsSinceProcessStart();

} // namespace hardlens
