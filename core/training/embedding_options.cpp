#include "core/training/embedding_options.h"

#include "core/basics/error.h"
#include "core/training/option_making.h"

namespace hardlens {

namespace {

using namespace making;
using Config = TrainingConfig;

template <typename Value, typename Entry>
std::vector<Named<Value>> namesOf(
    std::span<const Entry> entries, Value Entry::*value, std::string_view Entry::*label)
{
    std::vector<Named<Value>> names;
    for (const Entry& entry : entries)
        names.push_back({entry.*value, entry.name.data(), (entry.*label).data()});
    return names;
}

void addSampling(std::vector<TrainingOption>& all)
{
    all.push_back(live(choice<NegativeSampler>(
        described(
            "sampling.negatives", "Sampler", "Which negative joins a pair of anchor and positive."),
        namesOf(negativeSamplers(), &NegativeSamplerEntry::sampler, &NegativeSamplerEntry::name),
        HL_FIELD(embedding.sampling.negatives))));
    all.push_back(live(choice<PositiveChoice>(
        described("sampling.positives", "Positives",
            "Which other members of its class an anchor is paired with."),
        {{PositiveChoice::All, "all", "all"}, {PositiveChoice::Later, "later", "each pair once"},
            {PositiveChoice::Hardest, "hardest", "the farthest"},
            {PositiveChoice::Easiest, "easiest", "the nearest"},
            {PositiveChoice::Random, "random", "one, uniformly"},
            {PositiveChoice::SoftHard, "soft-hard", "soft-hard"}},
        HL_FIELD(embedding.sampling.positives))));
    all.push_back(live(number(described("sampling.cutoff", "Cutoff",
                                  "Distance below which a nearer negative is no likelier (clamp), "
                                  "or none at all (exclude)."),
        0, 2, .01, HL_FIELD(embedding.sampling.cutoff))));
    all.push_back(
        live(choice<CutoffMode>(described("sampling.cutoffMode", "Below the cutoff",
                                    "Clamp: its weight is that at the cutoff, as paper and code "
                                    "have it. Exclude: it is no candidate."),
            {{CutoffMode::Clamp, "clamp", "clamp"}, {CutoffMode::Exclude, "exclude", "exclude"}},
            HL_FIELD(embedding.sampling.cutoffMode))));
    all.push_back(live(toggle(described("sampling.upperFollowsBeta", "Up to β + α",
                                  "Beyond it a negative costs nothing under the margin loss."),
        HL_FIELD(embedding.upperFollowsBeta))));
    TrainingOption upper = live(
        number(described("sampling.upperCutoff", "Upper cutoff",
                   "Distance at which candidates end, where it does not follow β; 0: they do not."),
            0, 2, .01, [](Config&) -> double& {
                static double none;
                return none;
            }));
    upper.get
        = [](const Config& c) { return shortNumber(c.embedding.sampling.upperCutoff.value_or(0)); };
    upper.set = [](Config& c, const std::string& value) {
        const double cutoff = numberOf(value);
        c.embedding.sampling.upperCutoff = cutoff > 0 ? std::optional(cutoff) : std::nullopt;
    };
    all.push_back(std::move(upper));
    all.push_back(live(choice<DensityDimension>(
        described("sampling.dimension", "n of the density",
            "Nominal: the embedding's. Effective: 4 / Var(d²) of the batch. "
            "Given: as set below."),
        {{DensityDimension::Nominal, "nominal", "nominal"},
            {DensityDimension::Effective, "effective", "effective"},
            {DensityDimension::Given, "given", "given"}},
        HL_FIELD(embedding.sampling.dimension))));
    all.push_back(live(logarithmic(
        number(described("sampling.densityDimension", "n", "Of the density, where it is given."), 2,
            4096, 1, HL_FIELD(embedding.sampling.densityDimension)))));
    all.push_back(live(toggle(described("sampling.withReplacement", "Replacement",
                                  "Whether one negative may join several pairs of an anchor."),
        HL_FIELD(embedding.sampling.withReplacement))));
    all.push_back(live(
        choice<EmptyRow>(described("sampling.emptyRow", "No candidate",
                             "What becomes of an anchor that the sampler leaves no candidate."),
            {{EmptyRow::Drop, "drop", "drop it"},
                {EmptyRow::UniformOtherClasses, "uniform", "any of another class"},
                {EmptyRow::Nearest, "nearest", "the nearest"}},
            HL_FIELD(embedding.sampling.emptyRow))));
    all.push_back(live(number(
        described("sampling.margin", "Band", "Width of the semi-hard band beyond the positive."),
        .01, 4, .01, HL_FIELD(embedding.sampling.margin))));
}

void addLoss(std::vector<TrainingOption>& all)
{
    all.push_back(
        live(choice<EmbeddingLossKind>(described("loss.kind", "Loss", "What the distances cost."),
            namesOf(embeddingLosses(), &EmbeddingLossEntry::kind, &EmbeddingLossEntry::label),
            HL_FIELD(embedding.loss.kind))));
    all.push_back(live(number(
        described("loss.margin", "α", "Margin of the triplet, margin and quadruplet losses."), .01,
        4, .01, HL_FIELD(embedding.loss.margin))));
    all.push_back(live(
        number(described("loss.contrastiveMargin", "m",
                   "Distance from which on a negative costs nothing under the contrastive losses."),
            .01, 2, .01, HL_FIELD(embedding.loss.contrastiveMargin))));
    all.push_back(live(number(
        described("loss.contrastivePositive", "m₊",
            "Distance up to which a positive costs nothing under the contrastive loss of hinges."),
        0, 2, .01, HL_FIELD(embedding.loss.contrastivePositive))));
    all.push_back(live(
        number(described("loss.liftedMargin", "Lifted m", "Margin of the lifted structure loss."),
            .01, 4, .01, HL_FIELD(embedding.loss.liftedMargin))));
    all.push_back(live(number(described("loss.nPairPenalty", "Length penalty",
                                  "On embeddings before normalisation, under the N-pair loss."),
        0, 10, .01, HL_FIELD(embedding.loss.nPairPenalty))));
    all.push_back(
        live(number(described("loss.beta", "β₀",
                        "β of the margin loss at the start; turned later, every β is set to it."),
            0, 2, .01, HL_FIELD(embedding.loss.beta))));
    all.push_back(choice<BetaScope>(described("loss.betaScope", "β for", "Who has a β for itself."),
        {{BetaScope::One, "one", "all"}, {BetaScope::PerClass, "class", "each class"},
            {BetaScope::PerSample, "sample", "each picture"}},
        HL_FIELD(embedding.loss.betaScope)));
    all.push_back(
        live(toggle(described("loss.learnBeta", "Learn β", "Whether β follows its gradient."),
            HL_FIELD(embedding.loss.learnBeta))));
    all.push_back(
        live(number(described("loss.nu", "ν", "Weight of the regulariser that pulls β down."), 0, 1,
            .001, HL_FIELD(embedding.loss.nu))));
    all.push_back(live(choice<BetaPenalty>(
        described("loss.betaPenalty", "ν counts",
            "Every triplet's β divided by the active terms (mxnet), or β once."),
        {{BetaPenalty::PerTerm, "per-term", "per triplet"}, {BetaPenalty::Once, "once", "once"}},
        HL_FIELD(embedding.loss.betaPenalty))));
    all.push_back(live(
        choice<TermMean>(described("loss.mean", "Mean over", "What the terms' sum is divided by."),
            {{TermMean::Active, "active", "terms above 0"}, {TermMean::All, "all", "all terms"}},
            HL_FIELD(embedding.loss.mean))));
}

void addSolver(std::vector<TrainingOption>& all)
{
    all.push_back(choice<SolverKind>(
        described("embedding.solver", "Solver", "What turns gradients into steps."),
        {{SolverKind::Adam, "adam", "Adam"}, {SolverKind::Sgd, "sgd", "SGD"}},
        HL_FIELD(embedding.solver)));
    all.push_back(number(described("embedding.rate", "Rate", "Learning rate after the warm-up."),
        1e-7, 10, .0001, HL_FIELD(embedding.rate)));
    all.push_back(
        number(described("embedding.weightDecay", "Weight decay", "Pull of the weights to zero."),
            0, 1, 1e-4, HL_FIELD(embedding.weightDecay)));
    all.push_back(number(
        described("embedding.loadedRateFactor", "Loaded rate ×",
            "The rate of weights that came from a file, times the rate; mxnet's example has 0.01."),
        0, 10, .01, HL_FIELD(embedding.loadedRateFactor)));
    all.push_back(
        live(logarithmic(number(described("embedding.betaRate", "β rate", "Learning rate of β."),
            1e-6, 10, .001, HL_FIELD(embedding.betaRate)))));
    all.push_back(
        choice<BetaRateScale>(described("embedding.betaRateScale", "β rate is",
                                  "As it is, or divided by the pictures of a batch, as mxnet's "
                                  "trainer does."),
            {{BetaRateScale::AsGiven, "as-given", "as given"},
                {BetaRateScale::ByBatch, "by-batch", "divided by the batch"}},
            HL_FIELD(embedding.betaRateScale)));
}

void addPictures(std::vector<TrainingOption>& all)
{
    all.push_back(live(number(described("embedding.P", "P classes", "Classes in a batch."), 2, 512,
        1, HL_FIELD(embedding.classesPerBatch))));
    all.push_back(
        live(number(described("embedding.K", "K pictures", "Pictures of each class in a batch."), 2,
            64, 1, HL_FIELD(embedding.picturesPerClass))));
    all.push_back(choice<SmallClass>(described("embedding.smallClass", "Small classes",
                                         "What becomes of a class with fewer than K pictures."),
        {{SmallClass::Repeat, "repeat", "repeat pictures"},
            {SmallClass::LeaveOut, "leave-out", "leave out"}},
        HL_FIELD(embedding.smallClass)));
    all.push_back(number(described("embedding.dimension", "Dimensions", "n of the embedding."), 2,
        4096, 1, HL_FIELD(embedding.dimension)));
    all.push_back(number(
        described("embedding.grid", "Grid", "Cells a side that the last map is averaged over."), 1,
        14, 1, HL_FIELD(embedding.grid)));
    all.push_back(number(
        described("embedding.size", "Size", "Of both sides of a picture as the network sees it."),
        16, 512, 8, HL_FIELD(embedding.input.size)));
    all.push_back(
        toggle(described("embedding.flip", "Flip", "Mirror half of the training pictures."),
            HL_FIELD(embedding.input.flip)));
    all.push_back(number(
        described("embedding.shift", "Random crops",
            "How much larger than the network sees it a picture is made, to be cropped at random."),
        0, 1, .05, HL_FIELD(embedding.input.shift)));
    all.push_back(live(
        number(described("embedding.probeEverySteps", "Probe every",
                   "Steps between embeddings of the probe, unseen pictures that views follow."),
            1, 10000, 1, HL_FIELD(embedding.probeEverySteps))));
    all.push_back(
        number(described("embedding.probeItems", "Probe", "Pictures in it, at most; 0: none."), 0,
            2000, 10, HL_FIELD(embedding.probeItems)));
    all.push_back(choice<ClassSplit>(described("data.classes.split", "Split",
                                         "Which classes are learned from and which tested on."),
        {{ClassSplit::Usual, "usual", "as the data set has it"},
            {ClassSplit::Halves, "halves", "half of the classes"}},
        HL_FIELD(embedding.folder.split)));
    all.push_back(number(
        described("data.classes.level", "Class level",
            "Which folder names the class, from the data's own on; 0: all above the picture."),
        0, 8, 1, HL_FIELD(embedding.folder.classLevel)));
    all.push_back(number(
        described("data.glyphs.classes", "Glyphs", "Classes; half of them are learned from."), 4,
        100000, 1, HL_FIELD(embedding.glyphs.classes)));
    all.push_back(number(described("data.glyphs.pictures", "Pictures of each", "Of every glyph."),
        2, 10000, 1, HL_FIELD(embedding.glyphs.picturesPerClass)));
    all.push_back(
        number(described("data.glyphs.deformation", "Deformation", "How far hands differ."), 0, 1,
            .05, HL_FIELD(embedding.glyphs.deformation)));
}

} // namespace

std::vector<TrainingOption> embeddingOptions()
{
    std::vector<TrainingOption> all;
    addSampling(all);
    addLoss(all);
    addSolver(all);
    addPictures(all);
    return all;
}

void applyEmbeddingPreset(TrainingConfig& config, const std::string& name)
{
    const EmbeddingConfig defaults;
    config.embedding.sampling = defaults.sampling;
    config.embedding.loss = defaults.loss;
    config.embedding.upperFollowsBeta = true;
    config.embedding.betaRate = defaults.betaRate;
    config.embedding.betaRateScale = defaults.betaRateScale;
    if (name == "shows-something")
        return;
    if (name != "paper")
        throw ConfigError(
            concat("sampling.preset = ", name, ": must be one of shows-something, paper"));
    config.embedding.loss.beta = 1.2;
    config.embedding.upperFollowsBeta = false;
    config.embedding.betaRate = .1;
    config.embedding.betaRateScale = BetaRateScale::ByBatch;
}

} // namespace hardlens
