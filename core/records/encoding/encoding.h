#pragma once

#include "core/records/published.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace hardlens {

/// What encoded bytes hold. Written into files: append, never renumber.
enum class RecordKind : uint8_t
{
    Step = 1,
    PinnedScore = 2,
    Evaluation = 3,
    EvaluatedDetections = 4,
    Event = 5,
    StepRow = 6,
    RunHeader = 7,
    EmbeddedPictures = 8,
};

/// Version of the encoding that this program writes; it reads this and all before. 2: embeddings.
/// Any change of the bytes that a record becomes needs a new one, also one of iou(), which steps
/// are predicted with (step_predictions.h).
inline constexpr uint16_t encodingVersion = 2;

/// A record as bytes: its kind, the version, then its fields, little endian and bit for bit, but
/// that every NaN becomes the same one. RoIs and detections lie column by column and in planes of
/// bytes, so that a fast compressor finds what is constant or predicted. Nothing here is compressed
/// or carries a checksum: that is for who stores it. Record: Step, PinnedScore, Evaluation,
/// EvaluatedDetections, Event, StepRow, RunHeader or EmbeddedPictures.
template <typename Record> std::vector<std::byte> encoded(const Record& record);

/// The record of these bytes. Throws DataError where they are not those of one: another kind, a
/// newer version (said), an end too early or too late, a value out of its range. Never reads beyond
/// them nor asks for more than a few times their memory.
template <typename Record> Record decoded(std::span<const std::byte> bytes);

} // namespace hardlens
