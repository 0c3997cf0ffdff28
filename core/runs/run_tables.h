#pragma once

#include "core/records/encoding/plain_bits.h"
#include "core/records/history.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

/// The tables of a run file: README.md beside this file describes them for people.
namespace hardlens {

/// Of the tables that this program writes. It reads files of this one and of all before; one of a
/// greater one is refused.
inline constexpr int64_t schemaVersion = 3;

using Columns = std::vector<std::string>;

namespace columns {

inline const Columns meta {"key", "value"};
inline const Columns sessions {"number", "started_unix", "resumed_after", "program_version",
    "machine", "state", "bodies_dropped", "rows_lost"};
inline const Columns events {"id", "session", "step", "wall_seconds", "train_seconds", "kind",
    "text", "key", "old", "new", "value"};
inline const Columns evaluations {"step", "wall_seconds", "train_seconds", "seconds", "pictures",
    "iou_threshold", "mean_average_precision", "mean_eleven_point", "data"};
inline const Columns classPrecision {
    "step", "label", "name", "average_precision", "eleven_point", "objects", "detections"};
inline const Columns detections {"step", "data"};
inline const Columns bodies {"kind", "step", "encoding", "data"};
inline const Columns retrieval {"step", "k", "recall"};
inline const Columns thumbnails {"content_id", "width", "height", "file"};
// From version 2 on.
inline const Columns pictureChoices {"step", "place", "pictures", "content_id", "name", "width",
    "height", "split_index", "is_test", "flipped", "scale", "rois", "selected",
    "selected_foreground", "mean_loss", "highest_loss", "objects"};
inline const Columns objectChoices {"step", "place", "object", "label", "x1", "y1", "x2", "y2",
    "rois", "selected", "mean_loss", "highest_loss"};

} // namespace columns

/// What the column `kind` of `bodies` says.
enum class BodyOf
{
    Step,
    Pinned,
    Probe
};
inline constexpr std::array bodyKinds {BodyOf::Step, BodyOf::Pinned, BodyOf::Probe};
const char* nameOf(BodyOf kind);

/// The scalars of a step by the names of their columns: visit("step", row.step), …
void visitScalars(auto&& visit, Is<StepRow> auto& row)
{
    visit("step", row.step);
    visit("epoch", row.epoch);
    visit("wall_seconds", row.wallSeconds);
    visit("train_seconds", row.trainSeconds);
    visit("step_ms", row.stepMs);
    visit("watching_ms", row.watchingMs);
    visit("phase_data_wait_ms", row.phases.dataWait);
    visit("phase_backbone_ms", row.phases.backbone);
    visit("phase_read_only_ms", row.phases.readOnly);
    visit("phase_select_ms", row.phases.select);
    visit("phase_learn_ms", row.phases.learn);
    visit("phase_update_ms", row.phases.update);
    visit("phase_record_ms", row.phases.record);
    visit("phase_watching_ms", row.phases.watching);
    visit("bytes_peak", row.bytesPeak);
    visit("learning_rate", row.learningRate);
    visit("mean_loss_all", row.meanLossAll);
    visit("mean_loss_selected", row.meanLossSelected);
    visit("mean_class_loss_selected", row.meanClassLossSelected);
    visit("mean_box_loss_selected", row.meanBoxLossSelected);
    visit("loss_share_selected", row.lossShareSelected);
    visit("rois", row.rois);
    visit("selected", row.selected);
    visit("selected_foreground", row.selectedForeground);
    visit("suppressed", row.suppressed);
    visit("decisive", row.decisive);
    visit("quota", row.quota);
    visit("duplicates_of_top", row.duplicatesOfTop);
    visit("kept_missed_object", row.keptByCause[size_t(KeptCause::MissedObject)]);
    visit("kept_wrong_class", row.keptByCause[size_t(KeptCause::WrongClass)]);
    visit("kept_box_only", row.keptByCause[size_t(KeptCause::BoxOnly)]);
    visit("kept_near_threshold", row.keptByCause[size_t(KeptCause::NearThreshold)]);
    visit("kept_far_background", row.keptByCause[size_t(KeptCause::FarBackground)]);
}

/// The row of an embedding's step, beside that of every step.
struct EmbeddingRow
{
    int64_t step = 0;
    EmbeddingScalars scalars {};
};

void visitScalars(auto&& visit, Is<EmbeddingRow> auto& row)
{
    auto& s = row.scalars;
    visit("step", row.step);
    visit("items", s.items);
    visit("draws", s.draws);
    visit("loss", s.loss);
    visit("active_positives", s.activePositives);
    visit("active_negatives", s.activeNegatives);
    visit("beta", s.beta);
    visit("beta_low", s.betaLow);
    visit("beta_high", s.betaHigh);
    visit("positive_distance", s.positiveDistance);
    visit("negative_distance", s.negativeDistance);
    visit("mean_square_distance", s.meanSquare);
    visit("effective_dimension", s.effectiveDimension);
    visit("sample_size", s.sampleSize);
    visit("rows", s.rows);
    visit("empty_rows", s.emptyRows);
    visit("dropped_rows", s.droppedRows);
    visit("certain_rows", s.certainRows);
    visit("unusable", s.unusable);
}

/// Columns of the table `steps` (StepRow) or `embedding_steps` (EmbeddingRow).
template <typename Row> Columns columnsOf();

/// The run file of a folder.
std::filesystem::path runFile(const std::filesystem::path& folder);

/// Opens a run file for writing, so that what is committed survives the end of the process and
/// others can read beside it. An empty one gets its tables, one of an older version stays as it is.
/// Throws SQLite::Exception, DataError for a newer version or what is no run file.
SQLite::Database openForWriting(const std::filesystem::path& folder);

/// The version of a file's tables.
int64_t tablesVersion(SQLite::Database& file);

/// Gives a file of an older version the tables that came since, in one transaction with an event
/// that says so; `afterStep`: its step. Does nothing to one of this version.
void upgradeTables(SQLite::Database& file, int64_t afterStep);

/// Whether the folder holds a run: more than what a writer leaves that was killed before its first
/// commit, which is a file without a session. One that cannot be read counts: it may be worth
/// something to somebody. For who holds the folder's lock.
bool holdsRun(const std::filesystem::path& folder);

/// Opens a run file for reading, a growing one too. In a folder that cannot be written, what an
/// interrupted writer left beside the file cannot be read: `leftOut` then says so.
struct OpenedRun
{
    SQLite::Database file;
    std::string leftOut {};
};
/// Throws DataError where there is no run file, it is a newer version's (said), or not even its
/// first page can be read.
OpenedRun openForReading(const std::filesystem::path& folder);

/// Whether the descriptions of the tables are those of the file's version: rows that are not found
/// because a description is damaged would not be missed otherwise.
bool hasItsTables(SQLite::Database& file);

/// Whether SQLite says that the file is damaged, or that it lacks a table or column.
bool isDamage(const SQLite::Exception& error);

} // namespace hardlens
