#include "core/data/classes/cars_published.h"

#include "core/basics/error.h"
#include "core/data/annotations/annotation_file_error.h"
#include "core/data/annotations/required_file.h"
#include "core/data/classes/listed_pictures.h"
#include "core/data/classes/mat_lists.h"

namespace hardlens {

namespace {

constexpr const char* wholeList = "cars_annos.mat";
constexpr const char* pictureFolder = "car_ims";
constexpr const char* trainList = "cars_train_annos.mat";
constexpr const char* testList = "cars_test_annos_withlabels.mat";
constexpr const char* nameList = "cars_meta.mat";
constexpr const char* developmentKit = "devkit";

/// The folder of one of the devkit's files; the devkit where it is missing.
std::string folderOf(ContainedFiles& files, const char* name)
{
    const bool isBeside = !files.find(developmentKit, name).found() && files.find("", name).found();
    return isBeside ? "" : developmentKit;
}

bool hasDevelopmentKit(ContainedFiles& files)
{
    return files.find(folderOf(files, trainList), trainList).found();
}

bool hasOneList(ContainedFiles& files)
{
    return files.find("", wholeList).found()
        && (files.list(pictureFolder).exists || !hasDevelopmentKit(files));
}

/// Classes from 1.
std::map<int64_t, std::string> readNames(const MatFile& file)
{
    std::map<int64_t, std::string> names;
    for (std::string& name : file.texts("class_names"))
        names[int64_t(names.size()) + 1] = std::move(name);
    return names;
}

/// folder: that the pictures are seen from. nameField: has their names.
void readAnnotations(const MatFile& file, const std::string& folder, const char* nameField,
    int64_t classes, std::vector<ListedPicture>& listed)
{
    const MatRecords records = file.records("annotations");
    for (int64_t record = 0; record < records.size(); ++record) {
        const int64_t number = records.wholeNumber(record, "class", 1, classes, "a class");
        listed.push_back({.name = joined(folder, records.text(record, nameField)),
            .classNumber = number,
            .set = setByHalves(number, classes),
            .list = file.shown(),
            .line = record + 1});
    }
}

FoundClasses readOneList(ContainedFiles& files)
{
    FoundClasses found;
    found.root = files.root();
    found.layout = "Cars-196: cars_annos.mat, car_ims/";
    const MatFile file(requiredFile(files, "", wholeList));
    const auto names = readNames(file);
    std::vector<ListedPicture> listed;
    readAnnotations(file, "", "relative_im_path", int64_t(names.size()), listed);
    addListedPictures(files, "", listed, names, found);
    return found;
}

MatFile developmentKitFile(ContainedFiles& files, const char* name)
{
    return MatFile(requiredFile(files, folderOf(files, name), name));
}

MatFile testLabels(ContainedFiles& files)
{
    const std::string folder = folderOf(files, testList);
    const auto file = files.find(folder, testList);
    if (!file.found() && file.refusal.empty())
        throw AnnotationFileError(joined(folder, testList), 0,
            "is absent: it has the classes of the pictures in cars_test/, which "
            "cars_test_annos.mat has not. It comes apart from the other files, and may also lie "
            "beside cars_test/");
    return MatFile(requiredFile(files, folder, testList));
}

/// Some archives put a folder into one of its own name.
std::string picturesOf(ContainedFiles& files, const std::string& folder)
{
    const std::string inner = joined(folder, folder);
    return files.list(inner).exists ? inner : folder;
}

FoundClasses readDevelopmentKit(ContainedFiles& files)
{
    FoundClasses found;
    found.root = files.root();
    found.layout = "Cars-196: cars_train_annos.mat, cars_test_annos_withlabels.mat, cars_meta.mat";
    const MatFile train = developmentKitFile(files, trainList);
    const MatFile test = testLabels(files);
    const auto names = readNames(developmentKitFile(files, nameList));
    const auto classes = int64_t(names.size());
    std::vector<ListedPicture> listed;
    readAnnotations(train, picturesOf(files, "cars_train"), "fname", classes, listed);
    readAnnotations(test, picturesOf(files, "cars_test"), "fname", classes, listed);
    addListedPictures(files, "", listed, names, found);
    return found;
}

} // namespace

bool isPublishedCars(ContainedFiles& files)
{
    return hasOneList(files) || hasDevelopmentKit(files);
}

FoundClasses readPublishedCars(ContainedFiles& files)
{
    return hasOneList(files) ? readOneList(files) : readDevelopmentKit(files);
}

} // namespace hardlens
