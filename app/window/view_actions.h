#pragma once

class QMenu;

namespace hardlens {

/// Actions for the looks of every window: the theme, and how large things are.
void addLookActions(QMenu& menu);

} // namespace hardlens
