#include "core/training/superseded_settings.h"

#include <QTest>

using namespace hardlens;

namespace {

QStringList valuesOf(const std::vector<Command>& commands)
{
    QStringList values;
    for (const Command& command : commands)
        if (const auto* set = std::get_if<SetOption>(&command))
            values << QString::fromStdString(set->key + "=" + set->value);
        else
            values << "other";
    return values;
}

} // namespace

class TestSupersededSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLastOneCounts()
    {
        const TrainingConfig config; // B = 128
        QCOMPARE(valuesOf(withoutSuperseded(
                     {SetOption {"mining.B", "64"}, SetOption {"mining.nmsIou", "0.5"},
                         SetOption {"mining.B", "32"}, Pause {}, SetOption {"mining.B", "16"}},
                     config)),
            (QStringList {"mining.nmsIou=0.5", "other", "mining.B=16"}));
    }

    // There and back: whoever turned it is told where it ended.
    void nothingIsLeftOutOnTheWayBack()
    {
        const TrainingConfig config;
        QCOMPARE(valuesOf(withoutSuperseded(
                     {SetOption {"mining.B", "64"}, SetOption {"mining.B", "128"}}, config)),
            (QStringList {"mining.B=64", "mining.B=128"}));
    }

    void nothingIsLeftOutBeforeARefusal()
    {
        const TrainingConfig config;
        QCOMPARE(valuesOf(withoutSuperseded(
                     {SetOption {"mining.B", "64"}, SetOption {"mining.B", "-1"},
                         SetOption {"mining.nonsense", "1"}, SetOption {"mining.nonsense", "2"}},
                     config)),
            (QStringList {"mining.B=64", "mining.B=-1", "mining.nonsense=1", "mining.nonsense=2"}));
    }
};

QTEST_GUILESS_MAIN(TestSupersededSettings)
#include "tst_superseded_settings.moc"
