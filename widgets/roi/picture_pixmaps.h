#pragma once

#include "core/records/picture.h"
#include "widgets/roi/picture_frame.h"

#include <QImage>
#include <QPixmap>

#include <vector>

class QPainter;

namespace hardlens {

/// An image over the pixels, which it keeps alive; null where there are none or their number does
/// not fit.
QImage imageOver(const std::shared_ptr<const Pixels>& pixels);

/// The pictures of a view as they are on screen: scaled when the picture or the seen part changes,
/// not on every repaint.
class PicturePixmaps
{
public:
    /// Not owned; may be null.
    void setSource(PictureSource* source);

    /// Draws what the frame sees. False where there are no pixels (yet); nothing is drawn then.
    bool draw(QPainter& painter, const PictureReference& picture, const PictureFrame& frame,
        double pixelRatio);

    /// Makes room: pictures that were not drawn since the last call are forgotten.
    void forgetUnused();

private:
    struct Entry
    {
        uint64_t contentId = 0;
        std::string name {};
        QImage image {};
        QPixmap shown {};
        QRectF part {}; // of the image, as it is in `shown`
        bool used = true;
    };

    Entry* find(const PictureReference& picture);
    static QPixmap scaled(const QImage& image, const QRectF& part, QSize size);

    PictureSource* m_source = nullptr;
    std::vector<Entry> m_entries {};
};

} // namespace hardlens
