#include "core/analysis/label_spreading.h"

#include <algorithm>
#include <numeric>

namespace hardlens {

namespace {

/// Neighbouring labels that touch; `offset` is where its first label would like to be, on average.
struct Block
{
    size_t first = 0;
    size_t count = 0;
    double sum = 0; // of the wished places of its first label, as each of its labels asks for it

    double place(double height, double low, double high) const
    {
        const double last = high - height * (double(count) - 0.5);
        return std::clamp(sum / double(count), low + height / 2, std::max(last, low + height / 2));
    }
};

} // namespace

std::vector<double> spreadLabels(
    std::span<const double> wanted, double height, double low, double high)
{
    const size_t n = wanted.size();
    if (n > 1)
        height = std::min(height, (high - low) / double(n));
    std::vector<size_t> order(n);
    std::iota(order.begin(), order.end(), size_t(0));
    std::stable_sort(
        order.begin(), order.end(), [&](size_t a, size_t b) { return wanted[a] < wanted[b]; });

    // Pool adjacent violators: a label that would overlap the block before it joins the block.
    std::vector<Block> blocks;
    for (size_t i = 0; i < n; ++i) {
        blocks.push_back({.first = i, .count = 1, .sum = wanted[order[i]]});
        while (blocks.size() > 1) {
            const Block& last = blocks.back();
            Block& before = blocks[blocks.size() - 2];
            if (before.place(height, low, high) + height * double(before.count)
                <= last.place(height, low, high))
                break;
            before.sum += last.sum - height * double(before.count) * double(last.count);
            before.count += last.count;
            blocks.pop_back();
        }
    }
    std::vector<double> places(n);
    for (const Block& block : blocks)
        for (size_t k = 0; k < block.count; ++k)
            places[order[block.first + k]] = block.place(height, low, high) + height * double(k);
    return places;
}

} // namespace hardlens
