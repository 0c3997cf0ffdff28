#pragma once

#include "app/window/moment_loader.h"
#include "app/window/time_travel.h"
#include "core/records/published.h"

#include <QObject>
#include <QTimer>

class QMenu;

namespace hardlens {

class TransportBar;

/// Goes back in the run that is shown: what the timeline, the playback buttons, the plots and the
/// keys ask for is read and given to the views.
class TimeDesk : public QObject
{
    Q_OBJECT

public:
    explicit TimeDesk(TransportBar* transport, QObject* parent = nullptr);

    TimeTravel* travel() { return &m_travel; }
    MomentLoader* loader() { return &m_loader; }
    /// Actions of the menu, with their keys.
    void fillMenu(QMenu* menu);

    /// Another run; steps: null until it is known.
    virtual void startRun(std::shared_ptr<StepSource> steps);
    virtual void setPublished(const Published& published);

Q_SIGNALS:
    void momentShown(
        const std::shared_ptr<const Moment>& moment); // null: the newest step is followed again
    void listed(); // which steps are recorded is known, or known anew
    void looked(); // time to see whether there is more
    void failed(const QString& reason);

private:
    void connectLoader();
    void showPlace();
    void showState();
    void showMoment(const std::shared_ptr<const Moment>& moment);

    TransportBar* m_transport;
    TimeTravel m_travel {};
    MomentLoader m_loader {};
    QTimer m_look {}; // for steps that were recorded meanwhile
    History m_history {};
};

} // namespace hardlens
