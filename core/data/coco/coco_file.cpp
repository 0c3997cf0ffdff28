#include "core/data/coco/coco_file.h"

#include "core/basics/error.h"
#include "core/data/annotations/annotation_file_error.h"
#include "core/data/coco/coco_values.h"
#include "core/data/coco/json_lists.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace hardlens {

namespace {

static_assert(JsonItem::padding >= simdjson::SIMDJSON_PADDING);

enum List : size_t
{
    Images,
    Annotations,
    Categories
};
const std::vector<std::string> listNames {"images", "annotations", "categories"};

enum class Field : unsigned
{
    Id,
    FileName,
    Width,
    Height,
    ImageId,
    CategoryId,
    Bbox,
    Area,
    IsCrowd,
    Ignore,
    Name
};

/// Fields of an entry that were seen, and must not come again.
class Seen
{
public:
    void add(Field field, std::string_view name)
    {
        if (has(field))
            throw CocoFault {std::string(name), "comes twice"};
        m_fields |= 1u << unsigned(field);
    }

    bool has(Field field) const { return (m_fields >> unsigned(field) & 1u) != 0; }

    void require(Field field, const char* name) const
    {
        if (!has(field))
            throw CocoFault {name, "missing"};
    }

private:
    unsigned m_fields = 0;
};

class CocoReading
{
public:
    CocoReading(std::string shownName, ProblemList& problems)
        : m_shownName(std::move(shownName))
        , m_problems(problems)
    {
    }

    void take(const JsonItem& item)
    {
        try {
            if (item.text.front() != '{')
                throw CocoFault {{}, "expected an object in braces"};
            auto document = m_parser.iterate(
                item.text.data(), item.text.size(), item.text.size() + simdjson::SIMDJSON_PADDING);
            simdjson::ondemand::object entry = document.get_object();
            if (item.list == Images)
                addImage(entry, item.index);
            else if (item.list == Annotations)
                addAnnotation(entry, item.index);
            else
                addCategory(entry);
        } catch (const CocoFault& fault) {
            lose(item, fault);
        } catch (const simdjson::simdjson_error& error) {
            lose(item, {{}, concat("not readable JSON: ", error.what())});
        }
    }

    CocoFile finish()
    {
        std::sort(m_file.categories.begin(), m_file.categories.end(),
            [](const CocoCategory& a, const CocoCategory& b) { return a.id < b.id; });
        sayRepeatedAnnotations();
        return std::move(m_file);
    }

private:
    void addImage(simdjson::ondemand::object& entry, int64_t place)
    {
        CocoImage image {.place = place};
        int64_t width = 0, height = 0;
        Seen seen;
        for (auto field : entry) {
            const std::string_view name = field.unescaped_key();
            if (name == "id") {
                seen.add(Field::Id, name);
                image.id = cocoWholeNumber(field.value(), "id");
            } else if (name == "file_name") {
                seen.add(Field::FileName, name);
                image.fileName = cocoText(field.value(), "file_name");
            } else if (name == "width") {
                seen.add(Field::Width, name);
                width = cocoWholeNumber(field.value(), "width");
            } else if (name == "height") {
                seen.add(Field::Height, name);
                height = cocoWholeNumber(field.value(), "height");
            }
        }
        seen.require(Field::Id, "id");
        seen.require(Field::FileName, "file_name");
        constexpr int64_t most = 1000000;
        if (width < 0 || width > most || height < 0 || height > most)
            throw CocoFault {"width", concat("a picture of ", width, " x ", height, " pixels")};
        if (seen.has(Field::Width) && seen.has(Field::Height))
            image.size = {int32_t(width), int32_t(height)};
        if (!m_imageIds.insert(image.id).second)
            throw CocoFault {"id", concat(image.id, " is another picture's")};
        m_file.images.push_back(std::move(image));
    }

    void addAnnotation(simdjson::ondemand::object& entry, int64_t place)
    {
        CocoAnnotation annotation {.unusable = true, .place = int32_t(place)};
        std::optional<CocoFault> boxFault = CocoFault {"bbox", "missing"};
        int64_t id = 0;
        Seen seen;
        for (auto field : entry) {
            const std::string_view name = field.unescaped_key();
            if (name == "image_id") {
                seen.add(Field::ImageId, name);
                annotation.image = cocoWholeNumber(field.value(), "image_id");
            } else if (name == "category_id") {
                seen.add(Field::CategoryId, name);
                annotation.category = cocoWholeNumber(field.value(), "category_id");
            } else if (name == "bbox") {
                seen.add(Field::Bbox, name);
                boxFault = readBox(field.value(), annotation.box);
            } else if (name == "area") {
                seen.add(Field::Area, name);
                readArea(field.value(), annotation);
            } else if (name == "iscrowd") {
                seen.add(Field::IsCrowd, name);
                annotation.crowd = isCocoFlagSet(field.value());
            } else if (name == "ignore") {
                seen.add(Field::Ignore, name);
                annotation.ignored = isCocoFlagSet(field.value());
            } else if (name == "id") {
                seen.add(Field::Id, name);
                id = cocoWholeNumber(field.value(), "id");
            }
        }
        seen.require(Field::ImageId, "image_id");
        seen.require(Field::CategoryId, "category_id");
        if (boxFault)
            say({Annotations, place}, *boxFault);
        annotation.unusable = boxFault.has_value();
        if (seen.has(Field::Id))
            m_annotationIds.push_back({id, annotation.place});
        m_file.annotations.push_back(annotation);
    }

