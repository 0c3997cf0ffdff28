#include "app/window/benches.h"

#include "app/window/embedding_window.h"
#include "app/window/main_window.h"
#include "core/runs/run_reader.h"

namespace hardlens {

namespace {

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

void Benches::take(std::unique_ptr<MainWindow> window)
{
    m_detection = std::move(window);
    connect(m_detection.get(), &MainWindow::benchChosen, this, &Benches::show);
    m_shown = Bench::Detection;
}

void Benches::take(std::unique_ptr<EmbeddingWindow> window)
{
    m_embedding = std::move(window);
    connect(m_embedding.get(), &EmbeddingWindow::benchChosen, this, &Benches::show);
    m_shown = Bench::Embedding;
}

void Benches::start(const TrainingConfig& config, bool paused)
{
    if (config.bench == Bench::Embedding)
        take(std::make_unique<EmbeddingWindow>(config, paused, m_runs));
    else
        take(std::make_unique<MainWindow>(config, paused, m_runs));
}

void Benches::openRecord(const std::filesystem::path& folder, const WindowPlace& place)
{
    const auto header = RunReader(folder).header();
    if (header && header->bench == Bench::Embedding)
        take(std::make_unique<EmbeddingWindow>(folder, m_runs));
    else
        take(std::make_unique<MainWindow>(folder, place, m_runs));
}

QMainWindow* Benches::window() const
{
    if (m_shown == Bench::Embedding)
        return m_embedding.get();
    return m_detection.get();
}

void Benches::show(Bench bench)
{
    QMainWindow* before = window();
    if (bench == m_shown || !before)
        return;
    if (m_shown == Bench::Embedding)
        m_embedding->rest();
    else
        m_detection->rest();
    if (bench == Bench::Embedding && !m_embedding)
        take(std::make_unique<EmbeddingWindow>(builtIn(bench), false, m_runs));
    else if (bench == Bench::Detection && !m_detection)
        take(std::make_unique<MainWindow>(builtIn(bench), false, m_runs));
    m_shown = bench;
    QMainWindow* now = window();
    now->setGeometry(before->geometry());
    now->setWindowState(before->windowState());
    now->show();
    before->hide(); // last: the program ends with its last window
    if (bench == Bench::Embedding)
        m_embedding->goOn();
    else
        m_detection->goOn();
}

} // namespace hardlens
