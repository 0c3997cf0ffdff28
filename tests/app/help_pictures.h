#pragma once

#include <QDir>
#include <QSize>

#include <filesystem>
#include <span>

class QPixmap;

namespace hardlens {

class DockLayout;

/// Pixels; the help shows pictures 1 : 1 at scale 1, and wider ones are shrunk when they are saved.
inline constexpr int helpPictureWidth = 560;

/// A dock that is photographed for a page of the help.
struct DockPicture
{
    const char* dock;
    const char* page;
    QSize size;
};

/// Each by itself, out of the window; they are hidden afterwards.
void shootHelpDocks(DockLayout& layout, std::span<const DockPicture> docks, const QDir& folder);
void saveHelpPicture(const QPixmap& picture, const QString& page, const QDir& folder);

/// The pictures of a bench's pages, from a short training; false: it did not come so far. runs:
/// where it is kept.
bool shootDetectionHelp(const QDir& folder, const std::filesystem::path& runs);
bool shootEmbeddingHelp(const QDir& folder, const std::filesystem::path& runs);

} // namespace hardlens