    /// A bad box costs only its object: whose it is may still be counted.
    static std::optional<CocoFault> readBox(simdjson::ondemand::value from, Box& box)
    {
        try {
            box = cocoBox(from);
            return std::nullopt;
        } catch (CocoFault& fault) {
            return std::move(fault);
        }
    }

    /// A bad area costs nothing: the box has one.
    void readArea(simdjson::ondemand::value from, CocoAnnotation& annotation)
    {
        try {
            annotation.area = cocoArea(from);
        } catch (const CocoFault& fault) {
            m_problems.add({m_shownName, 0,
                concat("annotations[", annotation.place, "].", fault.field, ": ", fault.text,
                    ": that of the box taken")});
        }
    }

    void addCategory(simdjson::ondemand::object& entry)
    {
        CocoCategory category;
        Seen seen;
        for (auto field : entry) {
            const std::string_view name = field.unescaped_key();
            if (name == "id") {
                seen.add(Field::Id, name);
                category.id = cocoWholeNumber(field.value(), "id");
            } else if (name == "name") {
                seen.add(Field::Name, name);
                category.name = cocoText(field.value(), "name");
            }
        }
        seen.require(Field::Id, "id");
        if (category.name.empty())
            category.name = std::to_string(category.id);
        if (!m_categoryIds.insert(category.id).second)
            throw CocoFault {"id", concat(category.id, " is another category's")};
        m_file.categories.push_back(std::move(category));
    }

    /// The entry cannot be used at all.
    void lose(const JsonItem& item, const CocoFault& fault)
    {
        m_file.lost.picturesLeftOut += item.list == Images;
        m_file.lost.objects += item.list == Annotations;
        m_file.lost.dropped += item.list == Annotations;
        say(item, fault);
    }

    void say(const JsonItem& item, const CocoFault& fault)
    {
        static constexpr std::array done {
            "picture left out", "object dropped", "category left out"};
        static constexpr std::array kinds {
            ProblemKind::PictureLeftOut, ProblemKind::ObjectDropped, ProblemKind::Remark};
        m_problems.add({m_shownName, 0,
            concat(listNames[item.list], "[", item.index, "]", fault.field.empty() ? "" : ".",
                fault.field, ": ", fault.text, ": ", done[item.list]),
            kinds[item.list]});
    }

    /// Ids of annotations serve nothing here, but two of one id are often one object twice.
    void sayRepeatedAnnotations()
    {
        std::sort(m_annotationIds.begin(), m_annotationIds.end());
        int64_t repeated = 0;
        int32_t first = 0;
        for (size_t i = 1; i < m_annotationIds.size(); ++i)
            if (m_annotationIds[i].first == m_annotationIds[i - 1].first && repeated++ == 0)
                first = m_annotationIds[i].second;
        if (repeated > 0)
            m_problems.add({m_shownName, 0,
                concat("annotations[", first, "].id: another annotation's",
                    repeated > 1 ? concat("; ", repeated - 1, " more like this") : "",
                    ": all are used")});
    }

    std::string m_shownName {};
    ProblemList& m_problems;
    simdjson::ondemand::parser m_parser {};
    CocoFile m_file {};
    std::unordered_set<int64_t> m_imageIds {};
    std::unordered_set<int64_t> m_categoryIds {};
    std::vector<std::pair<int64_t, int32_t>> m_annotationIds {}; // with their places
};

} // namespace

CocoFile readCocoFile(
    const std::filesystem::path& path, const std::string& shownName, ProblemList& problems)
{
    CocoReading reading(shownName, problems);
    const auto seen = readJsonLists(path, shownName, listNames, [&](const JsonItem& item) {
        reading.take(item);
        return true;
    });
    if (!seen[Images] || !seen[Annotations])
        throw AnnotationFileError(shownName, 0,
            concat("no \"", seen[Images] ? "annotations" : "images", "\": not a COCO file"));
    return reading.finish();
}

bool isCocoFile(const std::filesystem::path& path)
{
    try {
        const auto seen
            = readJsonLists(path, path.string(), listNames, [](const JsonItem&) { return false; });
        return seen[Images] || seen[Annotations];
    } catch (const AnnotationFileError&) {
        return false;
    }
}

} // namespace hardlens
