#include "app/window/detection_window.h"
#include "app/window/embedding_window.h"
#include "app/window/session_controller.h"
#include "core/basics/heap.h"
#include "core/basics/random.h"
#include "core/training/options.h"
#include "tests/app/resident_memory.h"
#include "tests/app/window_home.h"
#include "widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QElapsedTimer>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
#include <QTest>
#include <QTimer>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <memory>
#include <ranges>

using namespace hardlens;

namespace {

constexpr QSize firstSize(1280, 720);

/// For steps, in milliseconds: under a sanitizer, beside a build, two steps took a minute.
constexpr int patience = 180'000;

/// Seconds to play; HARDLENS_MONKEY_SECONDS says otherwise. From ten minutes on, memory is watched
/// as well.
int playSeconds()
{
    bool ok = false;
    const int asked = qEnvironmentVariableIntValue("HARDLENS_MONKEY_SECONDS", &ok);
    return ok ? asked : 60;
}

/// While it plays, memory tells which run is alive, on which pictures and in how large a window.
/// What the deeds leave behind is seen when all of that is as at first.
bool watchesMemory()
{
    return playSeconds() >= 600;
}

/// Minutes in which caches fill and every view is seen once: a third of the time, ten at most.
size_t settlingMinutes()
{
    return size_t(std::min(playSeconds() / 180, 10));
}

void collect(const QMenu& menu, QList<QAction*>& actions)
{
    for (QAction* action : menu.actions()) {
        if (action->menu())
            collect(*action->menu(), actions);
        else if (!action->isSeparator() && !action->text().contains("Quit"))
            actions.append(action);
    }
}

/// Somebody who presses, turns and drags whatever there is, by a seed.
class Monkey
{
public:
    Monkey(BenchWindow& window, uint64_t seed)
        : m_window(window)
        , m_stream(RandomKey {.seed = seed, .purpose = Purpose::Sampling})
    {
    }

    void doSomething()
    {
        switch (m_stream.below(10)) {
        case 0:
            return triggerAnAction();
        case 1:
        case 2:
            return turnAnOption();
        case 3:
        case 4:
            return pressAKey();
        case 5:
            return resizeOrRescale();
        default:
            return useTheMouse();
        }
    }

private:
    template <typename List> auto oneOf(const List& list)
    {
        return list[int(m_stream.below(uint32_t(list.size())))];
    }

    void triggerAnAction()
    {
        QList<QAction*> actions;
        for (const QAction* top : m_window.menuBar()->actions())
            collect(*top->menu(), actions);
        if (QAction* action = oneOf(actions); action->isEnabled())
            action->trigger();
    }

    /// Any value of its range, beyond it at times.
    void turnAnOption()
    {
        std::vector<const TrainingOption*> live;
        for (const TrainingOption& option : trainingOptions())
            if (option.spec.live)
                live.push_back(&option);
        const OptionSpec& spec = oneOf(live)->spec;
        QString value;
        if (!spec.choices.empty())
            value = QString::fromStdString(oneOf(spec.choices));
        else if (spec.type == OptionType::Switch)
            value = m_stream.below(2) ? "true" : "false";
        else {
            const double share = 1.1 * double(m_stream.uniform()) - .05;
            double number = spec.low + share * (std::min(spec.high, 2000.) - spec.low);
            if (spec.type == OptionType::Integer)
                number = std::round(number);
            value = QString::number(number);
        }
        m_window.turn(QString::fromStdString(spec.key), value);
    }

