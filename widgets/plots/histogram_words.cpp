#include "widgets/plots/histogram_words.h"

#include "widgets/plots/free_places.h"
#include "widgets/plots/plot_key.h"
#include "widgets/theme.h"

#include <algorithm>
#include <numeric>

namespace hardlens {

namespace {

constexpr double cutGap = 5, pickedGap = 6; // pixels; the marker of the picked one needs some
constexpr double pickedShare = 0.55;        // of the height: the line of the picked one

class Placing
{
public:
    Placing(const QRect& inner, const QFontMetrics& metrics)
        : m_inner(inner)
        , m_metrics(metrics)
        , m_places(inner)
    {
    }

    std::vector<QRect> key(const QStringList& words)
    {
        std::vector<QRect> lines = placeKey(m_inner, m_metrics, words, keyStroke());
        if (lines.empty())
            return lines;
        m_key = lines.front().united(lines.back()).adjusted(-keyStroke(), 0, 0, 0);
        m_key->setRight(m_inner.right());
        m_places.take(*m_key);
        return lines;
    }

    HistogramPlaces::Line cut(const LineWords& words, const std::vector<LineWords>& lines)
    {
        const int top = keyEndAt(words.x) + px(2);
        std::vector<QRect> wanted;
        for (int y = top; y < m_inner.bottom(); y += m_metrics.height())
            addBeside(wanted, words, y, px(cutGap));
        // Words on another line seem to be that one's: only where there is no other room.
        std::stable_partition(wanted.begin(), wanted.end(),
            [&](const QRect& box) { return !standsOnOther(box, lines, words.x); });
        const auto place = m_places.takeFirst(wanted);
        return {.top = double(place ? place->top() : top), .words = place};
    }

    std::optional<QRect> remark(const QString& text)
    {
        QRect box = boxOf(text);
        box.moveRight(m_inner.right() - px(4));
        std::vector<QRect> wanted;
        for (int y = m_inner.top() + px(2); y < m_inner.bottom(); y += m_metrics.height()) {
            box.moveTop(y);
            wanted.push_back(box);
        }
        return m_places.takeFirst(wanted);
    }

    double pickedTop(double x) const
    {
        return std::max(
            m_inner.bottom() - m_inner.height() * pickedShare, double(keyEndAt(x) + px(pickedGap)));
    }

    std::optional<QRect> picked(const LineWords& words, double lineTop)
    {
        const int height = m_metrics.height();
        const int middle = int(lineTop) - height / 2;
        std::vector<QRect> wanted;
        for (int y = middle; y < m_inner.bottom(); y += height / 2)
            addBeside(wanted, words, y, px(pickedGap));
        for (int y = middle - height / 2; y > m_inner.top(); y -= height / 2)
            addBeside(wanted, words, y, px(pickedGap));
        return m_places.takeFirst(wanted);
    }

private:
    static int px(double length) { return Theme::instance().px(length); }

    /// The first pixel below the key where x lies under it, else the top of the plot.
    int keyEndAt(double x) const
    {
        const bool crosses = m_key && x > m_key->left() && x < m_key->right();
        return crosses ? m_key->bottom() + 1 : m_inner.top();
    }

    /// With some air at both ends.
    QRect boxOf(const QString& text) const
    {
        return {0, 0, m_metrics.horizontalAdvance(text) + px(4), m_metrics.height()};
    }

    /// Whether another line runs through the words or between them and their own line.
    static bool standsOnOther(const QRect& box, const std::vector<LineWords>& lines, double own)
    {
        const double left = std::min<double>(own, box.left());
        const double right = std::max<double>(own, box.right());
        return std::any_of(lines.begin(), lines.end(), [&](const LineWords& line) {
            return line.x != own && line.x > left && line.x < right;
        });
    }

    void addBeside(std::vector<QRect>& wanted, const LineWords& words, int top, int gap) const
    {
        QRect box = boxOf(words.text);
        box.moveTop(top);
        box.moveLeft(int(words.x) + gap);
        wanted.push_back(box);
        box.moveRight(int(words.x) - gap);
        wanted.push_back(box);
    }

    QRect m_inner;
    QFontMetrics m_metrics;
    FreePlaces m_places;
    std::optional<QRect> m_key {};
};

} // namespace

int keyStroke()
{
    return Theme::instance().px(26);
}

HistogramPlaces placeHistogramWords(
    const QRect& inner, const QFontMetrics& metrics, const HistogramText& text)
{
    Placing placing(inner, metrics);
    HistogramPlaces places {.key = placing.key(text.key)};
    // From the left: words at the right of a line are then crossed by no line further on.
    std::vector<size_t> order(text.cuts.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::stable_sort(order.begin(), order.end(),
        [&](size_t a, size_t b) { return text.cuts[a].x < text.cuts[b].x; });
    places.cuts.resize(text.cuts.size());
    for (const size_t i : order)
        places.cuts[i] = placing.cut(text.cuts[i], text.cuts);
    for (const QString& remark : text.remarks)
        places.remarks.push_back(placing.remark(remark));
    if (text.picked) {
        places.pickedTop = placing.pickedTop(text.picked->x);
        places.picked = placing.picked(*text.picked, places.pickedTop);
    }
    return places;
}

} // namespace hardlens
