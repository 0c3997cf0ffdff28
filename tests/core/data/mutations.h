#pragma once

#include "core/basics/random.h"

#include <string>
#include <vector>

namespace hardlens::test {

/// What readers stumble over, of all formats.
inline const std::vector<std::string> tokens {"<", ">", "</", "/>", "<object>", "</annotation>",
    "<![CDATA[", "<!DOCTYPE x>", "&#0;", "&lt;", "{", "}", "[", "]", "\"", "\\", "\\u0000",
    "\\ud800", ":", ",", "-", "-0", "1e999", "nan", "18446744073709551616", "-9223372036854775809",
    "null", "true", "\n", "\r", " ", std::string(1, '\0'), "\xff", "\xEF\xBB\xBF", "../", "0x10",
    ".", "9999999999", "'", "#", "- "};

/// With one to four changes: bytes, pieces, tokens, an earlier end.
inline std::string mutated(std::string text, RandomStream& random)
{
    const auto place = [&] { return size_t(random.below(uint32_t(text.size() + 1))); };
    for (uint32_t n = 1 + random.below(4); n > 0; --n) {
        const size_t at = place();
        const size_t length = std::min<size_t>(random.below(24), text.size() - at);
        switch (random.below(6)) {
        case 0:
            if (at < text.size())
                text[at] = char(random.below(256));
            break;
        case 1:
            text.erase(at, length);
            break;
        case 2:
            text.insert(at, tokens[random.below(uint32_t(tokens.size()))]);
            break;
        case 3:
            text.insert(place(), std::string(text.substr(at, length)));
            break;
        case 4:
            text.resize(at);
            break;
        default:
            text.replace(at, length, tokens[random.below(uint32_t(tokens.size()))]);
        }
    }
    return text;
}

inline const std::vector<std::string> numbers {"", "-1", "0", "1.5", "-0", "39.99", "1e5", "1e999",
    "nan", "inf", "0x10", "2147483648", "18446744073709551616", "1,5", "\"7\""};

/// Other numbers where numbers stand: the file keeps its form.
inline std::string renumbered(std::string text, RandomStream& random)
{
    for (uint32_t n = 1 + random.below(4); n > 0; --n) {
        const size_t from = random.below(uint32_t(text.size() + 1));
        const size_t at = text.find_first_of("0123456789", from);
        if (at == text.npos)
            continue;
        const size_t end = std::min(text.find_first_not_of("0123456789.", at), text.size());
        text.replace(at, end - at, numbers[random.below(uint32_t(numbers.size()))]);
    }
    return text;
}

} // namespace hardlens::test
