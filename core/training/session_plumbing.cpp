#include "core/training/session_worker.h"

namespace hardlens {

void RunPictures::open(std::shared_ptr<PictureSource> source)
{
    const std::lock_guard lock(m_mutex);
    m_source = std::move(source);
}

void RunPictures::add(LoosePicture picture)
{
    const std::lock_guard lock(m_mutex);
    m_loose = std::move(picture);
}

std::shared_ptr<const Pixels> RunPictures::pixels(const PictureReference& picture)
{
    std::shared_ptr<PictureSource> source;
    {
        const std::lock_guard lock(m_mutex);
        if (picture.index < 0)
            return picture.contentId == m_loose.reference.contentId ? m_loose.pixels : nullptr;
        source = m_source;
    }
    return source ? source->pixels(picture) : nullptr;
}

void CommandQueue::push(Command command)
{
    {
        const std::lock_guard lock(m_mutex);
        m_commands.push_back(std::move(command));
    }
    m_arrived.notify_all();
}

std::deque<Command> CommandQueue::takeAll()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_commands, {});
}

void CommandQueue::waitUntil(
    const std::stop_token& stop, std::chrono::steady_clock::time_point time)
{
    std::unique_lock lock(m_mutex);
    m_arrived.wait_until(lock, stop, time, [this] { return !m_commands.empty(); });
}

} // namespace hardlens
