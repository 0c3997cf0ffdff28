#pragma once

#include "core/basics/error.h"
#include "core/data/annotations/settling.h"

namespace hardlens {

/// Nothing there is a data set of pictures with boxes.
class NoBoxesError : public DataError
{
public:
    using DataError::DataError;
};

/// How a data set on disk is opened.
struct DetectionFolderOptions
{
    Difficult difficult = Difficult::Ignore;
    std::string trainSet = "trainval"; // PASCAL VOC: ImageSets/Main/<trainSet>.txt
    std::string testSet = "test";
    uint64_t splitSeed = 0; // draws what tests where the data set does not say
    bool toCheck = false;   // to be looked at rather than trained on, see settled
};

/// Opens a data set of pictures with boxes, whatever usual layout it has:
///
///   PASCAL VOC    Annotations/*.xml, JPEGImages/ (or images/, …), ImageSets/Main/*.txt
///   COCO          *.json in annotations/, in the folder, in train/, valid/, test/
///   YOLO          labels/*.txt with images/, or .txt beside the pictures
///   VOC beside    .xml beside the pictures
///
/// In this order; in the folder itself, else in those up to two levels below, in order of their
/// names (VOCdevkit/VOC2007). `layout` says what was recognised. path may also name a COCO file,
/// with its pictures beside it or in the usual folders around it.
///
/// Pictures are not decoded. No file outside the data set's folder is opened. Everything that was
/// dropped, clipped, assumed or left out is in `problems` with file and line.
/// Throws NoBoxesError where no layout is recognised, naming what was looked for and what is there,
/// and DataError, unless toCheck, where there is nothing to train on.
DetectionData openDetectionFolder(
    const std::filesystem::path& path, const DetectionFolderOptions& options = {});

} // namespace hardlens
