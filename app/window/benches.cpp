#include "app/window/benches.h"

#include "app/window/detection_window.h"
#include "app/window/embedding_window.h"
#include "app/window/session_controller.h"
#include "core/runs/run_reader.h"

namespace hardlens {

namespace {

std::unique_ptr<BenchWindow> windowOn(
    const TrainingConfig& config, bool paused, const std::filesystem::path& runs)
{
    if (config.bench == Bench::Embedding)
        return std::make_unique<EmbeddingWindow>(config, paused, runs);
    return std::make_unique<DetectionWindow>(config, paused, runs);
}

std::unique_ptr<BenchWindow> windowOn(const std::filesystem::path& record, Bench bench,
    const WindowPlace& place, const std::filesystem::path& runs)
{
    if (bench == Bench::Embedding)
        return std::make_unique<EmbeddingWindow>(record, place, runs);
    return std::make_unique<DetectionWindow>(record, place, runs);
}

TrainingConfig builtIn(Bench bench)
{
    TrainingConfig config;
    config.bench = bench;
    return config;
}

} // namespace

Benches::Benches(std::filesystem::path runs)
    : m_runs(std::move(runs))
{
}

Benches::~Benches() = default;

DetectionWindow* Benches::detection() const
{
    return qobject_cast<DetectionWindow*>(windowOf(Bench::Detection));
}

EmbeddingWindow* Benches::embedding() const
{
    return qobject_cast<EmbeddingWindow*>(windowOf(Bench::Embedding));
}

void Benches::take(std::unique_ptr<BenchWindow> window)
{
    connect(window.get(), &BenchWindow::benchChosen, this, &Benches::show);
    connect(window.get(), &BenchWindow::recordOfOtherBench, this, &Benches::openRecordOn);
    m_windows[size_t(window->bench())] = std::move(window);
}

void Benches::start(const TrainingConfig& config, bool paused)
{
    m_shown = config.bench;
    take(windowOn(config, paused, m_runs));
}

void Benches::openRecord(const std::filesystem::path& folder, const WindowPlace& place)
{
    const auto header = RunReader(folder).header(); // none: nothing has been recorded yet
    m_shown = header ? header->bench : Bench::Detection;
    take(windowOn(folder, m_shown, place, m_runs));
}

void Benches::show(Bench bench)
{
    if (bench == m_shown || !window())
        return;
    if (!windowOf(bench))
        take(windowOn(builtIn(bench), false, m_runs));
    swapFor(bench);
}

void Benches::openRecordOn(const QString& folder, Bench bench)
{
    if (windowOf(bench))
        windowOf(bench)->openRun(folder);
    else
        take(windowOn(folder.toStdString(), bench, {}, m_runs));
    if (bench != m_shown)
        swapFor(bench);
}

/// In the same place on the screen.
void Benches::swapFor(Bench bench)
{
    BenchWindow* before = window();
    before->rest();
    m_shown = bench;
    BenchWindow* now = window();
    now->setGeometry(before->geometry());
    now->setWindowState(before->windowState());
    now->show();
    before->hide(); // last: the program ends with its last window
    now->goOn();
}

} // namespace hardlens
