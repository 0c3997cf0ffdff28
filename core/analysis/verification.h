#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace hardlens {

/// Two items of which it is known whether they are of the same class.
struct VerificationPair
{
    float squaredDistance = 0; // of unit vectors: in [0, 4]
    bool same = false;
    int32_t fold = 0; // >= 0
};

/// How well a threshold on the squared distance tells same from different.
struct VerificationScores
{
    double accuracy = 0; // mean over the folds
    double accuracyDeviation = 0;
    std::vector<double> foldAccuracies {};
    std::vector<double> foldThresholds {}; // chosen on the other folds
    double validationRate = 0;             // share of same pairs accepted at that false accept rate
    double validationDeviation = 0;
    double falseAcceptRate = 0; // that was measured, for the one asked for
};

/// The protocol of LFW (Huang et al., UMass TR 07-49) as FaceNet's public code runs it. Each fold
/// is judged by a threshold chosen on all others; a pair is "same" where d² < threshold.
///
///   accuracy: the first best of 0, 0.01, …, 3.99
///   VAL@FAR: where the FAR over 0, 0.001, …, 3.999 first reaches the target, linearly between
///            that threshold and the one before; 0 where it never does
///
/// Means and standard deviations (of the population) are over folds.
/// targetRate in (0, 1]. Pairs need at least two folds, numbered from 0 without gaps, each with
/// pairs of both kinds, else std::invalid_argument.
VerificationScores verificationScores(
    std::span<const VerificationPair> pairs, double targetRate = 1e-3);

} // namespace hardlens
