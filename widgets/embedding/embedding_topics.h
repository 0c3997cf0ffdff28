#pragma once

#include "core/records/history.h"
#include "widgets/plots/plot_labels.h"
#include "widgets/theme.h"

#include <QString>

#include <span>
#include <vector>

namespace hardlens {

/// One scalar of a run of embeddings over its steps.
struct EmbeddingCurve
{
    QString name {};
    double (*value)(const EmbeddingScalars&) = nullptr; // NaN: the step has none
    QColor Palette::*line = &Palette::focus;
    QColor Palette::*words = &Palette::focusText;
    Marker marker = Marker::Circle; // along it, so that colour is not all that tells curves apart
};

/// Scalars of one unit, which share an axis. The last topic has no curves of steps: it is of the
/// evaluations.
struct EmbeddingTopic
{
    QString name {};
    QString meaning {}; // a sentence or two
    std::vector<EmbeddingCurve> curves {};
    double least = 0;     // the axis reaches up to this at any rate
    int decimals = 2;     // of values
    bool isShare = false; // in [0, 1]
};

enum class EmbeddingTopicKind
{
    Loss,
    Distances,
    Active,
    Choice,
    Rows,
    Retrieval
};

/// By EmbeddingTopicKind.
std::span<const EmbeddingTopic> embeddingTopics();
const EmbeddingTopic& topicOf(EmbeddingTopicKind kind);

/// A curve among all curves of all topics.
size_t firstCurveOf(EmbeddingTopicKind kind);
size_t embeddingCurveCount();

} // namespace hardlens
