#pragma once

#include "core/analysis/hardness_tally.h"
#include "core/records/history.h"

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace hardlens {

enum class HardnessOf : uint8_t
{
    Picture,
    Object,
    Class
};

/// How hard a picture, an object or a class has been in a run.
struct HardnessRow
{
    HardnessOf of = HardnessOf::Picture;
    std::string name {};         // "raccoon-12.jpg", "raccoon 1 of raccoon-12.jpg", "raccoon"
    PictureReference picture {}; // of a picture or an object, as it was seen first
    int32_t object = -1;         // of an object: index among the picture's ground truth
    Box box {};                  // of an object, pixels of the picture as stored
    int32_t label = 0;           // of an object or a class
    int64_t visits = 0;          // steps that it was in
    int64_t rois = 0;            // over all of them
    int64_t selected = 0;
    float meanLoss = 0;   // per visit, over all visits that have losses; nats, NaN: none has
    float latestLoss = 0; // of the last of those
    std::vector<float>
        curve {}; // mean loss over equal stretches of the run, first to last; NaN: not seen there
    /// Of an object: still among the hardest when the others have become easy, a possible label
    /// error. See Hardness::rows.
    bool staysHard = false;
};

/// Adds up, over a run that grows, how hard its pictures, objects and classes are. Pictures are
/// known by their content, flipped or not; objects by their index in it. Of a class counts what its
/// objects' RoIs lose; of a picture, its background too.
class Hardness
{
public:
    /// Takes in the choices that are new since the last call. Where the history is another one than
    /// was read before, begins again. True where there was something to take in.
    bool read(const History& history);

    /// Rows in the order in which they were seen first, classes by label. classNames: [0] is
    /// background, as in RunHeader; a class without one is "class 7". A curve has at most
    /// RunStretches::most points, after 32 steps at least half as many.
    ///
    /// An object stays hard where, with the run's stretches in three thirds (the middle one takes
    /// what is left over) and an object's loss in a third the mean over its visits there,
    /// - the run has at least 30 steps, and at least 8 of its objects a loss in the last third,
    /// - the object has at least 3 visits with a loss, one of them in the first third and one in
    /// the last,
    /// - its loss in the last third is more than twice the median of all objects' there, and beyond
    /// their upper quartile by
    ///   more than three times the distance between the quartiles (Tukey's outer fence: of evenly
    ///   spread noise nothing is),
    /// - and that loss is at least 0.8 of its own in the first third: it has not become easier
    /// while the network learned.
    std::vector<HardnessRow> rows(HardnessOf of, const std::vector<std::string>& classNames) const;

private:
    struct Object
    {
        int32_t object = -1;
        Box box {};
        int32_t label = 0;
        HardnessTally tally {};
    };
    struct Picture
    {
        PictureReference picture {};
        HardnessTally tally {};
        std::vector<Object> objects {};
    };

    void add(const StepChoices& choices);
    Picture& pictureOf(const PictureReference& reference);
    std::vector<HardnessRow> pictureRows() const;
    std::vector<HardnessRow> objectRows(const std::vector<std::string>& classNames) const;
    std::vector<HardnessRow> classRows(const std::vector<std::string>& classNames) const;
    HardnessRow rowOf(HardnessOf of, const HardnessTally& tally) const;
    double stayingHardBeyond() const;
    bool staysHard(const HardnessTally& tally, double beyond) const;

    RunStretches m_run {};
    std::vector<Picture> m_pictures {};
    std::unordered_map<uint64_t, size_t> m_places {}; // of pictures, by content
    std::map<int32_t, HardnessTally> m_classes {};
    size_t m_read = 0;
    std::shared_ptr<const StepChoices> m_last {}; // that was read
};

} // namespace hardlens
