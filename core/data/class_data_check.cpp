#include "core/data/class_data_check.h"

#include "core/basics/error.h"
#include "core/basics/text.h"
#include "core/data/problem_text.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace hardlens {

namespace {

using nlohmann::json;

std::vector<int64_t> picturesPerClass(const std::vector<ClassPicture>& pictures, size_t classes)
{
    std::vector<int64_t> counts(classes, 0);
    for (const ClassPicture& picture : pictures)
        ++counts[size_t(picture.label)];
    return counts;
}

ClassListCheck checked(std::vector<int64_t> perClass)
{
    ClassListCheck list;
    std::erase(perClass, 0);
    std::sort(perClass.begin(), perClass.end());
    for (const int64_t count : perClass)
        list.pictures += count;
    list.classes = int64_t(perClass.size());
    list.singles = std::count(perClass.begin(), perClass.end(), 1);
    if (!perClass.empty())
        list.perClass = {double(perClass.front()), double(perClass[(perClass.size() - 1) / 2]),
            double(perClass.back())};
    return list;
}

std::string lineOf(const char* what, const ClassListCheck& list)
{
    return concat("  ", what, ": ", counted(list.pictures, "picture"), " of ",
        counted(list.classes, "class", "classes"), "; a class has ", list.perClass.least, " / ",
        list.perClass.median, " / ", list.perClass.most, " (fewest, median, most)\n");
}

std::string sizeText(const PictureSize& size)
{
    return concat(size.width, " x ", size.height);
}

json jsonOf(const ClassListCheck& list)
{
    return {{"images", list.pictures}, {"classes", list.classes},
        {"classes_of_one_image", list.singles},
        {"images_per_class",
            {{"least", list.perClass.least}, {"median", list.perClass.median},
                {"most", list.perClass.most}}}};
}

json jsonOf(const PictureSize& size)
{
    return json::array({size.width, size.height});
}

} // namespace

ClassDataCheck checkClassData(const ClassPictures& data, int64_t decodedPictures,
    const std::function<void(int64_t, int64_t)>& progress)
{
    const DataCheck pictures = checkData(
        withoutLabels(data), {.proposalPictures = 0, .decodedPictures = decodedPictures}, progress);
    const auto train = picturesPerClass(data.train, data.classNames.size());
    const auto test = picturesPerClass(data.test, data.classNames.size());
    ClassDataCheck check {.name = data.name,
        .path = data.path,
        .layout = data.layout,
        .train = checked(train),
        .test = checked(test),
        .pairs = int64_t(data.pairs.size()),
        .counts = data.counts,
        .decoded = pictures.decoded,
        .smallest = pictures.smallest,
        .medianSize = pictures.medianSize,
        .largest = pictures.largest,
        .problems = pictures.problems,
        .unreadable = pictures.unreadable};
    for (size_t c = 0; c < train.size(); ++c)
        check.classesInBoth += train[c] > 0 && test[c] > 0;
    return check;
}

std::string textOf(const ClassDataCheck& check, const CheckCost& cost)
{
    std::string text
        = concat(check.path, "\n  ", check.layout.empty() ? std::string("built-in") : check.layout,
            "\n", lineOf("to train on", check.train), lineOf("to test on", check.test));
    if (check.classesInBoth > 0)
        text += concat("  ", counted(check.classesInBoth, "class is", "classes are"), " in both\n");
    if (check.pairs > 0)
        text += concat("  ", counted(check.pairs, "pair"), " to verify\n");
    if (check.counts.picturesLeftOut > 0)
        text += concat("  ", check.counts.picturesLeftOut, " of ",
            counted(check.counts.listed, "picture"), " left out\n");
    text += concat("  sizes ", sizeText(check.smallest), " / ", sizeText(check.medianSize), " / ",
        sizeText(check.largest), " (smallest, median, largest); ", check.decoded,
        " were decoded\n  ");
    text += check.problems.empty()
        ? std::string("no problems")
        : counted(int64_t(check.problems.size()), "problem or remark", "problems and remarks");
    for (const DataProblem& problem : check.problems)
        text += "\n    " + textOf(problem);
    if (cost.peakBytes > 0)
        text += concat("\nTook ", duration(cost.seconds), " and at most ", cost.peakBytes >> 20,
            " MB of memory.");
    return printable(text + "\n");
}

std::string jsonOf(const ClassDataCheck& check, const CheckCost& cost)
{
    json problems = json::array();
    for (const DataProblem& problem : check.problems)
        problems.push_back({{"file", problem.file}, {"line", problem.line}, {"text", problem.text},
            {"kind", nameOf(problem.kind)}});
    const json whole {{"path", check.path}, {"layout", check.layout},
        {"images", check.train.pictures + check.test.pictures}, {"train", jsonOf(check.train)},
        {"test", jsonOf(check.test)}, {"classes_in_both", check.classesInBoth},
        {"pairs", check.pairs}, {"listed", check.counts.listed},
        {"left_out", check.counts.picturesLeftOut},
        {"classes_without_images", check.counts.classesWithout}, {"decoded", check.decoded},
        {"sizes",
            {{"smallest", jsonOf(check.smallest)}, {"median", jsonOf(check.medianSize)},
                {"largest", jsonOf(check.largest)}}},
        {"problems", problems}, {"seconds", cost.seconds}, {"peak_bytes", cost.peakBytes}};
    return whole.dump(-1, ' ', false, json::error_handler_t::replace);
}

} // namespace hardlens
