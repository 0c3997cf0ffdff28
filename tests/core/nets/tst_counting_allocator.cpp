#include "core/nets/counting_allocator.h"

#include <torch/torch.h>

#include <QTest>

using namespace hardlens;

class TestCountingAllocator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsHeldAndPeak()
    {
        installCountingAllocator();
        const int64_t before = tensorBytes().held;
        {
            // 1000 floats, then twice as many: 4,000 and 8,000 bytes.
            const torch::Tensor a = torch::zeros({1000});
            QCOMPARE(tensorBytes().held - before, int64_t(4000));
            resetTensorBytesPeak();
            {
                const torch::Tensor b = torch::zeros({2000});
            }
            QCOMPARE(tensorBytes().held - before, int64_t(4000));
            QCOMPARE(tensorBytes().peak - before, int64_t(12000));
            // Vector code expects whole cache lines.
            QCOMPARE(reinterpret_cast<uintptr_t>(a.data_ptr()) % 64, uintptr_t(0));
        }
        QCOMPARE(tensorBytes().held, before);
    }
};

QTEST_GUILESS_MAIN(TestCountingAllocator)
#include "tst_counting_allocator.moc"
