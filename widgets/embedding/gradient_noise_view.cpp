#include "widgets/embedding/gradient_noise_view.h"

#include "widgets/embedding/curve_labels.h"
#include "widgets/embedding/sampler_look.h"
#include "widgets/export/export_menu.h"
#include "widgets/export/table_text.h"
#include "widgets/plots/free_places.h"
#include "widgets/plots/painted_item.h"
#include "widgets/plots/plot_area.h"
#include "widgets/plots/plot_style.h"
#include "widgets/refresher.h"
#include "widgets/theme.h"

#include <QDoubleSpinBox>

#include <algorithm>
#include <utility>

namespace hardlens {

namespace {

constexpr double lineStep = 0.02; // of the closed form
const char* const howToRead = "The direction in which a negative is pushed, when its embedding is "
                              "noisy by σ in each coordinate: 0, always the same; "
                              "1, all noise.\n"
                              "Line: V(d) = (1 - c²) / (2 (1 - c) + c d²), c = 1 / √(1 + n σ²). "
                              "Dots: simulated on this batch. Marks: the negatives "
                              "that each sampler draws.";

QString shortNumberOf(const std::optional<double>& value, int decimals)
{
    return value ? QString::number(*value, 'f', decimals) : QString("none");
}

} // namespace

GradientNoiseView::GradientNoiseView(QWidget* parent)
    : Panel("Gradient noise", parent)
{
    m_plot = new PlotArea("Noise of gradients over the distance of the negative");
    m_plot->xAxis->setTicker(QSharedPointer<PlainTicker>::create());
    m_plot->xAxis->setRange(0, 2);
    setRightMargin(*m_plot, 16); // room for half of "2.0"
    m_plot->yAxis->setTicker(QSharedPointer<PlainTicker>::create());
    m_plot->yAxis->setRange(0, 1.02);
    using Paint = void (GradientNoiseView::*)(QPainter&);
    for (const Paint paint : {&GradientNoiseView::paintTheory, &GradientNoiseView::paintFound,
             &GradientNoiseView::paintWords})
        new PaintedItem(
            m_plot, [this, paint](QPainter& p) { (this->*paint)(p); }, true);
    m_plot->setToolTipAt([this](QPoint place) { return toolTipAt(place); });
    m_plot->exports()->setName("gradient-noise");
    m_plot->exports()->setMoment([this] {
        return m_shown.pointer() ? QString("step-%1").arg(m_shown->key.step) : QString();
    });
    m_plot->exports()->setTable("CSV of these bins and samplers", [this] { return visibleCsv(); });
    setBody(m_plot);
    m_noise = new QDoubleSpinBox;
    m_noise->setAccessibleName("Noise σ");
    m_noise->setToolTip("Standard deviation of each coordinate of a negative's embedding; the "
                        "paper's figure has 0.05");
    m_noise->setPrefix("σ ");
    m_noise->setRange(0, 0.2);
    m_noise->setSingleStep(0.01);
    m_noise->setValue(paperNoise);
    addToHeader(m_noise);
    m_refresher = new Refresher(this, [this] { refresh(); });
    connect(m_noise, &QDoubleSpinBox::valueChanged, this, &GradientNoiseView::touch);
    refresh();
}

void GradientNoiseView::setStep(const std::shared_ptr<const EmbeddingStep>& step)
{
    if (m_shown.setStep(step))
        touch();
}

void GradientNoiseView::setChoice(const SamplingConfig& sampling, const Draws& draws)
{
    if (!m_shown.pointer())
        return;
    m_shown.setChoice(sampling, draws);
    touch();
}

void GradientNoiseView::clearChoice()
{
    m_shown.clearChoice();
    touch();
}

void GradientNoiseView::setNoise(double sigma)
{
    m_noise->setValue(sigma);
}

double GradientNoiseView::noise() const
{
    return m_noise->value();
}

void GradientNoiseView::touch()
{
    m_isMeasured = false;
    m_refresher->touch();
}

void GradientNoiseView::refresh()
{
    m_plot->setEmptyText(m_shown.pointer() ? QString() : "No step yet. Space starts the training.");
    setNote(m_shown.pointer() ? QString("%1n = %2")
                                    .arg(m_shown.isWhatIf() ? "what-if · " : "")
                                    .arg(m_shown->dimension)
                              : QString());
    setNoteToolTip(howToRead);
    if (!m_shown.pointer())
        m_found = {};
    else if (!std::exchange(m_isMeasured, true))
        m_found = batchGradientNoise(*m_shown, m_shown.cosines(), m_shown.sampling(), noise());
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

QPointF GradientNoiseView::at(double distance, double variance) const
{
    return {m_plot->xAxis->coordToPixel(distance), m_plot->yAxis->coordToPixel(variance)};
}

QPolygonF GradientNoiseView::theory() const
{
    QPolygonF line;
    for (double d = 0; d < 2 + lineStep / 2; d += lineStep)
        line << at(d, gradientVariance(std::min(d, 2.), noise(), double(m_shown->dimension)));
    return line;
}

void GradientNoiseView::paintTheory(QPainter& painter)
{
    if (!m_shown.pointer())
        return;
    const Theme& theme = Theme::instance();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.palette().focus, theme.px(1.8)));
    painter.drawPolyline(theory());
}

