#pragma once

#include "core/analysis/time_marks.h"
#include "core/records/history.h"

#include <QWidget>

#include <map>
#include <string>

namespace hardlens {

/// The run as a line with its marks: changes of settings, evaluations, warnings.
class Timeline : public QWidget
{
    Q_OBJECT

public:
    explicit Timeline(QWidget* parent = nullptr);

    void setHistory(const History& history);
    void setOptionLabels(std::map<std::string, std::string> labels);
    void clear();

    int64_t lastStep() const { return m_lastStep; }
    const TimeMarks& marks() const { return m_marks; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    double xOf(const TimeMark& mark) const;

    TimeMarks m_marks {};
    int64_t m_lastStep = 0;
};

} // namespace hardlens
