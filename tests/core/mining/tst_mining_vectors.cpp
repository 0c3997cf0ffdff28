#include "core/mining/selection.h"
#include "tests/support/made_up_rois.h"
#include "tests/support/reference_files.h"

#include <QTest>

#include <algorithm>

using namespace hardlens;
using nlohmann::json;
using test::RoiTable;

namespace {

using Indices = std::vector<int32_t>;

/// RoIs as rows (picture, x1, y1, x2, y2); pictures come one after the other.
RoiTable tableOf(const json& rois, const json& losses, const json* labels)
{
    RoiTable table;
    const auto boxes = test::boxesOf(rois, 1);
    const auto values = test::floatsOf(losses);
    const auto classes = labels ? test::integersOf(*labels) : Indices(boxes.size(), 0);
    for (size_t i = 0; i < boxes.size(); ++i) {
        if (i > 0 && rois[i][0] != rois[i - 1][0])
            table.endPicture();
        table.add(boxes[i], classes[i], .5f, values[i]);
    }
    table.endPicture();
    return table;
}

Indices chosen(const RoiTable& table, const MiningConfig& config)
{
    return selectRois(table.candidates(), config, {}).selected;
}

Indices ofPicture(const RoiTable& table, const Indices& selected, size_t picture)
{
    Indices part;
    for (const int32_t i : selected)
        if (i >= table.firstOfPicture[picture] && i < table.firstOfPicture[picture + 1])
            part.push_back(i);
    return part;
}

json golden()
{
    return test::readJson(test::vectorsFolder() / "ohem_original_code_golden.json");
}

} // namespace

class TestMiningVectors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // torchvision's NMS with the loss as score, then the first B / N of each picture.
    void perPictureSelection()
    {
        const auto path = test::vectorsFolder() / "ohem_selection.json";
        HL_SKIP_UNLESS_PRESENT(path);
        const json file = test::readJson(path);
        size_t pictures = 0;
        for (const auto& row : file.at("cases")) {
            RoiTable table;
            for (const auto& picture : row.at("images")) {
                const auto boxes = test::boxesOf(picture.at("rois"));
                const auto losses = test::floatsOf(picture.at("loss"));
                for (size_t i = 0; i < boxes.size(); ++i)
                    table.add(boxes[i], 0, 0, losses[i]);
                table.endPicture();
            }
            const Indices selected = chosen(table,
                {.picturesPerStep = row.at("N"),
                    .roisPerStep = row.at("B"),
                    .nmsIou = row.at("nms_iou")});
            for (size_t p = 0; p < table.pictures(); ++p, ++pictures) {
                Indices expected = test::integersOf(row.at("images").at(p).at("selected"));
                for (int32_t& i : expected)
                    i += int32_t(table.firstOfPicture[p]);
                QCOMPARE(ofPicture(table, selected, p), expected);
            }
        }
        QVERIFY(pictures > 0);
    }

    // The OHEM authors' code on twelve RoIs of two pictures with equal losses.
    void originalCode_data()
    {
        QTest::addColumn<QString>("result");
        QTest::addColumn<int>("b");
        QTest::addColumn<bool>("useNms");
        QTest::newRow("B = 4") << "nms_B4" << 4 << true;
        QTest::newRow("B = 6") << "nms_B6" << 6 << true;
        QTest::newRow("B = 12") << "nms_B12" << 12 << true;
        QTest::newRow("survivors") << "survivors" << 1000 << true;
        QTest::newRow("B = 6, no NMS") << "nonms_B6" << 6 << false;
        QTest::newRow("B = 12, no NMS") << "nonms_B12" << 12 << false;
    }

    void originalCode()
    {
        HL_SKIP_UNLESS_PRESENT(test::vectorsFolder() / "ohem_original_code_golden.json");
        QFETCH(QString, result);
        QFETCH(int, b);
        QFETCH(bool, useNms);
        const json g = golden().at("ohem_select");
        const json& results = g.at("result");
        MiningConfig config = originalCodePreset();
        config.roisPerStep = b;
        config.useNms = useNms;
        config.nmsIou = g.at("nms_thresh");
        const json& expected = results.at(result.toStdString());
        QCOMPARE(chosen(tableOf(g.at("rois"), g.at("loss"), &g.at("labels")), config),
            test::integersOf(expected));
    }

    void pooledAgainstPerPicture()
    {
        HL_SKIP_UNLESS_PRESENT(test::vectorsFolder() / "ohem_original_code_golden.json");
        const json g = golden().at("pooled_vs_per_image");
        const RoiTable table = tableOf(g.at("rois"), g.at("loss"), nullptr);
        MiningConfig config = originalCodePreset();
        config.roisPerStep = g.at("B");
        QCOMPARE(chosen(table, config), test::integersOf(g.at("pooled")));
        config.scope = SelectionScope::PerImage;
        const Indices selected = chosen(table, config);
        for (size_t p = 0; p < table.pictures(); ++p)
            QCOMPARE(ofPicture(table, selected, p), test::integersOf(g.at("per_image").at(p)));
    }

    // The authors' code on two pictures of 60 RoIs with unique losses, and variants of it.
    void randomRois()
    {
        const auto path = test::vectorsFolder() / "ohem_random_120rois.json";
        HL_SKIP_UNLESS_PRESENT(path);
        const json file = test::readJson(path);
        const RoiTable table = tableOf(file.at("rois"), file.at("loss"), &file.at("labels"));
        int row = 0;
        for (const auto& values : file.at("cases")) {
            MiningConfig config = originalCodePreset();
            config.roisPerStep = values.at("B");
            config.useNms = values.at("use_nms");
            config.nmsIou = values.at("thresh");
            if (values.value("class_agnostic", false))
                config.grouping = NmsGrouping::Image;
            const bool perPicture = values.value("per_image", false);
            if (perPicture)
                config.scope = SelectionScope::PerImage;
            const Indices selected = chosen(table, config);
            const QByteArray where = "case " + QByteArray::number(row++);
            if (!perPicture)
                QVERIFY2(selected == test::integersOf(values.at("selected")), where.constData());
            for (size_t p = 0; perPicture && p < table.pictures(); ++p)
                QVERIFY2(ofPicture(table, selected, p)
                        == test::integersOf(values.at("selected_by_image").at(p)),
                    where.constData());
        }
        QVERIFY(row > 0);
    }

    void survivorsOfTheRandomRois()
    {
        const auto path = test::vectorsFolder() / "ohem_random_120rois.json";
        HL_SKIP_UNLESS_PRESENT(path);
        const json file = test::readJson(path);
        const RoiTable table = tableOf(file.at("rois"), file.at("loss"), &file.at("labels"));
        for (const auto& values : file.at("cases")) {
            if (values.at("B") < table.size() || values.contains("per_image"))
                continue;
            MiningConfig config = originalCodePreset();
            config.roisPerStep = 1; // the number of survivors does not depend on it
            config.useNms = values.at("use_nms");
            config.nmsIou = values.at("thresh");
            if (values.value("class_agnostic", false))
                config.grouping = NmsGrouping::Image;
            const auto quotas = selectRois(table.candidates(), config, {}).quotas;
            QCOMPARE(size_t(quotas.at(0).survivors), values.at("selected").size());
        }
    }
};

QTEST_GUILESS_MAIN(TestMiningVectors)
#include "tst_mining_vectors.moc"
