#include "core/basics/option_spec.h"

#include "core/basics/error.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace hardlens {

std::string shortNumber(double value)
{
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value);
    return {buffer, end.ptr};
}

bool readNumber(std::string_view text, double& value)
{
    const char* last = text.data() + text.size();
    const auto result = std::from_chars(text.data(), last, value);
    return result.ec == std::errc() && result.ptr == last && std::isfinite(value);
}

std::string OptionSpec::range() const
{
    switch (type) {
    case OptionType::Integer:
        return concat("a whole number in [", int64_t(low), ", ", int64_t(high), "]");
    case OptionType::Real:
        return concat("in [", shortNumber(low), ", ", shortNumber(high), "]");
    case OptionType::Switch:
        return "true or false";
    case OptionType::Choice: {
        std::string list = "one of ";
        for (size_t i = 0; i < choices.size(); ++i)
            list += (i ? ", " : "") + choices[i];
        return list;
    }
    case OptionType::Text:
        break;
    }
    return "text";
}

std::string OptionSpec::checked(std::string_view value) const
{
    const auto refuse = [&]() -> ConfigError {
        return ConfigError(concat(key, " = ", value, ": must be ", range()));
    };
    double number = 0;
    switch (type) {
    case OptionType::Integer:
    case OptionType::Real:
        if (!readNumber(value, number) || !(number >= low && number <= high)
            || (type == OptionType::Integer && number != std::floor(number)))
            throw refuse();
        if (type == OptionType::Integer)
            return std::to_string(int64_t(number));
        return shortNumber(number);
    case OptionType::Switch:
        if (value != "true" && value != "false")
            throw refuse();
        break;
    case OptionType::Choice:
        if (std::find(choices.begin(), choices.end(), value) == choices.end())
            throw refuse();
        break;
    case OptionType::Text:
        break;
    }
    return std::string(value);
}

} // namespace hardlens
