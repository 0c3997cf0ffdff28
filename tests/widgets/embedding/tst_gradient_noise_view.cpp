#include "tests/widgets/embedding/made_up_embedding.h"
#include "tests/widgets/shots.h"
#include "widgets/embedding/gradient_noise_view.h"
#include "widgets/plots/plot_area.h"

#include <QElapsedTimer>
#include <QTest>

using namespace hardlens;
using namespace hardlens::test;

class tst_gradient_noise_view : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().choose(Theme::Choice::Dark); }

    void emptyUntilThereIsAStep()
    {
        GradientNoiseView view;
        view.show();
        QVERIFY(!view.plot()->emptyText().isEmpty());
        QVERIFY(view.visibleCsv().isEmpty());
        view.setStep(madeUpEmbedding());
        QTRY_VERIFY(view.plot()->emptyText().isEmpty());
        view.setStep(nullptr);
        QTRY_VERIFY(!view.plot()->emptyText().isEmpty());
    }

    // More noise, noisier directions; what the samplers draw follows a what-if.
    void followsNoiseAndWhatIf()
    {
        GradientNoiseView view;
        view.resize(600, 320);
        view.show();
        const auto step = madeUpEmbedding();
        view.setStep(step);
        QTRY_VERIFY(view.found().samplers[3].simulated.has_value());
        const double before = *view.found().samplers[3].simulated;
        view.setNoise(.15);
        QTRY_VERIFY(*view.found().samplers[3].simulated > before);
        SamplingConfig far = step->sampling;
        far.cutoff = 1.3;
        far.cutoffMode = CutoffMode::Exclude;
        far.upperCutoff.reset();
        const double near = *view.found().samplers[3].distance;
        view.setChoice(
            far, drawAgain(*step, cosinesOf(step->embeddings, step->dimension), far, step->key));
        QTRY_VERIFY(*view.found().samplers[3].distance > near);
        view.clearChoice();
        QTRY_COMPARE(*view.found().samplers[3].distance, near);
    }

    void csvHasBinsAndSamplers()
    {
        GradientNoiseView view;
        view.show();
        view.setStep(madeUpEmbedding());
        QTRY_VERIFY(!view.found().bins.empty());
        const QString csv = view.visibleCsv();
        QVERIFY(csv.startsWith("what,distance_from,distance_to,pairs,simulated,closed_form\r\n"));
        QVERIFY(csv.contains("\r\nhardest,") && csv.contains("\r\nall pairs,"));
    }

    // It follows the training step by step.
    void measuringIsFast()
    {
        const auto step = madeUpEmbedding();
        const Cosines cosines = cosinesOf(step->embeddings, step->dimension);
        double best = 1e9;
        for (int round = 0; round < 5; ++round) {
            QElapsedTimer timer;
            timer.start();
            batchGradientNoise(*step, cosines, step->sampling);
            best = std::min(best, double(timer.nsecsElapsed()) * 1e-6);
        }
        qInfo("ms: noise of a batch of 120 in 64 dimensions %.2f", best);
        QVERIFY(best < 40); // the aim is 10; a shared machine gets room
    }

    void shots()
    {
        if (qEnvironmentVariableIsEmpty("HL_SHOTS"))
            QSKIP("HL_SHOTS names no folder");
        GradientNoiseView view;
        view.setStep(madeUpEmbedding());
        shoot(view, "gradient-noise", {360, 240});
        shoot(view, "gradient-noise-large", {900, 500});
    }
};

QTEST_MAIN(tst_gradient_noise_view)
#include "tst_gradient_noise_view.moc"
