#include "core/data/voc/voc_annotation.h"

#include "core/basics/checked_file.h"
#include "core/basics/error.h"
#include "core/basics/option_spec.h"
#include "core/basics/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <pugixml.hpp>
#include <string_view>

namespace hardlens {

namespace {

constexpr uintmax_t mostBytes = 4u << 20;
constexpr size_t mostObjects = 10000;

/// One file while it is read: the text for line numbers, and where problems go.
class VocFile
{
public:
    VocFile(const std::filesystem::path& path, std::string shownName)
        : m_shownName(std::move(shownName))
        , m_text(read(path))
    {
        const auto result = m_document.load_buffer(
            m_text.data(), m_text.size(), pugi::parse_default | pugi::parse_doctype);
        if (!result)
            throw AnnotationFileError(m_shownName, lineAt(result.offset),
                concat("not well-formed XML: ", result.description()));
        for (const pugi::xml_node node : m_document)
            if (node.type() == pugi::node_doctype)
                throw AnnotationFileError(
                    m_shownName, 1, "declares a DOCTYPE: not accepted in annotations");
    }

    pugi::xml_node annotation() const
    {
        const pugi::xml_node root = m_document.child("annotation");
        if (!root)
            throw AnnotationFileError(m_shownName, 1,
                concat("the root is <", m_document.document_element().name(),
                    ">, expected <annotation>"));
        return root;
    }

    int64_t lineOf(pugi::xml_node node) { return lineAt(node.offset_debug()); }

    DataProblem problem(pugi::xml_node node, std::string text, ProblemKind kind)
    {
        return {m_shownName, lineOf(node), std::move(text), kind};
    }

private:
    std::string read(const std::filesystem::path& path) const
    {
        try {
            return readTextFile(path, mostBytes);
        } catch (const Error& error) {
            std::string_view text = error.what();
            if (text.starts_with(path.native() + ": "))
                text.remove_prefix(path.native().size() + 2);
            throw AnnotationFileError(m_shownName, 0, concat("cannot be read: ", text));
        }
    }

    /// Counts on, or back, from where it was asked last: nodes come nearly in order.
    int64_t lineAt(std::ptrdiff_t offset)
    {
        const auto at = std::clamp<std::ptrdiff_t>(offset, 0, std::ptrdiff_t(m_text.size()));
        const auto lines = [&](std::ptrdiff_t from, std::ptrdiff_t to) {
            return std::count(m_text.begin() + from, m_text.begin() + to, '\n');
        };
        m_line += at >= m_counted ? lines(m_counted, at) : -lines(at, m_counted);
        m_counted = at;
        return m_line;
    }

    std::string m_shownName {};
    std::string m_text {};
    pugi::xml_document m_document {};
    std::ptrdiff_t m_counted = 0; // bytes whose lines are in m_line
    int64_t m_line = 1;
};

using Problems = std::vector<DataProblem>;

/// The number in <name>; where there is none, the problem is noted.
std::optional<float> numberIn(
    VocFile& file, pugi::xml_node parent, const char* name, Problems& problems)
{
    const pugi::xml_node node = parent.child(name);
    if (!node) {
        problems.push_back(file.problem(parent,
            concat("no <", name, "> in <bndbox>: object dropped"), ProblemKind::ObjectDropped));
        return std::nullopt;
    }
    const auto text = trimmed(node.child_value());
    double value = 0;
    if (!readNumber(text, value) || !(std::abs(value) < 1e6)) {
        problems.push_back(file.problem(node,
            concat(
                "<", name, ">", text, "</", name, ">: expected a number below 1e6: object dropped"),
            ProblemKind::ObjectDropped));
        return std::nullopt;
    }
    return float(value);
}

std::optional<Box> boxIn(VocFile& file, pugi::xml_node bounds, Problems& problems)
{
    std::array<float, 4> values {};
    constexpr std::array names {"xmin", "ymin", "xmax", "ymax"};
    for (size_t i = 0; i < names.size(); ++i) {
        const auto value = numberIn(file, bounds, names[i], problems);
        if (!value)
            return std::nullopt;
        values[i] = *value;
    }
    return Box {values[0], values[1], values[2], values[3]};
}

VocObject objectIn(VocFile& file, pugi::xml_node node, Problems& problems)
{
    const auto drop = [&](const char* text) {
        problems.push_back(file.problem(node, text, ProblemKind::ObjectDropped));
    };
    VocObject object {.unusable = true};
    object.className = trimmed(node.child("name").child_value());
    const pugi::xml_node bounds = node.child("bndbox");
    object.line = file.lineOf(bounds ? bounds : node);
    if (object.className.empty()) {
        drop("object without <name>: dropped");
    } else if (!bounds) {
        drop("no <bndbox>: object dropped");
    } else if (const auto box = boxIn(file, bounds, problems)) {
        object.box = *box;
        object.unusable = false;
    }
    const pugi::xml_node difficult = node.child("difficult");
    const auto flag = trimmed(difficult.child_value());
    if (difficult && flag != "0" && flag != "1" && !flag.empty())
        problems.push_back(file.problem(difficult,
            concat("<difficult>", flag, "</difficult>: expected 0 or 1: taken as 0"),
            ProblemKind::Remark));
    object.difficult = flag == "1";
    return object;
}

std::optional<PictureSize> sizeIn(pugi::xml_node node)
{
    const auto side = [&](const char* name) -> std::optional<int32_t> {
        double value = 0;
        const bool isSide = readNumber(trimmed(node.child(name).child_value()), value) && value >= 0
            && value < 1e6 && value == std::floor(value);
        return isSide ? std::optional(int32_t(value)) : std::nullopt;
    };
    const auto width = side("width");
    const auto height = side("height");
    return width && height ? std::optional(PictureSize {*width, *height}) : std::nullopt;
}

} // namespace

VocAnnotation readVocAnnotation(const std::filesystem::path& path, const std::string& shownName)
{
    VocFile file(path, shownName);
    const pugi::xml_node root = file.annotation();
    VocAnnotation annotation;
    annotation.fileName = trimmed(root.child("filename").child_value());
    annotation.size = sizeIn(root.child("size"));
    annotation.sizeLine = file.lineOf(root.child("size"));
    for (const pugi::xml_node node : root.children("object")) {
        if (annotation.objects.size() == mostObjects)
            throw AnnotationFileError(shownName, file.lineOf(node),
                concat("more than ", mostObjects, " objects in one picture"));
        annotation.objects.push_back(objectIn(file, node, annotation.problems));
    }
    return annotation;
}

} // namespace hardlens
