#include "app/window/note_keeper.h"

#include "core/analysis/note_file.h"
#include "core/basics/hash.h"
#include "widgets/notes/notes_view.h"

#include <QStandardPaths>

namespace hardlens {

namespace {

constexpr int pauseMs = 500;

/// Notes name pictures by their place and classes by their number, so they belong to exactly these
/// data.
std::filesystem::path fileOf(const RunHeader& run)
{
    uint64_t key = contentHash(run.dataPath);
    for (const std::string& name : run.classNames)
        key = contentHash(name + '\n', key);
    for (const PictureReference& picture : run.test)
        key = contentHash(hexadecimal(picture.contentId), key);
    key = contentHash(std::to_string(run.trainPictures), key);
    const auto folder
        = QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation).toStdString();
    return std::filesystem::path(folder) / "notes" / (hexadecimal(key) + ".json");
}

} // namespace

NoteKeeper::NoteKeeper(NotesView* view, QObject* parent)
    : QObject(parent)
    , m_view(view)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMs);
    connect(&m_pause, &QTimer::timeout, this, &NoteKeeper::save);
    connect(m_view, &NotesView::changed, this, [this] {
        m_changed = true;
        m_pause.start();
    });
}

void NoteKeeper::open(const RunHeader& run)
{
    const auto file = fileOf(run);
    if (file == m_file)
        return;
    save();
    m_file = file;
    try {
        m_view->setNotes(readNotes(file));
    } catch (const std::exception& error) {
        m_view->setNotes({});
        m_file.clear(); // what cannot be read is not written over
        Q_EMIT failed(tr("The notes on these data cannot be read, and new ones are not kept: %1")
                          .arg(QString::fromUtf8(error.what())));
    }
}

void NoteKeeper::save()
{
    m_pause.stop();
    if (!std::exchange(m_changed, false) || m_file.empty())
        return;
    try {
        std::filesystem::create_directories(m_file.parent_path());
        writeNotes(m_file, m_view->notes());
    } catch (const std::exception& error) {
        m_changed = true; // the next change tries again
        Q_EMIT failed(tr("The notes cannot be kept: %1").arg(QString::fromUtf8(error.what())));
    }
}

} // namespace hardlens
