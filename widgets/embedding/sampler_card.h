#pragma once

#include "core/analysis/sampler_comparison.h"
#include "widgets/embedding/picture_tile.h"

#include <QWidget>

#include <vector>

namespace hardlens {

class NoteCrops;

/// A negative that a sampler drew for the anchor at hand.
struct CardNegative
{
    int item = -1;
    PictureReference picture {};
    float distance = 0;
    int times = 1;
};

/// What one sampler makes of a batch: its name, figures, the anchor's negatives as pictures, and
/// the histogram of all drawn distances, as high as its highest bar.
class SamplerCard : public QWidget
{
    Q_OBJECT

public:
    /// crops outlives the card.
    explicit SamplerCard(NoteCrops& crops, QWidget* parent = nullptr);

    /// isUsed: it is what the step was learned with, or what is tried on it.
    void setOutcome(const SamplerOutcome& outcome, bool isUsed);
    void setNegatives(std::vector<CardNegative> negatives);
    void setHovered(int item); // -1: none

    const SamplerOutcome& outcome() const { return m_outcome; }
    const std::vector<CardNegative>& negatives() const { return m_negatives; }
    bool isUsed() const { return m_isUsed; }
    QString name() const; // shorter where there is less room
    /// "ESS 12.3 · noise 0.42", shorter where there is less room.
    QString figures() const;
    QRect placeOf(int negative) const; // of its picture; empty where it found no room
    QRect histogramPlace() const;

    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void clicked(int item);
    void hovered(int item); // -1: nothing any more

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    int side() const;   // of a picture
    bool isLow() const; // the histogram stands beside the pictures
    QRect belowWords() const;
    QRect inner() const;
    int itemAt(QPoint place) const;
    void say(int item);
    void paintHistogram(QPainter& painter);

    NoteCrops& m_crops;
    SamplerOutcome m_outcome {};
    bool m_isUsed = false;
    std::vector<CardNegative> m_negatives {};
    int m_hovered = -1;
};

} // namespace hardlens
