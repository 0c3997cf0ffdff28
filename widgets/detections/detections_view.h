#pragma once

#include "core/analysis/detection_summary.h"
#include "core/records/evaluation.h"
#include "widgets/panel.h"

class QLabel;
class QPushButton;
class QSlider;
class QSplitter;
class QStackedWidget;
class QTableView;

namespace hardlens {

class ClassListModel;
class DetectionPicture;
class PictureListModel;
class Refresher;

/// What the newest evaluation found in the test pictures, at a score threshold: the classes with
/// AP, precision and recall, the pictures with their errors, and one of them with its boxes. A
/// class that is clicked is shown alone. Nothing is computed while the view is not seen.
class DetectionsView : public Panel
{
    Q_OBJECT

public:
    explicit DetectionsView(QWidget* parent = nullptr);

    void setPictureSource(PictureSource* source);              // not owned; may be null
    void setClassNames(const std::vector<std::string>& names); // [0] is "background"

    void setEmptyText(const QString& text); // while there is no evaluation

    /// An evaluation and the detections that it is of, both or none; null: the empty state. The
    /// picked picture stays picked where the new one has it in its place.
    void setEvaluation(const std::shared_ptr<const Evaluation>& evaluation,
        const std::shared_ptr<const EvaluatedDetections>& detections);

    /// A picture that is none of the test pictures, with what was found in it: it is seen until a
    /// test picture is picked, or null. Only its first picture counts.
    void setLoose(const std::shared_ptr<const EvaluatedDetections>& loose);
    bool showsLoose() const { return bool(m_loose); }

    double scoreThreshold() const;                  // [0, 1] in hundredths
    int32_t classFilter() const { return m_label; } // 0: every class
    int64_t picture() const { return m_picture; }   // index of the test picture; -1: none

public Q_SLOTS:
    void setScoreThreshold(double score);
    void setClassFilter(int32_t label);
    void pickPicture(int64_t picture); // one that is not there is left alone

Q_SIGNALS:
    void picturePicked(qint64 picture);

private:
    QWidget* makeList();
    QWidget* makeScoreRow();
    void refresh();
    void judge();
    void summarise();
    void markRows();
    void showPicture();
    void showNote();
    void restyle();

    std::shared_ptr<const Evaluation> m_evaluation {};
    std::shared_ptr<const EvaluatedDetections> m_detections {};
    std::shared_ptr<const EvaluatedDetections> m_loose {};
    JudgedDetections m_judged {};
    int32_t m_label = 0;
    int64_t m_picture = -1;
    bool m_marking = false; // rows move because of us, not of the hand

    Refresher* m_refresher = nullptr;
    ClassListModel* m_classes = nullptr;
    PictureListModel* m_pictures = nullptr;
    QLabel* m_empty = nullptr;
    QStackedWidget* m_pages = nullptr;
    QSplitter* m_splitter = nullptr;
    QWidget* m_list = nullptr;
    QSlider* m_slider = nullptr;
    QLabel* m_score = nullptr;
    QPushButton* m_back = nullptr; // from the loose picture
    QTableView* m_classTable = nullptr;
    QTableView* m_pictureTable = nullptr;
    DetectionPicture* m_view = nullptr;
};

} // namespace hardlens
