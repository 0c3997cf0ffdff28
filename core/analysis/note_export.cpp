#include "core/analysis/note_export.h"

#include "core/analysis/written_number.h"
#include "core/basics/hash.h"

#include <map>
#include <nlohmann/json.hpp>
#include <utility>

namespace hardlens {

namespace {

using nlohmann::ordered_json;

std::string quoted(const std::string& field)
{
    if (field.find_first_of(",\"\r\n") == std::string::npos)
        return field;
    std::string text = "\"";
    for (const char c : field) {
        if (c == '"')
            text += '"';
        text += c;
    }
    return text + '"';
}

bool isObjectClass(int32_t label, const std::vector<std::string>& classNames)
{
    return label > 0 && size_t(label) < classNames.size();
}

Box clippedToPicture(const RoiNote& note)
{
    return clipped(note.box, float(note.picture.width), float(note.picture.height));
}

/// False where a corner is no number.
bool hasArea(const Box& box)
{
    return box.width() > 0 && box.height() > 0;
}

ordered_json annotationOf(const RoiNote& note, int64_t id, int64_t pictureId)
{
    const Box box = clippedToPicture(note);
    const double width = asWritten(box.width()), height = asWritten(box.height());
    return {{"id", id}, {"image_id", pictureId}, {"category_id", note.label},
        {"bbox", {asWritten(box.x1), asWritten(box.y1), width, height}}, {"area", width * height},
        {"iscrowd", 0}, {"score", asWritten(note.probability)}, {"loss", asWritten(note.loss)},
        {"step", note.step}, {"note", note.text}};
}

ordered_json categoriesOf(const std::vector<std::string>& classNames)
{
    ordered_json categories = ordered_json::array();
    for (size_t label = 1; label < classNames.size(); ++label)
        categories.push_back({{"id", label}, {"name", classNames[label]}});
    return categories;
}

} // namespace

std::string notesAsCsv(std::span<const RoiNote> notes, const std::vector<std::string>& classNames)
{
    std::string csv = "picture,content_id,set,index,step,x1,y1,x2,y2,class,probability,loss,note\n";
    for (const RoiNote& note : notes) {
        const bool hasClass = isObjectClass(note.label, classNames);
        for (const std::string& field : {note.picture.name, hexadecimal(note.picture.contentId),
                 std::string(note.picture.isTest ? "test" : "train"),
                 std::to_string(note.picture.index), std::to_string(note.step),
                 shortestText(note.box.x1), shortestText(note.box.y1), shortestText(note.box.x2),
                 shortestText(note.box.y2),
                 hasClass ? classNames[size_t(note.label)] : std::string(),
                 shortestText(note.probability), shortestText(note.loss)})
            csv += quoted(field) + ',';
        csv += quoted(note.text) + '\n';
    }
    return csv;
}

CocoNotes notesAsCoco(std::span<const RoiNote> notes, const std::vector<std::string>& classNames)
{
    CocoNotes result;
    ordered_json pictures = ordered_json::array(), annotations = ordered_json::array();
    std::map<std::pair<uint64_t, std::string>, int64_t> pictureIds;
    for (const RoiNote& note : notes) {
        if (!isObjectClass(note.label, classNames) || !hasArea(clippedToPicture(note))) {
            ++result.leftOut;
            continue;
        }
        const auto [at, isNew] = pictureIds.try_emplace(
            {note.picture.contentId, note.picture.name}, int64_t(pictureIds.size()) + 1);
        if (isNew)
            pictures.push_back({{"id", at->second}, {"file_name", note.picture.name},
                {"width", note.picture.width}, {"height", note.picture.height}});
        annotations.push_back(annotationOf(note, int64_t(annotations.size()) + 1, at->second));
    }
    result.json
        = ordered_json {{"images", std::move(pictures)}, {"categories", categoriesOf(classNames)},
              {"annotations", std::move(annotations)}}
              .dump(1, ' ', false, ordered_json::error_handler_t::replace)
        + '\n';
    return result;
}

} // namespace hardlens
