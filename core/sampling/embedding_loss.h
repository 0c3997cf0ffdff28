#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace hardlens {

/// What the distances D of a batch's pairs and triplets cost. a: anchor, p: positive, n: negative;
/// [x]₊ = max(0, x). Sources: Wu et al., arXiv:1706.07567 (the paper); pytorch-metric-learning
/// (PML); Sohn, NIPS 2016; Song et al., arXiv:1511.06452; Chen et al., arXiv:1704.01719.
enum class EmbeddingLossKind
{
    Contrastive,      // D_ap² + [m - D_an]₊² (the paper, Figure 4a; Hadsell et al. 2006)
    ContrastiveHinge, // [D_ap - m₊]₊ + [m - D_an]₊ (PML)
    TripletSquared,   // [D_ap² - D_an² + α]₊ (FaceNet)
    Triplet,          // [D_ap - D_an + α]₊
    Margin,           // [α + D_ap - β]₊ + [α + β - D_an]₊, β learned (the paper)
    NPair, // ln(1 + Σ_j exp(f_a·f_j⁺ - f_a·f_p)), of embeddings before normalisation (Sohn)
    LiftedStructure, // ½ mean over pairs of [D_ap + ln(Σ_n e^(m - D_an) + Σ_n e^(m - D_pn))]₊²
                     // (Song)
    Quadruplet, // [D_ap² - D_an² + α]₊ + [D_ap² - D_nq² + α/2]₊, q of a third class (Chen)
};

/// Who has a β of the margin loss for itself: β⁽⁰⁾ + β⁽class⁾ + β⁽img⁾ of the paper.
enum class BetaScope
{
    One,
    PerClass,
    PerSample
};

/// What the terms' sum is divided by. Active: terms above 0, at least 1 (mxnet, PML's mean over
/// non-zero). All: every term.
enum class TermMean
{
    Active,
    All
};

/// How the ν regulariser counts. PerTerm: ν Σ β of the triplets' anchors / active terms (mxnet; PML
/// for a β per class). Once: ν β, undivided (PML for one β); the mean of β where there are several.
enum class BetaPenalty
{
    PerTerm,
    Once
};

struct EmbeddingLossConfig
{
    EmbeddingLossKind kind = EmbeddingLossKind::Margin;
    double margin = 0.2;            // α, in (0, 4]
    double contrastiveMargin = 1;   // m of both contrastive losses, in (0, 2]
    double contrastivePositive = 0; // m₊, in [0, 2]
    double liftedMargin = 1;        // m of LiftedStructure, in (0, 4]
    double nPairPenalty
        = 0.02; // times the mean squared length of the embeddings before normalisation, in [0, 10]
    double beta = 0.7; // β of the margin loss at the start, in [0, 2]
    BetaScope betaScope = BetaScope::One;
    bool learnBeta = true;
    double nu = 0; // weight of the β regulariser, in [0, 1]
    BetaPenalty betaPenalty = BetaPenalty::PerTerm;
    TermMean mean = TermMean::Active;

    /// Throws ConfigError for the first field that breaks its rule: "loss.margin = 0: must be in
    /// (0, 4]".
    void validate() const;

    friend bool operator==(const EmbeddingLossConfig&, const EmbeddingLossConfig&) = default;
};

/// A loss for configuration files, help and menus.
struct EmbeddingLossEntry
{
    EmbeddingLossKind kind {};
    std::string_view name {};
    std::string_view label {};
    std::string_view source {};
};

/// All losses, in the order of the enumeration.
std::span<const EmbeddingLossEntry> embeddingLosses();
const EmbeddingLossEntry& entryOf(EmbeddingLossKind kind);

/// Whether a loss reads triplets that a sampler drew; otherwise it reads whole batches and the
/// sampler has no say.
bool usesDraws(EmbeddingLossKind kind);
/// Whether a loss reads EmbeddingLossConfig::margin, α.
bool usesMargin(EmbeddingLossKind kind);

/// The distance from which on a negative costs nothing under the margin loss: β + α, in (0, 2].
double marginReach(const EmbeddingLossConfig& config, double beta);

/// A loss term and its derivative by the distance: its pull.
struct LossAtDistance
{
    double loss = 0;
    double slope = 0;
};

/// What a positive pair at distance D costs. `other`: for triplets and quadruplets the D_an that it
/// is drawn against; not read by the others. beta: of the margin loss. NaN for losses that are no
/// function of one distance.
LossAtDistance positiveLoss(const EmbeddingLossConfig&, double distance, double other, double beta);
/// The same for a negative pair; `other`: D_ap.
LossAtDistance negativeLoss(const EmbeddingLossConfig&, double distance, double other, double beta);

} // namespace hardlens
