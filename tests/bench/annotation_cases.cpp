#include "tests/bench/annotation_cases.h"

#include "core/basics/error.h"
#include "core/basics/parallel_items.h"
#include "core/basics/random.h"
#include "core/data/coco/coco_file.h"
#include "core/data/voc/voc_annotation.h"
#include "tests/bench/peer_process.h"

#include <cmath>
#include <numeric>
#include <unistd.h>

namespace hardlens::bench {

namespace {

namespace fs = std::filesystem;

constexpr int64_t vocFiles = 5000;
constexpr int64_t cocoPictures = 118000;
constexpr int64_t cocoObjects = 860000;

/// The size of VOC 2007's files: about 1.2 KB, one to four objects.
void writeVoc(const fs::path& folder)
{
    fs::create_directories(folder);
    RandomStream random({.seed = 21, .purpose = Purpose::Scene});
    for (int64_t i = 0; i < vocFiles; ++i) {
        std::ofstream out(folder / concat(i, ".xml"));
        out << "<annotation>\n\t<folder>VOC2007</folder>\n\t<filename>" << i
            << ".jpg</filename>\n\t<source>\n\t\t<database>The VOC2007 Database</database>\n\t\t"
               "<annotation>PASCAL VOC2007</annotation>\n\t\t<image>flickr</image>\n\t</source>\n\t"
               "<owner>\n\t\t<name>?</name>\n\t</owner>\n\t<size>\n\t\t<width>500</width>\n\t\t"
               "<height>375</height>\n\t\t<depth>3</depth>\n\t</size>\n\t<segmented>0</"
               "segmented>\n";
        for (uint32_t n = 1 + random.below(4); n > 0; --n) {
            const uint32_t x = random.below(400), y = random.below(300);
            out << "\t<object>\n\t\t<name>class" << random.below(20)
                << "</name>\n\t\t<pose>Unspecified</pose>\n\t\t<truncated>1</truncated>\n\t\t"
                   "<difficult>0</difficult>\n\t\t<bndbox>\n\t\t\t<xmin>"
                << x << "</xmin>\n\t\t\t<ymin>" << y << "</ymin>\n\t\t\t<xmax>" << x + 90
                << "</xmax>\n\t\t\t<ymax>" << y + 70 << "</ymax>\n\t\t</bndbox>\n\t</object>\n";
        }
        out << "</annotation>\n";
    }
}

/// The size of COCO 2017's training file, 450 MB: an outline of some twenty points per object.
void writeCoco(const fs::path& file)
{
    RandomStream random({.seed = 22, .purpose = Purpose::Scene});
    std::ofstream out(file);
    out << R"({"info": {"year": 2017}, "licenses": [{"id": 1, "name": "x"}], "images": [)";
    for (int64_t i = 0; i < cocoPictures; ++i)
        out << (i ? ", " : "") << R"({"license": 3, "file_name": "000000)" << 100000 + i
            << R"(.jpg", "coco_url": "http://images.example.org/train2017/000000)" << 100000 + i
            << R"(.jpg", "height": 427, "width": 640, "date_captured": "2013-11-14 11:18:45", "id": )"
            << i << "}";
    const auto number = [&](uint32_t below) {
        const uint32_t value = random.below(100 * below);
        out << value / 100 << '.' << value % 100 / 10 << value % 10;
    };
    out << R"(], "annotations": [)";
    for (int64_t i = 0; i < cocoObjects; ++i) {
        out << (i ? ", " : "") << R"({"segmentation": [[)";
        for (uint32_t n = 2 * (8 + random.below(40)); n > 0; --n) {
            number(427);
            out << (n > 1 ? ", " : "");
        }
        out << R"(]], "area": 702.1057499999998, "iscrowd": 0, "image_id": )"
            << random.below(uint32_t(cocoPictures)) << R"(, "bbox": [)";
        for (const uint32_t below : {400, 300, 200, 100}) {
            number(below);
            out << (below > 100 ? ", " : "");
        }
        out << R"(], "category_id": )" << 1 + random.below(80) << R"(, "id": )" << i << "}";
    }
    out << R"(], "categories": [)";
    for (int i = 1; i <= 80; ++i)
        out << (i > 1 ? ", " : "") << R"({"id": )" << i << R"(, "name": "class)" << i << "\"}";
    out << "]}";
}

/// Reads all; the sum of the boxes' left sides, rounded, to compare with the peer's.
int64_t readVoc(const fs::path& folder)
{
    std::vector<double> sums(size_t(vocFiles), 0);
    forEachInParallel(vocFiles, [&](int64_t i) {
        const std::string name = concat(i, ".xml");
        for (const VocObject& object : readVocAnnotation(folder / name, name).objects)
            sums[size_t(i)] += object.box.x1;
    });
    return std::llround(std::accumulate(sums.begin(), sums.end(), 0.));
}

int64_t readCoco(const fs::path& file)
{
    ProblemList problems;
    double sum = 0;
    for (const CocoAnnotation& annotation : readCocoFile(file, "coco.json", problems).annotations)
        sum += double(annotation.box.x1);
    return std::llround(sum / 1000); // floats here, doubles there
}

struct Case
{
    std::string name {};
    std::string goal {};
    int pairs = 1;
    std::function<int64_t()> read {};
};

} // namespace

void measureAnnotations(Figures& figures, const std::string& only)
{
    const fs::path folder = fs::temp_directory_path() / concat("hardlens-bench-data-", getpid());
    const std::vector<Case> cases {
        {"annotations_voc_5000", "10×", 8, [&] { return readVoc(folder / "voc"); }},
        {"annotations_coco_118000", "3×", 4, [&] { return readCoco(folder / "coco.json"); }}};
    std::vector<Case> wanted;
    for (const Case& c : cases)
        if (c.name.find(only) != std::string::npos)
            wanted.push_back(c);
    if (wanted.empty())
        return;
    fs::create_directories(folder);
    writeVoc(folder / "voc");
    writeCoco(folder / "coco.json");
    PeerProcess peer("peer_annotations.py", folder.string());
    for (const Case& c : wanted) {
        const int64_t result = c.read(); // warm
        const auto first = peer.run(c.name);
        if (first && first->checksum != std::to_string(result)) {
            std::printf("%-30s results differ from Python's: %s, not %lld\n", c.name.c_str(),
                first->checksum.c_str(), static_cast<long long>(result));
            continue;
        }
        const Pairing p = interleaved([&] { return milliseconds([&] { c.read(); }); },
            [&]() -> std::optional<double> {
                const auto answer = peer.run(c.name);
                return answer ? std::optional(answer->ms) : std::nullopt;
            },
            c.pairs);
        figures.add(
            {c.name, p.ours, "ms", p.peer, p.peer ? std::optional(*p.peer / p.ours) : std::nullopt,
                c.goal, "./dev bench --only " + c.name});
    }
    fs::remove_all(folder);
}

} // namespace hardlens::bench
