#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace hardlens::bench {

/// One measured figure. ratio: peer / ours for times, ours / peer for rates: above 1 is better.
struct Figure
{
    std::string name {};
    double value = 0; // ours
    std::string unit {};
    std::optional<double> peer {};
    std::optional<double> ratio {};
    std::string goal {};
    std::string command {};
};

/// Prints a row and appends a JSON line as each figure comes.
class Figures
{
public:
    explicit Figures(const std::filesystem::path& file);
    void add(const Figure& figure);

private:
    std::ofstream m_file {};
};

double median(std::vector<double> values);
/// Milliseconds of one call.
double milliseconds(const std::function<void()>& call);

/// Interleaved A B B A …: medians of both over `pairs` pairs. A side that gives nothing ends the
/// measurement.
struct Pairing
{
    double ours = 0;
    std::optional<double> peer {};
};
Pairing interleaved(const std::function<double()>& ours,
    const std::function<std::optional<double>()>& peer, int pairs);

} // namespace hardlens::bench
