#include "core/data/voc_annotation.h"

#include "core/basics/checked_file.h"
#include "core/basics/error.h"
#include "core/basics/option_spec.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <pugixml.hpp>
#include <string_view>

namespace hardlens {

namespace {

constexpr uintmax_t mostBytes = 4u << 20;
constexpr size_t mostObjects = 10000;

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    return first == text.npos ? std::string_view {}
                              : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string boxText(const Box& box)
{
    return concat("(", box.x1, ", ", box.y1, ", ", box.x2, ", ", box.y2, ")");
}

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
            throw VocFileError({m_shownName, lineAt(result.offset),
                concat("not well-formed XML: ", result.description())});
        for (const pugi::xml_node node : m_document)
            if (node.type() == pugi::node_doctype)
                throw VocFileError(
                    {m_shownName, 1, "declares a DOCTYPE: not accepted in annotations"});
    }

    pugi::xml_node annotation() const
    {
        const pugi::xml_node root = m_document.child("annotation");
        if (!root)
            throw VocFileError({m_shownName, 1,
                concat("the root is <", m_document.document_element().name(),
                    ">, expected <annotation>")});
        return root;
    }

    int64_t lineOf(pugi::xml_node node) const { return lineAt(node.offset_debug()); }

    DataProblem problem(pugi::xml_node node, std::string text) const
    {
        return {m_shownName, lineOf(node), std::move(text)};
    }

    const std::string& shownName() const { return m_shownName; }

private:
    std::string read(const std::filesystem::path& path) const
    {
        try {
            return readTextFile(path, mostBytes);
        } catch (const Error& error) {
            throw VocFileError({m_shownName, 0, concat("cannot be read: ", error.what())});
        }
    }

    int64_t lineAt(std::ptrdiff_t offset) const
    {
        const auto end = std::clamp<std::ptrdiff_t>(offset, 0, std::ptrdiff_t(m_text.size()));
        return 1 + std::count(m_text.begin(), m_text.begin() + end, '\n');
    }

    std::string m_shownName {};
    std::string m_text {};
    pugi::xml_document m_document {};
};

/// The number in <name>; where there is none, the problem is noted.
std::optional<float> numberIn(const VocFile& file, pugi::xml_node parent, const char* name,
    std::vector<DataProblem>& problems)
{
    const pugi::xml_node node = parent.child(name);
    if (!node) {
        problems.push_back(
            file.problem(parent, concat("no <", name, "> in <bndbox>: object dropped")));
        return std::nullopt;
    }
    const auto text = trimmed(node.child_value());
    double value = 0;
    if (!readNumber(text, value) || !(std::abs(value) < 1e6)) {
        problems.push_back(file.problem(node,
            concat("<", name, ">", text, "</", name,
                ">: expected a number below 1e6: object dropped")));
        return std::nullopt;
    }
    return float(value);
}

std::optional<Box> boxIn(
    const VocFile& file, pugi::xml_node object, std::vector<DataProblem>& problems)
{
    const pugi::xml_node bounds = object.child("bndbox");
    if (!bounds) {
        problems.push_back(file.problem(object, "no <bndbox>: object dropped"));
        return std::nullopt;
    }
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

/// The box as it can be used: clipped, and with an area; nothing where there is none.
std::optional<Box> usable(const VocFile& file, pugi::xml_node object, const Box& box,
    const PictureSize& size, std::vector<DataProblem>& problems)
{
    const pugi::xml_node bounds = object.child("bndbox");
    if (!(box.x2 > box.x1 && box.y2 > box.y1)) {
        const bool reversed = box.x2 < box.x1 || box.y2 < box.y1;
        problems.push_back(file.problem(bounds,
            concat(
                reversed ? "reversed box " : "zero-area box ", boxText(box), ": object dropped")));
        return std::nullopt;
    }
    const Box inside = clipped(box, float(size.width), float(size.height));
    if (inside == box)
        return box;
    const std::string where = concat(
        "box ", boxText(box), " reaches beyond the picture of ", size.width, " x ", size.height);
    if (!(inside.x2 > inside.x1 && inside.y2 > inside.y1)) {
        problems.push_back(file.problem(bounds, where + ": object dropped"));
        return std::nullopt;
    }
    problems.push_back(file.problem(bounds, where + ": clipped"));
    return inside;
}

std::optional<VocObject> objectIn(const VocFile& file, pugi::xml_node node, const PictureSize& size,
    std::vector<DataProblem>& problems)
{
    VocObject object;
    object.className = trimmed(node.child("name").child_value());
    if (object.className.empty()) {
        problems.push_back(file.problem(node, "object without <name>: dropped"));
        return std::nullopt;
    }
    const auto box = boxIn(file, node, problems);
    const auto inside = box ? usable(file, node, *box, size, problems) : std::nullopt;
    if (!inside)
        return std::nullopt;
    object.box = *inside;
    const pugi::xml_node difficult = node.child("difficult");
    const auto flag = trimmed(difficult.child_value());
    if (difficult && flag != "0" && flag != "1" && !flag.empty())
        problems.push_back(file.problem(
            difficult, concat("<difficult>", flag, "</difficult>: expected 0 or 1: taken as 0")));
    object.difficult = flag == "1";
    return object;
}

/// The size that the file claims is only compared: the picture's own is right.
void compareSize(const VocFile& file, pugi::xml_node root, const PictureSize& size,
    std::vector<DataProblem>& problems)
{
    const pugi::xml_node node = root.child("size");
    double width = 0;
    double height = 0;
    if (!readNumber(trimmed(node.child("width").child_value()), width)
        || !readNumber(trimmed(node.child("height").child_value()), height))
        return;
    if (width != size.width || height != size.height)
        problems.push_back(file.problem(node,
            concat("<size> says ", width, " x ", height, ", the picture has ", size.width, " x ",
                size.height, ": the picture's taken")));
}

} // namespace

VocAnnotation readVocAnnotation(
    const std::filesystem::path& path, const std::string& shownName, const PictureSize& size)
{
    const VocFile file(path, shownName);
    const pugi::xml_node root = file.annotation();
    VocAnnotation annotation;
    annotation.fileName = trimmed(root.child("filename").child_value());
    compareSize(file, root, size, annotation.problems);
    size_t count = 0;
    for (const pugi::xml_node node : root.children("object")) {
        if (++count > mostObjects)
            throw VocFileError({shownName, file.lineOf(node),
                concat("more than ", mostObjects, " objects in one picture")});
        if (auto object = objectIn(file, node, size, annotation.problems))
            annotation.objects.push_back(std::move(*object));
    }
    return annotation;
}

std::optional<std::string> vocFileName(const std::filesystem::path& path)
{
    try {
        const VocFile file(path, path.string());
        const auto name = trimmed(file.annotation().child("filename").child_value());
        return name.empty() ? std::nullopt : std::optional<std::string>(name);
    } catch (const Error&) {
        return std::nullopt;
    }
}

} // namespace hardlens
