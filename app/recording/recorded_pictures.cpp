#include "app/recording/recorded_pictures.h"

#include "core/basics/error.h"
#include "core/data/picture_decoding.h"
#include "core/data/picture_store.h"
#include "core/data/resizing.h"
#include "core/runs/run_reader.h"
#include "core/training/open_data.h"

#include <algorithm>

namespace hardlens {

namespace {

/// Whether the data has this very picture at its place.
bool holds(const DetectionData& data, const PictureReference& picture)
{
    const auto& split = picture.isTest ? data.test : data.train;
    return picture.index >= 0 && size_t(picture.index) < split.size()
        && split[size_t(picture.index)].reference.contentId == picture.contentId;
}

} // namespace

RecordedPictures::RecordedPictures(std::filesystem::path folder)
    : m_folder(std::move(folder))
{
}

RecordedPictures::~RecordedPictures() = default;

std::string RecordedPictures::openData(const TrainingConfig& config)
{
    try {
        auto store = std::make_shared<PictureStore>(
            std::make_shared<const DetectionData>(hardlens::openData(config)));
        const std::lock_guard lock(m_mutex);
        m_data = std::move(store);
        return {};
    } catch (const Error& error) {
        return concat(
            "The data of this run cannot be opened, its pictures are shown from thumbnails: ",
            error.what());
    }
}

std::shared_ptr<const Pixels> RecordedPictures::pixels(const PictureReference& picture)
{
    std::shared_ptr<PictureStore> data;
    {
        const std::lock_guard lock(m_mutex);
        data = m_data;
    }
    if (data && holds(*data->data(), picture))
        if (auto pixels = data->pixels(picture))
            return pixels;
    const std::lock_guard lock(m_mutex);
    return enlarged(picture);
}

std::shared_ptr<const Pixels> RecordedPictures::enlarged(const PictureReference& picture)
{
    const auto known
        = std::ranges::find(m_enlarged, picture.contentId, [](const auto& e) { return e.first; });
    if (known != m_enlarged.end()) {
        m_enlarged.splice(m_enlarged.begin(), m_enlarged, known);
        return m_enlarged.front().second;
    }
    try {
        if (!m_reader)
            m_reader = std::make_unique<RunReader>(m_folder);
        const auto thumbnail = m_reader->thumbnail(picture.contentId);
        if (!thumbnail || picture.width < 1 || picture.height < 1)
            return nullptr;
        const Pixels small = decodeWithReport(thumbnail->file, picture.name).pixels;
        auto large = std::make_shared<const Pixels>(resized(small, picture.width, picture.height));
        m_enlarged.emplace_front(picture.contentId, large);
        if (m_enlarged.size() > mostEnlarged)
            m_enlarged.pop_back();
        return large;
    } catch (const Error&) {
        return nullptr; // the view says that there is no picture
    }
}

} // namespace hardlens
