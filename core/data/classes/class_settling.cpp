#include "core/data/classes/class_settling.h"

#include "core/basics/error.h"
#include "core/basics/text.h"
#include "core/data/annotations/picture_looks.h"
#include "core/data/annotations/seen_picture.h"
#include "core/data/picture_loading.h"

#include <algorithm>
#include <utility>

namespace hardlens {

namespace {

void remark(ProblemList& problems, std::string text)
{
    problems.add({".", 0, std::move(text)});
}

/// Labels are categories before, and numbers of the classes that have pictures afterwards.
void numberClasses(std::vector<ClassPicture>& pictures, const std::vector<std::string>& categories,
    ClassPictures& data, ProblemList& problems)
{
    std::vector<int32_t> labels(categories.size(), -1);
    for (const ClassPicture& picture : pictures)
        labels.at(size_t(picture.label)) = 0;
    std::vector<std::string> without;
    for (size_t c = 0; c < categories.size(); ++c)
        if (labels[c] == 0) {
            labels[c] = int32_t(data.classNames.size());
            data.classNames.push_back(categories[c]);
        } else {
            without.push_back(categories[c]);
        }
    for (ClassPicture& picture : pictures)
        picture.label = labels[size_t(picture.label)];
    data.counts.classesWithout = int64_t(without.size());
    if (!without.empty())
        remark(problems,
            concat(counted(int64_t(without.size()), "class has", "classes have"),
                " no picture: not counted as classes: ", listed(without, 10)));
}

std::vector<int64_t> picturesPerClass(const std::vector<ClassPicture>& pictures, size_t classes)
{
    std::vector<int64_t> counts(classes, 0);
    for (const ClassPicture& picture : pictures)
        ++counts[size_t(picture.label)];
    return counts;
}

void sayWhatWillNotWork(const ClassPictures& data, ProblemList& problems)
{
    const auto train = picturesPerClass(data.train, data.classNames.size());
    const auto test = picturesPerClass(data.test, data.classNames.size());
    int64_t both = 0;
    for (size_t c = 0; c < train.size(); ++c)
        both += train[c] > 0 && test[c] > 0;
    if (both > 0)
        remark(problems,
            concat(counted(both, "class is", "classes are"),
                " in the training and in the test list: they are not unseen when they are tested"));
    for (const auto& [counts, list] : {std::pair(&train, "training"), std::pair(&test, "test")})
        if (const auto single = std::count(counts->begin(), counts->end(), 1); single > 0)
            remark(problems,
                concat(counted(single, "class has", "classes have"), " a single ", list,
                    " picture, which has no other one to be near to"));
    if (data.train.empty() && data.pairs.empty())
        remark(problems, "nothing to train on");
    if (data.test.empty())
        remark(problems, "nothing to test on: no recall can be measured");
}

/// The pairs whose pictures are left, by their new places.
void renumberPairs(
    std::vector<PicturePair>& pairs, const std::vector<int64_t>& places, ProblemList& problems)
{
    const size_t before = pairs.size();
    std::erase_if(pairs, [&](PicturePair& pair) {
        pair.first = places[size_t(pair.first)];
        pair.second = places[size_t(pair.second)];
        return pair.first < 0 || pair.second < 0;
    });
    if (pairs.size() < before)
        remark(problems,
            concat(counted(int64_t(before - pairs.size()), "pair is", "pairs are"),
                " left out with their pictures"));
}

/// The pictures that can be used, their labels still categories.
struct Usable
{
    std::vector<ClassPicture> pictures {};
    std::vector<SetWord> words {};
    std::vector<int64_t> places {}; // per found picture; -1: left out
};

Usable usablePictures(FoundClasses& found)
{
    std::vector<std::string> files;
    for (const FoundClassPicture& picture : found.pictures)
        files.push_back(picture.file);
    const auto looks = lookAtPictures(files);
    Usable usable;
    usable.places.assign(files.size(), -1);
    for (size_t i = 0; i < looks.size(); ++i) {
        const auto& [glance, failure] = looks[i];
        const FoundClassPicture& picture = found.pictures[i];
        if (!failure.empty()) {
            found.problems.add(
                {picture.shown, 0, failure + ": picture left out", ProblemKind::Unreadable});
            continue;
        }
        if (glance.endMissing)
            found.problems.add(
                {picture.shown, 0, "JPEG without its end marker: cut off; used as far as it goes",
                    ProblemKind::Unreadable});
        AnnotatedPicture seen = seenPicture(picture.file, glance, glance.orientation);
        usable.places[i] = int64_t(usable.pictures.size());
        usable.pictures.push_back(
            {std::move(seen.reference), std::move(seen.file), picture.category, seen.orientation});
        usable.words.push_back(picture.set);
    }
    return usable;
}

void loadPicturesFromFiles(ClassPictures& data)
{
    DetectionData loading;
    loading.root = data.root;
    loadFromFiles(loading);
    data.load = std::move(loading.load);
    data.found = std::move(loading.found);
}

} // namespace

SetSplit arrangeClasses(std::vector<ClassPicture> pictures,
    const std::vector<std::string>& categories, const std::vector<SetWord>& words, ClassSplit how,
    ClassPictures& data, ProblemList& problems)
{
    numberClasses(pictures, categories, data, problems);
    std::vector<int32_t> labels;
    for (const ClassPicture& picture : pictures)
        labels.push_back(picture.label);
    SetSplit split;
    if (data.pairs.empty()) {
        split = splitByClasses(labels, int32_t(data.classNames.size()), words, how);
    } else {
        for (size_t i = 0; i < pictures.size(); ++i)
            split.test.push_back(int64_t(i));
        split.remark = "its pairs test, so that none of its pictures trains";
    }
    if (!split.remark.empty() && !pictures.empty())
        remark(problems, split.remark);
    const auto take = [&](const std::vector<int64_t>& indices, bool isTest) {
        std::vector<ClassPicture> list;
        for (const int64_t i : indices) {
            list.push_back(std::move(pictures[size_t(i)]));
            list.back().reference.index = int64_t(list.size()) - 1;
            list.back().reference.isTest = isTest;
        }
        return list;
    };
    data.train = take(split.train, false);
    data.test = take(split.test, true);
    sayWhatWillNotWork(data, problems);
    return split;
}

ClassPictures settledClasses(FoundClasses found, ClassSplit how, bool toCheck)
{
    ClassPictures data;
    const auto folder = (std::filesystem::absolute(found.root) / "").lexically_normal();
    data.name = folder.parent_path().filename().string();
    data.path = found.root.string();
    data.root = found.root;
    data.layout = found.layout;
    Usable usable = usablePictures(found);
    data.counts.listed = found.listed;
    data.counts.picturesLeftOut = found.listed - int64_t(usable.pictures.size());
    if (usable.pictures.empty() && !toCheck) {
        const std::string worst
            = found.problems.empty() ? "" : concat(": ", textOf(found.problems.worst()));
        throw DataError(
            concat(data.path, ": no picture is left of ", found.listed, ": ", found.layout, worst));
    }
    data.pairs = std::move(found.pairs);
    renumberPairs(data.pairs, usable.places, found.problems);
    arrangeClasses(
        std::move(usable.pictures), found.categories, usable.words, how, data, found.problems);
    constexpr int64_t mostOfAKind = 1000; // for a window or a log
    data.problems = found.problems.take(toCheck ? ProblemList::mostKept : mostOfAKind);
    loadPicturesFromFiles(data);
    return data;
}

} // namespace hardlens
