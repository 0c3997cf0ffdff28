#pragma once

#include "core/sampling/sampling_config.h"
#include "widgets/plots/plot_labels.h"

#include <QChar>
#include <QColor>
#include <QPen>
#include <QString>

namespace hardlens {

/// How a sampler is drawn wherever several are beside each other.
struct SamplerLook
{
    QColor line, words;
    Qt::PenStyle style = Qt::SolidLine;
    Marker marker = Marker::Circle;
    QChar sign = u'●'; // the marker in words
};

SamplerLook lookOf(NegativeSampler sampler);
QPen penOf(NegativeSampler sampler, bool emphasised);
QString nameOf(NegativeSampler sampler);

} // namespace hardlens
