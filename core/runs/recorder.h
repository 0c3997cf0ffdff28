#pragma once

#include "core/runs/checked_row.h"
#include "core/runs/choice_writer.h"
#include "core/runs/run_description.h"
#include "core/runs/run_tables.h"

#include <array>
#include <functional>
#include <memory>
#include <optional>

namespace hardlens {

/// A record on its way into the run file. What is not there is null or none; a step and its choices
/// come with its row.
struct Record
{
    std::shared_ptr<const Step> step {};
    std::shared_ptr<const StepRow> row {};
    std::shared_ptr<const StepChoices> choices {};
    std::shared_ptr<const PinnedScore> pinned {};
    std::shared_ptr<const EmbeddedPictures> probe {};
    std::shared_ptr<const Event> event {};
    std::shared_ptr<const Evaluation> evaluation {};
    std::shared_ptr<const EvaluatedDetections> detections {};
    std::shared_ptr<const RunHeader> header {};
    std::shared_ptr<const Thumbnail> thumbnail {};
    std::function<std::optional<Thumbnail>()>
        makeThumbnail {}; // in its place, until the writer has made it

    bool hasBody() const { return step || pinned || probe; }
    /// They are large.
    void dropBodies()
    {
        step.reset();
        pinned.reset();
        probe.reset();
    }
    bool isEmpty() const
    {
        return !hasBody() && !row && !event && !evaluation && !detections && !header && !thumbnail
            && !makeThumbnail;
    }
};

/// What changes in the row of this session while it goes on.
struct SessionProgress
{
    RunState state = RunState::Running;
    int64_t bodiesDropped = 0;
    int64_t rowsLost = 0;

    friend bool operator==(const SessionProgress&, const SessionProgress&) = default;
};

/// Writes records into the open file of a run, in one thread, in transactions: what was written
/// since begin() is there after commit(), all or nothing. Everything throws SQLite::Exception where
/// the disk does not take it; the object is then of no more use, and a new one goes on from the
/// last commit.
class Recorder
{
public:
    enum class Opening
    {
        NewSession,  // of a new run, or one more of the run that is there: description.resumedAfter
        SameSession, // after an error
    };

    /// Throws Error for a run where none is expected, or none where one is. A run of an older
    /// version is brought to this one.
    Recorder(const std::filesystem::path& folder, const RunDescription& description,
        const BodyPolicy& policy, Opening opening);

    void begin();
    /// Writes a record; returns how many bodies that took.
    int64_t write(const Record& record);
    void write(const SessionProgress& progress);
    void commit();

    /// Leaves the run as one file with nothing beside it, unless somebody reads it just now.
    void close();

private:
    void seedKeepers();
    void startSession(const RunDescription& description);
    void describe(const RunDescription& description);
    void writeRow(const StepRow& row, const StepChoices* choices);
    void writeEvent(const Event& event);
    void writeEvaluation(const Evaluation& evaluation);
    template <typename Body> int64_t writeBody(BodyOf kind, const Body& body, int64_t step);
    void dropBodies(BodyOf kind, const std::vector<int64_t>& steps);
    void replaceControlsBefore(int64_t step);
    int64_t largest(const char* column, const char* table);

    SQLite::Database m_file;
    RowWriter m_meta, m_sessions, m_steps, m_embeddingSteps, m_events, m_evaluations, m_classes,
        m_retrieval, m_detections, m_bodies, m_thumbnails;
    ChoiceWriter m_choices;
    SQLite::Statement m_dropBody, m_dropControls, m_dropClasses;
    std::array<BodyKeeper, bodyKinds.size()> m_keepers; // by kind
    RunDescription m_description;                       // of this session
    double m_startedUnix = 0;
    int64_t m_session = 0;
    int64_t m_nextEvent = 0;
    /// Steps up to this one were done by an earlier session and are done again.
    int64_t m_replacedUpTo = -1;
};

} // namespace hardlens
