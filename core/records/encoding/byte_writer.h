#pragma once

#include "core/records/encoding/encoding.h"
#include "core/records/encoding/plain_bits.h"

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace hardlens {

/// Writes records as bytes: numbers in little endian at their full width, text and lists behind
/// their length. It and ByteReader have the same operations, so that one description of a record's
/// fields serves both.
class ByteWriter
{
public:
    /// Of the encoding that is being written.
    static constexpr uint16_t version() { return encodingVersion; }

    /// Numbers, switches and texts, one after the other.
    template <typename... Values> void operator()(const Values&... values) { (put(values), ...); }

    /// One of the values of an enumeration, the last of which is `last`.
    template <typename Choice> void choice(const Choice& value, Choice /*last*/)
    {
        put(uint8_t(value));
    }

    /// A list, each item written by `each(item)` in at least `leastBytes` bytes.
    template <typename Item, typename Each>
    void list(const std::vector<Item>& items, size_t /*leastBytes*/, Each each)
    {
        put(uint32_t(items.size()));
        for (const Item& item : items)
            each(item);
    }

    /// How many items follow as columns.
    template <typename Item> void columns(const std::vector<Item>& items, size_t /*bytesEach*/)
    {
        put(uint32_t(items.size()));
    }

    /// One number of each item: first the lowest bytes of all items, then the next ones. What
    /// `predicted(i)` foretells costs nothing once compressed; it must follow from what was written
    /// before.
    template <typename Item, typename Field, typename Predicted>
    void column(const std::vector<Item>& items, Field field, Predicted predicted)
    {
        using Bits = BitsOf<std::remove_cvref_t<decltype(field(items[0]))>>;
        const size_t n = items.size(), first = m_bytes.size();
        m_bytes.resize(first + n * sizeof(Bits));
        std::byte* const planes = m_bytes.data() + first;
        for (size_t i = 0; i < n; ++i) {
            const Bits bits = bitsOf(field(items[i])) ^ bitsOf(predicted(i));
            for (size_t b = 0; b < sizeof(Bits); ++b)
                planes[b * n + i] = std::byte(bits >> (8 * b));
        }
    }

    /// The same where nothing foretells it.
    template <typename Item, typename Field>
    void column(const std::vector<Item>& items, Field field)
    {
        using Number = std::remove_cvref_t<decltype(field(items[0]))>;
        column(items, field, [](size_t) { return Number {}; });
    }

    /// One value of an enumeration of each item.
    template <typename Item, typename Field, typename Choice>
    void choices(const std::vector<Item>& items, Field field, Choice /*last*/)
    {
        for (const Item& item : items)
            put(uint8_t(field(item)));
    }

    /// What was written; the writer is empty afterwards.
    std::vector<std::byte> take() { return std::exchange(m_bytes, {}); }

private:
    template <typename Number> void put(Number value)
    {
        const auto bits = bitsOf(value);
        for (size_t b = 0; b < sizeof bits; ++b)
            m_bytes.push_back(std::byte(bits >> (8 * b)));
    }

    void put(const std::string& text)
    {
        put(uint32_t(text.size()));
        const auto bytes = std::as_bytes(std::span(text));
        m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
    }

    std::vector<std::byte> m_bytes {};
};

} // namespace hardlens
