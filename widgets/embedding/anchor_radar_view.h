#pragma once

#include "widgets/embedding/shown_step.h"
#include "widgets/panel.h"

#include <string>
#include <vector>

class QLabel;
class QStackedWidget;

namespace hardlens {

class AnchorRadar;
class EmbeddingPick;
class Refresher;

/// The anchor at hand in the middle, everybody else at the true distance from it, with rings at the
/// sampler's cutoffs and at √2, where unrelated embeddings are. Positives lie in the quarter below;
/// lines go to the drawn negatives; what cannot be drawn is a mark of its class.
///
/// A click makes a picture the anchor; Up and Down step through the anchors.
class AnchorRadarView : public Panel
{
    Q_OBJECT

public:
    /// pick outlives the view.
    explicit AnchorRadarView(EmbeddingPick& pick, QWidget* parent = nullptr);

    void setStep(const std::shared_ptr<const EmbeddingStep>& step); // null: the empty state
    /// A what-if for the step that is shown; another step ends it.
    void setChoice(const SamplingConfig& sampling, const Draws& draws);
    void clearChoice();
    void setPictures(PictureSource* source); // not owned; may be null
    void setClassNames(const std::vector<std::string>& names);

    QString emptyText() const; // empty: the radar is shown
    const AnchorRow& row() const { return m_row; }
    AnchorRadar* radar() const { return m_radar; }

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void refresh();

    EmbeddingPick& m_pick;
    ShownStep m_shown {};
    AnchorRow m_row {};
    std::vector<std::string> m_classNames {};
    AnchorRadar* m_radar = nullptr;
    QLabel* m_empty = nullptr;
    QStackedWidget* m_pages = nullptr;
    Refresher* m_refresher = nullptr;
};

} // namespace hardlens
