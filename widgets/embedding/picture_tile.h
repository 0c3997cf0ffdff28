#pragma once

#include "core/geometry/box.h"
#include "core/records/picture.h"
#include "widgets/plots/plot_labels.h"

#include <QColor>
#include <QPixmap>
#include <QRect>
#include <QString>

#include <string>
#include <vector>

class QPainter;

namespace hardlens {

/// What a picture of a batch is to the anchor at hand; told by its frame.
enum class TileRole : uint8_t
{
    Anchor,   // double line
    Positive, // thin line with corner ticks
    Drawn,    // thick line
    Other     // hair line
};

/// How a picture stands in a view.
struct TileLook
{
    TileRole role = TileRole::Other;
    bool pale = false;    // could not be drawn
    bool hovered = false; // here or in another view
    bool selected = false;
};

/// A square picture in its frame, which lies outside of `place`. A null picture leaves a grey
/// square.
void paintTile(
    QPainter& painter, const QRectF& place, const QPixmap& picture, const TileLook& look);

/// Room that a frame takes around its picture, in pixels of the theme.
int tileMargin();

/// The box with which NoteCrops::crop shows the whole picture, as large as a square holds it.
Box wholePicture(const PictureReference& picture);

/// Pairs of a colour and a shape, by which classes differ; never by colour alone.
inline constexpr int classMarks = 64;
struct ClassMark
{
    QColor colour {};
    Marker marker = Marker::None;
};
ClassMark classMark(int32_t label);

/// The class's name, "class 3" where it has none. Every class of an embedding bench has a name of
/// its own: there is no background.
QString embeddedClassName(const std::vector<std::string>& names, int32_t label);

/// A probability in two decimals, "<.01" where it is small and not 0.
QString probabilityText(double probability);

} // namespace hardlens
