#include "app/window/embedding_docks.h"
#include "app/window/embedding_views.h"
#include "app/window/embedding_window.h"
#include "app/window/session_controller.h"
#include "app/window/window_help.h"
#include "tests/app/help_pictures.h"
#include "widgets/controls/first_hints.h"
#include "widgets/embedding/embedding_map_view.h"
#include "widgets/embedding/sphere_explorer_view.h"

#include <QPixmap>
#include <QTest>

namespace hardlens {

namespace {

constexpr size_t steps = 200;

constexpr DockPicture dockPictures[] {
    {embeddingDock::density, "distance-density", {helpPictureWidth, 300}},
    {embeddingDock::negatives, "sampled-negatives", {helpPictureWidth, 300}},
    {embeddingDock::radar, "anchor-radar", {helpPictureWidth, 360}},
    {embeddingDock::four, "four-samplers", {760, 380}},
    {embeddingDock::shapes, "loss-shapes", {helpPictureWidth, 280}},
    {embeddingDock::noise, "gradient-noise", {helpPictureWidth, 280}},
    {embeddingDock::curves, "embedding-curves", {helpPictureWidth, 260}},
    {embeddingDock::controls, "embedding-controls", {280, 520}},
};
constexpr DockPicture samplersPicture {embeddingDock::sphere, "samplers", {helpPictureWidth, 300}};
constexpr DockPicture spherePicture {embeddingDock::sphere, "sphere", {helpPictureWidth, 300}};

TrainingConfig shortTraining()
{
    TrainingConfig config;
    config.bench = Bench::Embedding;
    config.training.evaluateEverySteps = 50;
    return config;
}

bool train(SessionController& session)
{
    const bool done = QTest::qWaitFor(
        [&] { return session.published().history.steps.size() >= steps; }, 600000);
    session.send(Pause {});
    return done
        && QTest::qWaitFor(
            [&] { return session.published().state == SessionState::Paused; }, 20000);
}

} // namespace

bool shootEmbeddingHelp(const QDir& folder, const std::filesystem::path& runs)
{
    EmbeddingWindow window(shortTraining(), false, runs);
    window.resize(1280, 700);
    window.show();
    if (!train(*window.controller()))
        return false;
    window.help()->hints()->dismiss();
    QTest::qWait(1000);
    shootHelpDocks(*window.layoutOfDocks(), dockPictures, folder);
    SphereExplorerView& sphere = *window.findChild<SphereExplorerView*>();
    SphereSettings settings = sphere.settings();
    settings.n = 16;
    sphere.setSettings(settings);
    shootHelpDocks(*window.layoutOfDocks(), {&samplersPicture, 1}, folder);
    settings.n = 64;
    sphere.setSettings(settings);
    shootHelpDocks(*window.layoutOfDocks(), {&spherePicture, 1}, folder);
    // All docks are gone by now: the map has the window for itself.
    EmbeddingMapView& map = *window.views()->map();
    map.setFixedWidth(helpPictureWidth);
    QTest::qWait(1000);
    saveHelpPicture(map.grab(), "embedding-map", folder);
    return true;
}

} // namespace hardlens
