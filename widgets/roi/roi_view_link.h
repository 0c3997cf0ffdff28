#pragma once

#include "widgets/roi/overlay_style.h"

#include <QObject>

#include <vector>

namespace hardlens {

class RoiView;

/// Keeps RoiViews together that show steps made of the same pictures: what is zoomed, moved or
/// fitted in one is so in the others, the same RoI is picked in all (or none where a view lacks
/// it), the same kinds are shown in the same colours, and the colours of losses mean the same.
///
/// A view that gets its step later than the others takes over from the one that was touched last.
class RoiViewLink : public QObject
{
    Q_OBJECT

public:
    explicit RoiViewLink(QObject* parent = nullptr);

    /// Not owned; may go at any time. It takes over how the first one looks.
    void add(RoiView* view);
    void remove(RoiView* view);
    const std::vector<RoiView*>& views() const { return m_views; }

public Q_SLOTS:
    // Of all views at once, for what a view does not tell by itself.
    void setOpacity(double opacity);
    void setMinLoss(double loss);
    void setLabelsShown(bool shown);
    void setKindShown(hardlens::OverlayKind kind, bool shown);
    void setColouring(hardlens::OverlayColouring::By by);
    void fit();

private:
    void follow(RoiView& view);
    void copyLook(const RoiView& from, RoiView& to);
    void copySight(const RoiView& from, int picture, RoiView& to);
    void copyPick(const RoiView& from, RoiView& to);
    void stepShown(RoiView& view);
    void shareLossScale();
    /// Does something to all views but one, during which none of them is listened to.
    template <typename Work> void others(const RoiView* than, Work work);

    std::vector<RoiView*> m_views {};
    RoiView* m_leader = nullptr; // touched last
    bool m_copying = false;
};

} // namespace hardlens
