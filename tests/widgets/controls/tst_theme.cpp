#include "widgets/controls/state_badge.h"
#include "widgets/plots/plot_style.h"
#include "widgets/theme.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace hardlens;

namespace {

/// Relative luminance, WCAG 2.1: 0.2126 R + 0.7152 G + 0.0722 B of the linearised channels.
double luminance(const QColor& colour)
{
    const auto linear
        = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

void addBoth(const char* name, QColor Palette::*front, QColor Palette::*back, double least)
{
    for (const Palette* p : {&darkPalette(), &lightPalette()})
        QTest::newRow(qPrintable(QString("%1, %2").arg(name, p->dark ? "dark" : "light")))
            << p->*front << p->*back << least;
}

} // namespace

class tst_theme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void formula();
    void contrasts_data();
    void contrasts();
    void classColoursStandOff();
    void badgeWordsOnTheirTint();
    void switchesAndScales();
};

void tst_theme::formula()
{
    QCOMPARE(contrast(Qt::white, Qt::black), 21.0); // 1.05 / 0.05
    QCOMPARE(contrast(Qt::red, Qt::red), 1.0);
}

void tst_theme::contrasts_data()
{
    QTest::addColumn<QColor>("front");
    QTest::addColumn<QColor>("back");
    QTest::addColumn<double>("least");
    addBoth("text on panel", &Palette::text, &Palette::panel, 7);
    addBoth("text on window", &Palette::text, &Palette::window, 7);
    addBoth("text on raised", &Palette::text, &Palette::raised, 7);
    addBoth("muted on panel", &Palette::muted, &Palette::panel, 4.5);
    addBoth("muted on window", &Palette::muted, &Palette::window, 4.5);
    addBoth("muted on raised", &Palette::muted, &Palette::raised, 4.5);
    addBoth("selected word", &Palette::selectedText, &Palette::panel, 4.5);
    addBoth("suppressed word", &Palette::suppressedText, &Palette::panel, 4.5);
    addBoth("below the cut word", &Palette::belowCutText, &Palette::panel, 4.5);
    addBoth("ground truth word", &Palette::groundTruthText, &Palette::panel, 4.5);
    addBoth("lost word", &Palette::lostText, &Palette::panel, 4.5);
    addBoth("lost word on window", &Palette::lostText, &Palette::window, 4.5);
    addBoth("focus word", &Palette::focusText, &Palette::panel, 4.5);
}

void tst_theme::contrasts()
{
    QFETCH(QColor, front);
    QFETCH(QColor, back);
    QFETCH(double, least);
    const double actual = contrast(front, back);
    QVERIFY2(actual >= least, qPrintable(QString::number(actual)));
}

void tst_theme::classColoursStandOff()
{
    for (const Palette* p : {&darkPalette(), &lightPalette()})
        for (const QColor& c : p->classes)
            QVERIFY2(contrast(c, p->panel) >= 3,
                qPrintable(c.name() + ": " + QString::number(contrast(c, p->panel))));
}

void tst_theme::badgeWordsOnTheirTint()
{
    for (const Palette* p : {&darkPalette(), &lightPalette()})
        for (const auto& [line, word] :
            {std::pair {p->groundTruth, p->groundTruthText}, {p->selected, p->selectedText},
                {p->focus, p->focusText}, {p->lost, p->lostText}}) {
            const double actual = contrast(word, blended(line, p->panel, StateBadge::tint));
            QVERIFY2(actual >= 4.5, qPrintable(word.name() + ": " + QString::number(actual)));
        }
}

void tst_theme::switchesAndScales()
{
    Theme& theme = Theme::instance();
    theme.choose(Theme::Choice::Dark);
    QVERIFY(theme.palette().dark);
    theme.choose(Theme::Choice::Light);
    QVERIFY(!theme.palette().dark);
    QVERIFY(!theme.styleSheet().contains('@'));
    theme.setScale(2);
    QCOMPARE(theme.px(12), 24);
    QCOMPARE(theme.font().pointSizeF(), 20.0);
    theme.setScale(99);
    QCOMPARE(theme.scale(), 3.0);
    theme.setScale(1);
}

QTEST_MAIN(tst_theme)
#include "tst_theme.moc"
