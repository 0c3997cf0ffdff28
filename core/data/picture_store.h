#pragma once

#include "core/data/detection_data.h"

#include <cstddef>
#include <list>
#include <mutex>
#include <unordered_map>

namespace hardlens {

/// The decoded pictures of a data set, the last used ones kept in memory. Any thread.
class PictureStore : public PictureSource
{
public:
    static constexpr size_t defaultBytes = size_t {256} << 20;

    /// data: not null. maxBytes: of pixels kept; a larger picture is handed out and not kept.
    explicit PictureStore(
        std::shared_ptr<const DetectionData> data, size_t maxBytes = defaultBytes);

    /// The picture that the reference's split and index name; null where there is none or it cannot
    /// be decoded. Takes a few ms where the picture is not kept.
    std::shared_ptr<const Pixels> pixels(const PictureReference& picture) override;

    /// The same, but throws what decoding throws (DataError naming the picture).
    std::shared_ptr<const Pixels> load(const AnnotatedPicture& picture);

    const std::shared_ptr<const DetectionData>& data() const { return m_data; }
    size_t bytesHeld() const;

private:
    using Key = int64_t;
    struct Entry
    {
        Key key = 0;
        std::shared_ptr<const Pixels> pixels {};
    };

    std::shared_ptr<const Pixels> find(Key key);
    void keep(Key key, std::shared_ptr<const Pixels> pixels);

    std::shared_ptr<const DetectionData> m_data {};
    size_t m_maxBytes = 0;
    mutable std::mutex m_mutex {};
    size_t m_bytes = 0;
    std::list<Entry> m_entries {}; // last used first
    std::unordered_map<Key, std::list<Entry>::iterator> m_places {};
};

} // namespace hardlens
