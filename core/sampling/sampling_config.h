#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace hardlens {

/// Which negative n joins a pair of anchor a and positive p. D: distance, s: cosine; nearer:
/// smaller D. "Beyond the positive": D_an > D_ap, strictly. Sources: Wu et al., arXiv:1706.07567
/// (the paper); Schroff et al., FaceNet, arXiv:1503.03832; the code of davidsandberg/facenet,
/// tensorflow/addons (TFA), lenscloth/RKD, Confusezius/Revisiting_Deep_Metric_Learning_PyTorch
/// (RDML), pytorch-metric-learning (PML), apache/mxnet example/gluon/embedding_learning,
/// CompVis/metric-learning-divide-and-conquer (D&C) and vadimkantorov/metriclearningbench.
enum class NegativeSampler
{
    /// Any of another class, uniformly.
    Uniform,
    /// The nearest of another class (PML BatchHardMiner, with the hardest positive).
    Hardest,
    /// The nearest beyond the positive. The paper's semi-hard; it does not say what happens where
    /// none is: see EmptyRow.
    SemiHardPaper,
    /// FaceNet, with its margin: D_ap² < D_an² < D_ap² + margin, uniformly. None: see EmptyRow.
    SemiHardFaceNet,
    /// What facenet's select_triplets runs, after VGG-Face: D_an² - D_ap² < margin, nearer ones
    /// than the positive too, uniformly. None: the pair is dropped.
    VggFace,
    /// The nearest beyond the positive; none: the farthest negative (TFA TripletSemiHardLoss, RKD
    /// SemiHardNegative).
    SemiHardOrFarthest,
    /// D_ap < D_an < D_ap + margin, uniformly; none: any of another class (RDML
    /// batchminer/semihard).
    SemiHardBand,
    /// Nearer than the anchor's farthest positive, uniformly; none: any of another class (RDML
    /// batchminer/softhard, with PositiveChoice::SoftHard).
    SoftHard,
    /// The nearest beyond the positive; none: the pair is dropped (PML BatchEasyHardMiner,
    /// semi-hard negatives).
    SemiHardOrDrop,
    /// In proportion to 1/q(D_an), the inverse density of distances on the sphere, within the
    /// cutoffs (the paper; mxnet's model.py DistanceWeightedSampling). None: see EmptyRow.
    DistanceWeighted,
    /// As many nearest ones with D_an >= cutoff as the anchor has pairs, in order (D&C,
    /// metriclearningbench). Does not read upperCutoff. None: see EmptyRow.
    NearestBeyondCutoff,
};

/// Which other members of its class an anchor is paired with.
enum class PositiveChoice
{
    All,      // every one (the paper, mxnet)
    Later,    // those after the anchor in the batch: each pair once (facenet)
    Hardest,  // the farthest (PML BatchHardMiner)
    Easiest,  // the nearest
    Random,   // one, uniformly (RDML)
    SoftHard, // one, uniformly, of those farther than the nearest negative; none: of all (RDML
              // softhard)
};

/// What the lower cutoff does to candidates nearer than it. Clamp: their weight is that at the
/// cutoff (the paper's λ and its code). Exclude: they are no candidates.
enum class CutoffMode
{
    Clamp,
    Exclude
};

/// The n of q. Nominal: the embeddings' dimension. Effective: 4/Var(d²), see DistanceSpread;
/// nominal while the batch is not spread. Given: densityDimension.
enum class DensityDimension
{
    Nominal,
    Effective,
    Given
};

/// A row in which the sampler's rule leaves no candidate. Drop: no triplet (PML).
/// UniformOtherClasses: mxnet since its fix 10980. Nearest: the nearest negative.
enum class EmptyRow
{
    Drop,
    UniformOtherClasses,
    Nearest
};

struct SamplingConfig
{
    NegativeSampler negatives = NegativeSampler::DistanceWeighted;
    PositiveChoice positives = PositiveChoice::All;
    double margin
        = 0.2; // α of SemiHardFaceNet and VggFace (on D²) and SemiHardBand (on D), in (0, 4]
    double cutoff = 0.5; // of DistanceWeighted and NearestBeyondCutoff, a distance in [0, 2]
    CutoffMode cutoffMode = CutoffMode::Clamp;
    /// DistanceWeighted draws from D_an < this, in (0, 2]; none: from all. 1.4 = β + α: beyond it
    /// the margin loss is 0.
    std::optional<double> upperCutoff = 1.4;
    DensityDimension dimension = DensityDimension::Nominal;
    double densityDimension = 128; // n of q where dimension is Given, in [2, 4096]
    /// DistanceWeighted: whether one negative may join several pairs of an anchor.
    bool withReplacement = true;
    EmptyRow emptyRow = EmptyRow::UniformOtherClasses;

    /// Throws ConfigError for the first field that breaks its rule: "sampling.cutoff = 2.5: must be
    /// in [0, 2]".
    void validate() const;

    friend bool operator==(const SamplingConfig&, const SamplingConfig&) = default;
};

/// A sampler for configuration files, help and menus.
struct NegativeSamplerEntry
{
    NegativeSampler sampler {};
    std::string_view name {};   // "semi-hard-paper"
    std::string_view source {}; // whose definition it is
    bool perPair = false;       // its candidates depend on the positive too
};

/// All samplers, in the order of the enumeration.
std::span<const NegativeSamplerEntry> negativeSamplers();
const NegativeSamplerEntry& entryOf(NegativeSampler sampler);

/// PML's BatchHardMiner: hardest positive, hardest negative.
SamplingConfig batchHardPreset();

} // namespace hardlens
