#pragma once

#if defined(__linux__)
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace hardlens {

/// Puts the calling thread, and those that it starts from now on, behind the trainer: for work that
/// only helps to look at a run. Where the system refuses, the thread is merely less polite.
inline void makeThreadNice()
{
#if defined(__linux__)
    setpriority(PRIO_PROCESS, id_t(gettid()), 10); // on Linux a thread, not its process
#endif
}

} // namespace hardlens
