#include "widgets/notes/note_crops.h"

#include "widgets/roi/picture_pixmaps.h"
#include "widgets/roi/roi_crop.h"
#include "widgets/roi/roi_picking.h"

#include <QElapsedTimer>

#include <algorithm>

namespace hardlens {

namespace {

constexpr qint64 mostNsAtOnce = 8'000'000; // of a frame
constexpr int soonMs = 20;
constexpr int latestMs = 2000;
constexpr size_t mostKept = 256; // several screens of rows

} // namespace

NoteCrops::NoteCrops(QObject* parent)
    : QObject(parent)
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &NoteCrops::endRound);
}

void NoteCrops::setSource(PictureSource* source)
{
    m_source = source;
    m_entries.clear();
    m_waitMs = soonMs;
    m_again.stop();
    Q_EMIT ready();
}

QPixmap NoteCrops::crop(const PictureReference& picture, const Box& box, int side)
{
    const auto same = [&](const Entry& e) {
        return e.box == box && e.pixmap.width() == side && samePicture(e.picture, picture);
    };
    if (const auto it = std::ranges::find_if(m_entries, same); it != m_entries.end())
        return it->pixmap;
    const QImage image = imageOf(picture);
    if (image.isNull())
        return {};
    const QSizeF size(picture.width, picture.height);
    const QPixmap pixmap = QPixmap::fromImage(
        cutSquare(image, size.isEmpty() ? QSizeF(image.size()) : size, box, side));
    if (pixmap.isNull())
        return {};
    if (m_entries.size() >= mostKept)
        m_entries.erase(m_entries.begin());
    m_entries.push_back({picture, box, pixmap});
    return pixmap;
}

QImage NoteCrops::imageOf(const PictureReference& picture)
{
    if (!m_source)
        return {};
    if (!m_again.isActive()) {
        m_spentNs = 0;
        m_arrived = m_lacking = false;
        m_again.start(m_waitMs);
    }
    QImage image;
    if (m_spentNs < mostNsAtOnce) {
        QElapsedTimer timer;
        timer.start();
        image = imageOver(m_source->pixels(picture));
        m_spentNs += timer.nsecsElapsed();
    }
    (image.isNull() ? m_lacking : m_arrived) = true;
    return image;
}

void NoteCrops::endRound()
{
    // What is being decoded comes soon, what cannot be read never.
    m_waitMs = m_arrived ? soonMs : std::min(2 * m_waitMs, latestMs);
    if (m_lacking)
        Q_EMIT ready();
}

} // namespace hardlens
