#pragma once

#include "core/records/step_choices.h"
#include "core/runs/checked_row.h"

namespace hardlens {

/// Writes what steps chose: the rows of `picture_choices` and `object_choices`.
class ChoiceWriter
{
public:
    explicit ChoiceWriter(SQLite::Database& file);

    void write(const StepChoices& choices);
    /// A step is done again, perhaps with fewer pictures.
    void drop(int64_t step);

private:
    RowWriter m_pictures, m_objects;
    SQLite::Statement m_dropPictures, m_dropObjects;
};

} // namespace hardlens
