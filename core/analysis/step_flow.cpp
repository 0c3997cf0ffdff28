#include "core/analysis/step_flow.h"

#include "core/analysis/picture_summary.h"

namespace hardlens {

namespace {

constexpr std::array phases {&PhaseTimes::dataWait, &PhaseTimes::backbone, &PhaseTimes::readOnly,
    &PhaseTimes::select, &PhaseTimes::learn, &PhaseTimes::update, &PhaseTimes::record,
    &PhaseTimes::watching};

StepFlow countsOf(const Step& step)
{
    const DetectionStep& body = step.detection();
    const MiningConfig& mining = body.mining;
    StepFlow flow {.step = step.header.step,
        .usesNms = mining.useNms
            && (mining.sampler == SamplerKind::Ohem || mining.sampler == SamplerKind::HardEasyMix),
        .lossesOfAll = body.hasLosses};
    for (const PictureRecord& picture : body.pictures) {
        const PictureSummary s = summarisePicture(picture, mining);
        flow.roisOfPictures.push_back(s.rois);
        flow.chosenOfPictures.push_back(s.selected);
        flow.rois += s.rois;
        flow.suppressed += s.suppressed;
        flow.left += s.rois - s.suppressed - s.excluded - s.ignored;
        flow.chosen += s.selected;
    }
    return flow;
}

void average(const std::vector<StepHeader>& headers, StepFlow& flow)
{
    const double share = 1 / double(headers.size());
    for (const StepHeader& h : headers) {
        for (double PhaseTimes::*phase : phases)
            flow.milliseconds.*phase += h.phases.*phase * share;
        flow.bytesPeak += double(h.bytesPeak) * share;
    }
    flow.steps = int64_t(headers.size());
}

} // namespace

StepForm stepForm(const Step& step)
{
    const SamplerKind sampler = step.detection().mining.sampler;
    const bool oneHead = step.header.implementation == 'A' || sampler == SamplerKind::All
        || sampler == SamplerKind::Focal;
    return oneHead ? StepForm::OneHead : StepForm::TwoPasses;
}

void StepFlows::add(const Step& step)
{
    if (step.header.step == m_lastStep)
        return;
    if (step.header.step < m_lastStep)
        clear();
    m_lastStep = step.header.step;
    Form& form = m_forms[size_t(stepForm(step))];
    if (form.newest.size() == size_t(meanOver))
        form.newest.erase(form.newest.begin());
    form.newest.push_back(step.header);
    form.flow = countsOf(step);
    average(form.newest, *form.flow);
}

void StepFlows::clear()
{
    m_forms = {};
    m_lastStep = 0;
}

} // namespace hardlens
