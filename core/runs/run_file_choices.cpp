#include "core/basics/hash.h"
#include "core/basics/text.h"
#include "core/runs/run_file.h"

namespace hardlens {

namespace {

/// The choices of a step while their rows come, and how many must come.
struct Awaited
{
    StepChoices choices {};
    int64_t pictures = 0;
    std::vector<int64_t> objects {}; // of each picture

    bool isWhole() const
    {
        bool whole = int64_t(choices.pictures.size()) == pictures;
        for (size_t p = 0; p < choices.pictures.size(); ++p)
            whole = whole && int64_t(choices.pictures[p].objects.size()) == objects[p];
        return whole;
    }
};

void takePicture(SQLite::Statement& at, std::vector<Awaited>& steps)
{
    RowReader row(at);
    PictureChoices p;
    PictureReference& r = p.picture;
    int64_t step = 0, place = 0, pictures = 0, isTest = 0, flipped = 0, objects = 0;
    std::string id;
    row(step, place, pictures, id, r.name, r.width, r.height, r.index, isTest, flipped, r.scale,
        p.rois, p.selected, p.selectedForeground, p.meanLoss, p.highestLoss, objects);
    row.requireSound();
    r.contentId = fromHexadecimal(id);
    r.isTest = isTest != 0;
    r.flipped = flipped != 0;
    if (steps.empty() || steps.back().choices.step < step)
        steps.push_back({.choices = {.step = step}, .pictures = pictures});
    Awaited& awaited = steps.back();
    if (awaited.choices.step != step || place != int64_t(awaited.choices.pictures.size()))
        throw DataError("not in its place");
    awaited.choices.pictures.push_back(std::move(p));
    awaited.objects.push_back(objects);
}

/// at: the step that the last row was of, which this one does not come before. What has no picture
/// is passed over: that the picture is missing is said already.
void takeObject(SQLite::Statement& statement, std::vector<Awaited>& steps, size_t& at)
{
    RowReader row(statement);
    ObjectChoices o;
    int64_t step = 0, place = 0;
    row(step, place, o.object, o.label, o.box.x1, o.box.y1, o.box.x2, o.box.y2, o.rois, o.selected,
        o.meanLoss, o.highestLoss);
    row.requireSound();
    while (at < steps.size() && steps[at].choices.step < step)
        ++at;
    if (at < steps.size() && steps[at].choices.step == step
        && size_t(place) < steps[at].choices.pictures.size())
        steps[at].choices.pictures[size_t(place)].objects.push_back(o);
}

} // namespace

/// Choices that lack a row are left out: a count that is too small would be a wrong one.
void RunReader::File::readChoices()
{
    std::vector<Awaited> steps;
    size_t at = 0;
    scan("picture_choices", columns::pictureChoices, {"step", ", place"}, m_lastChoices,
        [&](SQLite::Statement& row) { takePicture(row, steps); });
    scan("object_choices", columns::objectChoices, {"step", ", place, object"}, m_lastChoices,
        [&](SQLite::Statement& row) { takeObject(row, steps, at); });
    std::vector<int64_t> damaged;
    for (Awaited& awaited : steps) {
        m_lastChoices = awaited.choices.step;
        if (awaited.isWhole())
            history.choices.append(std::make_shared<const StepChoices>(std::move(awaited.choices)));
        else
            damaged.push_back(m_lastChoices);
    }
    if (!damaged.empty())
        say(concat("the choices of ", counted((long long)damaged.size(), "step"),
            " are damaged; the first: step ", damaged.front()));
}

} // namespace hardlens
