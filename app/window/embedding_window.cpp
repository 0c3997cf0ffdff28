#include "app/window/embedding_window.h"

#include "app/window/embedding_docks.h"
#include "app/window/embedding_options.h"
#include "app/window/embedding_views.h"
#include "app/window/option_labels.h"
#include "app/window/session_controller.h"
#include "app/window/time_desk.h"
#include "core/basics/option_spec.h"
#include "widgets/controls/status_line.h"
#include "widgets/controls/what_if_bar.h"
#include "widgets/embedding/distance_density_view.h"
#include "widgets/embedding/embedding_curves_view.h"
#include "widgets/embedding/embedding_map_view.h"
#include "widgets/embedding/loss_shapes_view.h"

namespace hardlens {

namespace {

/// Whether the upper cutoff followed β at a step. A step's record has it as a number either way.
/// now: whether it does in the newest settings.
bool followedBeta(const History& history, int64_t step, bool now)
{
    for (size_t i = history.events.size(); i-- > 0;) {
        const Event& event = *history.events[i];
        if (event.kind == EventKind::Control && event.key == "sampling.upperFollowsBeta"
            && event.step >= step)
            now = event.from == "true";
    }
    return now;
}

} // namespace

EmbeddingWindow::EmbeddingWindow(
    const TrainingConfig& config, bool paused, std::filesystem::path runs)
    : EmbeddingWindow(std::move(runs))
{
    if (paused)
        startNextPaused();
    startRun(config);
}

EmbeddingWindow::EmbeddingWindow(
    const std::filesystem::path& record, const WindowPlace& place, std::filesystem::path runs)
    : EmbeddingWindow(std::move(runs))
{
    openRun(QString::fromStdString(record.string()), place);
}

EmbeddingWindow::EmbeddingWindow(std::filesystem::path runs)
    : BenchWindow(Bench::Embedding, "embedding-layouts", std::move(runs))
{
    m_views = new EmbeddingViews(m_layout, this);
    m_views->curves()->setOptionLabels(optionLabels());
    build({.middle = m_views->middle(),
              .hinted = m_views->map(),
              .controls = m_views->controls(),
              .log = m_views->log(),
              .time = new TimeDesk(m_transport, this),
              .desk = &m_desk,
              .arrange = [this] { arrangeEmbeddingDocks(*m_layout, width(), height()); }},
        {{tr("WHICH NEGATIVES"), negativesKeys()}, {tr("WHAT THEY COST"), lossKeys()},
            {tr("WHAT A STEP IS MADE OF"), batchKeys()}});
    connectViews();
    m_views->map()->setFocus();
}

void EmbeddingWindow::connectViews()
{
    connect(m_time, &TimeDesk::momentShown, m_views, &EmbeddingViews::setMoment);
    connect(m_views, &EmbeddingViews::shownChanged, this, [this] {
        tryOnFrozenStep();
        if (m_views->moment())
            showSettings();
    });
    connect(m_views->whatIfBar(), &WhatIfBar::keepRequested, this,
        [this] { m_controller->trains() ? send(Resume {}) : branchHere(); });
    connect(
        m_views->whatIfBar(), &WhatIfBar::discardRequested, this, &EmbeddingWindow::discardWhatIf);
    connect(m_views->density(), &DistanceDensityView::cutoffMoved, this,
        [this](double cutoff) { turnTo("sampling.cutoff", cutoff); });
    connect(m_views->density(), &DistanceDensityView::upperCutoffMoved, this,
        &EmbeddingWindow::moveUpperCutoff);
    connect(m_views->shapes(), &LossShapesView::cutoffMoved, this,
        [this](double cutoff) { turnTo("sampling.cutoff", cutoff); });
    connect(m_views->shapes(), &LossShapesView::betaMoved, this,
        [this](double beta) { turnTo("loss.beta", beta); });
    connect(m_views->shapes(), &LossShapesView::marginMoved, this, &EmbeddingWindow::moveMargin);
    connect(
        m_views->curves(), &EmbeddingCurvesView::stepChosen, m_time->travel(), &TimeTravel::goTo);
}

void EmbeddingWindow::turnTo(const char* key, double value)
{
    turn(key, QString::fromStdString(shortNumber(value)));
}

/// By hand it no longer follows β + α.
void EmbeddingWindow::moveUpperCutoff(double cutoff)
{
    if (settingsShown().embedding.upperFollowsBeta)
        turn("sampling.upperFollowsBeta", "false");
    turnTo("sampling.upperCutoff", cutoff);
}

void EmbeddingWindow::moveMargin(double margin)
{
    const EmbeddingLossKind kind = settingsShown().embedding.loss.kind;
    const bool isContrastive
        = kind == EmbeddingLossKind::Contrastive || kind == EmbeddingLossKind::ContrastiveHinge;
    turnTo(isContrastive ? "loss.contrastiveMargin" : "loss.margin", margin);
}

QString EmbeddingWindow::folderQuestion() const
{
    return tr("Open pictures with classes");
}

QString EmbeddingWindow::builtInName() const
{
    return tr("glyphs");
}

QString EmbeddingWindow::methodOf(const TrainingConfig& config) const
{
    return QString("%1 · %2").arg(
        QString::fromUtf8(entryOf(config.embedding.sampling.negatives).name.data()),
        QString::fromUtf8(entryOf(config.embedding.loss.kind).label.data()));
}

bool EmbeddingWindow::controlIsOfUse(const std::string& key, const TrainingConfig& config) const
{
    return isOfUse(key, config.embedding);
}

void EmbeddingWindow::startViews(PictureSource* pictures)
{
    m_views->startRun(pictures, noEvaluationText());
}

void EmbeddingWindow::showViews(const Published& published)
{
    m_views->setPublished(published);
}

bool EmbeddingWindow::showsRecorded() const
{
    return bool(m_views->moment());
}

bool EmbeddingWindow::showsStep() const
{
    return bool(m_views->shown());
}

TrainingConfig EmbeddingWindow::shownConfig() const
{
    TrainingConfig config = m_controller->config();
    if (m_views->moment() && m_views->shown()) {
        const EmbeddingStep& step = *m_views->shown();
        config.embedding.sampling = step.sampling;
        config.embedding.upperFollowsBeta = followedBeta(m_controller->published().history,
            m_views->moment()->step, config.embedding.upperFollowsBeta);
        config.embedding.loss = step.loss;
    }
    return config;
}

void EmbeddingWindow::setDeskBase(const TrainingConfig& inForce)
{
    m_desk.setBase(m_views->shown(), inForce);
}

void EmbeddingWindow::showTried()
{
    m_views->setChoice(m_desk.answer());
}

void EmbeddingWindow::takeSettings(const TrainingConfig& config)
{
    const bool triesBeta = m_desk.settings().changes().contains("loss.beta");
    m_views->setLoss(config.embedding.loss,
        triesBeta ? std::optional(config.embedding.loss.beta) : std::nullopt);
}

void EmbeddingWindow::lookAt(const QString& picture)
{
    m_status->showNote(
        tr("%1: a single picture belongs to no class. Open a folder of classes, or a run.")
            .arg(picture));
}

WindowPlace EmbeddingWindow::place() const
{
    return {.step = m_time->travel()->shown()};
}

void EmbeddingWindow::goTo(const WindowPlace& place)
{
    if (place.step)
        m_time->travel()->goTo(*place.step);
}

} // namespace hardlens
