#pragma once

#include "core/basics/error.h"
#include "core/runs/checked_row.h"
#include "core/runs/run_reader.h"
#include "core/runs/run_tables.h"

#include <array>
#include <functional>
#include <map>
#include <set>

namespace hardlens {

/// What RunReader reads with, behind its wall to SQLite.
class RunReader::File
{
public:
    explicit File(const std::filesystem::path& folder);

    bool refresh();
    const std::vector<int64_t>& steps(BodyOf kind);
    std::vector<uint64_t> thumbnailIds();
    template <typename Body> std::shared_ptr<const Body> bodyAtOrBefore(int64_t step);
    std::shared_ptr<const EvaluatedDetections> detections(int64_t step);
    std::optional<Thumbnail> thumbnail(uint64_t contentId);

    RunDescription description {};
    std::shared_ptr<const RunHeader> header {};
    std::vector<RunSession> sessions {};
    History history {};
    std::vector<std::string> damage {};

private:
    /// Of rows that are read.
    struct Order
    {
        const char* key;         // column, whole numbers
        const char* thenBy = ""; // further columns
    };
    /// Steps whose bodies are there, as they were read.
    struct KnownBodies
    {
        std::vector<int64_t> steps {};
        int64_t dataVersion = -1;
    };

    bool readNews();
    void readMeta();
    void readSessions();
    void readSteps();
    std::map<int64_t, EmbeddingScalars> readEmbeddingScalars();
    void readChoices();
    void readEvents();
    void readEvaluations();
    void readBodiesAfter(BodyOf kind, std::vector<int64_t>& steps);
    int64_t bodyCount(BodyOf kind);
    void scan(const std::string& table, const Columns& columns, const Order& order, int64_t after,
        const std::function<void(SQLite::Statement&)>& row);
    void say(std::string problem);
    DataError failure(const std::string& what, const std::exception& error) const;

    const std::filesystem::path m_folder;
    OpenedRun m_run;
    // Read so far.
    bool m_holdsEmbeddings = false; // then every step without RoIs has a row of its own for them
    int64_t m_lastStep = 0, m_lastChoices = 0, m_lastEvent = 0, m_lastEvaluation = -1;
    int64_t m_dataVersion = -1;
    std::array<KnownBodies, bodyKinds.size()> m_known {}; // by kind
    std::set<std::string> m_said {};
};

} // namespace hardlens
