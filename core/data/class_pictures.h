#pragma once

#include "core/data/detection_data.h"

namespace hardlens {

/// A picture of which only the class is known.
struct ClassPicture
{
    PictureReference reference {}; // as of AnnotatedPicture
    std::filesystem::path file {}; // empty for built-in pictures and those of an IDX file
    int32_t label = 0;             // into ClassPictures::classNames
    int orientation = 1;           // EXIF's, which load undoes
};

/// Two pictures of which it is asked whether they show the same class.
struct PicturePair
{
    int64_t first = 0; // into ClassPictures::test
    int64_t second = 0;
    bool same = false;
    int32_t fold = 0; // from 0: pairs of a fold are judged by a threshold chosen on the others
};

/// What a set of labelled pictures holds, beside what its lists have.
struct ClassCounts
{
    int64_t listed = 0;          // pictures that it names, or that lie in its folders
    int64_t picturesLeftOut = 0; // of these: absent, refused, unreadable, without a class
    int64_t classesWithout = 0;  // classes that it names and of which no picture is left
};

/// Pictures by class, to learn an embedding from and to test it on. Plain data; `load` may be
/// called from any thread.
///
/// Where the two lists share no class, those of `train` are the seen classes and those of `test`
/// the unseen ones, which an embedding is tested on as a rule.
struct ClassPictures
{
    std::string name {};                    // "glyphs", or the folder's name
    std::string path {};                    // as it was opened; empty for built-in data
    std::filesystem::path root {};          // the folder from which problems' files are seen
    std::string layout {};                  // "CUB-200-2011: …"; empty for built-in data
    std::vector<std::string> classNames {}; // by label; each has a picture
    std::vector<ClassPicture> train {};
    std::vector<ClassPicture> test {};
    std::vector<PicturePair> pairs {}; // for verification; mostly none
    ClassCounts counts {};
    std::vector<DataProblem> problems {};
    std::function<Pixels(const AnnotatedPicture&)> load {}; // see withoutLabel; throws DataError
    std::shared_ptr<ProblemLog> found {}; // what load notices later; null: it notices nothing
};

/// The picture as `load` takes it.
AnnotatedPicture withoutLabel(const ClassPicture& picture);

/// The pictures without their labels, with `load` and `found`: for what asks for no more, such as
/// PictureStore.
DetectionData withoutLabels(const ClassPictures& data);

} // namespace hardlens
