#include "core/data/data_forecast.h"

#include "core/basics/error.h"
#include "core/basics/text.h"

#include <algorithm>

namespace hardlens {

namespace {

constexpr int64_t fewObjects = 20; // fewer show a detector hardly anything of a class

std::string byPictures(int64_t pictures)
{
    const std::string n = counted(pictures, "picture");
    if (pictures < 100)
        return concat("From scratch on ", n,
            " expect little: a network learns them by heart rather "
            "than what they show. Weights can be loaded.");
    if (pictures < 1000)
        return concat("From scratch on ", n,
            " a small network learns a few frequent classes that "
            "look alike, within minutes. For more, load weights.");
    if (pictures < 10000)
        return concat("From scratch on ", n,
            " common classes take hours rather than minutes on a "
            "CPU. Loaded weights save most of that.");
    return concat("From scratch ", n,
        " are enough for a real detector, and take days on a CPU. "
        "Loaded weights or a subset show something today.");
}

/// Classes with objects to train on, but few.
std::vector<std::string> rareClasses(const DetectionData& data)
{
    std::vector<int64_t> objects(data.classNames.size(), 0);
    for (const AnnotatedPicture& picture : data.train)
        for (const GroundTruth& object : picture.objects)
            if (!object.ignored)
                ++objects.at(size_t(object.label));
    std::vector<std::string> rare;
    for (size_t label = 1; label < objects.size(); ++label)
        if (objects[label] > 0 && objects[label] < fewObjects)
            rare.push_back(concat(data.classNames[label], " (", objects[label], ")"));
    return rare;
}

/// Seconds per pixel that is looked at, measured on one core of a server of 2023.
double secondsPerPixel(ProposalMethod method)
{
    switch (method) {
    case ProposalMethod::Grid:
        return 0.3e-6;
    case ProposalMethod::SelectiveSearchFast:
        return 8e-6;
    case ProposalMethod::SelectiveSearchQuality:
        return 30e-6;
    }
    return 0;
}

} // namespace

std::string forecastOf(const DetectionData& data)
{
    if (data.train.empty())
        return "There is nothing to train on.";
    std::string text = byPictures(int64_t(data.train.size()));
    const std::vector<std::string> rare = rareClasses(data);
    if (rare.empty())
        return text;
    constexpr size_t named = 5;
    return text + " Too few objects to learn from: " + listed(rare, named) + ".";
}

double proposalSeconds(const DetectionData& data, const ProposalConfig& config)
{
    double pixels = 0;
    for (const auto* split : {&data.train, &data.test})
        for (const AnnotatedPicture& picture : *split) {
            const double width = picture.reference.width;
            const double height = picture.reference.height;
            const double shortSide = std::max(1., std::min(width, height));
            const double scale = config.method == ProposalMethod::Grid
                ? 1
                : double(config.segmentationShortSide) / shortSide;
            pixels += width * height * scale * scale;
        }
    return pixels * secondsPerPixel(config.method);
}

} // namespace hardlens
