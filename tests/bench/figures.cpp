#include "tests/bench/figures.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace hardlens::bench {

Figures::Figures(const std::filesystem::path& file)
{
    std::filesystem::create_directories(file.parent_path());
    m_file.open(file);
    std::printf(
        "%-30s %12s %-8s %12s %8s   %s\n", "figure", "ours", "unit", "peer", "ratio", "goal");
}

void Figures::add(const Figure& f)
{
    const auto text = [](std::optional<double> v, const char* format) {
        char buffer[32] = "–";
        if (v)
            std::snprintf(buffer, sizeof buffer, format, *v);
        return std::string(buffer);
    };
    std::printf("%-30s %12.3f %-8s %12s %8s   %s\n", f.name.c_str(), f.value, f.unit.c_str(),
        text(f.peer, "%.3f").c_str(), text(f.ratio, "%.2f").c_str(), f.goal.c_str());
    std::fflush(stdout);
    nlohmann::json line {{"name", f.name}, {"value", f.value}, {"unit", f.unit}, {"peer", nullptr},
        {"ratio", nullptr}, {"command", f.command}};
    if (f.peer)
        line["peer"] = *f.peer;
    if (f.ratio)
        line["ratio"] = *f.ratio;
    m_file << line.dump() << '\n' << std::flush;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const size_t n = values.size();
    return n == 0 ? 0 : n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

double milliseconds(const std::function<void()>& call)
{
    const auto start = std::chrono::steady_clock::now();
    call();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
        .count();
}

Pairing interleaved(const std::function<double()>& ours,
    const std::function<std::optional<double>()>& peer, int pairs)
{
    std::vector<double> a, b;
    for (int i = 0; i < pairs; ++i) {
        const bool oursFirst = i % 2 == 0;
        if (oursFirst)
            a.push_back(ours());
        if (const auto value = peer())
            b.push_back(*value);
        if (!oursFirst)
            a.push_back(ours());
    }
    Pairing pairing {median(a), {}};
    if (!b.empty())
        pairing.peer = median(b);
    return pairing;
}

} // namespace hardlens::bench
