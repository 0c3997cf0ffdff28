#include "core/data/picture_store.h"

#include <stdexcept>
#include <utility>

namespace hardlens {

namespace {

int64_t keyOf(const PictureReference& picture)
{
    return picture.index * 2 + (picture.isTest ? 1 : 0);
}

} // namespace

PictureStore::PictureStore(std::shared_ptr<const DetectionData> data, size_t maxBytes)
    : m_data(std::move(data))
    , m_maxBytes(maxBytes)
{
    if (!m_data)
        throw std::invalid_argument("PictureStore: data must not be null");
}

std::shared_ptr<const Pixels> PictureStore::pixels(const PictureReference& picture)
{
    const auto& split = picture.isTest ? m_data->test : m_data->train;
    if (picture.index < 0 || picture.index >= int64_t(split.size()))
        return nullptr;
    try {
        return load(split[size_t(picture.index)]);
    } catch (const std::exception&) {
        return nullptr; // a view shows its empty state; the loader reports the reason
    }
}

std::shared_ptr<const Pixels> PictureStore::load(const AnnotatedPicture& picture)
{
    const Key key = keyOf(picture.reference);
    if (auto kept = find(key))
        return kept;
    // Unlocked: two threads may decode the same picture, which is rare and only costs time.
    auto pixels = std::make_shared<const Pixels>(m_data->load(picture));
    keep(key, pixels);
    return pixels;
}

size_t PictureStore::bytesHeld() const
{
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

std::shared_ptr<const Pixels> PictureStore::find(Key key)
{
    const std::lock_guard lock(m_mutex);
    const auto place = m_places.find(key);
    if (place == m_places.end())
        return nullptr;
    m_entries.splice(m_entries.begin(), m_entries, place->second);
    return place->second->pixels;
}

void PictureStore::keep(Key key, std::shared_ptr<const Pixels> pixels)
{
    const size_t bytes = pixels->rgb.size();
    const std::lock_guard lock(m_mutex);
    if (bytes > m_maxBytes || m_places.contains(key))
        return;
    m_entries.push_front({key, std::move(pixels)});
    m_places[key] = m_entries.begin();
    m_bytes += bytes;
    while (m_bytes > m_maxBytes) {
        m_bytes -= m_entries.back().pixels->rgb.size();
        m_places.erase(m_entries.back().key);
        m_entries.pop_back();
    }
}

} // namespace hardlens
