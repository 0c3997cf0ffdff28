#pragma once

#include "core/analysis/why_roi.h"
#include "core/records/detection_step.h"
#include "widgets/panel.h"

class QScrollArea;
class QStackedWidget;

namespace hardlens {

class BeliefBars;
class FigureCells;
class RoiCrop;

/// "Why this RoI?": one RoI's crop, fate, object, what the network believes, losses, ranks, cut and
/// suppressions.
class WhyCard : public Panel
{
    Q_OBJECT

public:
    explicit WhyCard(QWidget* parent = nullptr);

    /// Not owned; may be null.
    void setPictureSource(PictureSource* source);
    void setClassNames(const std::vector<std::string>& names); // [0] is "background"

    /// A RoI that is not in the step (or no step): the empty state.
    void setRoi(const std::shared_ptr<const DetectionStep>& step, int picture, int roi);

    QString headline() const;
    QString text() const; // all sentences, rich text

Q_SIGNALS:
    /// A link to another RoI was followed.
    void picked(int picture, int roi);

private:
    QWidget* makeBody();
    void refresh();
    void fill(const PictureRecord& record, const RoiRecord& roi);
    void fillFigures(const WhyRoi& why);

    PictureSource* m_source = nullptr;
    std::vector<std::string> m_classNames {};
    std::shared_ptr<const DetectionStep> m_step {};
    int m_picture = -1;
    int m_roi = -1;

    QString m_headlineText {};
    QStackedWidget* m_pages = nullptr;
    QLabel* m_empty = nullptr;
    QScrollArea* m_scroll = nullptr;
    RoiCrop* m_crop = nullptr;
    QLabel* m_headline = nullptr;
    QLabel* m_object = nullptr;
    QLabel* m_believes = nullptr;
    BeliefBars* m_beliefs = nullptr;
    FigureCells* m_figures = nullptr;
    QLabel* m_sentences = nullptr;
};

} // namespace hardlens
