#pragma once

#include "core/data/detection_data.h"

#include <mutex>
#include <set>
#include <utility>

namespace hardlens {

/// Collects what is found wrong after a data set was opened, each thing once. Any thread.
class ProblemLog
{
public:
    void add(DataProblem problem)
    {
        const std::lock_guard lock(m_mutex);
        if (m_said.emplace(problem.file, problem.text).second)
            m_waiting.push_back(std::move(problem));
    }

    /// What was added since the last call.
    std::vector<DataProblem> take()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_waiting, {});
    }

private:
    std::mutex m_mutex {};
    std::set<std::pair<std::string, std::string>> m_said {};
    std::vector<DataProblem> m_waiting {};
};

} // namespace hardlens
