#pragma once

#include "widgets/embedding/shown_step.h"
#include "widgets/panel.h"

#include <array>
#include <vector>

class QGridLayout;
class QLabel;
class QStackedWidget;

namespace hardlens {

class EmbeddingPick;
class NoteCrops;
class Refresher;
class SamplerCard;

/// The same batch under four samplers, side by side, drawn with the step's random key and settings:
/// which negatives the anchor at hand gets, at what distances all are drawn, among how many an
/// anchor really chooses, and how noisy their gradients are.
///
/// A click makes a picture the anchor; Up and Down step through the anchors.
class FourSamplersView : public Panel
{
    Q_OBJECT

public:
    /// pick outlives the view.
    explicit FourSamplersView(EmbeddingPick& pick, QWidget* parent = nullptr);

    void setStep(const std::shared_ptr<const EmbeddingStep>& step); // null: the empty state
    /// Settings of a what-if for the step that is shown; another step ends it.
    void setChoice(const SamplingConfig& sampling, const Draws& draws);
    void clearChoice();
    void setPictures(PictureSource* source); // not owned; may be null

    QString emptyText() const; // empty: the samplers are shown
    const std::array<SamplerCard*, 4>& cards() const { return m_cards; }
    int columns() const; // 2 or 4

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();
    void compare();
    void showNegatives();
    void arrange();

    EmbeddingPick& m_pick;
    ShownStep m_shown {};
    bool m_isCompared = false; // the cards are of what is shown
    NoteCrops* m_crops = nullptr;
    std::array<SamplerCard*, 4> m_cards {};
    QGridLayout* m_grid = nullptr;
    QLabel* m_empty = nullptr;
    QStackedWidget* m_pages = nullptr;
    Refresher* m_refresher = nullptr;
};

} // namespace hardlens
