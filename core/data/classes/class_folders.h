#pragma once

#include "core/data/annotations/contained_files.h"
#include "core/data/classes/found_classes.h"

#include <optional>

namespace hardlens {

/// The folder that names a picture's class: "Greek/character01" of "Greek/character01/a.png".
/// Folders that are called after a set (train/, test/) are none, unless a picture lies right in one
/// below the top; nor are those at the top that gather all pictures (images/, data/).
///
/// level: 0: all folders above the picture; n >= 1: the first n of them. Nothing where there are
/// fewer, or none.
std::optional<std::string> classFolder(std::string_view picture, int level);

/// Names for people: the last folder's where no other one has that name, else the whole path.
std::vector<std::string> shortFolderNames(const std::vector<std::string>& folders);

/// Whether a folder below the root, to the seventh, holds pictures.
bool hasPictureFolders(ContainedFiles& files);

/// Every picture below the root, to a depth of eight folders, by the folder it lies in; classes in
/// the order of these folders' paths. Hidden folders and links to folders are not entered.
///
/// level: see classFolder.
FoundClasses readClassFolders(ContainedFiles& files, int level);

} // namespace hardlens
