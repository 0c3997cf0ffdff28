#pragma once

#include "core/records/published.h"

#include <QFrame>

#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;
class QListWidgetItem;

namespace hardlens {

/// A small popup with the test pictures; one to four of them may be pinned.
class PinChooser : public QFrame
{
    Q_OBJECT

public:
    explicit PinChooser(QWidget* parent = nullptr);

    void setPictures(const RunHeader& run, const std::vector<int64_t>& pinned);
    std::vector<int64_t> pinned() const;

    static constexpr int most = 4;

Q_SIGNALS:
    void chosen(std::vector<int64_t> testIndices);

private:
    void filter(const QString& text);
    void countChecks(QListWidgetItem* changed);

    QLineEdit* m_filter = nullptr;
    QListWidget* m_list = nullptr;
    QLabel* m_note = nullptr;
    bool m_filling = false;
};

} // namespace hardlens
