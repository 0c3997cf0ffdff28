#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace hardlens {

/// Calls work(0) … work(n - 1), each once, on several threads. What work throws stops the rest and
/// is thrown here.
///
/// atOnce: items that a thread takes, >= 1: many where an item is quick. threads: this one among
/// them; below 1: as many as there are cores.
template <typename Work>
void forEachInParallel(int64_t n, const Work& work, int64_t atOnce = 16, int64_t threads = 0)
{
    std::atomic<int64_t> next {0};
    std::mutex mutex;
    std::exception_ptr failure;
    const auto run = [&] {
        try {
            for (int64_t first; (first = next.fetch_add(atOnce)) < n;)
                for (int64_t i = first; i < std::min(first + atOnce, n); ++i)
                    work(i);
        } catch (...) {
            next = n;
            const std::lock_guard lock(mutex);
            if (!failure)
                failure = std::current_exception();
        }
    };
    const int64_t useful = (n + atOnce - 1) / atOnce;
    if (threads < 1)
        threads = int64_t(std::max(1u, std::thread::hardware_concurrency()));
    {
        std::vector<std::jthread> others;
        for (int64_t i = 1; i < std::min(useful, threads); ++i)
            others.emplace_back(run);
        run();
    }
    if (failure)
        std::rethrow_exception(failure);
}

} // namespace hardlens
