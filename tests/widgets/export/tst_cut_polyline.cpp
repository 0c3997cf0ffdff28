#include "widgets/export/cut_polyline.h"

#include <QTest>

#include <limits>

using hardlens::cutPolyline;

using Pieces = std::vector<QPolygonF>;

class TestCutPolyline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cuts_data()
    {
        constexpr double nan = std::numeric_limits<double>::quiet_NaN();
        QTest::addColumn<QPolygonF>("line");
        QTest::addColumn<Pieces>("pieces");
        const auto row = [](const char* name, QPolygonF line, Pieces pieces) {
            QTest::newRow(name) << line << pieces;
        };
        // The rectangle is [0, 10] x [0, 10].
        row("inside", {{1, 1}, {5, 9}, {9, 1}}, {{{1, 1}, {5, 9}, {9, 1}}});
        row("on the border", {{0, 0}, {10, 0}}, {{{0, 0}, {10, 0}}});
        row("outside", {{-5, 1}, {-1, 9}}, {});
        row("beside a corner", {{-4, 8}, {4, 16}}, {}); // y = x + 12 passes (0, 12)
        row("through", {{-5, 5}, {15, 5}}, {{{0, 5}, {10, 5}}});
        row("slanted", {{-5, 0}, {5, 10}}, {{{0, 5}, {5, 10}}}); // y = x + 5
        // Up and out at y = 10, back in where it comes down again: x = 2 and x = 6.
        row("out and in again", {{0, 5}, {4, 15}, {8, 5}}, {{{0, 5}, {2, 10}}, {{6, 10}, {8, 5}}});
        row("broken", {{1, 1}, {2, 2}, {nan, 3}, {4, 4}, {5, 5}},
            {{{1, 1}, {2, 2}}, {{4, 4}, {5, 5}}});
        row("a single point", {{5, 5}}, {});
        row("nothing", {}, {});
    }

    void cuts()
    {
        QFETCH(QPolygonF, line);
        QFETCH(Pieces, pieces);
        const Pieces actual = cutPolyline(line, QRectF(0, 0, 10, 10));
        QCOMPARE(actual.size(), pieces.size());
        for (size_t i = 0; i < pieces.size(); ++i)
            QCOMPARE(actual[i], pieces[i]);
    }
};

QTEST_GUILESS_MAIN(TestCutPolyline)
#include "tst_cut_polyline.moc"
