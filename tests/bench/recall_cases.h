#pragma once

#include "tests/bench/figures.h"

namespace hardlens::bench {

/// Recall@1, 10, 100, 1000 of 60,000 embeddings of 128 numbers, beside faiss's flat index on as
/// many threads; the recalls must agree or the figure is not given.
void measureRecall(Figures& figures, const std::string& only);

} // namespace hardlens::bench
