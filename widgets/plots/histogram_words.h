#pragma once

#include <QFontMetrics>
#include <QRect>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace hardlens {

/// Words that belong to an upright line of a histogram.
struct LineWords
{
    double x = 0; // of the line, pixels
    QString text {};
};

/// What is to be said over a histogram of losses.
struct HistogramText
{
    QStringList key {}; // one word for each kind of outline
    std::vector<LineWords> cuts {};
    QStringList remarks {}; // of pictures that have no cut
    std::optional<LineWords> picked {};
};

/// Where it stands, in pixels. No two places overlap and all lie in the plot; what finds no room
/// has none, and is told by the tool tip alone.
struct HistogramPlaces
{
    struct Line
    {
        double top = 0; // where the line begins, below the key if it would cross that
        std::optional<QRect> words {};
    };
    std::vector<QRect> key {}; // the words, with room for `keyStroke` before each; or empty
    std::vector<Line> cuts {}; // as the text's
    std::vector<std::optional<QRect>> remarks {};
    double pickedTop = 0; // where the line of the picked one ends
    std::optional<QRect> picked {};
};

/// Pixels of the sample of a line before each word of the key, with a gap behind it.
int keyStroke();

/// The key stands in the top right corner of `inner`, words of a cut at the right of its line or
/// else at its left, as high as there is room; remarks at the right below the key; the picked
/// one's words about the middle. metrics: of the font that all of it is written in.
HistogramPlaces placeHistogramWords(
    const QRect& inner, const QFontMetrics& metrics, const HistogramText& text);

} // namespace hardlens
