#pragma once

#include "app/window/middle_switch.h"
#include "app/window/moment.h"
#include "core/analysis/choice_memory.h"
#include "core/analysis/roi_filter.h"
#include "core/records/published.h"
#include "core/records/roi_note.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <memory>
#include <string>

class QPushButton;
class QStackedWidget;

namespace hardlens {

class CropsStrip;
class DataCard;
class DetectionsView;
class DockLayout;
class ExperimentPanel;
class FateLegend;
class KeptView;
class LogView;
class LossCurvesView;
class LossHistogramView;
class LossIouView;
class NoteKeeper;
class NotesView;
class HardestView;
class Panel;
class PrecisionView;
class RoiPastView;
class RoiTableView;
class RoiView;
class StepFlowView;
class WhatIfBar;
class WhyCard;
struct WhatIf;

/// The views of a run: pictures in the middle, everything else a dock around them. They follow the
/// newest step or the pinned pictures, and one RoI is picked in all of them. The middle may show
/// the detections instead.
class RunViews : public QObject
{
    Q_OBJECT

public:
    /// Fills the layout with docks; the middle is for the window to place.
    explicit RunViews(DockLayout* layout, QObject* parent = nullptr);

    /// What belongs into the middle.
    QWidget* middleWidget() const;

    /// Before the window goes: what the user made is written.
    void close();

    /// Forgets the run before. pictures outlives the views' use of it or is replaced first.
    /// noEvaluation: what is said where there is none.
    void startRun(PictureSource* pictures, const QString& noEvaluation);
    /// ofStep, ofPinned: their choices beside earlier ones, by picture.
    void setPublished(const Published& published, const std::vector<PickComparison>& ofStep,
        const std::vector<PickComparison>& ofPinned);

    /// Shows a recorded step in place of the newest, until null is given; curves go on to grow.
    void setMoment(std::shared_ptr<const Moment> moment);
    const std::shared_ptr<const Moment>& moment() const { return m_moment; }

    void setOptionLabels(const std::map<std::string, std::string>& labels); // for marks of changes

    /// Shows what other settings would choose from the step that is shown; null: the step itself.
    void setWhatIf(std::shared_ptr<const WhatIf> whatIf);
    WhatIfBar* whatIfBar() const { return m_whatIfBar; }
    /// The recorded step that is shown, whatever is tried on it.
    const std::shared_ptr<const DetectionStep>& recorded() const { return m_recorded; }

    Middle middle() const { return m_middle; }
    void setMiddle(Middle middle);
    /// Whether the docks tell about the pinned pictures and not about the step.
    bool followsPinned() const { return m_followsPinned; }

    ExperimentPanel* controls() const { return m_controls; }
    DetectionsView* detections() const { return m_detections; }
    LogView* log() const { return m_log; }
    NotesView* notes() const { return m_notes; }
    DataCard* dataCard() const { return m_dataCard; }
    WhyCard* card() const { return m_card; }
    /// Goes to the RoI of the note, where its picture is shown; false: it is not.
    bool goTo(const RoiNote& note);
    RoiView* roiView() const { return m_roiView; }
    RoiTableView* table() const { return m_table; }
    LossHistogramView* histogram() const { return m_histogram; }
    LossCurvesView* curves() const { return m_curves; }
    PrecisionView* precision() const { return m_precision; }
    KeptView* kept() const { return m_kept; }
    RoiPastView* roiPast() const { return m_roiPast; }
    HardestView* hardest() const { return m_hardest; }
    /// What is brushed or chosen in one view narrows all of them.
    const RoiFilter& filter() const { return m_filter; }
    void setFilter(const RoiFilter& filter);
    QPushButton* pinButton() const { return m_pinButton; }

Q_SIGNALS:
    void recordedChanged();
    /// Something could not be kept.
    void failed(const QString& message);

private:
    /// What views other than curves tell of.
    struct Shown
    {
        std::shared_ptr<const Step> step {};
        std::shared_ptr<const PinnedScore> pinned {};
        std::shared_ptr<const Evaluation> evaluation {};
        std::shared_ptr<const EvaluatedDetections> detections {};
        std::vector<PickComparison> ofStep {};
        std::vector<PickComparison> ofPinned {};
    };

    void makeRoiPanel(); // run_views_making.cpp, with what follows
    void makeDocks();
    void makeExports();
    void connectViews();
    void connectNotes();
    QString momentName() const; // for names of files
    Shown ofMoment() const;
    void show(Shown shown);
    void showBody();
    void showTitle();
    void paintBody();
    void showHistory();
    void showPick(int picture, int roi);

    DockLayout* m_layout;
    ExperimentPanel* m_controls = nullptr;
    Panel* m_roiPanel = nullptr;
    RoiView* m_roiView = nullptr;
    FateLegend* m_legend = nullptr;
    WhyCard* m_card = nullptr;
    RoiTableView* m_table = nullptr;
    CropsStrip* m_crops = nullptr;
    LossHistogramView* m_histogram = nullptr;
    LossIouView* m_lossIou = nullptr;
    LossCurvesView* m_curves = nullptr;
    PrecisionView* m_precision = nullptr;
    KeptView* m_kept = nullptr;
    StepFlowView* m_flow = nullptr;
    RoiPastView* m_roiPast = nullptr;
    HardestView* m_hardest = nullptr;
    DetectionsView* m_detections = nullptr;
    LogView* m_log = nullptr;
    NotesView* m_notes = nullptr;
    DataCard* m_dataCard = nullptr;
    std::string m_greeted {}; // data that were shown to their opener
    bool m_greets = false;    // the data card lies on top until a RoI is picked
    NoteKeeper* m_noteKeeper = nullptr;
    QStackedWidget* m_middleStack = nullptr;
    QList<MiddleSwitch*> m_switches {};
    QPushButton* m_pinButton = nullptr;
    RoiFilter m_filter {};
    QTimer m_plotPause {};
    History m_history {};
    std::shared_ptr<const RunHeader> m_run {};
    std::shared_ptr<const Moment> m_moment {}; // null: the newest step is shown
    Shown m_live {};
    Shown m_shown {}; // one of the two
    std::shared_ptr<const EvaluatedDetections> m_looked {};
    std::shared_ptr<const DetectionStep> m_recorded {};
    std::shared_ptr<const WhatIf> m_whatIf {};
    std::shared_ptr<const DetectionStep> m_body {}; // what is shown: one of the two
    WhatIfBar* m_whatIfBar = nullptr;
    Middle m_middle = Middle::Step;
    bool m_followsPinned = false;
};

} // namespace hardlens
