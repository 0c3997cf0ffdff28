#pragma once

#include "widgets/embedding/shown_step.h"
#include "widgets/panel.h"

#include <string>
#include <vector>

class QLabel;
class QStackedWidget;

namespace hardlens {

class ElidedLabel;
class EmbeddingPick;
class NoteCrops;
class PictureRow;
class Refresher;

/// Which negatives the anchor at hand was given, as pictures: the anchor, its positives and the
/// drawn negatives above; below everybody of another class by distance, with the weight and the
/// probability that the sampler gave it. What could not be drawn is pale.
///
/// A click makes a picture the anchor; Up and Down step through the anchors, Page Up and Page Down
/// through the pairs of samplers that look at the positive, Esc lets go.
class SampledNegativesView : public Panel
{
    Q_OBJECT

public:
    /// pick outlives the view.
    explicit SampledNegativesView(EmbeddingPick& pick, QWidget* parent = nullptr);

    void setStep(const std::shared_ptr<const EmbeddingStep>& step); // null: the empty state
    /// A what-if for the step that is shown; another step ends it.
    void setChoice(const SamplingConfig& sampling, const Draws& draws);
    void clearChoice();
    void setPictures(PictureSource* source); // not owned; may be null
    void setClassNames(const std::vector<std::string>& names);

    QString emptyText() const; // empty: pictures are shown
    const AnchorRow& row() const { return m_row; }
    QString facts() const; // of the row
    /// The row's negatives as CSV; empty: nothing.
    QString csv() const;
    PictureRow* drawnRow() const { return m_drawn; }
    PictureRow* candidatesRow() const { return m_candidates; }

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void connectRow(PictureRow* row);
    void refresh();
    void showDrawn(bool fromStart);
    void showCandidates(bool fromStart);
    void showFacts();
    bool stepPair(int by);

    EmbeddingPick& m_pick;
    ShownStep m_shown {};
    AnchorRow m_row {};
    int m_pairOf = -1;   // the anchor that m_positive belongs to
    int m_positive = -1; // whose row is wanted; -1: the first
    std::vector<std::string> m_classNames {};
    NoteCrops* m_crops = nullptr;
    PictureRow* m_drawn = nullptr;
    PictureRow* m_candidates = nullptr;
    ElidedLabel* m_facts = nullptr;
    QLabel* m_empty = nullptr;
    QStackedWidget* m_pages = nullptr;
    Refresher* m_refresher = nullptr;
};

} // namespace hardlens
