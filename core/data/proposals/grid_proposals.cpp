#include "core/data/proposals/grid_proposals.h"

#include "core/basics/random.h"
#include "core/data/proposals/seed_boxes.h"

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

Box jittered(const Box& box, float shift, float stretch, RandomStream& random)
{
    const float width = box.width() * std::exp(stretch * random.normal());
    const float height = box.height() * std::exp(stretch * random.normal());
    const float x = (box.x1 + box.x2) / 2 + shift * box.width() * random.normal();
    const float y = (box.y1 + box.y2) / 2 + shift * box.height() * random.normal();
    return {x - width / 2, y - height / 2, x + width / 2, y + height / 2};
}

/// One axis of a box pushed into [0, length] with a side of at least minSide.
void fitAxis(float& low, float& high, float length, float minSide)
{
    low = std::clamp(low, 0.f, length);
    high = std::clamp(high, 0.f, length);
    if (high - low >= minSide)
        return;
    const float side = std::min(minSide, length);
    low = std::clamp((low + high - side) / 2, 0.f, length - side);
    high = low + side;
}

Box fitted(Box box, const Pixels& picture, float minSide)
{
    // Half a pixel more, so that rounding cannot push a side below the promise.
    fitAxis(box.x1, box.x2, float(picture.width), minSide + .5f);
    fitAxis(box.y1, box.y2, float(picture.height), minSide + .5f);
    return box;
}

/// To sixteenths of a pixel, which nobody sees: a recorded box then takes half the room.
Box inSixteenths(const Box& box)
{
    const auto rounded = [](float x) { return std::round(16 * x) / 16; };
    return {rounded(box.x1), rounded(box.y1), rounded(box.x2), rounded(box.y2)};
}

/// Every place of the grid; sides are areas' roots, the step is a third of the side.
std::vector<Box> gridPlaces(const Pixels& picture)
{
    const auto width = float(picture.width);
    const auto height = float(picture.height);
    const float largest = .9f * std::min(width, height);
    std::vector<Box> places;
    for (float side = std::min(14.f, largest); side <= largest; side *= 1.5f)
        for (const float ratio : {.5f, 1.f, 2.f}) {
            const float w = side * std::sqrt(ratio);
            const float h = side / std::sqrt(ratio);
            const float step = side / 3;
            for (float y = h / 2; y <= height - h / 2; y += step)
                for (float x = w / 2; x <= width - w / 2; x += step)
                    places.push_back({x - w / 2, y - h / 2, x + w / 2, y + h / 2});
        }
    return places;
}

/// A draw of places in which every size has its share: small boxes have the most places, and would
/// take all.
std::vector<Box> drawnPlaces(const std::vector<Box>& places, size_t count, RandomStream& random)
{
    std::vector<Box> drawn;
    drawn.reserve(count);
    if (places.empty())
        return drawn;
    // Equal steps through the list sorted by size, weighted by sqrt(area): between "all places" and
    // "all sizes".
    std::vector<double> cumulated;
    cumulated.reserve(places.size());
    double sum = 0;
    for (const Box& place : places)
        cumulated.push_back(sum += std::sqrt(double(place.area())));
    for (size_t i = 0; i < count; ++i) {
        const double wanted = (double(i) + random.uniform()) / double(count) * sum;
        const auto at = std::upper_bound(cumulated.begin(), cumulated.end(), wanted);
        drawn.push_back(places[std::min(size_t(at - cumulated.begin()), places.size() - 1)]);
    }
    return drawn;
}

} // namespace

std::vector<Box> gridProposals(
    const Pixels& picture, uint64_t contentId, int64_t count, int64_t minSide)
{
    RandomStream random({contentId, Purpose::Proposals, 0, 1});
    const std::vector<Box> seeds = seedBoxes(picture);
    std::vector<Box> boxes;
    boxes.reserve(size_t(count));
    const auto dense = seeds.empty() ? size_t(0) : size_t(count * 13 / 20);
    const auto order
        = permutation(int64_t(seeds.size()), RandomStream({contentId, Purpose::Proposals, 0, 2}));
    for (size_t i = 0; i < dense; ++i)
        boxes.push_back(jittered(seeds[size_t(order[i % seeds.size()])], .05f, .08f, random));
    for (const Box& place : drawnPlaces(gridPlaces(picture), size_t(count) - dense, random))
        boxes.push_back(jittered(place, .06f, .12f, random));
    for (Box& box : boxes)
        box = inSixteenths(fitted(box, picture, float(minSide)));
    return boxes;
}

} // namespace hardlens
