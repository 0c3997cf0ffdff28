#include "core/analysis/note_export.h"

#include <QTest>

#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

using namespace hardlens;
using nlohmann::json;

namespace {

const std::vector<std::string> classNames {"background", "cat", "dog, small"};

RoiNote noteIn(const char* picture, uint64_t contentId, const Box& box, int32_t label = 1)
{
    return {.picture
        = {.contentId = contentId, .name = picture, .width = 100, .height = 80, .index = 4},
        .box = box,
        .label = label,
        .probability = .95f,
        .loss = 4.5f,
        .step = 120,
        .text = "looks unlabelled"};
}

} // namespace

class TestNoteExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNoteOfARoi()
    {
        DetectionStep step {.pictures = {{}, {}}};
        RoiRecord roi;
        roi.box = {1, 1, 2, 2};
        roi.decoded = {1, 2, 3, 4};
        roi.classLoss = 2;
        roi.boxLoss = .5f;
        roi.top = {ClassBelief {0, .6f}, ClassBelief {2, .3f}, ClassBelief {-1, 0}};
        step.pictures[1].rois = {roi};
        step.pictures[1].picture.name = "b.jpg";
        const RoiNote note = noteOf(step, {1, 0}, 7, "why?");
        QCOMPARE(note.picture.name, std::string("b.jpg"));
        QCOMPARE(note.box, roi.decoded);
        QCOMPARE(note.label, 2);
        QCOMPARE(note.probability, .3f);
        QCOMPARE(note.loss, 2.5f);
        QCOMPARE(note.step, int64_t {7});
        QCOMPARE(note.text, std::string("why?"));
        for (const StepRoi& wrong : {StepRoi {0, 0}, StepRoi {1, 1}, StepRoi {2, 0}, StepRoi {}})
            QVERIFY_THROWS_EXCEPTION(std::invalid_argument, noteOf(step, wrong, 7, {}));
    }

    void csvByHand()
    {
        auto plain = noteIn("a.jpg", 0xab, {1, 2.5f, 30.1f, 40});
        auto special = noteIn("b,c.jpg", 1, {0, 0, 1e6f, .1f}, 2);
        special.picture.isTest = true;
        special.loss = std::numeric_limits<float>::quiet_NaN();
        special.text = "say \"cat\"\nor dog";
        auto without = noteIn("d.jpg", 2, {0, 0, 1, 1}, 0);
        without.text.clear();
        QCOMPARE(notesAsCsv(std::vector {plain, special, without}, classNames),
            std::string(
                "picture,content_id,set,index,step,x1,y1,x2,y2,class,probability,loss,note\n"
                "a.jpg,00000000000000ab,train,4,120,1,2.5,30.1,40,cat,0.95,4.5,looks unlabelled\n"
                "\"b,c.jpg\",0000000000000001,test,4,120,0,0,1e+06,0.1,\"dog, small\",0.95,,"
                "\"say \"\"cat\"\"\nor dog\"\n"
                "d.jpg,0000000000000002,train,4,120,0,0,1,1,,0.95,4.5,\n"));
    }

    void cocoByHand()
    {
        // The third is clipped to 100 x 80; the first and the third are of one picture.
        const CocoNotes notes = notesAsCoco(
            std::vector {noteIn("a.jpg", 7, {10, 20.5f, 30, 40.5f}),
                noteIn("b.jpg", 8, {0, 0, 5, 5}, 2), noteIn("a.jpg", 7, {90, -5, 120, 10})},
            classNames);
        QCOMPARE(notes.leftOut, int64_t {0});
        const json expected = json::parse(R"({
            "images": [{"id": 1, "file_name": "a.jpg", "width": 100, "height": 80},
                       {"id": 2, "file_name": "b.jpg", "width": 100, "height": 80}],
            "categories": [{"id": 1, "name": "cat"}, {"id": 2, "name": "dog, small"}],
            "annotations": [
                {"id": 1, "image_id": 1, "category_id": 1, "bbox": [10.0, 20.5, 20.0, 20.0],
                 "area": 400.0, "iscrowd": 0, "score": 0.95, "loss": 4.5, "step": 120,
                 "note": "looks unlabelled"},
                {"id": 2, "image_id": 2, "category_id": 2, "bbox": [0.0, 0.0, 5.0, 5.0],
                 "area": 25.0, "iscrowd": 0, "score": 0.95, "loss": 4.5, "step": 120,
                 "note": "looks unlabelled"},
                {"id": 3, "image_id": 1, "category_id": 1, "bbox": [90.0, 0.0, 10.0, 10.0],
                 "area": 100.0, "iscrowd": 0, "score": 0.95, "loss": 4.5, "step": 120,
                 "note": "looks unlabelled"}]})");
        QVERIFY(json::parse(notes.json) == expected);
    }

    void whatIsNoObjectIsLeftOut()
    {
        const float nan = std::numeric_limits<float>::quiet_NaN();
        const CocoNotes notes = notesAsCoco(
            std::vector {noteIn("a.jpg", 1, {0, 0, 5, 5}, 0), noteIn("b.jpg", 2, {0, 0, 5, 5}, 3),
                noteIn("c.jpg", 3, {200, 0, 220, 5}), noteIn("d.jpg", 4, {0, 0, nan, 5}),
                noteIn("e.jpg", 5, {0, 0, 5, 5})},
            classNames);
        QCOMPARE(notes.leftOut, int64_t {4});
        const json parsed = json::parse(notes.json);
        QCOMPARE(parsed.at("images").size(), size_t {1});
        QCOMPARE(parsed.at("annotations").size(), size_t {1});
        QCOMPARE(parsed.at("annotations")[0].at("image_id").get<int>(), 1);
        QVERIFY(json::parse(notesAsCoco({}, {}).json)
            == json::parse(R"({"images": [], "categories": [], "annotations": []})"));
    }

    void brokenTextAndNumbers()
    {
        auto note = noteIn("a.jpg", 1, {0, 0, 5, 5});
        note.text = "caf\xe9";
        note.loss = std::numeric_limits<float>::quiet_NaN();
        const json a
            = json::parse(notesAsCoco(std::vector {note}, classNames).json).at("annotations")[0];
        QCOMPARE(a.at("note").get<std::string>(), std::string("caf\xef\xbf\xbd"));
        QVERIFY(a.at("loss").is_null());
    }
};

QTEST_GUILESS_MAIN(TestNoteExport)
#include "tst_note_export.moc"
