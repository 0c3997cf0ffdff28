#include "widgets/plots/plot_key.h"

#include "widgets/theme.h"

#include <QFontMetrics>

#include <algorithm>

namespace hardlens {

namespace {

constexpr double mostOfPlot = 0.6; // in width, and in height

} // namespace

std::vector<QRect> placeKey(
    const QRect& inner, const QFontMetrics& metrics, const QStringList& words, int sample)
{
    const Theme& theme = Theme::instance();
    int width = 0;
    for (const QString& word : words)
        width = std::max(width, metrics.horizontalAdvance(word));
    const int margin = theme.px(6), height = metrics.height();
    if (sample + width + margin > inner.width() * mostOfPlot
        || words.size() * height > inner.height() * mostOfPlot)
        return {};
    std::vector<QRect> places;
    for (int i = 0; i < words.size(); ++i)
        places.emplace_back(
            inner.right() - margin - width, inner.top() + theme.px(2) + i * height, width, height);
    return places;
}

} // namespace hardlens
