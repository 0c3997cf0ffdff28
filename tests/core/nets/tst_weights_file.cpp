#include "core/basics/checked_file.h"
#include "core/basics/error.h"
#include "core/nets/weights_file.h"

#include <torch/torch.h>

#include <QTemporaryDir>
#include <QTest>

using namespace hardlens;

class TestWeightsFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_path = m_folder.filePath("weights.safetensors").toStdString();
        m_weights.tensors = {{"a", torch::randn({3, 4})}, {"b", torch::randn({5}, torch::kDouble)},
            {"none", torch::zeros({0, 7})}};
        m_weights.about["classes"] = "background,cell";
        writeWeights(m_path, m_weights);
        m_bytes = readWholeFile(m_path);
    }

    void readsBackWhatWasWritten()
    {
        const Weights read = readWeights(m_path);
        QCOMPARE(read.about.at("classes"), std::string("background,cell"));
        QCOMPARE(read.tensors.size(), size_t(3));
        for (const auto& [name, tensor] : read.tensors)
            for (const auto& [otherName, other] : m_weights.tensors)
                if (name == otherName)
                    QVERIFY(
                        torch::equal(tensor, other) && tensor.scalar_type() == other.scalar_type());
    }

    /// Every flipped bit of the values is noticed; one in the header is noticed or harmless.
    void damageIsRefused()
    {
        int refused = 0, valueBits = 0;
        const size_t values = 3 * 4 * 4 + 5 * 8;
        for (size_t i = 8; i < m_bytes.size(); ++i) {
            auto damaged = m_bytes;
            damaged[i] ^= std::byte {4};
            const bool inValues = i >= m_bytes.size() - values;
            valueBits += inValues;
            try {
                readFrom(damaged);
                QVERIFY2(!inValues, "a damaged value was read");
            } catch (const DataError&) {
                refused += inValues;
            }
        }
        QCOMPARE(refused, valueBits);
        QVERIFY(valueBits == int(values));
    }

    void everyTruncationIsRefused()
    {
        for (size_t length = 0; length < m_bytes.size(); ++length)
            QVERIFY_THROWS_EXCEPTION(
                DataError, readFrom({m_bytes.begin(), m_bytes.begin() + long(length)}));
    }

private:
    Weights readFrom(const std::vector<std::byte>& bytes)
    {
        const std::string path = m_folder.filePath("damaged").toStdString();
        QFile file(QString::fromStdString(path));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write");
        file.write(reinterpret_cast<const char*>(bytes.data()), qint64(bytes.size()));
        file.close();
        return readWeights(path);
    }

    QTemporaryDir m_folder {};
    std::string m_path {};
    Weights m_weights {};
    std::vector<std::byte> m_bytes {};
};

QTEST_GUILESS_MAIN(TestWeightsFile)
#include "tst_weights_file.moc"
