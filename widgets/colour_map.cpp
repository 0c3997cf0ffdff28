#include "widgets/colour_map.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace hardlens {

namespace {

/// Every 15th of the published 256 colours.
constexpr std::array<QRgb, 18> anchors {0xff00224e, 0xff002d68, 0xff163770, 0xff2e416d, 0xff3f4c6c,
    0xff4e566c, 0xff5c616e, 0xff696b71, 0xff767676, 0xff838179, 0xff928c78, 0xffa09875, 0xffafa471,
    0xffbfb06b, 0xffcfbd62, 0xffdfca57, 0xfff0d846, 0xfffee838};

} // namespace

QColor cividis(double share)
{
    const double place = share > 0 ? std::min(share, 1.0) * double(anchors.size() - 1) : 0;
    const size_t below = std::min(size_t(place), anchors.size() - 2);
    const double rest = place - double(below);
    const auto mixed = [rest](int a, int b) { return int(std::lround(a + (b - a) * rest)); };
    const QRgb a = anchors[below], b = anchors[below + 1];
    return QColor(mixed(qRed(a), qRed(b)), mixed(qGreen(a), qGreen(b)), mixed(qBlue(a), qBlue(b)));
}

} // namespace hardlens
