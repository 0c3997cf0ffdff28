#pragma once

#include <sstream>
#include <stdexcept>
#include <string>

namespace hardlens {

/// Text of all arguments, one after the other, as an ostream writes them.
template <typename... Parts> std::string concat(const Parts&... parts)
{
    std::ostringstream out;
    (out << ... << parts);
    return std::move(out).str();
}

/// Something wrong outside the program: a file, a value that somebody set. The text is for people
/// and names the file or option, the value and what was expected.
class Error : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// An option that is unknown or out of its range: "mining.nmsIou = 1.5: must be in (0, 1]".
class ConfigError : public Error
{
public:
    using Error::Error;
};

/// A data file that cannot be used: "a.xml:17: …".
class DataError : public Error
{
public:
    using Error::Error;
};

} // namespace hardlens
