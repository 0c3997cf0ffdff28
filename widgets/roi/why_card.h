#pragma once

#include "core/analysis/why_roi.h"
#include "core/records/roi_note.h"
#include "widgets/panel.h"

class QScrollArea;
class QStackedWidget;

namespace hardlens {

class BeliefBars;
class FigureCells;
class NoteActions;
class RoiCrop;

/// "Why this RoI?": one RoI's crop, fate, object, what the network believes, losses, ranks, cut and
/// suppressions; below them what may be noted about it.
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

    /// All notes, of which those on the RoI are looked for.
    void setNotes(std::vector<RoiNote> notes);

    QString headline() const;
    QString text() const; // all sentences, rich text

public Q_SLOTS:
    /// As a click on "Looks unlabelled": notes it or takes the note back. Nothing without a RoI.
    void toggleUnlabelled();

Q_SIGNALS:
    /// A link to another RoI was followed.
    void picked(int picture, int roi);
    /// text: empty where it is still to be written.
    void noteRequested(hardlens::StepRoi roi, const QString& text);
    /// The note that there is on the RoI is not wanted any more.
    void noteTakenBack(hardlens::StepRoi roi);

private:
    QWidget* makePage();
    QWidget* makeBody();
    void refresh();
    void fill(const PictureRecord& record, const RoiRecord& roi);
    void fillFigures(const WhyRoi& why);
    const RoiNote* noteOnRoi() const; // which there is; null: no note

    PictureSource* m_source = nullptr;
    std::vector<std::string> m_classNames {};
    std::shared_ptr<const DetectionStep> m_step {};
    int m_picture = -1;
    int m_roi = -1;
    std::vector<RoiNote> m_notes {};

    QString m_headlineText {};
    QStackedWidget* m_pages = nullptr;
    QLabel* m_empty = nullptr;
    QWidget* m_page = nullptr;
    QScrollArea* m_scroll = nullptr;
    RoiCrop* m_crop = nullptr;
    QLabel* m_headline = nullptr;
    QLabel* m_object = nullptr;
    QLabel* m_believes = nullptr;
    BeliefBars* m_beliefs = nullptr;
    FigureCells* m_figures = nullptr;
    QLabel* m_sentences = nullptr;
    NoteActions* m_actions = nullptr;
};

} // namespace hardlens
