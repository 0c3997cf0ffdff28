#include "core/analysis/note_file.h"

#include "core/analysis/written_number.h"
#include "core/basics/checked_file.h"
#include "core/basics/error.h"
#include "core/basics/hash.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

namespace hardlens {

namespace fs = std::filesystem;

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr const char* formatName = "hardlens notes";
constexpr int64_t newestVersion = 1;
constexpr uintmax_t mostBytes = 16u << 20;
/// Of a note's innermost values; what lies deeper is nothing that is known.
constexpr int mostDepth = 4;
constexpr size_t mostShown = 40; // characters of a wrong value in a message

ordered_json written(const RoiNote& note)
{
    const PictureReference& picture = note.picture;
    return {{"picture",
                {{"content_id", hexadecimal(picture.contentId)}, {"name", picture.name},
                    {"set", picture.isTest ? "test" : "train"}, {"index", picture.index},
                    {"width", picture.width}, {"height", picture.height},
                    {"flipped", picture.flipped}, {"scale", asWritten(picture.scale)}}},
        {"box",
            {asWritten(note.box.x1), asWritten(note.box.y1), asWritten(note.box.x2),
                asWritten(note.box.y2)}},
        {"label", note.label}, {"probability", asWritten(note.probability)},
        {"loss", asWritten(note.loss)}, {"step", note.step}, {"text", note.text}};
}

/// A value of the file with the words that lead to it: "notes[3].box".
struct Field
{
    const json& value;
    const std::string& file;
    std::string path {};

    [[noreturn]] void refuse(const std::string& expected) const
    {
        std::string shown = value.dump(-1, ' ', true); // in ASCII, which can be cut anywhere
        if (shown.size() > mostShown)
            shown = shown.substr(0, mostShown) + "…";
        throw DataError(concat(file, ": ", path, ": ", shown, ": must be ", expected));
    }

    Field at(const char* key) const
    {
        const std::string name = path.empty() ? key : path + '.' + key;
        if (!value.is_object())
            refuse("an object");
        const auto found = value.find(key);
        if (found == value.end())
            throw DataError(concat(file, ": ", name, ": is missing"));
        return {*found, file, name};
    }

    Field at(size_t index) const { return {value[index], file, concat(path, '[', index, ']')}; }

    std::string text() const
    {
        if (!value.is_string())
            refuse("text");
        return value.get<std::string>();
    }

    bool truth() const
    {
        if (!value.is_boolean())
            refuse("true or false");
        return value.get<bool>();
    }

    float number() const
    {
        if (value.is_null())
            return std::numeric_limits<float>::quiet_NaN();
        if (!value.is_number()
            || !(std::abs(value.get<double>()) <= double(std::numeric_limits<float>::max())))
            refuse("a number that a float holds, or null");
        return value.get<float>();
    }

    template <typename Whole> Whole whole(Whole least, const char* expected) const
    {
        const bool fits = value.is_number_unsigned()
            ? value.get<uint64_t>() <= uint64_t(std::numeric_limits<Whole>::max())
            : value.is_number_integer();
        if (!fits || value.get<int64_t>() < int64_t(least))
            refuse(expected);
        return value.get<Whole>();
    }
};

uint64_t contentIdOf(const Field& field)
{
    const std::string digits = field.text();
    uint64_t id = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), id, 16);
    if (error != std::errc() || end != digits.data() + digits.size() || digits.size() != 16)
        field.refuse("sixteen hexadecimal digits");
    return id;
}

PictureReference pictureOf(const Field& field)
{
    const Field set = field.at("set");
    const std::string name = set.text();
    if (name != "train" && name != "test")
        set.refuse("\"train\" or \"test\"");
    return {.contentId = contentIdOf(field.at("content_id")),
        .name = field.at("name").text(),
        .width = field.at("width").whole<int32_t>(0, "a whole number from 0"),
        .height = field.at("height").whole<int32_t>(0, "a whole number from 0"),
        .index = field.at("index").whole<int64_t>(-1, "a whole number from -1"),
        .isTest = name == "test",
        .flipped = field.at("flipped").truth(),
        .scale = field.at("scale").number()};
}

Box boxOf(const Field& field)
{
    if (!field.value.is_array() || field.value.size() != 4)
        field.refuse("four numbers");
    return {field.at(size_t {0}).number(), field.at(1).number(), field.at(2).number(),
        field.at(3).number()};
}

RoiNote noteFrom(const Field& field)
{
    return {.picture = pictureOf(field.at("picture")),
        .box = boxOf(field.at("box")),
        .label = field.at("label").whole<int32_t>(0, "a class, from 0"),
        .probability = field.at("probability").number(),
        .loss = field.at("loss").number(),
        .step = field.at("step").whole<int64_t>(0, "a whole number from 0"),
        .text = field.at("text").text()};
}

json parsed(const std::string& text, const std::string& file)
{
    // What lies too deep is left out unread, as other unknown fields are: "[[[[…" would take
    // hundreds of times the room of the file.
    const auto known = [](int depth, json::parse_event_t, json&) { return depth <= mostDepth; };
    try {
        return json::parse(text, known);
    } catch (const json::parse_error& error) {
        const size_t before
            = std::min(error.byte, text.size() + 1) - std::min<size_t>(error.byte, 1);
        const auto end = text.begin() + std::ptrdiff_t(before);
        throw DataError(
            concat(file, ':', 1 + std::count(text.begin(), end, '\n'), ": is not JSON"));
    } catch (const json::exception&) {
        throw DataError(concat(file, ": holds a number that is too large"));
    }
}

bool isAbsent(const fs::path& file)
{
    std::error_code unknown; // what cannot even be looked at fails with a reason when it is read
    return fs::status(file, unknown).type() == fs::file_type::not_found;
}

} // namespace

void writeNotes(const fs::path& file, std::span<const RoiNote> notes)
{
    ordered_json all = ordered_json::array();
    for (const RoiNote& note : notes)
        all.push_back(written(note));
    const ordered_json root
        = {{"format", formatName}, {"version", newestVersion}, {"notes", std::move(all)}};
    writeFileAtomically(
        file, root.dump(1, ' ', false, ordered_json::error_handler_t::replace) + '\n');
}

std::vector<RoiNote> readNotes(const fs::path& file)
{
    if (isAbsent(file))
        return {};
    const std::string name = file.string();
    const json content = parsed(readTextFile(file, mostBytes), name);
    const Field root {content, name};
    if (!content.is_object())
        throw DataError(concat(name, ": must be an object with \"format\": \"", formatName, "\""));
    if (const Field format = root.at("format"); format.text() != formatName)
        format.refuse(concat('"', formatName, '"'));
    if (const Field version = root.at("version"); version.whole<int64_t>(1, "1") > newestVersion)
        version.refuse("1; a newer program wrote it");
    const Field all = root.at("notes");
    if (!all.value.is_array())
        all.refuse("a list");
    std::vector<RoiNote> notes;
    for (size_t i = 0; i < all.value.size(); ++i)
        notes.push_back(noteFrom(all.at(i)));
    return notes;
}

} // namespace hardlens
