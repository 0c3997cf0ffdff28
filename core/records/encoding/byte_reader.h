#pragma once

#include "core/records/encoding/plain_bits.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace hardlens {

/// Reads what ByteWriter wrote, by the same operations. Every length is checked against the bytes
/// that are there before memory is asked for. Throws DataError where they end too early or a value
/// is out of its range.
class ByteReader
{
public:
    explicit ByteReader(std::span<const std::byte> bytes)
        : m_bytes(bytes)
    {
    }

    /// Of the encoding that is being read: what came later is not there.
    uint16_t version() const { return m_version; }
    void setVersion(uint16_t version) { m_version = version; }

    template <typename... Values> void operator()(Values&... values) { (get(values), ...); }

    template <typename Choice> void choice(Choice& value, Choice last)
    {
        uint8_t number = 0;
        get(number);
        require(number <= uint8_t(last), "an unknown kind");
        value = Choice(number);
    }

    template <typename Item, typename Each>
    void list(std::vector<Item>& items, size_t leastBytes, Each each)
    {
        items.resize(count(leastBytes));
        for (Item& item : items)
            each(item);
    }

    template <typename Item> void columns(std::vector<Item>& items, size_t bytesEach)
    {
        items.resize(count(bytesEach));
    }

    template <typename Item, typename Field, typename Predicted>
    void column(std::vector<Item>& items, Field field, Predicted predicted)
    {
        using Number = std::remove_cvref_t<decltype(field(items[0]))>;
        using Bits = BitsOf<Number>;
        const size_t n = items.size();
        const std::byte* const planes = next(n * sizeof(Bits)).data();
        for (size_t i = 0; i < n; ++i) {
            Bits bits = 0;
            for (size_t b = 0; b < sizeof(Bits); ++b)
                bits = Bits(bits | Bits(Bits(planes[b * n + i]) << (8 * b)));
            field(items[i]) = fromBits<Number>(bits ^ bitsOf(predicted(i)));
        }
    }

    template <typename Item, typename Field> void column(std::vector<Item>& items, Field field)
    {
        using Number = std::remove_cvref_t<decltype(field(items[0]))>;
        column(items, field, [](size_t) { return Number {}; });
    }

    template <typename Item, typename Field, typename Choice>
    void choices(std::vector<Item>& items, Field field, Choice last)
    {
        for (Item& item : items)
            choice(field(item), last);
    }

    /// Throws where something is not as it must be: "record: byte 12 of 80: " and what it is.
    void require(bool ok, const char* what) const
    {
        if (!ok)
            fail(what);
    }

    /// Throws where bytes are left.
    void end() const { require(m_at == m_bytes.size(), "bytes after the end"); }

private:
    [[noreturn]] void fail(const char* what) const;
    std::span<const std::byte> next(size_t bytes);
    size_t count(size_t leastBytes);

    template <typename Number> void get(Number& value)
    {
        using Bits = BitsOf<Number>;
        const auto bytes = next(sizeof(Bits));
        Bits bits = 0;
        for (size_t b = 0; b < sizeof(Bits); ++b)
            bits = Bits(bits | Bits(Bits(bytes[b]) << (8 * b)));
        if constexpr (std::same_as<Number, bool>)
            require(bits <= 1, "neither yes nor no");
        value = fromBits<Number>(bits);
    }

    void get(std::string& text);

    std::span<const std::byte> m_bytes;
    size_t m_at = 0;
    uint16_t m_version = 1;
};

} // namespace hardlens
