#include "widgets/embedding/sampler_look.h"

#include "core/sampling/negative_sampling.h"
#include "widgets/theme.h"

namespace hardlens {

SamplerLook lookOf(NegativeSampler sampler)
{
    const Palette& p = Theme::instance().palette();
    switch (sampler) {
    case NegativeSampler::Uniform:
        return {p.belowCut, p.belowCutText, Qt::DotLine, Marker::Circle, u'●'};
    case NegativeSampler::Hardest:
        return {p.lost, p.lostText, Qt::DashLine, Marker::Square, u'■'};
    case NegativeSampler::SemiHardPaper:
        return {p.suppressed, p.suppressedText, Qt::DashDotLine, Marker::Triangle, u'▲'};
    case NegativeSampler::DistanceWeighted:
        return {p.selected, p.selectedText, Qt::SolidLine, Marker::Diamond, u'◆'};
    default:
        return {p.groundTruth, p.groundTruthText, Qt::DashDotDotLine, Marker::Plus, u'+'};
    }
}

QPen penOf(NegativeSampler sampler, bool emphasised)
{
    const SamplerLook look = lookOf(sampler);
    return QPen(look.line, Theme::instance().px(emphasised ? 2.6 : 1.6), look.style, Qt::FlatCap);
}

QString nameOf(NegativeSampler sampler)
{
    const auto name = entryOf(sampler).name;
    return QString::fromUtf8(name.data(), qsizetype(name.size()));
}

} // namespace hardlens
