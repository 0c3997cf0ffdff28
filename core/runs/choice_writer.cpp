#include "core/runs/choice_writer.h"

#include "core/basics/hash.h"
#include "core/runs/run_tables.h"

namespace hardlens {

ChoiceWriter::ChoiceWriter(SQLite::Database& file)
    : m_pictures(file, "picture_choices", columns::pictureChoices)
    , m_objects(file, "object_choices", columns::objectChoices)
    , m_dropPictures(file, "DELETE FROM picture_choices WHERE step = ?")
    , m_dropObjects(file, "DELETE FROM object_choices WHERE step = ?")
{
}

void ChoiceWriter::write(const StepChoices& choices)
{
    const auto pictures = int64_t(choices.pictures.size());
    for (int64_t place = 0; place < pictures; ++place) {
        const PictureChoices& p = choices.pictures[size_t(place)];
        const PictureReference& r = p.picture;
        m_pictures(choices.step, place, pictures, hexadecimal(r.contentId), r.name, r.width,
            r.height, r.index, int64_t(r.isTest), int64_t(r.flipped), r.scale, p.rois, p.selected,
            p.selectedForeground, p.meanLoss, p.highestLoss, int64_t(p.objects.size()));
        for (const ObjectChoices& o : p.objects)
            m_objects(choices.step, place, o.object, o.label, o.box.x1, o.box.y1, o.box.x2,
                o.box.y2, o.rois, o.selected, o.meanLoss, o.highestLoss);
    }
}

void ChoiceWriter::drop(int64_t step)
{
    for (SQLite::Statement* statement : {&m_dropPictures, &m_dropObjects}) {
        statement->bind(1, step);
        statement->exec();
        statement->reset();
    }
}

} // namespace hardlens
