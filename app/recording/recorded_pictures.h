#pragma once

#include "core/records/picture.h"
#include "core/training/training_config.h"

#include <filesystem>
#include <list>
#include <mutex>

namespace hardlens {

class PictureStore;
class RunReader;

/// Pixels of a recorded run's pictures: from its data where they are still there and still the
/// same, else from the run's own thumbnails, drawn large. Any thread.
class RecordedPictures : public PictureSource
{
public:
    explicit RecordedPictures(std::filesystem::path folder);
    ~RecordedPictures() override;

    /// Opens the data that the run was trained on; until then thumbnails serve. Takes as long as
    /// opening does. Returns what is wrong with them, empty: nothing.
    std::string openData(const TrainingConfig& config);

    std::shared_ptr<const Pixels> pixels(const PictureReference& picture) override;

private:
    std::shared_ptr<const Pixels> enlarged(const PictureReference& picture);

    static constexpr size_t mostEnlarged = 32;
    const std::filesystem::path m_folder;
    std::mutex m_mutex {};
    std::shared_ptr<PictureStore> m_data {};
    std::unique_ptr<RunReader> m_reader {};
    std::list<std::pair<uint64_t, std::shared_ptr<const Pixels>>> m_enlarged {}; // last used first
};

} // namespace hardlens
