#pragma once

#include "core/analysis/collapse.h"

#include <QWidget>

#include <optional>

namespace hardlens {

/// A band over a plot that says that the embedding has collapsed; hidden while it has not.
class CollapseBand : public QWidget
{
    Q_OBJECT

public:
    explicit CollapseBand(QWidget* parent = nullptr);

    void setCollapse(const std::optional<Collapse>& collapse);
    QString text() const { return m_text; } // empty: none

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text {};
};

} // namespace hardlens
