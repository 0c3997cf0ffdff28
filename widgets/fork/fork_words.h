#pragma once

#include "core/analysis/fork_comparison.h"
#include "core/basics/option_spec.h"
#include "core/records/published.h"

#include <QString>
#include <QStringList>

namespace hardlens {

/// What the first step after a fork says about it, from its comparison: "First step: same pictures,
/// RoIs and losses; 41 of 64 chosen by both.", "First step: same pictures and embeddings; 41 of 64
/// triplets drawn by both." Where something differs it begins with what. Empty:
/// fewer than two variants have that step.
struct FirstStepWords
{
    QString text {};
    bool differs = false;
};
FirstStepWords firstStepWords(const std::vector<VariantComparison>& variants,
    const QStringList& names, Bench bench = Bench::Detection);

/// A value of an option as people read it: "OHEM", "off", "0.7".
QString valueWords(const OptionSpec& spec, const QString& value);

/// What runs that differ in an option are called: "OHEM", "NMS by loss off", "NMS IoU 0.5".
QStringList variantNames(const OptionSpec& spec, const QStringList& values);

/// "Two runs go on from step 412, equal in all but NMS IoU: 0.7 | 0.5."
QString forkWords(const OptionSpec& spec, const QStringList& values, int64_t step);

} // namespace hardlens