    void pressAKey()
    {
        static const QList<int> keys {Qt::Key_Space, Qt::Key_Period, Qt::Key_Tab, Qt::Key_Backtab,
            Qt::Key_1, Qt::Key_2, Qt::Key_3, Qt::Key_4, Qt::Key_T, Qt::Key_F, Qt::Key_C, Qt::Key_D,
            Qt::Key_P, Qt::Key_Up, Qt::Key_Down, Qt::Key_Left, Qt::Key_Right, Qt::Key_Home,
            Qt::Key_End, Qt::Key_PageUp, Qt::Key_PageDown, Qt::Key_Plus, Qt::Key_Minus,
            Qt::Key_Escape, Qt::Key_Return, Qt::Key_F1, Qt::Key_Delete, Qt::Key_A};
        static const QList<Qt::KeyboardModifiers> modifiers {
            Qt::NoModifier, Qt::NoModifier, Qt::NoModifier, Qt::ShiftModifier, Qt::ControlModifier};
        const auto key = Qt::Key(oneOf(keys));
        const auto modifier = oneOf(modifiers);
        QWidget* target = QApplication::focusWidget() ? QApplication::focusWidget() : &m_window;
        QTest::keyClick(target, key, modifier);
    }

    void resizeOrRescale()
    {
        if (m_stream.below(4) == 0)
            Theme::instance().setScale(.75 + double(m_stream.uniform()));
        else
            m_window.resize(700 + int(m_stream.below(1300)), 500 + int(m_stream.below(700)));
    }

    void useTheMouse()
    {
        QList<QWidget*> seen;
        for (QWidget* widget : m_window.findChildren<QWidget*>())
            if (widget->isVisible() && widget->width() > 2 && widget->height() > 2)
                seen.append(widget);
        const QPointer<QWidget> widget = oneOf(seen); // what is done to it may be its end
        const auto somewhere = [&] {
            return QPoint(int(m_stream.below(uint32_t(widget->width()))),
                int(m_stream.below(uint32_t(widget->height()))));
        };
        const QPoint from = somewhere(), to = somewhere();
        switch (m_stream.below(6)) {
        case 0:
            return QTest::mouseDClick(widget, Qt::LeftButton, Qt::NoModifier, from);
        case 1:
            return QTest::mouseClick(widget, Qt::RightButton, Qt::NoModifier, from);
        case 2:
            QTest::mousePress(widget, Qt::LeftButton, Qt::NoModifier, from);
            for (const QPoint& place : {(from + to) / 2, to})
                if (widget)
                    QTest::mouseMove(widget, place);
            if (widget)
                QTest::mouseRelease(widget, Qt::LeftButton, Qt::NoModifier, to);
            return;
        case 3: {
            QWheelEvent wheel(from, widget->mapToGlobal(from), {},
                {0, m_stream.below(2) ? 120 : -120}, Qt::NoButton, Qt::NoModifier,
                Qt::NoScrollPhase, false);
            QApplication::sendEvent(widget, &wheel);
            return;
        }
        case 4:
            return QTest::mouseMove(widget, from);
        default:
            return QTest::mouseClick(widget, Qt::LeftButton, Qt::NoModifier, from);
        }
    }

    BenchWindow& m_window;
    RandomStream m_stream;
};

TrainingConfig smallRun(Bench bench)
{
    TrainingConfig config;
    config.bench = bench;
    config.data.scenes.train = 30;
    config.data.scenes.test = 6;
    config.proposals.count = 500;
    config.embedding.glyphs = {.classes = 40, .picturesPerClass = 10, .size = 32};
    config.embedding.input.size = 32;
    config.embedding.classesPerBatch = 8;
    config.embedding.dimension = 32;
    config.training.evaluateEverySteps = 50;
    return config;
}

std::unique_ptr<BenchWindow> windowOn(const TrainingConfig& config)
{
    if (config.bench == Bench::Embedding)
        return std::make_unique<EmbeddingWindow>(config);
    return std::make_unique<DetectionWindow>(config);
}

void addBenches()
{
    QTest::addColumn<bool>("isEmbedding");
    QTest::newRow("detection") << false;
    QTest::newRow("embedding") << true;
}

/// Whatever has opened over the window goes away again: dialogs, menus, lists.
void closeWhatIsOpen()
{
    if (QWidget* modal = QApplication::activeModalWidget())
        modal->close();
    else if (QWidget* popup = QApplication::activePopupWidget())
        popup->close();
}

/// A window of the first size on a run of the first settings, twenty steps on; no other window.
void beAsAtFirst(BenchWindow& window)
{
    closeWhatIsOpen();
    for (QWidget* other : QApplication::topLevelWidgets())
        if (other != &window && qobject_cast<QMainWindow*>(other) && other->isVisible())
            other->close();
    Theme::instance().setScale(1);
    window.resize(firstSize);
    SessionController* controller = window.controller();
    const auto before = controller->published().run;
    controller->start(smallRun(window.bench()), true, {});
    QTRY_VERIFY_WITH_TIMEOUT(controller->published().run != before, patience);
    controller->send(RunSteps {20});
    QTRY_VERIFY_WITH_TIMEOUT(controller->published().history.steps.size() >= 20, patience);
    QTest::qWait(1000); // what the run before held is given back behind it
    controller->send(Resume {});
}

} // namespace

