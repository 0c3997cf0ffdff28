#pragma once

#include <QByteArray>
#include <QImage>
#include <QString>

class QPainter;
class QWidget;

namespace hardlens {

/// Words above a picture, as above a view: what it is, and in grey what must be known with it.
struct PictureHeading
{
    QString title {};
    QString note {};

    bool isEmpty() const { return title.isEmpty() && note.isEmpty(); }
};

/// A widget as it is seen, in the theme in force, under its heading.
struct PictureSubject
{
    const QWidget* widget = nullptr;
    PictureHeading heading {};
};

enum class ExportFormat
{
    Png,
    Svg,
    Pdf
};

/// "png", "svg", "pdf".
QString endingOf(ExportFormat format);

/// Of the whole picture, in pixels of the screen; the heading is above the widget.
QSize pictureSize(const PictureSubject& subject);

/// scale: pixels of the image per pixel of the screen, in [1, 4]; std::invalid_argument for others.
/// A plot is drawn anew, so that it is sharp at every scale.
QImage pictureOf(const PictureSubject& subject, double scale);

/// The bytes of a file. scale is of Png alone: plots in Svg and Pdf are lines and words.
/// Throws Error where a picture is too large to be encoded.
QByteArray encodedPicture(const PictureSubject& subject, ExportFormat format, double scale = 1);

} // namespace hardlens
