#pragma once

#include <cstdint>
#include <exception>

namespace hardlens {

/// Calls work(0) … work(count - 1), spread over at most `threads` threads, which stay for the next
/// time. What one of them throws is thrown here when all have ended.
template <typename Work> void spread(int64_t count, int threads, const Work& work)
{
    std::exception_ptr thrown;
#pragma omp parallel for schedule(dynamic) num_threads(threads) if (threads > 1)
    for (int64_t i = 0; i < count; ++i) {
        try {
            work(i);
        } catch (...) {
#pragma omp critical
            thrown = std::current_exception();
        }
    }
    if (thrown)
        std::rethrow_exception(thrown);
}

} // namespace hardlens
