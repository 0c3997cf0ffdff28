#pragma once

#include "core/basics/random.h"
#include "core/records/published.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

namespace hardlens::test {

inline void addEvent(History& history, EventKind kind, int64_t step, std::string text,
    std::string key = {}, std::string from = {}, std::string to = {})
{
    history.events.append(std::make_shared<const Event>(Event {.kind = kind,
        .step = step,
        .trainSeconds = double(step) * 0.15,
        .text = std::move(text),
        .key = std::move(key),
        .from = std::move(from),
        .to = std::move(to)}));
}

inline std::shared_ptr<const Evaluation> madeUpEvaluation(int64_t step)
{
    Evaluation e {.step = step, .trainSeconds = double(step) * 0.15, .pictures = 100};
    const char* names[] = {"RBC", "WBC", "Platelets", "very long class name", "absent"};
    for (int c = 0; c < 5; ++c) {
        const double reach = 0.9 - 0.02 * c - (c == 2 ? 0.25 : 0);
        ClassPrecision p {.name = names[c], .objects = 40};
        p.averagePrecision = c == 4 ? std::numeric_limits<double>::quiet_NaN()
                                    : reach * (1 - std::exp(-double(step) / (200 + 60 * c)));
        if (c < 4)
            e.meanAveragePrecision += p.averagePrecision / 4;
        e.classes.push_back(p);
    }
    return std::make_shared<const Evaluation>(e);
}

/// A run that never happened: falling losses, kept RoIs by cause, an evaluation every 100 steps.
inline History madeUpHistory(int64_t steps)
{
    RandomStream random({.seed = 3});
    History history;
    for (int64_t i = 1; i <= steps; ++i) {
        const double t = double(i) / 150;
        StepRow row;
        row.step = i;
        row.wallSeconds = double(i) * 0.2;
        row.trainSeconds = double(i) * 0.15;
        row.stepMs = 150;
        row.watchingMs = 1.3;
        row.meanLossAll = float(0.3 + 0.9 * std::exp(-t) + 0.05 * double(random.normal()));
        row.meanLossSelected = float(0.6 + 1.4 * std::exp(-t) + 0.08 * double(random.normal()));
        row.quota = row.selected = i < 220 ? 64 : 128;
        row.rois = 2000;
        const int foreground = std::min(row.selected * 3 / 4,
            int(row.selected * (0.2 + 0.3 * (1 - std::exp(-t)))) + int(random.below(9)));
        const int missed = int(foreground * std::exp(-t));
        const int wrong = (foreground - missed) / 4;
        const int background = row.selected - foreground;
        row.keptByCause = {missed, wrong, foreground - missed - wrong, background * 2 / 3,
            background - background * 2 / 3};
        history.steps.append(row);
        if (i % 100 == 0)
            history.evaluations.append(madeUpEvaluation(i));
    }
    if (steps > 220)
        addEvent(
            history, EventKind::Control, 220, "B is 128 now", "mining.roisPerStep", "64", "128");
    if (steps > 310)
        addEvent(
            history, EventKind::Warning, 310, "BloodImage_00012.xml:17: zero-area box: dropped");
    return history;
}

/// Two pictures of 1000 RoIs each, chosen by selectRois' kind of rule: a cut in the first, none in
/// the second.
inline std::shared_ptr<const Step> madeUpStep(bool hasLosses = true)
{
    RandomStream random({.seed = 4});
    Step step;
    step.header.step = 412;
    step.header.phases = {.dataWait = 0.2,
        .backbone = 31,
        .readOnly = 61,
        .select = 0.6,
        .learn = 44,
        .update = 4,
        .watching = 1.3};
    DetectionStep body;
    body.hasLosses = hasLosses;
    for (int p = 0; p < 2; ++p) {
        PictureRecord picture;
        picture.picture.name = p ? "BloodImage_00114" : "BloodImage_00032";
        for (int i = 0; i < 1000; ++i) {
            RoiRecord roi;
            if (hasLosses) {
                roi.classLoss = float(-0.7 * std::log(1 - 0.999 * double(random.uniform())));
                roi.boxLoss = 0;
            }
            const bool high = roi.classLoss > (p ? 1.9f : 1.41f);
            roi.decision.fate = high && random.uniform() < 0.5f ? Fate::Selected
                : high || random.uniform() < 0.3f               ? Fate::Suppressed
                                                                : Fate::BelowCut;
            picture.rois.push_back(roi);
        }
        body.pictures.push_back(picture);
    }
    body.quotas
        = {Quota {.quota = 64, .survivors = 300, .kept = 64, .cut = 1.41f, .duplicatesOfTop = 28},
            Quota {.quota = 64, .survivors = 51, .kept = 51, .duplicatesOfTop = 30}};
    step.body = body;
    return std::make_shared<const Step>(std::move(step));
}

} // namespace hardlens::test
