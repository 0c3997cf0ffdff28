#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace hardlens {

/// T or const T: a description of fields serves writing, which sees a record as const, and reading.
template <typename T, typename Record>
concept Is = std::same_as<std::remove_const_t<T>, Record>;

/// The unsigned number that has the bits of a number. Every NaN becomes the same quiet one, so that
/// equal records have equal bytes.
template <typename T> auto bitsOf(T value)
{
    if constexpr (std::floating_point<T>) {
        using Bits = std::conditional_t<sizeof(T) == 4, uint32_t, uint64_t>;
        return std::bit_cast<Bits>(value == value ? value : std::numeric_limits<T>::quiet_NaN());
    } else if constexpr (std::same_as<T, bool>) {
        return uint8_t(value);
    } else {
        return std::make_unsigned_t<T>(value);
    }
}

template <typename T> using BitsOf = decltype(bitsOf(T {}));

/// The number that has these bits.
template <typename T> T fromBits(BitsOf<T> bits)
{
    if constexpr (std::floating_point<T>)
        return std::bit_cast<T>(bits);
    else
        return T(bits);
}

} // namespace hardlens
