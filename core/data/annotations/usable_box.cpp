#include "core/data/annotations/usable_box.h"

#include "core/basics/error.h"

#include <algorithm>

namespace hardlens {

namespace {

std::string textOf(const Box& box)
{
    return concat("(", box.x1, ", ", box.y1, ", ", box.x2, ", ", box.y2, ")");
}

bool hasArea(const Box& box)
{
    return box.x2 > box.x1 && box.y2 > box.y1; // false for NaN
}

} // namespace

UsableBox usableBox(const Box& box, const PictureSize& size, float rounding)
{
    if (!hasArea(box)) {
        const bool reversed = box.x2 < box.x1 || box.y2 < box.y1;
        return {std::nullopt,
            concat(reversed ? "reversed box " : "zero-area box ", textOf(box), ": object dropped")};
    }
    const Box inside = clipped(box, float(size.width), float(size.height));
    const std::string beyond
        = concat(" reaches beyond the picture of ", size.width, " x ", size.height);
    if (!hasArea(inside))
        return {std::nullopt, concat("box ", textOf(box), beyond, ": object dropped")};
    const float overshoot = std::max(
        {inside.x1 - box.x1, inside.y1 - box.y1, box.x2 - inside.x2, box.y2 - inside.y2});
    if (overshoot > rounding)
        return {inside, concat("box ", textOf(box), beyond, ": clipped")};
    return {inside, {}};
}

} // namespace hardlens
