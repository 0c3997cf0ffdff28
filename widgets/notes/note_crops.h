#pragma once

#include "core/records/roi_note.h"

#include <QImage>
#include <QObject>
#include <QPixmap>
#include <QTimer>

#include <vector>

namespace hardlens {

/// The parts of pictures that the rows of a list are on, cut once each. They are on many pictures
/// and decoding one takes milliseconds, so a repaint gets as many as there is time for, and the
/// others with the next ready().
class NoteCrops : public QObject
{
    Q_OBJECT

public:
    explicit NoteCrops(QObject* parent = nullptr);

    void setSource(PictureSource* source); // not owned; may be null

    /// A square of so many device pixels a side. Null where there are no pixels (yet).
    QPixmap crop(const PictureReference& picture, const Box& box, int side);
    QPixmap crop(const RoiNote& note, int side) { return crop(note.picture, note.box, side); }

Q_SIGNALS:
    void ready(); // asking again may give more

private:
    struct Entry
    {
        PictureReference picture {};
        Box box {};
        QPixmap pixmap {};
    };

    QImage imageOf(const PictureReference& picture);
    void endRound();

    PictureSource* m_source = nullptr;
    std::vector<Entry> m_entries {}; // the newest last
    // A round is what is asked for until the timer ends it.
    QTimer m_again {};
    int m_waitMs = 20;
    qint64 m_spentNs = 0;
    bool m_arrived = false; // a picture, in this round
    bool m_lacking = false; // one that did not
};

} // namespace hardlens
