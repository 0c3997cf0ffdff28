#pragma once

#include "core/records/published.h"

#include <QElapsedTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QTimer;

namespace hardlens {

class ElidedLabel;
class IconButton;

/// One line: how fast, what it costs to watch, where the time goes, what went wrong, what is being
/// computed, on what.
class StatusLine : public QWidget
{
    Q_OBJECT

public:
    explicit StatusLine(QWidget* parent = nullptr);

    /// Numbers are renewed four times a second at most, so that they can be read.
    void setPublished(const Published& published);
    void setFrameMs(double milliseconds); // the longest of the last moments
    /// A message of the window's own, shown as a warning is.
    void showMessage(const QString& text);
    /// Something that went well: "Saved …". Goes by itself after a while.
    void showNote(const QString& text);

    QString message() const; // empty: none, or dismissed
    QString figures() const; // all numbers as one text
    bool frameIsSlow() const { return m_frameMs >= slowFrameMs; }

    static constexpr double slowFrameMs = 15;

public Q_SLOTS:
    void dismiss();

private:
    void build();
    void restyle();
    void renew();
    void showFigures();
    void showActivity();
    void readEvents();
    void say(const QString& text, bool isWarning);

    Published m_published {};
    double m_frameMs = 0;
    size_t m_eventsRead = 0;
    QElapsedTimer m_sinceRenewal {};
    QTimer* m_timer = nullptr;
    QLabel* m_speed = nullptr;
    QLabel* m_frame = nullptr;
    QLabel* m_watching = nullptr;
    ElidedLabel* m_phases = nullptr;
    QWidget* m_messageBox = nullptr;
    ElidedLabel* m_message = nullptr;
    IconButton* m_close = nullptr;
    ElidedLabel* m_activity = nullptr;
    QProgressBar* m_progress = nullptr;
    QLabel* m_machine = nullptr;
    bool m_warns = true; // the message does
    QTimer* m_noteEnd = nullptr;
};

} // namespace hardlens
