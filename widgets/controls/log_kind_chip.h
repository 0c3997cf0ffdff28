#pragma once

#include "core/analysis/event_log.h"

#include <QAbstractButton>

namespace hardlens {

/// Shows and hides a kind of log lines: its glyph, its word and how many there are. Where room is
/// short, without the word.
class LogKindChip : public QAbstractButton
{
    Q_OBJECT

public:
    explicit LogKindChip(LogKind kind, QWidget* parent = nullptr);

    LogKind kind() const { return m_kind; }
    void setCount(int64_t count);
    void setWordShown(bool shown);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    /// Its width with its word.
    int fullWidth() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    QString text(bool withWord) const;
    int widthWith(bool word) const;
    void describe();

    LogKind m_kind;
    int64_t m_count = 0;
    bool m_wordShown = true;
};

} // namespace hardlens
