#include "core/basics/random.h"

#include <cmath>
#include <numbers>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace hardlens {

std::array<uint32_t, 4> philox4x32(std::array<uint32_t, 4> counter, std::array<uint32_t, 2> key)
{
    for (int round = 0; round < 10; ++round) {
        const uint64_t a = uint64_t {0xD2511F53u} * counter[0];
        const uint64_t b = uint64_t {0xCD9E8D57u} * counter[2];
        counter = {uint32_t(b >> 32) ^ counter[1] ^ key[0], uint32_t(b),
            uint32_t(a >> 32) ^ counter[3] ^ key[1], uint32_t(a)};
        key[0] += 0x9E3779B9u;
        key[1] += 0xBB67AE85u;
    }
    return counter;
}

RandomStream::RandomStream(const RandomKey& key)
    : m_key {uint32_t(key.seed), uint32_t(key.seed >> 32)}
    // The first word counts blocks; purpose and item share one word.
    , m_counter {0, uint32_t(key.step), uint32_t(key.step >> 32),
          (uint32_t(key.purpose) << 24) | (key.item & 0xFFFFFFu)}
{
    if (key.item >= (1u << 24))
        throw std::invalid_argument("RandomKey.item: must be below 2^24");
}

uint32_t RandomStream::next()
{
    if (m_used == 4) {
        m_block = philox4x32(m_counter, m_key);
        ++m_counter[0];
        m_used = 0;
    }
    return m_block[m_used++];
}

float RandomStream::uniform()
{
    return float(next() >> 8) * 0x1p-24f;
}

float RandomStream::uniform(float low, float high)
{
    const float value = low + (high - low) * uniform();
    // The sum may round up to the bound that is excluded.
    return value < high ? value : std::nextafter(high, low);
}

uint32_t RandomStream::below(uint32_t bound)
{
    if (bound == 0)
        throw std::invalid_argument("RandomStream::below: bound must be at least 1");
    // Lemire's multiplication, rejecting the few values that would favour small results.
    const uint32_t threshold = (0u - bound) % bound;
    for (;;) {
        const uint64_t product = uint64_t(next()) * bound;
        if (uint32_t(product) >= threshold)
            return uint32_t(product >> 32);
    }
}

float RandomStream::normal()
{
    const float u = 1.f - uniform(); // (0, 1]: the logarithm stays finite
    const float v = uniform();
    return std::sqrt(-2.f * std::log(u)) * std::cos(2.f * std::numbers::pi_v<float> * v);
}

std::vector<int64_t> permutation(int64_t n, RandomStream stream)
{
    std::vector<int64_t> order(size_t(n < 0 ? 0 : n));
    std::iota(order.begin(), order.end(), int64_t {0});
    for (int64_t i = n - 1; i > 0; --i)
        std::swap(order[size_t(i)], order[stream.below(uint32_t(i + 1))]);
    return order;
}

} // namespace hardlens
