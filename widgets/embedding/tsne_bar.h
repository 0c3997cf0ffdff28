#pragma once

#include "core/analysis/tsne.h"

#include <QWidget>

#include <array>

class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace hardlens {

class ElidedLabel;

/// What a t-SNE is asked for, before it starts; then how far it is, with what it can be paused.
class TsneBar : public QWidget
{
    Q_OBJECT

public:
    explicit TsneBar(QWidget* parent = nullptr);

    /// Parameters, to be changed; and what was asked for before.
    void offer();
    /// It runs over so many points; the parameters stay in sight.
    void begin(int64_t points);
    void setProgress(int64_t iteration, int64_t of);
    void setPaused(bool paused);
    void setFailed(const QString& reason);

    TsneOptions options() const;
    void setOptions(const TsneOptions& options); // perplexity, rate and exaggeration
    bool isPaused() const { return m_paused; }
    QString status() const;

Q_SIGNALS:
    void started(const hardlens::TsneOptions& options);
    void paused();
    void continued();
    void left(); // back to the live map

private:
    QWidget* makeOffer();
    QWidget* makeProgress();
    void restyle();
    void showStatus(const QString& where);

    QStackedWidget* m_pages = nullptr;
    std::array<QDoubleSpinBox*, 3> m_fields {}; // perplexity, rate, exaggeration
    std::array<QLabel*, 3> m_names {};
    ElidedLabel* m_status = nullptr;
    QPushButton* m_pause = nullptr;
    QString m_asked {}; // the parameters in words
    bool m_paused = false;
};

} // namespace hardlens
