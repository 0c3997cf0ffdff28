#pragma once

#include "core/basics/option_spec.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace hardlens {

/// An option that a fork may differ in, with its value now, as in a file.
struct ForkOption
{
    OptionSpec spec {};
    QString value {};
};

/// A fork worth making: the value now first, then others.
struct ForkPreset
{
    QString key {};
    QStringList values {}; // 2 to mostVariants

    friend bool operator==(const ForkPreset&, const ForkPreset&) = default;
};

/// OHEM against the heuristic, NMS on against off, B 64, 128 and 256; negatives weighted by
/// distance against uniform ones, no cutoff against one, margin loss against triplets: those whose
/// option is there.
std::vector<ForkPreset> forkPresets(const std::vector<ForkOption>& options);

/// A further value of an option that is not among those taken: the next choice, or half or twice
/// the first one. None: there is no other.
std::optional<QString> furtherValue(const OptionSpec& spec, const QStringList& taken);

} // namespace hardlens
