#pragma once

#include "core/records/embedding_step.h"

#include <QObject>

#include <memory>
#include <vector>

namespace hardlens {

/// What is looked at in a step of the embedding bench, one for all its views: the anchor at hand,
/// what the mouse is over, and a selection. Items are places in the batch.
///
/// In the next step the same pictures are at hand where they are in its batch. An anchor that is
/// not there comes back when its picture does; until then the first anchor of the step that drew
/// a negative stands in.
class EmbeddingPick : public QObject
{
    Q_OBJECT

public:
    explicit EmbeddingPick(QObject* parent = nullptr);

    /// Every view of the step says it; after the first one it is nothing new. Null: no step.
    void setStep(const std::shared_ptr<const EmbeddingStep>& step);
    const std::shared_ptr<const EmbeddingStep>& step() const { return m_step; }

    int anchor() const { return m_anchor; } // -1: there is no item
    /// Whether somebody asked for this anchor; false: it stands in.
    bool isChosen() const { return m_isChosen; }
    int hovered() const { return m_hovered; }                         // -1: none
    const std::vector<int>& selection() const { return m_selection; } // rising
    bool isSelected(int item) const;

public Q_SLOTS:
    // Places that are not in the batch are none, and none as an anchor lets go of the chosen one.
    void setAnchor(int item);
    void setHovered(int item);
    void setSelection(std::vector<int> items);
    /// The next anchor (or the one before) of those that have draws; of all where none has.
    void stepAnchor(int by);

Q_SIGNALS:
    void anchorChanged(int item);
    void hoveredChanged(int item);
    void selectionChanged();

private:
    /// A picture as the network saw it.
    struct Identity
    {
        uint64_t contentId = 0;
        bool flipped = false;
    };

    bool holds(int item) const;
    int standIn() const;
    int placeOf(const Identity& identity) const;
    Identity identityOf(int item) const;

    std::shared_ptr<const EmbeddingStep> m_step {};
    Identity m_wanted {}; // of the chosen anchor
    std::vector<Identity> m_wantedSelection {};
    int m_anchor = -1;
    bool m_isChosen = false;
    bool m_hasWanted = false;
    int m_hovered = -1;
    std::vector<int> m_selection {};
};

} // namespace hardlens
