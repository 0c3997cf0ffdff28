#pragma once

#include "core/records/published.h"
#include "widgets/panel.h"

class QTextBrowser;

namespace hardlens {

/// What the data of a run are: counts, classes, what was wrong with them file by file, how long
/// the proposals take and what may be expected. It greets a folder that was opened.
class DataCard : public Panel
{
    Q_OBJECT

public:
    explicit DataCard(QWidget* parent = nullptr);

    /// Null: the empty state.
    void setRun(const std::shared_ptr<const RunHeader>& run);
    QString text() const; // as it is read, without its form

Q_SIGNALS:
    /// The link that offers weights to start from was followed.
    void weightsRequested();

private:
    void refresh();

    std::shared_ptr<const RunHeader> m_run {};
    QTextBrowser* m_browser = nullptr;
};

} // namespace hardlens
