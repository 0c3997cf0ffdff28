#pragma once

#include "core/data/annotations/found_data.h"

namespace hardlens {

/// What becomes of objects that are marked difficult (PASCAL VOC) or crowd (COCO).
enum class Difficult
{
    Keep,   // like the others
    Drop,   // as if they were not there
    Ignore, // RoIs that match them are not learned from; detections of them count neither way
};

/// What a format's reader found, as data to train on: looks at every picture's header (on all
/// cores), decides whose pixels the boxes are in (see FrameVote), clips and drops boxes, numbers
/// the classes.
///
/// toCheck: pictures in neither list are looked at too, into DetectionData::unlisted; of one kind
/// of problem a hundred thousand are listed, not a thousand; and there need be nothing to train on.
/// Throws DataError where nothing is left to train on.
DetectionData settled(FoundData found, Difficult difficult, bool toCheck);

} // namespace hardlens
