#pragma once

#include "app/recording/open_run.h"
#include "app/recording/recorded_pictures.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace hardlens {

class RunReader;

/// The record of a run, shown as the run itself was: a finished one, a copy, or one that another
/// process is training. What that one records is published as it comes.
class FollowedRun : public OpenRun
{
public:
    /// Returns at once. What cannot be opened is published as an Error event and state Failed.
    FollowedRun(std::filesystem::path folder, Publish publish);
    ~FollowedRun() override; // waits for its thread, which opens the data of the run, perhaps

    void send(Command) override { } // nothing trains here
    void requestStop() override;
    TrainingConfig config() const override;
    std::shared_ptr<PictureSource> pictures() const override { return m_pictures; }
    std::shared_ptr<StepSource> steps() const override { return m_steps; }
    std::filesystem::path folder() const override { return m_folder; }
    bool trains() const override { return false; }

private:
    void run(const std::stop_token& stop);
    void open(const RunReader& reader);
    void publish(const RunReader& reader);
    void takeNewestBodies();
    void fail(const std::string& text);

    const std::filesystem::path m_folder;
    const Publish m_publish;
    std::shared_ptr<RecordedPictures> m_pictures;
    std::shared_ptr<StepSource> m_steps;
    mutable std::mutex m_mutex {};
    std::condition_variable_any m_stopped {};
    TrainingConfig m_config {};
    std::vector<std::string> m_remarks {}; // on the record and its data
    std::shared_ptr<const RunHeader> m_recordedHeader {};
    Published m_published {};
    std::jthread m_thread {}; // last
};

} // namespace hardlens
