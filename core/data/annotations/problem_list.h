#pragma once

#include "core/data/detection_data.h"

#include <array>

namespace hardlens {

/// What is found wrong while a data set is opened, in the order of finding. Of each kind so many
/// are kept one by one: a file in another convention may have millions.
class ProblemList
{
public:
    static constexpr int64_t mostKept = 100000;

    void add(DataProblem problem);
    void add(std::vector<DataProblem> problems);

    int64_t count(ProblemKind kind) const { return m_counts.at(size_t(kind)); }
    bool empty() const { return m_kept.empty(); }
    /// The first of the gravest kind. There must be one.
    const DataProblem& worst() const;

    /// What was kept, of each kind the first ones; at the end, for each kind that had more, how
    /// many more.
    std::vector<DataProblem> take(int64_t mostOfAKind = mostKept);

private:
    using Counts = std::array<int64_t, size_t(ProblemKind::Unreadable) + 1>; // per kind

    std::vector<DataProblem> m_kept {};
    Counts m_counts {};
};

} // namespace hardlens
