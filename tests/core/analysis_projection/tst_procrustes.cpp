#include "core/analysis/procrustes.h"
#include "core/basics/random.h"

#include <QTest>

#include <cmath>

using namespace hardlens;

namespace {

using Points = std::vector<PlanePoint>;

double squares(const Points& a, const Points& b)
{
    double sum = 0;
    for (size_t i = 0; i < a.size(); ++i)
        sum += std::pow(double(a[i].x) - double(b[i].x), 2)
            + std::pow(double(a[i].y) - double(b[i].y), 2);
    return sum;
}

Points scattered(int n, uint64_t seed)
{
    RandomStream random({.seed = seed});
    Points points;
    for (int i = 0; i < n; ++i)
        points.push_back({3 * random.normal() + 1, random.normal() - 2});
    return points;
}

} // namespace

class TestProcrustes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void undoes_data()
    {
        QTest::addColumn<double>("angle");
        QTest::addColumn<double>("scale");
        QTest::addColumn<bool>("mirrored");
        for (const double angle : {0., .7, 3.14159, -2.})
            for (const double scale : {1., .01, 40.})
                for (const bool mirrored : {false, true})
                    QTest::addRow("%g %g %d", angle, scale, mirrored) << angle << scale << mirrored;
    }

    void undoes()
    {
        QFETCH(double, angle);
        QFETCH(double, scale);
        QFETCH(bool, mirrored);
        const Points before = scattered(50, 1);
        Points moved;
        for (const PlanePoint& p : before) {
            const double x = mirrored ? -double(p.x) : double(p.x);
            moved.push_back(
                {float(scale * (std::cos(angle) * x - std::sin(angle) * double(p.y)) + 7),
                    float(scale * (std::sin(angle) * x + std::cos(angle) * double(p.y)) - 3)});
        }
        QVERIFY(squares(alignedTo(before, moved), before) < 1e-7);
    }

    /// No other turn, mirrored or not, of the same size and place is nearer.
    void nearest()
    {
        const Points before = scattered(30, 1);
        Points noisy = before;
        RandomStream random({.seed = 5});
        for (PlanePoint& p : noisy)
            p = {p.y + .5f * random.normal(), p.x + .5f * random.normal()};
        const Points aligned = alignedTo(before, noisy);
        const double least = squares(aligned, before);
        double cx = 0, cy = 0;
        for (const PlanePoint& p : aligned) {
            cx += double(p.x) / 30;
            cy += double(p.y) / 30;
        }
        for (int step = 1; step < 180; ++step)
            for (const double flip : {1., -1.}) {
                const double a = step * 3.14159265 / 90;
                Points turned;
                for (const PlanePoint& p : aligned) {
                    const double x = double(p.x) - cx, y = flip * (double(p.y) - cy);
                    turned.push_back({float(cx + std::cos(a) * x - std::sin(a) * y),
                        float(cy + std::sin(a) * x + std::cos(a) * y)});
                }
                QVERIFY(squares(turned, before) >= least - 1e-4);
            }
    }

    /// Frames of pure noise, each aligned to the one before, keep their size.
    void keepsSize()
    {
        Points frame = scattered(40, 1);
        const Points start = frame;
        for (uint64_t i = 2; i < 40; ++i)
            frame = alignedTo(frame, scattered(40, i));
        const Points middle(40, {1, -2});
        const double size = squares(frame, middle) / squares(start, middle);
        QVERIFY2(size > .8 && size < 1.25, qPrintable(QString::number(size)));
    }

    void degenerate()
    {
        QVERIFY(alignedTo({}, {}).empty());
        const Points one {{1, 2}};
        QCOMPARE(alignedTo(one, Points {{8, 9}}), one);
        const Points same {{1, 1}, {1, 1}};
        // A map of one place is only moved: the middle of before is (2, 3).
        QCOMPARE(alignedTo(Points {{1, 2}, {3, 4}}, same), (Points {{2, 3}, {2, 3}}));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, alignedTo(one, same));
    }
};

QTEST_GUILESS_MAIN(TestProcrustes)
#include "tst_procrustes.moc"
