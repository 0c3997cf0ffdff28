#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hardlens {

enum class OptionType
{
    Integer,
    Real,
    Switch,
    Choice,
    Text
};

/// One option, described once: configuration, error messages, --set, sliders, tooltips, run columns
/// and help come from this.
struct OptionSpec
{
    std::string key {};     // "mining.nmsIou"
    std::string label {};   // "NMS IoU", for a control
    std::string meaning {}; // one sentence
    std::string unit {};    // "pixels"; empty: none
    OptionType type = OptionType::Real;
    double low = 0; // of numbers, inclusive
    double high = 0;
    double step = 0;                          // what one notch of a control moves
    bool logarithmic = false;                 // control runs over orders of magnitude
    std::vector<std::string> choices {};      // of a Choice, as written in files
    std::vector<std::string> choiceLabels {}; // the same for people
    std::string defaultValue {};
    bool live = false;     // may be changed while training; acts at the next step
    bool advanced = false; // not among the controls that the window shows first

    /// "in [0, 1]", "one of ohem, heuristic", …
    std::string range() const;
    /// The value in the form that files have it. Throws ConfigError "mining.nmsIou = 1.5: must be
    /// in [0, 1]".
    std::string checked(std::string_view value) const;
};

/// Number as short text that reads back to the same value ("0.7", "1e-05").
std::string shortNumber(double value);
/// Reads a whole number or decimal; false where the text is anything else (also "", "1x", "nan").
bool readNumber(std::string_view text, double& value);

} // namespace hardlens