class TestMonkey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        fitHeap(); // as the program does
        QVERIFY(m_home.isValid());
    }

    /// Random use of every control, view and shortcut while it trains: nothing crashes, hangs or
    /// grows, and it still trains.
    void survivesRandomUse_data() { addBenches(); }

    void survivesRandomUse()
    {
        QFETCH(bool, isEmbedding);
        const auto owned = windowOn(smallRun(isEmbedding ? Bench::Embedding : Bench::Detection));
        BenchWindow& window = *owned;
        window.resize(firstSize);
        window.show();
        SessionController* controller = window.controller();
        QTRY_VERIFY_WITH_TIMEOUT(controller->published().history.steps.size() > 0, patience);
        QTimer closing;
        connect(&closing, &QTimer::timeout, &window, closeWhatIsOpen);
        closing.start(150);
        const uint64_t seed = qEnvironmentVariableIntValue("HARDLENS_MONKEY_SEED");
        Monkey monkey(window, seed);
        QElapsedTimer time;
        time.start();
        test::MemoryByMinute memory;
        std::vector<double> atRest;
        int64_t deeds = 0;
        while (time.elapsed() < 1000 * playSeconds()) {
            monkey.doSomething();
            ++deeds;
            QTest::qWait(int(deeds % 5));
            if (deeds % 10 == 0)
                memory.look(time.elapsed());
            if (watchesMemory() && time.elapsed() / 60'000 > qint64(atRest.size())) {
                beAsAtFirst(window);
                atRest.push_back(test::residentMegabytes());
            }
        }
        closing.stop();
        closeWhatIsOpen();
        qInfo("%lld deeds; MB by the minute: %s", (long long)deeds, qPrintable(memory.text()));
        if (watchesMemory()) {
            qInfo("as at first, after each minute: %s", qPrintable(test::megabytesText(atRest)));
            QVERIFY2(atRest.size() > settlingMinutes(), "no minute was measured");
            const auto [least, most]
                = std::ranges::minmax(atRest | std::views::drop(settlingMinutes()));
            QVERIFY2(most <= 1.05 * least, "memory is not flat");
        }
        const auto run = controller->published().run;
        controller->start(smallRun(window.bench()), false, {});
        QTRY_VERIFY_WITH_TIMEOUT(controller->published().run != run, patience);
        controller->send(RunSteps {2});
        QTRY_VERIFY_WITH_TIMEOUT(controller->published().history.steps.size() >= 2, patience);
    }

    /// From each of these moments on, the window and its session are gone within two seconds.
    void closesAtAnyMoment_data() { addBenches(); }

    void closesAtAnyMoment()
    {
        QFETCH(bool, isEmbedding);
        TrainingConfig config = smallRun(isEmbedding ? Bench::Embedding : Bench::Detection);
        config.training.evaluateEverySteps = 10;
        for (const int after : {0, 5, 30, 100, 300, 700, 1500}) {
            auto window = windowOn(config);
            window->show();
            QTest::qWait(after);
            QElapsedTimer time;
            time.start();
            window->close();
            window.reset();
            QVERIFY2(time.elapsed() < 2000,
                qPrintable(QString("after %1 ms: %2 ms").arg(after).arg(time.elapsed())));
        }
    }

private:
    test::WindowHome m_home {};
};

QTEST_MAIN(TestMonkey)
#include "tst_monkey.moc"
