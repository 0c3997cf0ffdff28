#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace hardlens {

/// A growing run cut into at most `most` stretches of equal length, a power of two of steps; only
/// the newest one may be unfinished. When there would be more, neighbours are joined, so that
/// stretches never move otherwise.
class RunStretches
{
public:
    static constexpr int64_t most = 32;

    /// The run has come to this step; steps rise.
    void reach(int64_t step);

    int64_t count() const { return m_first < 0 ? 0 : (m_last - m_first) / m_length + 1; }
    int64_t steps() const { return m_first < 0 ? 0 : m_last - m_first + 1; }
    int64_t length() const { return m_length; } // of one, in steps
    /// That of the newest step.
    int64_t newest() const { return count() - 1; }

private:
    int64_t m_first = -1, m_last = -1;
    int64_t m_length = 1;
};

/// How a picture, an object or a class fared at its visits: the steps that it was in. A visit's
/// loss is the mean over all its RoIs of that step; losses over several visits are means of these,
/// each visit counting the same.
class HardnessTally
{
public:
    /// What a step did with it, or with a part of it (one object of a class): the same step may
    /// come again. meanLoss: NaN where it was not computed.
    void add(int64_t step, const RunStretches& run, int64_t rois, int64_t selected, float meanLoss);

    int64_t visits() const { return m_visits; }
    int64_t visitsWithLoss() const { return m_visitsWithLoss; }
    int64_t rois() const { return m_rois; }
    int64_t selected() const { return m_selected; }
    float meanLoss() const;   // NaN: no visit has one
    float latestLoss() const; // of the last visit that has one

    /// Mean loss by stretch of the run; NaN: no visit there that has one.
    std::vector<float> curve(const RunStretches& run) const;
    /// Mean loss over the visits in stretches [first, end); none without any.
    std::optional<double> meanWithin(const RunStretches& run, int64_t first, int64_t end) const;

private:
    struct Stretch
    {
        int64_t number = 0; // counted in stretches of m_length
        int64_t visits = 0; // with losses
        double sum = 0;
    };
    void joinNeighbours(int64_t length);
    void settle(int64_t stretch, double change, bool isNewVisit);

    int64_t m_visits = 0, m_visitsWithLoss = 0, m_rois = 0, m_selected = 0;
    double m_sum = 0;
    int64_t m_step = -1;                   // of the newest visit, …
    double m_stepLoss = 0, m_stepRois = 0; // … and its losses, summed over so many RoIs
    double m_latest = 0;
    int64_t m_length = 1;
    std::vector<Stretch> m_stretches {}; // those with a visit that has a loss, rising
};

} // namespace hardlens
