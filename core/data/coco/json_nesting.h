#pragma once

#include <cstdint>

namespace hardlens {

/// The brackets that are open: which kind, at most 64.
class JsonNesting
{
public:
    /// False where it is too deep.
    bool open(char bracket)
    {
        if (m_depth == 64)
            return false;
        m_kinds = (m_kinds << 1) | (bracket == '{');
        ++m_depth;
        return true;
    }

    /// False where another kind is open.
    bool close(char bracket)
    {
        if (m_depth == 0 || (m_kinds & 1) != (bracket == '}'))
            return false;
        m_kinds >>= 1;
        --m_depth;
        return true;
    }

    int depth() const { return m_depth; }

private:
    uint64_t m_kinds = 0; // the innermost in the lowest bit
    int m_depth = 0;
};

} // namespace hardlens
