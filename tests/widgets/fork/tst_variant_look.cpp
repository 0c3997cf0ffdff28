#include "widgets/fork/variant_look.h"
#include "widgets/fork/variant_tag.h"
#include "widgets/theme.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>

using namespace hardlens;

namespace {

using Vector = std::array<double, 3>;
using Matrix = std::array<Vector, 3>;

Vector times(const Matrix& m, const Vector& v)
{
    Vector result {};
    for (size_t row = 0; row < 3; ++row)
        for (size_t column = 0; column < 3; ++column)
            result[row] += m[row][column] * v[column];
    return result;
}

/// Linear sRGB to cone responses (Hunt, Pointer and Estevez, for D65) and back.
constexpr Matrix toCones {{{.31399022, .63951294, .04649755}, {.15537241, .75789446, .08670142},
    {.01775239, .10944209, .87256922}}};
constexpr Matrix fromCones {{{5.47221206, -4.6419601, .16963708},
    {-1.1252419, 2.29317094, -.1678952}, {.02980165, -.19318073, 1.16364789}}};
/// What is left of them without one kind of cone: a plane through white and blue, for tritanopia
/// through white and red. Vienot, Brettel and Mollon, Color Research and Application 24, 1999.
const std::array<Matrix, 4> visions {
    {{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}, {{{0, 1.05118294, -.05116099}, {0, 1, 0}, {0, 0, 1}}},
        {{{1, 0, 0}, {.9513092, 0, .04866992}, {0, 0, 1}}},
        {{{1, 0, 0}, {0, 1, 0}, {-.86744736, 1.86727089, 0}}}}};

double linear(double value)
{
    return value <= .04045 ? value / 12.92 : std::pow((value + .055) / 1.055, 2.4);
}

/// CIELAB of a colour as somebody sees it.
Vector seen(const QColor& colour, const Matrix& vision)
{
    Vector rgb {linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())};
    rgb = times(fromCones, times(vision, times(toCones, rgb)));
    for (double& value : rgb)
        value = std::clamp(value, 0., 1.);
    constexpr Matrix toXyz {{{.4124, .3576, .1805}, {.2126, .7152, .0722}, {.0193, .1192, .9505}}};
    const Vector xyz = times(toXyz, rgb);
    const auto f = [](double t) { return t > .008856 ? std::cbrt(t) : 7.787 * t + 16. / 116; };
    const double x = f(xyz[0] / .9505), y = f(xyz[1]), z = f(xyz[2] / 1.089);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double distance(const Vector& a, const Vector& b)
{
    return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/// The least distance (CIE 1976) among the first variants, in any vision, in the theme in force.
double leastDistance(int variants)
{
    double least = INFINITY;
    for (const Matrix& vision : visions)
        for (int a = 0; a < variants; ++a)
            for (int b = 0; b < a; ++b)
                least = std::min(least,
                    distance(seen(variantColour(a), vision), seen(variantColour(b), vision)));
    return least;
}

} // namespace

class TestVariantLook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void coloursStandApartInAnyVision()
    {
        for (const auto theme : {Theme::Choice::Dark, Theme::Choice::Light}) {
            Theme::instance().choose(theme);
            // 2.3 is just noticed; the fewer the variants, the easier they are to tell apart.
            QVERIFY2(leastDistance(2) > 60, qPrintable(QString::number(leastDistance(2))));
            QVERIFY2(leastDistance(3) > 25, qPrintable(QString::number(leastDistance(3))));
            QVERIFY2(leastDistance(4) > 12, qPrintable(QString::number(leastDistance(4))));
        }
    }

    void shapesDiffer()
    {
        for (int a = 0; a < mostVariants; ++a)
            for (int b = 0; b < a; ++b)
                QVERIFY(variantMarker(a) != variantMarker(b));
    }

    void tags()
    {
        VariantTag tag(1, "Heuristic 1:3");
        QCOMPARE(tag.accessibleName(), "Variant 2: Heuristic 1:3");
        QVERIFY(tag.minimumSizeHint().width() < tag.sizeHint().width());
        tag.setVariant(2, {});
        QCOMPARE(tag.name(), "C");
        QCOMPARE(tag.variant(), 2);
    }
};

QTEST_MAIN(TestVariantLook)
#include "tst_variant_look.moc"
