#include "core/data/yolo/yolo_labels.h"

#include "core/basics/checked_file.h"
#include "core/basics/error.h"
#include "core/basics/option_spec.h"
#include "core/basics/text.h"
#include "core/data/annotations/annotation_file_error.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace hardlens {

namespace {

constexpr uintmax_t mostBytes = 4u << 20;
constexpr size_t mostObjects = 10000;
constexpr int32_t mostClasses = 10000;

std::string textOf(const std::filesystem::path& path, const std::string& shownName)
{
    try {
        return readTextFile(path, mostBytes);
    } catch (const Error& error) {
        std::string_view text = error.what();
        if (text.starts_with(path.native() + ": "))
            text.remove_prefix(path.native().size() + 2);
        throw AnnotationFileError(shownName, 0, concat("cannot be read: ", text));
    }
}

/// The numbers of a line; nothing where anything else stands in it.
std::optional<std::vector<double>> numbersIn(std::string_view line)
{
    std::vector<double> numbers;
    for (line = trimmed(line); !line.empty(); line = trimmed(line)) {
        const size_t end = std::min(line.find_first_of(" \t"), line.size());
        double number = 0;
        if (!readNumber(line.substr(0, end), number))
            return std::nullopt;
        numbers.push_back(number);
        line.remove_prefix(end);
    }
    return numbers;
}

/// Takes the next line off the text.
std::string_view takeLine(std::string_view& text)
{
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

bool isClassNumber(double number)
{
    return number >= 0 && number < mostClasses && number == std::floor(number);
}

bool isOutline(size_t numbers)
{
    return numbers >= 7 && numbers % 2 == 1;
}

Box boxOf(const std::vector<double>& n)
{
    if (n.size() == 5)
        return {float(n[1] - n[3] / 2), float(n[2] - n[4] / 2), float(n[1] + n[3] / 2),
            float(n[2] + n[4] / 2)};
    Box box {float(n[1]), float(n[2]), float(n[1]), float(n[2])};
    for (size_t i = 3; i + 1 < n.size(); i += 2)
        box = {std::min(box.x1, float(n[i])), std::min(box.y1, float(n[i + 1])),
            std::max(box.x2, float(n[i])), std::max(box.y2, float(n[i + 1]))};
    return box;
}

/// What is wrong with a line; empty: nothing.
std::string faultOf(const std::optional<std::vector<double>>& numbers)
{
    if (!numbers || (numbers->size() != 5 && !isOutline(numbers->size())))
        return "expected class x y w h";
    if (!isClassNumber(numbers->front()))
        return concat(
            "class ", numbers->front(), ": expected a whole number in [0, ", mostClasses, ")");
    for (size_t i = 1; i < numbers->size(); ++i)
        if (!(std::abs((*numbers)[i]) < 1000))
            return concat((*numbers)[i], ": expected a fraction of the picture's side");
    return {};
}

} // namespace

YoloLabels readYoloLabels(const std::filesystem::path& path, const std::string& shownName)
{
    const std::string content = textOf(path, shownName);
    std::string_view text = content;
    if (text.starts_with("\xEF\xBB\xBF")) // byte order mark
        text.remove_prefix(3);
    YoloLabels labels;
    for (int64_t number = 1; !text.empty(); ++number) {
        const std::string_view line = takeLine(text);
        if (trimmed(line).empty())
            continue;
        if (labels.objects.size() == mostObjects)
            throw AnnotationFileError(
                shownName, number, concat("more than ", mostObjects, " objects in one picture"));
        const auto numbers = numbersIn(line);
        YoloObject object {.unusable = true, .line = number};
        if (numbers && !numbers->empty() && isClassNumber(numbers->front()))
            object.classNumber = int32_t(numbers->front());
        if (const std::string fault = faultOf(numbers); !fault.empty()) {
            labels.problems.push_back(
                {shownName, number, fault + ": object dropped", ProblemKind::ObjectDropped});
        } else {
            object.box = boxOf(*numbers);
            object.unusable = false;
        }
        labels.objects.push_back(object);
    }
    return labels;
}

bool looksLikeYolo(const std::filesystem::path& path)
{
    try {
        const std::string content = textOf(path, path.string());
        std::string_view text = content;
        while (!text.empty()) {
            const std::string_view line = takeLine(text);
            if (!trimmed(line).empty())
                return faultOf(numbersIn(line)).empty();
        }
    } catch (const AnnotationFileError&) {
        // What cannot be read looks like nothing.
    }
    return false;
}

} // namespace hardlens
