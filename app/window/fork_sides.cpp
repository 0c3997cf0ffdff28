#include "app/window/fork_sides.h"

#include "app/window/detection_fork_sides.h"
#include "app/window/embedding_fork_sides.h"

namespace hardlens {

std::unique_ptr<ForkSides> makeForkSides(Bench bench, size_t sides)
{
    if (bench == Bench::Embedding)
        return std::make_unique<EmbeddingForkSides>(sides);
    return std::make_unique<DetectionForkSides>(sides);
}

} // namespace hardlens
