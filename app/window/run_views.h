#pragma once

#include "core/records/published.h"

#include <QFrame>

#include <map>
#include <memory>
#include <string>

class QPushButton;
class QSplitter;

namespace hardlens {

class ExperimentPanel;
class FateLegend;
class KeptView;
class LossCurvesView;
class LossHistogramView;
class Panel;
class PrecisionView;
class RoiView;
class WhyCard;

/// The views of a run and how they lie: controls, pictures, card; plots below. They follow the newest step or the pinned
/// pictures, and one RoI is picked in all of them.
class RunViews : public QWidget
{
    Q_OBJECT

public:
    explicit RunViews(QWidget* parent = nullptr);

    /// Forgets the run before. pictures outlives the views' use of it or is replaced first.
    void startRun(PictureSource* pictures, int64_t evaluationInterval);
    void setPublished(const Published& published);

    void setOptionLabels(const std::map<std::string, std::string>& labels); // for marks of changes

    bool followsPinned() const { return m_followsPinned; }
    void followPinned(bool pinned);

    ExperimentPanel* controls() const { return m_controls; }
    RoiView* roiView() const { return m_roiView; }
    QPushButton* pinButton() const { return m_pinButton; }

Q_SIGNALS:
    void followChanged(bool pinned);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeTop();
    QWidget* makePlots();
    void connectViews();
    void showBody();
    void showPick(int picture, int roi);
    void foldToFit();

    ExperimentPanel* m_controls = nullptr;
    Panel* m_roiPanel = nullptr;
    RoiView* m_roiView = nullptr;
    FateLegend* m_legend = nullptr;
    WhyCard* m_card = nullptr;
    LossHistogramView* m_histogram = nullptr;
    LossCurvesView* m_curves = nullptr;
    PrecisionView* m_precision = nullptr;
    KeptView* m_kept = nullptr;
    QPushButton* m_stepButton = nullptr;
    QPushButton* m_pinnedButton = nullptr;
    QPushButton* m_pinButton = nullptr;
    QSplitter* m_rows = nullptr;

    std::shared_ptr<const RunHeader> m_run {};
    std::shared_ptr<const Step> m_step {};
    std::shared_ptr<const PinnedScore> m_pinned {};
    std::shared_ptr<const DetectionStep> m_body {}; // what is shown
    bool m_followsPinned = false;
};

} // namespace hardlens
