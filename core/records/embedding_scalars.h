#pragma once

#include "core/records/embedding_step.h"
#include "core/records/history.h"

namespace hardlens {

/// The scalars of the step's row.
EmbeddingScalars scalarsOf(const EmbeddingStep& step);

} // namespace hardlens
