#include "widgets/embedding/sphere_controls.h"

#include "widgets/controls/choice_box.h"
#include "widgets/theme.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

constexpr int leastDimension = 2, mostDimension = 256;
constexpr int sliderSteps = 1000;
constexpr double oneRowFrom = 760; // pixels
constexpr int pointCounts[] = {128, 256, 512, 1024};

} // namespace

int dimensionAt(double share)
{
    const double ratio = double(mostDimension) / leastDimension;
    return std::clamp(
        int(std::lround(leastDimension * std::pow(ratio, share))), leastDimension, mostDimension);
}

double shareOf(int dimension)
{
    return std::log(double(dimension) / leastDimension)
        / std::log(double(mostDimension) / leastDimension);
}

SphereControls::SphereControls(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QBoxLayout(QBoxLayout::TopToBottom, this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_slider = new QSlider(Qt::Horizontal);
    m_slider->setAccessibleName("Dimension n");
    m_slider->setRange(0, sliderSteps);
    m_n = new QSpinBox;
    m_n->setAccessibleName("Dimension n");
    m_n->setRange(leastDimension, mostDimension);
    m_points = new ChoiceBox;
    m_points->setAccessibleName("Number of points");
    m_points->setToolTip("How many points are drawn; while n moves at most 256");
    for (const int count : pointCounts)
        m_points->addItem(QString("%1 points").arg(count), count);
    m_sampler = new ChoiceBox;
    m_sampler->setAccessibleName("Sampler");
    m_sampler->setToolTip("The sampler that is drawn thick");
    for (const NegativeSamplerEntry& entry : negativeSamplers())
        m_sampler->addItem(
            QString::fromUtf8(entry.name.data(), qsizetype(entry.name.size())), int(entry.sampler));
    m_cutoff = new QDoubleSpinBox;
    m_cutoff->setAccessibleName("Cutoff");
    m_cutoff->setToolTip("Lower cutoff: to distance-weighted, nearer negatives weigh as one there; "
                         "nearest-beyond-cutoff leaves them out");
    m_cutoff->setPrefix("cutoff ");
    m_cutoff->setRange(0, 2);
    m_cutoff->setSingleStep(0.05);
    m_printed = new QCheckBox("Figure 2");
    m_printed->setToolTip("The paper's Figure 2 as printed: with the exponent ⌊(n - 3)/2⌋.\n"
                          "For even n its peak lies further right.");
    m_variance = new QCheckBox("V(d)");
    m_variance->setToolTip("How much a negative's gradient direction varies when its embedding is "
                           "noisy, from 0 at the bottom to 1 at the top");
    m_noise = new QDoubleSpinBox;
    m_noise->setAccessibleName("Noise σ");
    m_noise->setPrefix("σ ");
    m_noise->setRange(0, 0.2);
    m_noise->setSingleStep(0.01);

    const auto row = [this](std::initializer_list<QWidget*> widgets) {
        auto* line = new QHBoxLayout;
        for (QWidget* widget : widgets)
            line->addWidget(widget, widget == m_slider || widget == m_sampler ? 1 : 0);
        m_layout->addLayout(line);
    };
    row({new QLabel("n"), m_slider, m_n});
    row({m_points, m_sampler, m_cutoff});
    row({m_printed, m_variance, m_noise});
    display(m_settings);

    connect(m_slider, &QSlider::valueChanged, this,
        [this](int value) { m_n->setValue(dimensionAt(double(value) / sliderSteps)); });
    connect(m_slider, &QSlider::sliderReleased, this, &SphereControls::changed); // all points again
    connect(m_n, &QSpinBox::valueChanged, this, &SphereControls::read);
    for (QComboBox* box : {m_points, m_sampler})
        connect(box, &QComboBox::currentIndexChanged, this, &SphereControls::read);
    for (QDoubleSpinBox* box : {m_cutoff, m_noise})
        connect(box, &QDoubleSpinBox::valueChanged, this, &SphereControls::read);
    for (QCheckBox* box : {m_printed, m_variance})
        connect(box, &QCheckBox::toggled, this, &SphereControls::read);
    connect(&Theme::instance(), &Theme::changed, this, &SphereControls::restyle);
    restyle();
}

bool SphereControls::isSliding() const
{
    return m_slider->isSliderDown();
}

void SphereControls::setSettings(const SphereSettings& settings)
{
    m_settings = settings;
    display(settings);
}

void SphereControls::display(const SphereSettings& s)
{
    const QSignalBlocker blockers[] {QSignalBlocker(m_slider), QSignalBlocker(m_n),
        QSignalBlocker(m_points), QSignalBlocker(m_sampler), QSignalBlocker(m_cutoff),
        QSignalBlocker(m_printed), QSignalBlocker(m_variance), QSignalBlocker(m_noise)};
    m_slider->setValue(int(std::lround(shareOf(s.n) * sliderSteps)));
    m_n->setValue(s.n);
    m_points->setCurrentIndex(m_points->findData(s.points));
    m_sampler->setCurrentIndex(m_sampler->findData(int(s.sampler)));
    m_cutoff->setValue(s.cutoff);
    m_printed->setChecked(s.printed);
    m_variance->setChecked(s.variance);
    m_noise->setValue(s.noise);
    m_noise->setEnabled(s.variance);
}

void SphereControls::read()
{
    const SphereSettings now {.n = m_n->value(),
        .points = m_points->currentData().toInt(),
        .sampler = NegativeSampler(m_sampler->currentData().toInt()),
        .cutoff = m_cutoff->value(),
        .printed = m_printed->isChecked(),
        .variance = m_variance->isChecked(),
        .noise = m_noise->value()};
    if (now == m_settings)
        return;
    // A held slider stands where the hand is, between two whole n.
    if (now.n != m_settings.n && dimensionAt(double(m_slider->value()) / sliderSteps) != now.n) {
        const QSignalBlocker blocker(m_slider);
        m_slider->setValue(int(std::lround(shareOf(now.n) * sliderSteps)));
    }
    m_settings = now;
    m_noise->setEnabled(now.variance);
    Q_EMIT changed();
}

void SphereControls::restyle()
{
    const Theme& theme = Theme::instance();
    m_layout->setSpacing(theme.px(4));
    for (QWidget* widget : findChildren<QWidget*>()) {
        if (widget->parentWidget() != this)
            continue; // parts of the controls themselves
        widget->setFont(theme.smallFont());
        widget->setFixedHeight(theme.px(22));
    }
    m_n->setFixedWidth(theme.px(56));
    arrange();
}

void SphereControls::arrange()
{
    m_layout->setDirection(width() >= Theme::instance().px(oneRowFrom) ? QBoxLayout::LeftToRight
                                                                       : QBoxLayout::TopToBottom);
}

void SphereControls::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace hardlens