void GradientNoiseView::paintFound(QPainter& painter)
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    for (const GradientVarianceBin& bin : m_found.bins)
        if (bin.mean)
            drawMarker(painter, Marker::Circle, at((bin.from + bin.to) / 2, *bin.mean), theme.px(5),
                p.text);
    for (const auto& sampler : m_found.samplers) {
        if (!sampler.distance)
            continue;
        const SamplerLook look = lookOf(sampler.sampler);
        const QPointF place = at(*sampler.distance, *sampler.simulated);
        drawMarker(
            painter, look.marker, place, theme.px(14), p.panel); // parts it from dots and line
        drawMarker(painter, look.marker, place, theme.px(11), look.line);
    }
}

std::vector<CurveLabel> GradientNoiseView::labels() const
{
    const Palette& p = Theme::instance().palette();
    std::vector<CurveLabel> labels;
    for (const auto& sampler : m_found.samplers) {
        if (!sampler.distance)
            continue;
        const SamplerLook look = lookOf(sampler.sampler);
        const QString value = QString::number(*sampler.simulated, 'f', 2);
        labels.push_back(
            {.text = QString("%1 %2 %3").arg(look.sign).arg(nameOf(sampler.sampler), value),
                .colour = look.words,
                .beside = {at(*sampler.distance, *sampler.simulated)}});
    }
    const QPolygonF line = theory();
    labels.push_back({.text = QString("V(d), σ = %1").arg(noise(), 0, 'f', 2),
        .colour = p.focusText,
        .line = QPen(p.focus, Theme::instance().px(1.8)),
        .beside = {line.begin(), line.begin() + line.size() / 3}});
    labels.push_back({.text = "• simulated on this batch", .colour = p.text});
    return labels;
}

void GradientNoiseView::paintWords(QPainter& painter)
{
    if (!m_shown.pointer())
        return;
    painter.setFont(Theme::instance().smallFont());
    painter.setRenderHint(QPainter::Antialiasing, false);
    std::vector<QPointF> obstacles;
    for (const QPointF& point : theory())
        obstacles.push_back(point);
    for (const GradientVarianceBin& bin : m_found.bins)
        if (bin.mean)
            obstacles.push_back(at((bin.from + bin.to) / 2, *bin.mean));
    const auto named = labels();
    FreePlaces places(m_plot->inner());
    drawCurveLabels(painter, named,
        placeCurveLabels(places, m_plot->inner(), painter.fontMetrics(), named, obstacles));
}

QString GradientNoiseView::toolTipAt(QPoint place) const
{
    if (!m_shown.pointer() || !m_plot->inner().contains(place))
        return {};
    const double distance = std::clamp(m_plot->xAxis->pixelToCoord(place.x()), 0., 2.);
    QString text
        = QString("distance %1: V %2")
              .arg(distance, 0, 'f', 2)
              .arg(gradientVariance(distance, noise(), double(m_shown->dimension)), 0, 'f', 3);
    for (const GradientVarianceBin& bin : m_found.bins)
        if (bin.mean && distance >= bin.from && distance < bin.to)
            text += QString(", simulated %1 on %2 pairs").arg(*bin.mean, 0, 'f', 3).arg(bin.pairs);
    for (const auto& sampler : m_found.samplers)
        text += QString("\n%1: mean distance %2, noise %3")
                    .arg(nameOf(sampler.sampler), shortNumberOf(sampler.distance, 2),
                        shortNumberOf(sampler.simulated, 3));
    return text;
}

QString GradientNoiseView::visibleCsv() const
{
    if (!m_shown.pointer())
        return {};
    TableText table({"what", "distance_from", "distance_to", "pairs", "simulated", "closed_form"});
    const auto closed = [&](double distance) {
        return gradientVariance(distance, noise(), double(m_shown->dimension));
    };
    for (const GradientVarianceBin& bin : m_found.bins)
        if (bin.mean)
            table << "all pairs" << bin.from << bin.to << bin.pairs << *bin.mean
                  << closed((bin.from + bin.to) / 2);
    for (const auto& sampler : m_found.samplers)
        if (sampler.distance)
            table << nameOf(sampler.sampler) << *sampler.distance << *sampler.distance
                  << sampler.pairs << *sampler.simulated << closed(*sampler.distance);
    return table.text();
}

} // namespace hardlens
