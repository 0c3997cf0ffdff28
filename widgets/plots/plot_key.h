#pragma once

#include <QRect>
#include <QStringList>

#include <vector>

class QFontMetrics;

namespace hardlens {

/// Where the words of a plot's key stand: in the top right corner of `inner`, one below the other,
/// each with `sample` pixels before it for a piece of what it names. Empty where the key would
/// hide most of the plot; what is drawn is worth more than its key.
std::vector<QRect> placeKey(
    const QRect& inner, const QFontMetrics& metrics, const QStringList& words, int sample);

} // namespace hardlens
