#pragma once

#include "core/analysis/detection_summary.h"
#include "widgets/roi/picture_frame.h"

#include <QImage>
#include <QString>

class QPainter;

namespace hardlens {

/// The boxes over one test picture.
struct ShownDetections
{
    std::shared_ptr<const EvaluatedDetections> evaluated {}; // null: nothing is shown
    int64_t picture = 0;
    DetectionMatches matches {}; // of its detections, at the score threshold
    int32_t label = 0;           // whose boxes are seen; 0: those of every class
    bool judged
        = true; // false: nobody annotated the picture, so its boxes are neither right nor wrong

    std::span<const Detection> detections() const { return evaluated->detectionsOf(picture); }
    std::span<const TestObject> objects() const { return evaluated->objectsOf(picture); }
    const PictureReference& reference() const { return evaluated->pictures[size_t(picture)]; }
    bool shows(const Detection& detection, const DetectionMatch& match) const;
    bool shows(const TestObject& object) const { return label == 0 || object.label == label; }
    DetectionCounts counts() const;
};

/// The lines: true positives solid, false ones dashed, missed objects as corner ticks, what does
/// not count dotted and grey; of two boxes of a kind the one with the higher score on top.
QImage paintDetections(const ShownDetections& shown, const PictureFrame& frame, double pixelRatio);

/// "missed" on missed objects, cause and score on false ones, class and score where nothing is
/// judged, as far as there is room. Widget coordinates.
void drawDetectionTags(QPainter& painter, const ShownDetections& shown, const PictureFrame& frame,
    const std::vector<std::string>& classNames);

/// What the lines mean and how many there are, in one line of text; returns its width. With a null
/// painter it is only measured.
double drawDetectionKey(QPainter* painter, QPointF topLeft, const ShownDetections& shown);

/// What there is to say of the boxes whose border is at most `reach` widget pixels from the point,
/// one per line; empty: none is near.
QString detectionsNear(const ShownDetections& shown, const PictureFrame& frame, QPointF point,
    double reach, const std::vector<std::string>& classNames);

} // namespace hardlens
