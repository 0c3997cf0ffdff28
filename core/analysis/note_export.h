#pragma once

#include "core/records/roi_note.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace hardlens {

/// Notes as comma-separated values (RFC 4180, lines end with \n), one a line below a line of names:
///
///   picture,content_id,set,index,step,x1,y1,x2,y2,class,probability,loss,note
///
/// content_id: sixteen hexadecimal digits; set: train or test; boxes in pixels of the stored
/// picture; class by name, empty where there is none; numbers as short as they can be read back,
/// empty where they are not finite.
std::string notesAsCsv(std::span<const RoiNote> notes, const std::vector<std::string>& classNames);

struct CocoNotes
{
    std::string json {};
    int64_t leftOut
        = 0; // notes without an object class, or whose box has no area inside its picture
};

/// Notes as COCO instances: their pictures, the object classes as categories (id: label) and each
/// note as a proposed annotation, its box clipped to the picture. Beside COCO's own keys an
/// annotation has "score", "loss", "step" and "note". Ids count from 1 in the order of the notes.
/// Text that is not UTF-8 has its broken parts replaced.
CocoNotes notesAsCoco(std::span<const RoiNote> notes, const std::vector<std::string>& classNames);

} // namespace hardlens
