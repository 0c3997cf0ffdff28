#pragma once

#include "core/sampling/sampling_config.h"

#include <QWidget>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QSlider;
class QSpinBox;

namespace hardlens {

/// What a SphereExplorerView shows.
struct SphereSettings
{
    int n = 64;                                                  // dimension, in [2, 256]
    int points = 512;                                            // even, in [128, 1024]
    NegativeSampler sampler = NegativeSampler::DistanceWeighted; // that is emphasised
    double cutoff = 0.5;   // lower one of all samplers that read it, in [0, 2]
    bool printed = false;  // the curve as the paper's Figure 2 has it
    bool variance = false; // V(d; σ)
    double noise = 0.05;   // σ, in [0, 0.2]

    friend bool operator==(const SphereSettings&, const SphereSettings&) = default;
};

/// n on a logarithmic scale, from 2 to 256, of a slider's share in [0, 1]; and the inverse.
int dimensionAt(double share);
double shareOf(int dimension);

/// The controls of a SphereExplorerView: one row where there is room, else three.
class SphereControls : public QWidget
{
    Q_OBJECT

public:
    explicit SphereControls(QWidget* parent = nullptr);

    const SphereSettings& settings() const { return m_settings; }
    void setSettings(const SphereSettings& settings); // no signal
    /// While the slider of n is held: what is shown should follow at once.
    bool isSliding() const;

Q_SIGNALS:
    void changed(); // by hand

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void read();
    void display(const SphereSettings& settings);
    void restyle();
    void arrange();

    SphereSettings m_settings {};
    QBoxLayout* m_layout = nullptr;
    QSlider* m_slider = nullptr;
    QSpinBox* m_n = nullptr;
    QComboBox* m_points = nullptr;
    QComboBox* m_sampler = nullptr;
    QDoubleSpinBox* m_cutoff = nullptr;
    QCheckBox* m_printed = nullptr;
    QCheckBox* m_variance = nullptr;
    QDoubleSpinBox* m_noise = nullptr;
};

} // namespace hardlens
