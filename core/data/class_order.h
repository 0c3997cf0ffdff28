#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace hardlens {

/// What becomes of a class that has fewer pictures than a batch takes of it.
enum class SmallClass
{
    Repeat,   // its pictures come more than once in the batch, which is counted
    LeaveOut, // the class is not learned from, which is counted
};

/// Batches of P classes with K pictures each.
struct ClassOrderConfig
{
    uint64_t seed = 0;
    int64_t classesPerBatch = 24; // P, >= 2: with one class there are no negatives
    int64_t picturesPerClass = 5; // K, >= 2: with one picture there are no positives
    SmallClass smallClass = SmallClass::Repeat;

    void validate() const; // throws ConfigError for the first field that breaks its rule

    friend bool operator==(const ClassOrderConfig&, const ClassOrderConfig&) = default;
};

/// The batches of one epoch.
struct ClassEpoch
{
    /// Each P * K indices into the labels, those of a class together.
    std::vector<std::vector<int64_t>> batches {};
    int64_t repeated = 0;        // places that a picture fills that the epoch already had
    int64_t classesLeftOut = 0;  // with LeaveOut: that have fewer than K pictures
    int64_t picturesLeftOut = 0; // that come in no batch of this epoch
};

/// Draws the batches of an epoch up front, so that it can be taken up anywhere.
///
/// Each class's pictures are shuffled and cut into groups of K; batches take groups of P different
/// classes until fewer than P classes have one. Those with most groups left are taken first, equal
/// ones in drawn order, so that as many batches come about as can; their order is drawn at the end.
/// No picture comes twice in an epoch, but for the classes that SmallClass::Repeat lets come once
/// with their pictures repeated in turn.
///
/// labels: per picture, >= 0. epoch >= 0. A pure function: the same arguments, the same batches.
/// Throws DataError where fewer than P classes can fill their K places, saying how many there are;
/// std::invalid_argument for a negative label or epoch.
ClassEpoch classEpoch(
    std::span<const int32_t> labels, int64_t epoch, const ClassOrderConfig& config);

} // namespace hardlens
