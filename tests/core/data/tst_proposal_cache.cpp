#include "core/basics/checked_file.h"
#include "core/basics/error.h"
#include "core/data/proposals/proposal_cache.h"

#include <QTemporaryDir>
#include <QTest>

using namespace hardlens;

class TestProposalCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesBackWhatWasStored()
    {
        QTemporaryDir folder;
        const ProposalCache cache(folder.filePath("below/it").toStdString());
        QVERIFY(!cache.find(7, "a"));
        cache.store(7, "a", m_boxes);
        QVERIFY(cache.find(7, "a") == m_boxes);
        QVERIFY(!cache.find(7, "b"));
        QVERIFY(!cache.find(8, "a"));
        cache.store(8, "a", {});
        QCOMPARE(cache.find(8, "a")->size(), size_t(0));
    }

    void everyDamagedByteIsNoticed()
    {
        QTemporaryDir folder;
        const ProposalCache cache(folder.path().toStdString());
        cache.store(7, "a", m_boxes);
        const auto path = cache.fileOf(7, "a");
        const auto whole = readWholeFile(path);
        for (size_t i = 0; i < whole.size(); ++i) {
            auto bytes = whole;
            bytes[i] ^= std::byte(0x10);
            writeFileAtomically(path, bytes);
            QVERIFY2(!cache.find(7, "a"), qPrintable(QString::number(i)));
            bytes = whole;
            bytes.resize(i);
            writeFileAtomically(path, bytes);
            QVERIFY(!cache.find(7, "a"));
        }
    }

    void anotherContentsFileIsNotTaken()
    {
        QTemporaryDir folder;
        const ProposalCache cache(folder.path().toStdString());
        cache.store(7, "a", m_boxes);
        std::filesystem::copy_file(cache.fileOf(7, "a"), cache.fileOf(8, "a"));
        QVERIFY(!cache.find(8, "a"));
    }

    void withoutFolder()
    {
        const ProposalCache cache({});
        cache.store(7, "a", m_boxes);
        QVERIFY(!cache.find(7, "a"));
    }

    void saysThatItCannotWrite()
    {
        QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("file").toStdString();
        writeFileAtomically(file, std::string("not a folder"));
        const ProposalCache cache(file / "below");
        QVERIFY_THROWS_EXCEPTION(Error, cache.store(7, "a", m_boxes));
    }

private:
    const std::vector<Box> m_boxes {{0, 1, 2, 3.5f}, {-1, 0, 1e6f, 4}};
};

QTEST_GUILESS_MAIN(TestProposalCache)
#include "tst_proposal_cache.moc"
