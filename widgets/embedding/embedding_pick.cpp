#include "widgets/embedding/embedding_pick.h"

#include <algorithm>
#include <utility>

namespace hardlens {

EmbeddingPick::EmbeddingPick(QObject* parent)
    : QObject(parent)
{
}

bool EmbeddingPick::holds(int item) const
{
    return m_step && item >= 0 && size_t(item) < m_step->pictures.size();
}

bool EmbeddingPick::isSelected(int item) const
{
    return std::ranges::binary_search(m_selection, item);
}

EmbeddingPick::Identity EmbeddingPick::identityOf(int item) const
{
    const PictureReference& picture = m_step->pictures[size_t(item)];
    return {picture.contentId, picture.flipped};
}

/// The picture as it was seen, else the other way round; -1: it is not in the batch.
int EmbeddingPick::placeOf(const Identity& identity) const
{
    int mirrored = -1;
    for (size_t i = 0; m_step && i < m_step->pictures.size(); ++i) {
        if (m_step->pictures[i].contentId != identity.contentId)
            continue;
        if (m_step->pictures[i].flipped == identity.flipped)
            return int(i);
        if (mirrored < 0)
            mirrored = int(i);
    }
    return mirrored;
}

int EmbeddingPick::standIn() const
{
    if (m_step && !m_step->drawn.draws.empty() && holds(m_step->drawn.draws.front().anchor))
        return m_step->drawn.draws.front().anchor;
    return holds(0) ? 0 : -1;
}

void EmbeddingPick::setStep(const std::shared_ptr<const EmbeddingStep>& step)
{
    if (step == m_step)
        return;
    m_step = step;
    const int wanted = m_hasWanted ? placeOf(m_wanted) : -1;
    m_isChosen = wanted >= 0;
    m_anchor = m_isChosen ? wanted : standIn();
    const bool hadSelection = !m_selection.empty();
    m_selection.clear();
    for (const Identity& identity : m_wantedSelection)
        if (const int place = placeOf(identity); place >= 0)
            m_selection.push_back(place);
    std::ranges::sort(m_selection);
    m_selection.erase(std::ranges::unique(m_selection).begin(), m_selection.end());
    setHovered(-1);
    // The same place may be another picture: all is new.
    Q_EMIT anchorChanged(m_anchor);
    if (hadSelection || !m_selection.empty())
        Q_EMIT selectionChanged();
}

void EmbeddingPick::setAnchor(int item)
{
    m_hasWanted = m_isChosen = holds(item);
    if (m_hasWanted)
        m_wanted = identityOf(item);
    const int anchor = m_isChosen ? item : standIn();
    if (std::exchange(m_anchor, anchor) != anchor)
        Q_EMIT anchorChanged(m_anchor);
}

void EmbeddingPick::setHovered(int item)
{
    const int hovered = holds(item) ? item : -1;
    if (std::exchange(m_hovered, hovered) != hovered)
        Q_EMIT hoveredChanged(m_hovered);
}

void EmbeddingPick::setSelection(std::vector<int> items)
{
    std::erase_if(items, [this](int item) { return !holds(item); });
    std::ranges::sort(items);
    items.erase(std::ranges::unique(items).begin(), items.end());
    m_wantedSelection.clear();
    for (const int item : items)
        m_wantedSelection.push_back(identityOf(item));
    if (std::exchange(m_selection, items) != items)
        Q_EMIT selectionChanged();
}

void EmbeddingPick::stepAnchor(int by)
{
    if (!m_step)
        return;
    std::vector<int> anchors;
    for (const Draw& draw : m_step->drawn.draws)
        if (anchors.empty() || anchors.back() != draw.anchor)
            anchors.push_back(draw.anchor);
    for (int i = 0; anchors.empty() && i < int(m_step->pictures.size()); ++i)
        anchors.push_back(i);
    std::erase_if(anchors, [this](int item) { return !holds(item); });
    if (anchors.empty())
        return;
    // From an item that drew nothing the next one that did is one step away.
    const auto at = std::ranges::lower_bound(anchors, m_anchor);
    const bool between = at == anchors.end() || *at != m_anchor;
    const auto next = (at - anchors.begin()) + by - (between && by > 0 ? 1 : 0);
    setAnchor(anchors[size_t(std::clamp<std::ptrdiff_t>(next, 0, std::ssize(anchors) - 1))]);
}

} // namespace hardlens
