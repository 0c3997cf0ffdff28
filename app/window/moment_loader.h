#pragma once

#include "app/window/moment.h"
#include "core/analysis/roi_past.h"
#include "core/records/step_source.h"

#include <QObject>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace hardlens {

/// A RoI by what it keeps from step to step.
struct RoiIdentity
{
    uint64_t contentId = 0; // of its picture
    int32_t proposal = -1;
    bool isPinned
        = false; // its past is that of the scorings, in none of which anything was learned

    friend bool operator==(const RoiIdentity&, const RoiIdentity&) = default;
};

/// Reads recorded steps in a thread of its own, so that a slow disk never holds the window. Of what
/// is asked for twice the later wins; answers of a run before are dropped.
class MomentLoader : public QObject
{
    Q_OBJECT

public:
    explicit MomentLoader(QObject* parent = nullptr);
    ~MomentLoader() override;

    /// Null: there is nothing to go back to.
    void setSource(std::shared_ptr<StepSource> source);

    /// evaluated: step of the newest evaluation up to then; negative: none.
    void load(int64_t step, int64_t evaluated);
    /// Which steps are recorded now.
    void list();
    /// The RoI in these steps; after all that is more urgent.
    void gather(const RoiIdentity& roi, std::vector<int64_t> steps);

Q_SIGNALS:
    void loaded(std::shared_ptr<const Moment> moment);
    void listed(
        std::shared_ptr<const std::vector<int64_t>> steps, const std::vector<int64_t>& pinned);
    void gathering(const RoiIdentity& roi, int done, int total);
    void gathered(const RoiIdentity& roi, const RoiPast& past);
    void failed(const QString& reason);

private:
    struct MomentRequest
    {
        int64_t step = 0;
        int64_t evaluated = -1;
    };
    struct PastRequest
    {
        RoiIdentity roi {};
        std::vector<int64_t> steps {};
        size_t done = 0;
        RoiPast past {};
    };
    /// What the thread is to do, under the mutex.
    struct Work
    {
        std::shared_ptr<StepSource> source {};
        int64_t run = 0; // answers of another are of no use
        std::optional<MomentRequest> moment {};
        bool list = false;
        std::optional<PastRequest> past {};

        bool any() const { return source && (moment || list || past); }
    };

    void run(const std::stop_token& stop);
    void loadMoment(StepSource& source, const MomentRequest& request, int64_t run);
    void gatherSome(StepSource& source, PastRequest request, int64_t run);
    /// Has the answer given in the main thread, unless the run is another by then.
    template <typename Answer> void answer(int64_t run, Answer&& give);
    template <typename Request> void request(Request&& write);

    std::mutex m_mutex {};
    std::condition_variable_any m_asked {};
    Work m_work {};
    std::jthread m_thread {}; // last
};

} // namespace hardlens
