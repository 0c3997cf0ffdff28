#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace hardlens {

/// Philox4x32-10: four 32-bit random words as a pure function of a 128-bit counter and a 64-bit
/// key. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
std::array<uint32_t, 4> philox4x32(std::array<uint32_t, 4> counter, std::array<uint32_t, 2> key);

/// What a draw is for. Part of the key, so that two uses of one seed never share numbers. Values
/// are written into run files: append, never renumber.
enum class Purpose : uint32_t
{
    EpochOrder = 1,
    Flip = 2,
    Proposals = 3,
    Sampling = 4,
    Scene = 5,
    Dropout = 6,
    Initialisation = 7,
    TestSplit = 8,
    Glyph = 9,
    ClassOrder = 10,
    Projection = 11,
};
inline constexpr Purpose lastPurpose = Purpose::Projection;

/// Names one draw: the same key always gives the same number, in any order of asking.
struct RandomKey
{
    uint64_t seed = 0;
    Purpose purpose = Purpose::Sampling;
    uint64_t step = 0; // or epoch, or picture
    uint32_t item = 0; // in [0, 2^24)

    friend bool operator==(const RandomKey&, const RandomKey&) = default;
};

/// The numbers that belong to a key, one after the other. A value: copying it copies its place.
class RandomStream
{
public:
    explicit RandomStream(const RandomKey& key);

    uint32_t next();
    /// Uniform in [0, 1), 24 bits.
    float uniform();
    /// Uniform in [low, high).
    float uniform(float low, float high);
    /// Uniform in [0, bound), without bias; bound >= 1.
    uint32_t below(uint32_t bound);
    /// Normal, mean 0, variance 1 (Box-Muller).
    float normal();

private:
    std::array<uint32_t, 2> m_key {};
    std::array<uint32_t, 4> m_counter {};
    std::array<uint32_t, 4> m_block {};
    unsigned m_used = 4;
};

/// A uniformly drawn order of 0 … n-1 (Fisher-Yates).
std::vector<int64_t> permutation(int64_t n, RandomStream stream);

} // namespace hardlens
