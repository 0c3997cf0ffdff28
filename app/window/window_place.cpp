#include "app/window/window_place.h"

#include "core/basics/error.h"

#include <array>
#include <charconv>
#include <string>
#include <utility>

namespace hardlens {

namespace {

constexpr std::array<std::pair<const char*, Middle>, 4> views {{{"step", Middle::Step},
    {"pinned", Middle::Pinned}, {"detections", Middle::Detections}, {"detection", Middle::Step}}};

std::optional<int32_t> countedFromOne(std::string_view text)
{
    int32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 1)
        return std::nullopt;
    return number - 1;
}

/// For a shell: as it is, or in single quotes.
QString quoted(const QString& text)
{
    static const QString plain = "/._-+:=@,";
    const bool isPlain = !text.isEmpty() && std::ranges::all_of(text, [](QChar c) {
        return c.isLetterOrNumber() || plain.contains(c);
    });
    return isPlain ? text : '\'' + QString(text).replace("'", "'\\''") + '\'';
}

} // namespace

Middle middleNamed(const std::string& name)
{
    for (const auto& [known, middle] : views)
        if (name == known)
            return middle;
    throw ConfigError(concat("--view ", name, ": must be step, pinned or detections"));
}

std::string nameOf(Middle middle)
{
    for (const auto& [name, known] : views)
        if (middle == known)
            return name;
    return {};
}

StepRoi roiNamed(const std::string& text)
{
    const size_t colon = text.find(':');
    const auto picture
        = colon == std::string::npos ? std::optional(0) : countedFromOne(text.substr(0, colon));
    const auto roi = countedFromOne(colon == std::string::npos ? text : text.substr(colon + 1));
    if (!picture || !roi)
        throw ConfigError(concat("--select ", text,
            ": must be a RoI, as 17, or a picture and a RoI, as 2:17, counted from 1"));
    return {*picture, *roi};
}

std::string nameOf(const StepRoi& roi)
{
    return concat(roi.picture + 1, ":", roi.roi + 1);
}

QString lineOf(const std::filesystem::path& run, const WindowPlace& place)
{
    QString line = "hardlens " + quoted(QString::fromStdString(run.string()));
    if (place.step)
        line += QString(" --step %1").arg(*place.step);
    if (place.view)
        line += " --view " + QString::fromStdString(nameOf(*place.view));
    if (place.selected)
        line += " --select " + QString::fromStdString(nameOf(*place.selected));
    return line;
}

} // namespace hardlens
