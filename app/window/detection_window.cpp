#include "app/window/detection_window.h"

#include "app/window/detection_options.h"
#include "app/window/option_labels.h"
#include "app/window/pin_chooser.h"
#include "app/window/process_age.h"
#include "app/window/roi_time_desk.h"
#include "app/window/run_docks.h"
#include "app/window/run_views.h"
#include "app/window/session_controller.h"
#include "widgets/controls/status_line.h"
#include "widgets/controls/what_if_bar.h"
#include "widgets/data/data_card.h"
#include "widgets/notes/notes_view.h"
#include "widgets/roi/roi_view.h"

#include <QFileDialog>
#include <QPushButton>

namespace hardlens {

DetectionWindow::DetectionWindow(
    const TrainingConfig& config, bool paused, std::filesystem::path runs)
    : DetectionWindow(std::move(runs))
{
    if (paused)
        startNextPaused();
    startRun(config);
}

DetectionWindow::DetectionWindow(
    const std::filesystem::path& record, const WindowPlace& place, std::filesystem::path runs)
    : DetectionWindow(std::move(runs))
{
    openRun(QString::fromStdString(record.string()), place);
}

DetectionWindow::DetectionWindow(std::filesystem::path runs)
    : BenchWindow(Bench::Detection, "layouts", std::move(runs))
{
    m_views = new RunViews(m_layout, this);
    m_roiTime = new RoiTimeDesk(m_views, m_transport, this);
    m_pins = new PinChooser(this);
    m_views->setOptionLabels(optionLabels());
    build({.middle = m_views->middleWidget(),
              .hinted = m_views->roiView(),
              .controls = m_views->controls(),
              .log = m_views->log(),
              .time = m_roiTime,
              .desk = &m_desk,
              .arrange = [this] { arrangeDocks(*m_layout, width(), height()); }},
        {{tr("WHICH RoIs"), whichKeys()}, {tr("HOW IT LEARNS"), howKeys()}});
    connectViews();
    m_views->roiView()->setFocus();
}

DetectionWindow::~DetectionWindow()
{
    m_views->close();
}

void DetectionWindow::connectViews()
{
    connect(m_views, &RunViews::recordedChanged, this, [this] {
        tryOnFrozenStep();
        if (m_views->moment())
            showSettings();
    });
    connect(m_views->whatIfBar(), &WhatIfBar::keepRequested, this,
        [this] { m_controller->trains() ? send(Resume {}) : branchHere(); });
    connect(
        m_views->whatIfBar(), &WhatIfBar::discardRequested, this, &DetectionWindow::discardWhatIf);
    connect(m_views, &RunViews::failed, m_status, &StatusLine::showMessage);
    connect(m_views->notes(), &NotesView::saved, this, &DetectionWindow::saySaved);
    connect(m_views->notes(), &NotesView::failed, m_status, &StatusLine::showMessage);
    connect(m_views->notes(), &NotesView::activated, this, &DetectionWindow::goToNote);
    connect(
        m_views->dataCard(), &DataCard::weightsRequested, this, &DetectionWindow::chooseWeights);
    connect(m_views->pinButton(), &QPushButton::clicked, this, &DetectionWindow::choosePins);
    connect(m_pins, &PinChooser::chosen, this, &DetectionWindow::pin);
}

QString DetectionWindow::folderQuestion() const
{
    return tr("Open a folder of pictures with PASCAL VOC, COCO or YOLO annotations");
}

QString DetectionWindow::builtInName() const
{
    return tr("scenes");
}

QString DetectionWindow::methodOf(const TrainingConfig& config) const
{
    return samplerName(config);
}

bool DetectionWindow::controlIsOfUse(const std::string& key, const TrainingConfig& config) const
{
    return !key.starts_with("mining.") || keysOf(config.mining.sampler).contains(key);
}

void DetectionWindow::startViews(PictureSource* pictures)
{
    const auto& run = m_controller->published().run;
    m_views->startRun(pictures, noEvaluationText());
    if (!run)
        return;
    m_views->pinButton()->setEnabled(m_controller->trains());
    if (run->testPictures > 0 && m_controller->trains())
        pin({0});
}

void DetectionWindow::showViews(const Published& published)
{
    m_views->setPublished(
        published, m_controller->stepComparisons(), m_controller->pinnedComparisons());
    if (published.step && m_firstOverlaySeconds < 0) {
        m_views->roiView()->repaint(); // a step that nobody has seen does not count
        m_firstOverlaySeconds = secondsSinceProcessStart();
    }
}

bool DetectionWindow::showsRecorded() const
{
    return bool(m_views->moment());
}

bool DetectionWindow::showsStep() const
{
    return bool(m_views->recorded());
}

TrainingConfig DetectionWindow::shownConfig() const
{
    TrainingConfig config = m_controller->config();
    if (const auto& moment = m_views->moment(); moment && moment->body)
        config.mining = moment->body->detection().mining;
    return config;
}

void DetectionWindow::setDeskBase(const TrainingConfig& inForce)
{
    m_desk.setBase(m_views->recorded(), inForce, m_views->followsPinned());
}

void DetectionWindow::showTried()
{
    m_views->setWhatIf(m_desk.answer());
}

void DetectionWindow::lookAt(const QString& picture)
{
    m_controller->send(LookAt {picture.toStdString()});
}

WindowPlace DetectionWindow::place() const
{
    WindowPlace place {.step = m_time->travel()->shown(), .view = m_views->middle()};
    if (const RoiPick pick = m_views->roiView()->pick(); !pick.isNone())
        place.selected = StepRoi {pick.picture, pick.roi};
    return place;
}

void DetectionWindow::goTo(const WindowPlace& place)
{
    if (place.view)
        m_views->setMiddle(*place.view);
    m_roiTime->goTo(place.step, place.selected);
}

void DetectionWindow::choosePicture()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Look at a picture"), {},
        tr("Pictures (*.jpg *.jpeg *.png *.bmp *.webp *.tif *.tiff);;All files (*)"));
    if (!file.isEmpty())
        takeFile(file);
}

/// A test picture that is not shown is pinned; a training picture comes back within an epoch.
void DetectionWindow::goToNote(const RoiNote& note)
{
    if (m_views->goTo(note))
        return;
    if (note.picture.isTest && m_controller->trains()) {
        pin({note.picture.index});
        m_views->setMiddle(Middle::Pinned);
    } else {
        m_status->showNote(
            tr("%1 is not among the pictures of this step; it comes back within an epoch.")
                .arg(QString::fromStdString(note.picture.name)));
    }
}

void DetectionWindow::choosePins()
{
    const auto& run = m_controller->published().run;
    if (!run)
        return;
    m_pins->setPictures(*run, m_pinned);
    const QPushButton* button = m_views->pinButton();
    m_pins->move(button->mapToGlobal(QPoint(button->width() - m_pins->width(), button->height())));
    m_pins->show();
}

void DetectionWindow::pin(const std::vector<int64_t>& testIndices)
{
    m_pinned = testIndices;
    m_controller->send(PinPictures {testIndices, m_controller->config().training.pinnedEverySteps});
}

} // namespace hardlens
