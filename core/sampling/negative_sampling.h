#pragma once

#include "core/basics/random.h"
#include "core/sampling/cosines.h"
#include "core/sampling/draws.h"
#include "core/sampling/sampling_config.h"

namespace hardlens {

/// The triplets of a batch. A pure function: the same cosines, labels, settings and key give the
/// same draws, which is what the trainer does and what the window repeats.
///
/// Each anchor is paired with positives as config.positives says; each pair gets one negative as
/// config.negatives says. Random numbers belong to (key, anchor, place of the positive in the
/// anchor's class): another cutoff changes what a number falls on, and no number. Without
/// replacement, an anchor with more pairs than candidates takes them from the beginning again.
///
/// labels: any numbers, one per embedding; equal: same class. key.item is not read. An embedding
/// without direction is in no triplet. A class of one gives its member no triplet as an anchor;
/// where all are of one class there are none at all. All of that is counted in Draws.
/// threads: at most so many draw; the draws are the same whatever it is.
/// Throws std::invalid_argument where labels and cosines do not fit, ConfigError where the config
/// is out of range.
Draws drawNegatives(const Cosines& cosines, std::span<const int64_t> labels,
    const SamplingConfig& config, const RandomKey& key, int threads = 1);

} // namespace hardlens
