#include "tests/layering/layering_rules.h"

#include <QTest>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace hardlens::layering;
namespace fs = std::filesystem;

namespace {

/// All sources of the project by path from its root; the strings of this test, which break the
/// rules, left out.
std::map<std::string, std::string> projectFiles()
{
    std::map<std::string, std::string> files;
    const fs::path root = HL_SOURCE_DIR;
    for (const char* part : {"core", "widgets", "app", "tests"})
        for (const auto& entry : fs::recursive_directory_iterator(root / part)) {
            const std::string path = entry.path().lexically_relative(root).generic_string();
            const std::string ending = entry.path().extension().string();
            const bool isSource
                = ending == ".h" || ending == ".cpp" || ending == ".inc" || ending == ".cu";
            if (!isSource || path == "tests/layering/tst_layering.cpp"
                || path == "tests/layering/layering_rules.cpp")
                continue;
            std::stringstream text;
            text << std::ifstream(entry.path()).rdbuf();
            files[path] = text.str();
        }
    return files;
}

QString joined(const std::vector<std::string>& lines)
{
    QString text;
    for (const auto& line : lines)
        text += "\n" + QString::fromStdString(line);
    return text;
}

} // namespace

class TestLayering : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void projectKeepsTheRules()
    {
        const auto files = projectFiles();
        QVERIFY(files.size() > 20);
        std::vector<std::string> all = violationsTogether(files);
        for (const auto& [path, text] : files)
            for (auto& violation : violations(path, text))
                all.push_back(std::move(violation));
        QVERIFY2(all.empty(), qPrintable(joined(all)));
    }

    void catches_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* path, const char* text, const char* message) {
            QTest::addRow("%s | %s", path, text) << path << text << message;
        };
        for (const char* folder : {"core/basics", "core/geometry", "core/mining", "core/sampling",
                 "core/records", "core/analysis", "core/data", "core/runs", "widgets"}) {
            const QByteArray path = QByteArray(folder) + "/a.cpp";
            const QByteArray message = path + ":1: " + folder + " may not use LibTorch";
            for (const char* header : {"torch/types.h", "ATen/ATen.h", "c10/core/Device.h"})
                row(path, "#include <" + QByteArray(header) + ">", message);
        }
        for (const char* folder :
            {"core/basics", "core/nets", "core/training", "core/experiment"}) {
            const QByteArray path = QByteArray(folder) + "/a.h";
            const QByteArray message = path + ":2: " + folder + " may not use Qt";
            for (const char* header : {"QString", "QtCore/QString", "qstring.h"})
                row(path, "#pragma once\n#include <" + QByteArray(header) + ">", message);
        }
        row("core/nets/a.cpp", "#include <opencv2/core.hpp>", "core/nets may not use OpenCV");
        row("widgets/a.cpp", "#include <opencv2/core.hpp>", "widgets may not use OpenCV");
        row("core/records/a.cpp", "#include <Eigen/Core>", "core/records may not use Eigen");
        row("core/records/a.cpp", "#include <sqlite3.h>", "core/records may not use SQLiteCpp");
        row("core/analysis/a.cpp", "#include <pugixml.hpp>", "core/analysis may not use pugixml");
        row("core/training/a.cpp", "  # include <toml++/toml.h>",
            "core/training may not use toml++");
        row("core/geometry/a.cpp", "#include \"core/mining/selection.h\"",
            "core/geometry may not use core/mining");
        row("core/sampling/a.cpp", "#include \"core/geometry/box.h\"",
            "core/sampling may not use core/geometry");
        row("core/records/a.cpp", "#include \"core/training/commands.h\"",
            "core/records may not use core/training");
        row("core/nets/a.cpp", "#include \"widgets/theme.h\"", "core/nets may not use widgets");
        row("widgets/a.cpp", "#include \"core/nets/detector.h\"", "widgets may not use core/nets");
        row("widgets/a.cpp", "#include \"app/window/detection_window.h\"",
            "widgets may not use app");
        row("app/window/a.cpp", "#include \"tests/support/x.h\"", "app may not use tests");
        row("core/utils/a.cpp", "", "core/utils is not in the design's table");
        row("app/cli/main.cpp", "#include <QCoreApplication>", "app/cli may not use Qt");
        row("app/window/a.cpp", "#include <torch/types.h>\n#include <qcustomplot.h>",
            "LibTorch and QCustomPlot in one file");
        row("widgets/a.h", "class A {\nsignals:\n};", "widgets/a.h:2: write Q_SIGNALS");
        row("widgets/a.h", "private slots:", "write Q_SIGNALS, Q_SLOTS, Q_EMIT");
        row("app/window/a.cpp", "    emit changed();", "write Q_SIGNALS, Q_SLOTS, Q_EMIT");
        row("app/window/a.cpp", "if (x) emit changed();", "write Q_SIGNALS, Q_SLOTS, Q_EMIT");
        row("core/data/a.cpp", "std::normal_distribution<float> d;", "std distributions differ");
        row("tests/core/a.cpp", "std::uniform_int_distribution d(0, 1);",
            "std distributions differ");
        row("core/data/a.cpp", QByteArray("int a;\n// ") + QByteArray(98, 'a'),
            "core/data/a.cpp:2: more than 100 columns");
        row("core/data/a.cpp", QByteArray("auto a = R\"(\n)\";\n// ") + QByteArray(98, 'a'),
            "core/data/a.cpp:3: more than 100 columns");
    }

    void catches()
    {
        QFETCH(QString, path);
        QFETCH(QString, text);
        QFETCH(QString, message);
        const auto found = violations(path.toStdString(), text.toStdString());
        QCOMPARE(found.size(), size_t {1});
        QVERIFY2(QString::fromStdString(found[0]).contains(message), found[0].c_str());
        QVERIFY(QString::fromStdString(found[0]).startsWith(path + ":"));
    }

    void allows_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* path, const char* text) {
            QTest::addRow("%s | %s", path, text) << path << text;
        };
        row("core/basics/a.cpp", "#include <vector>\n#include <sys/stat.h>\n#include <queue>");
        row("core/records/a.cpp", "#include \"core/basics/error.h\""); // through geometry
        row("core/data/a.cpp", "#include <opencv2/core.hpp>\n#include <jpeglib.h>");
        row("core/training/a.cpp",
            "#include <torch/types.h>\n#include \"core/data/detection_data.h\"");
        row("core/experiment/a.cpp", "#include \"core/mining/mining_config.h\"");
        row("widgets/a.cpp",
            "#include <QWidget>\n#include <qcustomplot.h>\n"
            "#include \"core/records/step.h\"");
        row("app/window/a.cpp",
            "#include \"core/training/training_session.h\"\n#include <QWidget>");
        row("tests/core/a.cpp", "#include <torch/types.h>\n#include <QTest>");
        row("widgets/a.h", "Q_SIGNALS:\n    void a();\nprivate Q_SLOTS:\n    Q_EMIT a();");
        row("core/data/a.cpp", "#include <random> // no std::normal_distribution<float>");
        row("core/data/a.cpp", QByteArray("// ") + QByteArray("\xc3\xa4").repeated(97));
        row("core/data/a.cpp", QByteArray("auto a = R\"(\n") + QByteArray(200, 'a') + "\n)\";");
        row("core/data/a.cpp", "int emitted = 0; loss_distribution = 1; // we emit nothing");
    }

    void allows()
    {
        QFETCH(QString, path);
        QFETCH(QString, text);
        const auto found = violations(path.toStdString(), text.toStdString());
        QVERIFY2(found.empty(), qPrintable(joined(found)));
    }

    void wallsHoldThroughHeaders()
    {
        std::map<std::string, std::string> files {
            {"core/training/session.h", "#include \"core/training/loop.h\"\n"},
            {"core/training/loop.h", "#include <torch/types.h>\n"},
            {"core/training/commands.h", "#include <string>\n"},
            {"app/window/a.cpp",
                "#include \"app/window/b.h\"\n#include \"core/training/session.h\"\n"},
            {"app/window/b.h", "#include <QWidget>\n"},
        };
        QVERIFY(violationsTogether(files).empty());
        files["app/window/b.h"] = "#include <qcustomplot.h>\n#include \"app/window/a.cpp\"\n";
        QCOMPARE(violationsTogether(files),
            (std::vector<std::string> {
                "app/window/a.cpp: reaches LibTorch and QCustomPlot through its headers",
                "app/window/b.h: reaches LibTorch and QCustomPlot through its headers"}));
        files["app/window/b.h"] = {};
        files["widgets/a.h"] = "#include \"core/training/commands.h\"\n";
        QVERIFY(violationsTogether(files).empty());
        files["widgets/a.h"] += "#include \"core/training/session.h\"\n";
        QCOMPARE(violationsTogether(files),
            (std::vector<std::string> {"widgets/a.h: reaches LibTorch through its headers"}));
        files = {{"core/data/a.h", "#include \"core/data/b.h\"\n"},
            {"core/data/b.h", "#include <QString>\n"}};
        QCOMPARE(violationsTogether(files).size(), size_t {2});
    }
};

QTEST_GUILESS_MAIN(TestLayering)
#include "tst_layering.moc"
