#pragma once

#include "core/records/roi_note.h"

#include <filesystem>
#include <span>
#include <vector>

namespace hardlens {

/// Notes as they are kept from one start of the program to the next: JSON in UTF-8,
///
///   {"format": "hardlens notes", "version": 1, "notes": [
///    {"picture": {"content_id": "00000000000000ab",
///     "name": "a.jpg", "set": "train", "index": 4, "width": 100, "height": 80, "flipped": false,
///     "scale": 2.5}, "box": [1, 2.5, 30.1, 40], "label": 1, "probability": 0.95, "loss": null,
///     "step": 120, "text": "looks unlabelled"}]}
///
/// Numbers read back equal; one that is not finite is null, and NaN when it is read. A class is its
/// index, so a file belongs to the data that its notes are on.
///
/// Writes so that the file holds its old or its new notes, whatever happens; its folder is there.
/// Text that is not UTF-8 has its broken parts replaced. Throws Error naming the file and the
/// system's reason.
void writeNotes(const std::filesystem::path& file, std::span<const RoiNote> notes);

/// Reads what writeNotes wrote; no notes where there is no such file. Fields that it does not know
/// are left out.
///
/// Throws Error where the file cannot be read or is larger than 16 MiB, and DataError where it is
/// no JSON, of a newer version, or a field is missing, of another kind or out of its range, naming
/// file and line or field: "notes.json: notes[3].box[1]: \"wide\": must be a number or null".
/// Whoever then writes the file loses the notes in it.
std::vector<RoiNote> readNotes(const std::filesystem::path& file);

} // namespace hardlens
