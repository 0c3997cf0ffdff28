#include "core/data/class_order.h"

#include "core/basics/error.h"
#include "core/basics/random.h"
#include "core/basics/text.h"

#include <queue>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <tuple>

namespace hardlens {

namespace {

using Group = std::vector<int64_t>; // K pictures of a class

/// item: what the draw is for.
RandomStream streamOf(const ClassOrderConfig& config, int64_t epoch, uint32_t item)
{
    return RandomStream({config.seed, Purpose::ClassOrder, uint64_t(epoch), item});
}

class EpochDrawing
{
public:
    EpochDrawing(std::span<const int32_t> labels, int64_t epoch, const ClassOrderConfig& config)
        : m_config(config)
        , m_epoch(epoch)
    {
        for (size_t i = 0; i < labels.size(); ++i) {
            if (labels[i] < 0)
                throw std::invalid_argument(
                    concat("classEpoch: labels[", i, "] = ", labels[i], ": expected >= 0"));
            m_classes[labels[i]].push_back(int64_t(i));
        }
        m_pictures = int64_t(labels.size());
    }

    ClassEpoch draw()
    {
        group();
        requireEnough();
        takeBatches();
        const auto order
            = permutation(int64_t(m_result.batches.size()), streamOf(m_config, m_epoch, 1));
        std::vector<std::vector<int64_t>> batches;
        for (const int64_t i : order)
            batches.push_back(std::move(m_result.batches[size_t(i)]));
        m_result.batches = std::move(batches);
        m_result.picturesLeftOut = m_pictures - m_used;
        return std::move(m_result);
    }

private:
    /// One stream for all classes, in the order of their labels.
    void group()
    {
        RandomStream random = streamOf(m_config, m_epoch, 0);
        for (const auto& [label, pictures] : m_classes) {
            const Group shuffled = shuffle(pictures, random);
            const auto groups = int64_t(shuffled.size()) / m_config.picturesPerClass;
            if (groups == 0 && m_config.smallClass == SmallClass::LeaveOut) {
                ++m_result.classesLeftOut;
                continue;
            }
            m_groups.push_back({});
            for (int64_t g = 0; g < std::max<int64_t>(groups, 1); ++g)
                m_groups.back().push_back(groupAt(shuffled, g * m_config.picturesPerClass));
        }
    }

    static Group shuffle(Group pictures, RandomStream& random)
    {
        for (size_t i = pictures.size(); i > 1; --i)
            std::swap(pictures[i - 1], pictures[random.below(uint32_t(i))]);
        return pictures;
    }

    /// K pictures from there on, beginning again at the end.
    Group groupAt(const Group& pictures, int64_t first) const
    {
        Group group;
        for (int64_t k = 0; k < m_config.picturesPerClass; ++k)
            group.push_back(pictures[size_t(first + k) % pictures.size()]);
        return group;
    }

    void requireEnough() const
    {
        const auto usable = int64_t(m_groups.size());
        if (usable >= m_config.classesPerBatch)
            return;
        std::string text
            = concat("a batch takes ", counted(m_config.classesPerBatch, "class", "classes"),
                ", the pictures show ", m_classes.size());
        if (m_result.classesLeftOut > 0)
            text += concat(", of which ", counted(m_result.classesLeftOut, "has", "have"),
                " fewer than the ", m_config.picturesPerClass, " pictures that it takes of each");
        throw DataError(text);
    }

    void takeBatches()
    {
        // Most groups left first, then by a draw that is new for every batch.
        using Place = std::tuple<size_t, uint32_t, size_t>;
        RandomStream random = streamOf(m_config, m_epoch, 2);
        std::priority_queue<Place> waiting;
        for (size_t c = 0; c < m_groups.size(); ++c)
            waiting.emplace(m_groups[c].size(), random.next(), c);
        while (int64_t(waiting.size()) >= m_config.classesPerBatch) {
            std::vector<size_t> classes;
            for (int64_t p = 0; p < m_config.classesPerBatch; ++p) {
                classes.push_back(std::get<2>(waiting.top()));
                waiting.pop();
            }
            m_result.batches.push_back(batchOf(classes));
            for (const size_t c : classes)
                if (!m_groups[c].empty())
                    waiting.emplace(m_groups[c].size(), random.next(), c);
        }
    }

    std::vector<int64_t> batchOf(const std::vector<size_t>& classes)
    {
        std::vector<int64_t> batch;
        for (const size_t c : classes) {
            Group group = std::move(m_groups[c].back());
            m_groups[c].pop_back();
            batch.insert(batch.end(), group.begin(), group.end());
            std::sort(group.begin(), group.end());
            const auto distinct = std::unique(group.begin(), group.end()) - group.begin();
            m_used += distinct;
            m_result.repeated += m_config.picturesPerClass - distinct;
        }
        return batch;
    }

    const ClassOrderConfig& m_config;
    int64_t m_epoch = 0;
    int64_t m_pictures = 0;
    int64_t m_used = 0;
    std::map<int32_t, Group> m_classes {};       // by label
    std::vector<std::vector<Group>> m_groups {}; // per class that can be used
    ClassEpoch m_result {};
};

} // namespace

void ClassOrderConfig::validate() const
{
    if (!(classesPerBatch >= 2))
        throw ConfigError(
            concat("batch.classesPerBatch = ", classesPerBatch, ": must be at least 2"));
    if (!(picturesPerClass >= 2))
        throw ConfigError(
            concat("batch.picturesPerClass = ", picturesPerClass, ": must be at least 2"));
}

ClassEpoch classEpoch(
    std::span<const int32_t> labels, int64_t epoch, const ClassOrderConfig& config)
{
    config.validate();
    if (epoch < 0)
        throw std::invalid_argument(concat("classEpoch: epoch ", epoch, ": expected >= 0"));
    return EpochDrawing(labels, epoch, config).draw();
}

} // namespace hardlens
