#pragma once

#include "core/records/published.h"

#include <QObject>
#include <QTimer>

#include <filesystem>

namespace hardlens {

class NotesView;

/// Keeps the notes of a data set in a file of the user's, from one start of the program to the
/// next.
class NoteKeeper : public QObject
{
    Q_OBJECT

public:
    /// view: not owned.
    explicit NoteKeeper(NotesView* view, QObject* parent = nullptr);

    /// The notes on these data into the view; those on the data before are written first.
    void open(const RunHeader& run);
    /// Writes what is not written yet. To be called before the view goes.
    void save();
    /// Where they are kept; empty: of no data.
    const std::filesystem::path& file() const { return m_file; }

Q_SIGNALS:
    /// The file could not be read (it is then left alone) or not be written.
    void failed(const QString& message);

private:
    NotesView* m_view;
    std::filesystem::path m_file {};
    bool m_changed = false;
    QTimer m_pause {}; // many changes are one write
};

} // namespace hardlens
