#pragma once

#include "core/analysis/suppression_chain.h"

#include <QString>
#include <QStringList>

#include <span>

namespace hardlens {

/// "Selected · rank 3".
QString whyHeadline(const WhyRoi& why);

/// What the RoI is and which object it lies on: "label background · best IoU 0.33 with RBC".
QString whyObject(const WhyRoi& why, const std::vector<std::string>& classNames);

/// Where the cut of its picture lies, or why there is none.
QString whyCut(const WhyRoi& why);

/// Why it was not taken, whom it suppresses, and what else there is to say, as rich text. chain: of
/// suppressionChain; its first link is the RoI, and each further one a link in the given colour
/// that leads to its index. RoIs are numbered from 1 for people.
QStringList whySentences(std::span<const ChainLink> chain, const MiningConfig& mining,
    const std::vector<std::string>& classNames, const QString& linkColour);

/// What a RoI that looksUnlabelled says of itself.
QString whyLabelMissing(const WhyRoi& why);

} // namespace hardlens
