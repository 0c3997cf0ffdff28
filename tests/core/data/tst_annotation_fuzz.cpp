#include "core/data/coco/coco_file.h"
#include "core/data/detection_folder.h"
#include "core/data/voc/voc_annotation.h"
#include "core/data/yolo/yolo_labels.h"
#include "core/data/yolo/yolo_names.h"
#include "tests/core/data/made_up_folder.h"
#include "tests/core/data/mutations.h"

#include <QTest>

#include <functional>

using namespace hardlens;
using namespace hardlens::test;

namespace {

const std::string vocSeed = R"(<?xml version="1.0"?>
<annotation verified="yes">
  <filename>a.jpg</filename><!-- a comment --><path>C:\x\a.jpg</path>
  <size><width>40</width><height>30</height><depth>3</depth></size>
  <object><name>dog &amp; cat</name><difficult>0</difficult>
    <bndbox><xmin>1</xmin><ymin>2.5</ymin><xmax>20</xmax><ymax>25</ymax></bndbox>
    <part><name>head</name><bndbox><xmin>1</xmin></bndbox></part>
  </object>
  <object><name><![CDATA[bee]]></name><bndbox><xmin>-1</xmin><ymin>2</ymin><xmax>1e2</xmax><ymax>9</ymax></bndbox></object>
</annotation>
)";

const std::string cocoSeed = R"({"info":{"year":2017},"licenses":[{"id":1,"name":"x"}],
"images":[{"id":0,"file_name":"a.jpg","width":40,"height":30},{"id":1,"file_name":"b.jpg"}],
"annotations":[{"id":1,"image_id":0,"category_id":3,"bbox":[1.5,2,10,1e1],"area":99.5,"iscrowd":0,
"segmentation":[[1,2,3,4.25,5,6]]},{"id":2,"image_id":1,"category_id":18,"bbox":[0,0,5,5],"iscrowd":1,
"segmentation":{"size":[30,40],"counts":"ab\\\"]}é"}}],
"categories":[{"id":3,"name":"dog"},{"id":18,"name":"cat\u00e9","supercategory":"animal"}]}
)";

const std::string yoloSeed = "0 0.5 0.5 0.25 0.25\n1 .1 .2 .3 .4\n2 0.1 0.1 0.9 0.1 0.5 0.9\n\n";
const std::string yamlSeed = "path: ..\nnc: 3\nnames:\n  0: dog\n  1: 'cat'\n  2: \"bee # x\"\n";

using Reader = std::function<void(const MadeUpFolder&)>;

} // namespace

class TestAnnotationFuzz : public QObject
{
    Q_OBJECT

    struct Outcome
    {
        int read = 0;
        int refused = 0;
    };

    /// Fails on anything but success and an Error of ours; says which mutation it was.
    static Outcome fuzz(const char* file, const std::string& seedText, uint64_t seed, int count,
        const MadeUpFolder& folder, const Reader& read)
    {
        Outcome outcome;
        for (int i = 0; i < count; ++i) {
            RandomStream random({.seed = seed, .purpose = Purpose::Sampling, .step = uint64_t(i)});
            const std::string text
                = i % 2 ? mutated(seedText, random) : renumbered(seedText, random);
            folder.text(file, text);
            try {
                read(folder);
                ++outcome.read;
            } catch (const Error&) {
                ++outcome.refused;
            } catch (const std::exception& error) {
                [&] { QFAIL(concat("mutation ", i, ": ", error.what(), "\n", text).c_str()); }();
            }
        }
        return outcome;
    }

    /// Mutations that break too much, or nothing, try little.
    static void compareBothWays(const Outcome& outcome)
    {
        QVERIFY2(outcome.read > 200 && outcome.refused > 200,
            concat(outcome.read, " were read, ", outcome.refused, " refused").c_str());
    }

private Q_SLOTS:
    void voc()
    {
        const MadeUpFolder folder;
        const Outcome outcome = fuzz("a.xml", vocSeed, 1, 2000, folder, [](const MadeUpFolder& f) {
            const auto annotation = readVocAnnotation(f.root / "a.xml", "a.xml");
            for (const VocObject& object : annotation.objects)
                QVERIFY(
                    object.unusable || (std::isfinite(object.box.x1) && !object.className.empty()));
        });
        compareBothWays(outcome);
    }

    void coco()
    {
        const MadeUpFolder folder;
        const Outcome outcome
            = fuzz("a.json", cocoSeed, 2, 2000, folder, [](const MadeUpFolder& f) {
                  ProblemList problems;
                  const auto file = readCocoFile(f.root / "a.json", "a.json", problems);
                  for (const CocoAnnotation& annotation : file.annotations)
                      QVERIFY(annotation.unusable || std::isfinite(annotation.box.x2));
              });
        compareBothWays(outcome);
    }

    void yolo()
    {
        const MadeUpFolder folder;
        fuzz("a.txt", yoloSeed, 3, 2000, folder, [](const MadeUpFolder& f) {
            for (const YoloObject& object : readYoloLabels(f.root / "a.txt", "a.txt").objects)
                QVERIFY(
                    object.unusable || (object.classNumber >= 0 && std::isfinite(object.box.y2)));
        });
        for (int i = 0; i < 2000; ++i) {
            RandomStream random({.seed = 4, .purpose = Purpose::Sampling, .step = uint64_t(i)});
            QVERIFY(namesInYaml(mutated(yamlSeed, random)).size() <= 10000);
        }
    }

    /// From the file to data that one could train on: boxes stay inside their pictures.
    void wholeFolders_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("voc") << QByteArray("a.xml") << QByteArray::fromStdString(vocSeed);
        QTest::newRow("coco") << QByteArray("coco.json") << QByteArray::fromStdString(cocoSeed);
        QTest::newRow("yolo") << QByteArray("a.txt") << QByteArray::fromStdString(yoloSeed);
    }

    void wholeFolders()
    {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, text);
        const MadeUpFolder folder;
        folder.picture("a.jpg");
        folder.picture("b.jpg");
        fuzz(file.constData(), text.toStdString(), 5, 500, folder, [](const MadeUpFolder& f) {
            const DetectionData data = openDetectionFolder(f.root);
            for (const auto* split : {&data.train, &data.test})
                for (const AnnotatedPicture& picture : *split)
                    for (const GroundTruth& object : picture.objects) {
                        QVERIFY(object.box.x1 >= 0 && object.box.y1 >= 0 && object.box.x2 <= 40
                            && object.box.y2 <= 30 && object.box.area() > 0);
                        QVERIFY(
                            object.label >= 1 && object.label < int32_t(data.classNames.size()));
                    }
            QCOMPARE(data.annotated.objects - data.annotated.dropped, int64_t(objectsIn(data)));
        });
    }
};

QTEST_GUILESS_MAIN(TestAnnotationFuzz)
#include "tst_annotation_fuzz.moc"
