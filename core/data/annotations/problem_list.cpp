#include "core/data/annotations/problem_list.h"

#include "core/basics/error.h"

#include <algorithm>
#include <utility>

namespace hardlens {

namespace {

const char* nameOf(ProblemKind kind)
{
    switch (kind) {
    case ProblemKind::Remark:
        return "remarks";
    case ProblemKind::ObjectDropped:
        return "objects dropped";
    case ProblemKind::BoxClipped:
        return "boxes clipped";
    case ProblemKind::PictureLeftOut:
        return "pictures left out";
    case ProblemKind::Refused:
        return "names refused";
    case ProblemKind::Unreadable:
        return "broken files";
    }
    return "";
}

} // namespace

void ProblemList::add(DataProblem problem)
{
    if (++m_counts.at(size_t(problem.kind)) <= mostKept)
        m_kept.push_back(std::move(problem));
}

void ProblemList::add(std::vector<DataProblem> problems)
{
    for (DataProblem& problem : problems)
        add(std::move(problem));
}

const DataProblem& ProblemList::worst() const
{
    return *std::max_element(m_kept.begin(), m_kept.end(),
        [](const DataProblem& a, const DataProblem& b) { return a.kind < b.kind; });
}

std::vector<DataProblem> ProblemList::take(int64_t mostOfAKind)
{
    mostOfAKind = std::min(mostOfAKind, mostKept);
    Counts seen {};
    std::erase_if(m_kept,
        [&](const DataProblem& problem) { return ++seen.at(size_t(problem.kind)) > mostOfAKind; });
    for (size_t kind = 0; kind < m_counts.size(); ++kind)
        if (m_counts[kind] > mostOfAKind)
            m_kept.push_back({"…", 0,
                concat("and ", m_counts[kind] - mostOfAKind, " more ", nameOf(ProblemKind(kind))),
                ProblemKind(kind)});
    m_counts = {};
    return std::exchange(m_kept, {});
}

} // namespace hardlens
