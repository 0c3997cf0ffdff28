#pragma once

#include "widgets/embedding/embedding_map_canvas.h"
#include "widgets/embedding/shown_step.h"
#include "widgets/panel.h"

#include <optional>
#include <string>
#include <vector>

class QLabel;
class QStackedWidget;
class QToolButton;

namespace hardlens {

class EmbeddingPick;
class Refresher;
class TsneBar;

/// The embeddings as a map. Live it is the plane in which the probe varies most, held still from
/// one moment to the next, with the batch laid on it; without a probe, the plane of the batch. A
/// t-SNE of the step that is shown can be started beside it; it holds that step until it is left.
///
/// The anchor at hand is joined to its positives and drawn negatives. Distances on a map are not
/// those that the sampler sees: the anchor radar has those.
class EmbeddingMapView : public Panel
{
    Q_OBJECT

public:
    static constexpr int64_t mostPoints = Tsne::mostRows; // of a t-SNE

    /// pick outlives the view.
    explicit EmbeddingMapView(EmbeddingPick& pick, QWidget* parent = nullptr);

    void setProbe(std::shared_ptr<const EmbeddedPictures> probe);   // null: none
    void setStep(const std::shared_ptr<const EmbeddingStep>& step); // null: none
    /// A what-if for the step that is shown; another step ends it.
    void setChoice(const SamplingConfig& sampling, const Draws& draws);
    void clearChoice();
    void setPictures(PictureSource* source); // not owned; may be null
    void setClassNames(const std::vector<std::string>& names);

    QString emptyText() const; // empty: the map is shown
    /// Why there will be nothing; empty: there will be something.
    void setEmptyText(const QString& reason);
    bool isTsne() const { return m_tsne.has_value(); }
    EmbeddingMapCanvas* canvas() const { return m_canvas; }
    TsneBar* bar() const { return m_bar; }

public Q_SLOTS:
    void offerTsne();
    void startTsne(const hardlens::TsneOptions& options);
    void leaveTsne();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void connectCanvas();
    void connectTsne();
    void refresh();
    void askForMap();
    void takeMap(const std::shared_ptr<const ProbeMap>& map, const MapGround& ground);
    void showScene();
    void showLinks();
    void showState();
    QString cardOf(const MapPoint& point) const;
    bool picksAreShown() const; // the map's step is the pick's

    EmbeddingPick& m_pick;
    ShownStep m_shown {};
    std::shared_ptr<const EmbeddedPictures> m_probe {};
    std::shared_ptr<const ProbeMap> m_map {}; // live
    MapGround m_ground {};                    // of m_map
    MapGround m_asked {};                     // of the map that was asked for last
    std::optional<HeldMap> m_tsne {};
    AnchorRow m_row {};
    std::vector<std::string> m_classNames {};
    EmbeddingMapCanvas* m_canvas = nullptr;
    TsneBar* m_bar = nullptr;
    QToolButton* m_button = nullptr;
    QLabel* m_empty = nullptr;
    QStackedWidget* m_pages = nullptr;
    Refresher* m_refresher = nullptr;
    MapWorker* m_worker = nullptr;
};

} // namespace hardlens
